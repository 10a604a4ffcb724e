// What a reader does in the portal; the site holds the sample night of the tests.
import assert from 'node:assert/strict';

const NIGHT = 'nights/LSSTCam/20260115';
const id = (seq) => 2026011500000 + seq;

async function rows(page) {
  const table = page.getByRole('table', { name: 'Exposures of the night' });
  await table.waitFor();
  return Number(await table.getAttribute('aria-rowcount')) - 1;
}

async function firstSeq(page) {
  return (await page.locator('tbody td.seq a').first().textContent()).trim();
}

export const journeys = {
  async 'the first page shows the nights of the instrument and leads to one'({ page, address, picture }) {
    await page.goto(address);
    const night = page.getByRole('link', { name: '20260115' });
    await night.waitFor();
    await picture('nights-light');
    await night.click();
    await page.waitForURL('**/nights/LSSTCam/20260115');
    assert.equal(await rows(page), 117);
    assert.match(await page.title(), /LSSTCam · 15 January 2026/);
  },

  async 'a night is sorted and filtered, and its address says how'({ page, address, picture }) {
    await page.goto(address + NIGHT);
    await rows(page);
    await picture('night-light');
    await page.getByRole('group', { name: 'Type' }).getByRole('button', { name: /science/ }).click();
    assert.equal(await rows(page), 90);
    await page.getByRole('button', { name: 'Airmass' }).click();
    await page.getByRole('button', { name: 'Airmass' }).click();
    assert.equal(await page.getByRole('columnheader', { name: /Airmass/ }).getAttribute('aria-sort'), 'descending');
    assert.equal(new URL(page.url()).search, '?type=science&sort=-airmass');
    const first = await firstSeq(page);

    await page.reload();
    await rows(page);
    assert.equal(await firstSeq(page), first);
    await page.getByRole('searchbox').fill('ddf');
    await page.getByText('13 of 117 exposures').waitFor();
  },

  async 'only the rows in sight are in the page, and scrolling brings the others'({ page, address }) {
    await page.setViewportSize({ width: 1440, height: 500 });
    await page.goto(address + NIGHT);
    await rows(page);
    assert.ok((await page.locator('tbody td.seq a').count()) < 60);
    await page.mouse.wheel(0, 20_000);
    await page.locator(`#exposure-${id(117)}`).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  },

  async 'keys lead through the night into an exposure, on, and back'({ page, address }) {
    await page.goto(address + NIGHT);
    await rows(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), '2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'MC_O_20260115_000002' }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'MC_O_20260115_000003' }).waitFor();
    await page.keyboard.press('u');
    await page.waitForURL(`**/${NIGHT}?at=${id(3)}`);
    await page.locator('tr.selected').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Problems' }).waitFor();
    await page.goBack();
    await page.locator('tr.selected').waitFor();
  },

  async 'an exposure tells its fields with unit and meaning, its detectors and where it looked'({ page, address, picture }) {
    await page.goto(`${address}exposures/LSSTCam/${id(60)}`);
    await page.getByRole('heading', { name: 'MC_O_20260115_000060' }).waitFor();
    const field = page.getByRole('row', { name: /^air_temp/ });
    await field.waitFor();
    assert.match(await field.textContent(), /deg_C.*Temperature of the air/s);
    await page.getByRole('img', { name: /the exposure points at/ }).waitFor();
    await page.getByRole('img', { name: /Detectors on the sky/ }).waitFor();
    await picture('exposure-light');
    await page.getByRole('button', { name: 'Detectors' }).click();
    await page.getByRole('cell', { name: 'R00_S00' }).first().waitFor();
    assert.match(page.url(), /view=detectors/);
    await picture('detectors-light');
  },

  async 'a corrected header shows what was received beside what holds, and why'({ page, address, picture }) {
    await page.goto(`${address}exposures/LSSTCam/${id(41)}?view=header`);
    const card = page.getByRole('row', { name: /^FILTBAND/ }).first();
    await card.waitFor();
    assert.equal((await card.locator('del').textContent()).trim(), 'y');
    assert.equal((await card.locator('ins').textContent()).trim(), 'g');
    assert.match(await card.textContent(), /wrong filter was written/);
    await page.getByLabel('Only corrected cards').check();
    assert.equal(await page.locator('details tbody tr').count(), 2);
    await picture('header-light');
  },

  async 'an exposure without a position says so, and names the problem'({ page, address, picture }) {
    await page.goto(`${address}exposures/LSSTCam/${id(40)}`);
    await page.getByText('This exposure has no position.').waitFor();
    await page.getByRole('cell', { name: 'tracking_radec' }).waitFor();
    const marked = page.getByRole('row').filter({ has: page.getByTitle('There is a problem with this field') }).getByRole('rowheader');
    assert.deepEqual(await marked.allTextContents(), ['s_ra', 's_dec']);
    await picture('problem-light');
  },

  async 'a row appears while one looks, when its file arrives'({ page, address, picture }) {
    await page.goto(address + NIGHT);
    assert.equal(await rows(page), 117);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const answer = await fetch(`${address}test/arrive`, { method: 'POST' });
    assert.equal(answer.status, 204);
    await page.locator(`tr.fresh #exposure-${id(118)}`).waitFor();
    assert.equal(await rows(page), 118);
    await page.getByText('118 exposures', { exact: true }).waitFor();
    await picture('live-light');
  },

  async 'the problems page finds a problem and leads to its exposure'({ page, address, picture }) {
    await page.goto(`${address}problems`);
    await page.getByRole('link', { name: 'MC_O_20260115_000040' }).first().waitFor();
    await picture('problems-light');
    await page.getByLabel('Field').selectOption('tracking_radec');
    await page.waitForURL('**/problems?field=tracking_radec');
    await page.getByRole('link', { name: 'MC_O_20260115_000040' }).click();
    await page.getByRole('heading', { name: 'MC_O_20260115_000040' }).waitFor();
  },

  async 'a query is answered with a table, and a wrong one with a reason'({ page, address, picture, wrong }) {
    await page.goto(`${address}query`);
    await page.getByRole('button', { name: 'Exposures by type and band' }).click();
    await page.getByRole('cell', { name: 'bias' }).waitFor();
    assert.match(page.url(), /q=SELECT/);
    await picture('query-light');
    await page.getByLabel('Query in ADQL').fill('SELECT nonsense FROM cdb_lsstcam.exposure');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/nonsense/).last().waitFor();
    await page.locator('.refusal').waitFor();
    wrong.length = 0;
  },

  async 'help names the keys that work here'({ page, address, picture }) {
    await page.goto(address + NIGHT);
    await rows(page);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Next row').waitFor();
    await picture('help-light');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  },

  async 'the skip link leads past the frame, and what has the focus is seen'({ page, address }) {
    await page.goto(address + NIGHT);
    await rows(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('Tab');
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
  },

  async 'what is not there is said'({ page, address, picture, wrong }) {
    await page.goto(`${address}exposures/LSSTCam/1`);
    await page.getByText('There is no such exposure here.').waitFor();
    await page.goto(`${address}nights/LSSTCam/19990101`);
    await page.getByText('There is no such night here.').waitFor();
    await page.getByRole('link', { name: 'Nights of LSSTCam' }).click();
    await page.getByRole('link', { name: '20260115' }).waitFor();
    await page.goto(`${address}nonsense`);
    await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
    await picture('missing-light');
    // The browser itself reports an answer of 404 as an error; no other one is allowed.
    assert.deepEqual(wrong.filter((line) => !line.includes('404')), []);
    wrong.length = 0;
  },

  async 'a page that found no site fills itself when the site is back'({ page, address, wrong }) {
    const away = (route) => route.abort();
    await page.route('**/api/**', away);
    await page.route('**/health/**', away);
    await page.goto(address + NIGHT);
    await page.getByText('The site does not answer. Is it running?').first().waitFor();
    await page.unroute('**/api/**', away);
    await page.unroute('**/health/**', away);
    await rows(page);
    // What was asked while the site was away is reported by the browser itself.
    wrong.length = 0;
  },

  async 'all pages in the dark, and narrow'({ page, address, picture }) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(address);
    await page.getByRole('link', { name: '20260115' }).waitFor();
    await picture('nights-dark');
    await page.goto(address + NIGHT);
    await rows(page);
    await picture('night-dark');
    await page.goto(`${address}exposures/LSSTCam/${id(60)}`);
    await page.getByRole('img', { name: /Detectors on the sky/ }).waitFor();
    await picture('exposure-dark');
    await page.goto(`${address}exposures/LSSTCam/${id(41)}?view=header`);
    await page.getByRole('row', { name: /^FILTBAND/ }).first().waitFor();
    await picture('header-dark');
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [name, path] of [['nights', ''], ['night', NIGHT], ['exposure', `exposures/LSSTCam/${id(60)}`], ['problems', 'problems']]) {
      await page.emulateMedia({ colorScheme: name === 'exposure' ? 'dark' : 'light' });
      await page.goto(address + path);
      await page.locator('h1').waitFor();
      await page.locator('table, tbody').first().waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${name} is ${wide} px wider than the window`);
      if (name === 'problems') assert.ok(await page.locator('td.value').first().isVisible(), 'what was found is hidden');
      await picture(`${name}-narrow`);
    }
  },
};
