// Walks through the portal in a real Chromium: node run.mjs <address> <folder for pictures> <chromium> <address for the public> [word]
// With a word, only the journeys whose name has it.
// Prints one JSON object a line: {"journey", "error"}; a journey without an error went well.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { journeys as knowledge } from './knowledge.mjs';
import { journeys as portal } from './portal.mjs';

const [address, pictures, executablePath, publicAddress, word = ''] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'platebook-chromium-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  viewport: { width: 1440, height: 900 },
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
context.setDefaultTimeout(20_000);
try {
  for (const [journey, walk] of Object.entries({ ...portal, ...knowledge })) {
    if (!journey.includes(word)) continue;
    const page = await context.newPage();
    const wrong = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    page.on('request', (request) => {
      const to = new URL(request.url());
      if (to.protocol.startsWith('http') && ![address, publicAddress].some((site) => to.origin === new URL(site).origin)) wrong.push(`asked ${to.origin}`);
    });
    let error = null;
    try {
      await walk({ page, address, publicAddress, context, picture: (name) => page.screenshot({ path: join(pictures, `${name}.png`) }), wrong });
      if (wrong.length > 0) error = wrong.join('; ');
    } catch (e) {
      error = `${e.stack ?? e} ${wrong.join('; ')}`;
      await page.screenshot({ path: join(pictures, `failed ${journey}.png`) }).catch(() => {});
    }
    console.log(JSON.stringify({ journey, error }));
    await page.close();
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
