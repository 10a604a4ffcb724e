// What a reader learns beyond the header: quick looks, what is worked out, marks, the past, schemas.
import assert from 'node:assert/strict';
import { faintTexts } from './contrast.mjs';

const NIGHT = 'nights/LSSTCam/20260115';
const TAKEN = 'night-taken';
const MARKED = 62;
const GOOD = 66;
const id = (seq) => 2026011500000 + seq;
const exposure = (seq, query = '') => `exposures/LSSTCam/${id(seq)}${query}`;

async function rows(page) {
  const table = page.getByRole('table', { name: 'Exposures of the night' });
  await table.waitFor();
  return Number(await table.getAttribute('aria-rowcount')) - 1;
}

async function named(page, name) {
  await page.getByRole('heading', { name }).waitFor();
}

async function readable(page, where) {
  assert.deepEqual(await faintTexts(page), [], `${where}: text with too little contrast`);
}

async function within(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${where} is ${wide} px wider than the window`);
}

/** Presses Tab until what has the focus is so named; what cannot be reached by key fails. */
async function tabTo(page, role, name) {
  const wanted = page.getByRole(role, { name });
  await wanted.waitFor();
  for (let i = 0; i < 80; i++) {
    if (await wanted.evaluate((e) => e === document.activeElement)) return wanted;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${role} ${name} is not reached by Tab`);
}

export const journeys = {
  async 'an exposure tells quick looks, what is worked out with its formula, and where each field is from'({ page, address, picture }) {
    await page.goto(address + exposure(60));
    const jitter = page.getByRole('row', { name: /^mount_jitter_rms / });
    await jitter.waitFor();
    assert.match(await jitter.textContent(), /0\.05.*arcsec/s);
    const worked = page.getByRole('row', { name: /^moon_separation/ });
    assert.match(await worked.textContent(), /deg.*pos\.angDistance.*Meeus.*sky\.distance\(s_ra, s_dec/s);
    assert.match(await worked.getByRole('rowheader').getAttribute('title'), /Unit: deg/);
    const quick = page.locator('details').filter({ has: page.getByRole('heading', { name: 'Quick look' }) });
    assert.match(await quick.locator('summary').textContent(), /exposure_quicklook, from rapid-analysis/);
    await worked.scrollIntoViewIfNeeded();
    await picture('worked-out-light');
    await readable(page, 'fields');
    await page.getByLabel('Find a field').fill('moon');
    await page.waitForURL(/field=moon/);
    assert.equal(await page.getByRole('row', { name: /^air_temp/ }).count(), 0);
    await page.getByRole('row', { name: /^moon_phase/ }).waitFor();
  },

  async 'the visit of an exposure tells seeing and depth'({ page, address, picture }) {
    await page.goto(address + exposure(60));
    await named(page, 'MC_O_20260115_000060');
    await page.keyboard.press('2');
    await page.waitForURL(/view=visit/);
    await named(page, /^Visit 2026011500060/);
    const seeing = page.getByRole('row', { name: /^psf_fwhm/ });
    assert.match(await seeing.textContent(), /0\.80.*arcsec.*sky\.fwhm\(psf_sigma_median, pixel_scale_median\)/s);
    assert.match(await page.getByRole('row', { name: /^five_sigma_depth/ }).textContent(), /mag/);
    await seeing.scrollIntoViewIfNeeded();
    await picture('visit-light');
    await page.getByText('History of the visit').click();
    const came = page.getByRole('table', { name: /^visit1_quicklook came/ });
    assert.match(await came.getByRole('row', { name: /^n_inputs/ }).textContent(), /–.*189/s);
  },

  async 'a mark is set by key alone, refused with a reason, and seen by who looks at the night'({ page, address, picture, context, wrong }) {
    const other = await context.newPage();
    await other.goto(address + NIGHT);
    await rows(other);
    await other.getByText('Live', { exact: true }).waitFor();

    await page.goto(address + exposure(31));
    await page.getByRole('button', { name: 'Mark …' }).waitFor();
    await page.keyboard.press('f');
    const form = page.getByRole('form', { name: 'Mark the exposure' });
    await form.waitFor();
    await (await tabTo(page, 'button', 'Save')).press('Enter');
    assert.equal(await page.getByRole('alert').textContent(), 'Choose good, questionable or bad.');

    await page.getByLabel('Reason').focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('radio', { name: 'bad' }).check();
    await page.getByLabel('Reason').fill('trailed');
    await page.getByLabel('Tags').fill('wind; tracking');
    await picture('marking-light');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /tags|tag/.test(document.querySelector('[role=alert]')?.textContent ?? ''));
    await picture('marking-refused-light');
    await readable(page, 'marking');
    wrong.length = 0;
    await page.getByLabel('Tags').fill('wind, tracking');
    await page.keyboard.press('Enter');
    const mark = page.getByRole('region', { name: 'Mark' });
    await mark.getByText('trailed').waitFor();
    assert.match(await mark.textContent(), /bad.*trailed.*tracking.*wind.*local/s);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Change');

    const cell = other.locator(`tr:has(#exposure-${id(31)}) td.mark`);
    await cell.getByText('bad').waitFor();
    await other.locator(`tr.fresh #exposure-${id(31)}`).waitFor();
    await mark.getByRole('button', { name: 'Take away' }).click();
    await mark.getByText('No mark').waitFor();
    await cell.getByText('bad').waitFor({ state: 'detached' });
    await other.close();
  },

  async 'a visit is marked by key alone, its exposures and their night show it at once, and its history keeps it'({ page, address, picture, context }) {
    const other = await context.newPage();
    await other.goto(address + NIGHT);
    await rows(other);
    await other.getByText('Live', { exact: true }).waitFor();

    await page.goto(address + exposure(28));
    await page.getByRole('button', { name: 'Mark …' }).waitFor();
    await page.keyboard.press('v');
    await page.waitForURL(/view=visit/);
    const form = page.getByRole('form', { name: 'Mark the visit' });
    await form.waitFor();
    assert.ok(await form.evaluate((f) => f.contains(document.activeElement)), 'the form has no focus');
    await page.getByRole('radio', { name: 'questionable' }).check();
    await page.getByLabel('Reason').fill('guiding lost in the second snap');
    await picture('marking-visit-light');
    await readable(page, 'marking a visit');
    await page.keyboard.press('Enter');
    const mark = page.getByRole('region', { name: 'Mark of the visit' });
    await mark.getByText('guiding lost').waitFor();
    assert.match(await mark.textContent(), /questionable.*guiding lost.*local/s);
    await page.locator('.facts').getByRole('link', { name: 'questionable' }).waitFor();
    assert.match(await page.getByRole('region', { name: 'Mark', exact: true }).textContent(), /No mark/);
    for (const member of [28, 29]) await other.locator(`tr:has(#exposure-${id(member)}) td.mark`).getByText('visit questionable').waitFor();
    await other.locator(`#exposure-${id(28)}`).scrollIntoViewIfNeeded();
    await page.getByText('History of the visit').click();
    await page.getByRole('table', { name: /^visit1_flag came/ }).getByRole('row', { name: /^flag_reason/ }).waitFor();
    await picture('visit-marked-light');

    await mark.getByRole('button', { name: 'Take away' }).click();
    await mark.getByText('The visit bears no mark').waitFor();
    await other.locator(`tr:has(#exposure-${id(28)}) td.mark`).getByText('visit').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Mark the visit').waitFor();
    assert.equal(await help.getByText('Mark the visit').count(), 1);
    await other.close();
  },

  async 'who may not mark is shown marks, and no buttons'({ page, publicAddress }) {
    const told = page.waitForResponse('**/api/caller');
    await page.goto(publicAddress + exposure(MARKED));
    const mark = page.getByRole('region', { name: 'Mark' });
    await mark.getByText('trailed by wind').waitFor();
    assert.equal((await (await told).json()).role, 'public');
    assert.equal(await mark.getByRole('button').count(), 0);
    await page.keyboard.press('f');
    assert.equal(await page.getByRole('form', { name: 'Mark the exposure' }).count(), 0);
  },

  async 'an exposure is looked at as of a moment, plainly marked, and all its links stay there'({ page, address, picture, wrong }) {
    await page.goto(address + exposure(MARKED));
    await page.getByRole('region', { name: 'Mark' }).getByText('trailed by wind').waitFor();
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /night-taken/ }).waitFor();
    await picture('choose-moment-light');
    await page.getByRole('button', { name: /night-taken/ }).click();
    await page.waitForURL(new RegExp(`as_of=${TAKEN}`));
    const past = page.getByRole('status');
    await past.getByText('The past:').waitFor();
    await page.getByText('No mark').waitFor();
    assert.match(await page.getByRole('row', { name: /^science_program/ }).textContent(), /BLOCK-365/);
    assert.equal(await page.getByRole('button', { name: 'Mark …' }).count(), 0);
    await picture('past-light');
    await readable(page, 'the past');
    await page.keyboard.press('j');
    await named(page, 'MC_O_20260115_000063');
    assert.match(page.url(), new RegExp(`as_of=${TAKEN}`));
    await page.keyboard.press('u');
    await page.waitForURL(new RegExp(`${NIGHT}.*as_of=${TAKEN}`));
    await past.waitFor();
    assert.equal(await rows(page), 117);
    assert.equal(await page.getByText('Live', { exact: true }).count(), 0);
    assert.equal(await page.locator('td.mark .flag').count(), 0);
    await page.getByRole('button', { name: 'Back to the present' }).click();
    await page.locator('td.mark .flag').first().waitFor();
    assert.doesNotMatch(page.url(), /as_of/);

    await page.goto(`${address}${NIGHT}?as_of=2020-01-01T00:00:00Z`);
    await page.getByText('No such night was known here then.').waitFor();
    await page.goto(`${address}${NIGHT}?as_of=no-such-moment`);
    await page.locator('.state .bad').first().waitFor();
    wrong.length = 0;
  },

  async 'the history of an exposure says what changed, by which source, and leads to the record'({ page, address, picture }) {
    await page.goto(address + exposure(MARKED, '?view=history'));
    const changed = page.getByRole('table', { name: /^exposure changed/ }).getByRole('row', { name: /^science_program/ });
    await changed.waitFor();
    assert.match(await changed.textContent(), /BLOCK-365.*BLOCK-T365/s);
    assert.equal(await page.locator('li', { hasText: 'exposure_flag changed' }).getByText(/by observers/).count(), 1);
    await picture('history-light');
    await readable(page, 'history');
    await page.locator('li', { hasText: 'exposure changed' }).getByRole('link', { name: /^record/ }).click();
    await named(page, /^Record/);
    await page.getByRole('row', { name: /^science_program BLOCK-T365/ }).waitFor();
    assert.match(await page.locator('main dl').textContent(), /cdb_lsstcam\.exposure.*headers.*sample night/s);
    await picture('record-light');
    await page.getByRole('link', { name: String(id(MARKED)) }).click();
    await named(page, 'MC_O_20260115_000062');

    await page.goto(address + exposure(MARKED, `?view=history&as_of=${TAKEN}`));
    await page.getByText('Known only later: above').waitFor();
    await page.locator('li', { hasText: 'exposure changed' }).getByRole('link', { name: 'look at it then' }).click();
    await page.waitForURL(/as_of=20/);
    await page.getByRole('row', { name: /^science_program BLOCK-T365/ }).waitFor();
  },

  async 'a night is sorted and filtered by marks'({ page, address, picture }) {
    await page.goto(address + NIGHT);
    await rows(page);
    const marks = page.getByRole('group', { name: 'Mark' });
    await marks.getByRole('button', { name: /^bad/ }).click();
    assert.equal(await rows(page), 1);
    await marks.getByRole('button', { name: /^good/ }).click();
    assert.equal(await rows(page), 2);
    await page.getByRole('button', { name: 'Mark', exact: true }).click();
    assert.match(page.url(), /flag=bad%2Cgood&sort=flag/);
    assert.deepEqual(await page.locator('td.mark').allTextContents(), ['bad', 'good']);
    await page.getByRole('button', { name: 'Mark', exact: true }).click();
    assert.deepEqual(await page.locator('td.mark').allTextContents(), ['good', 'bad']);
    await page.reload();
    assert.equal(await rows(page), 2);
    await picture('marks-light');
  },

  async 'further columns are chosen, sorted by, kept in the address, and stay live'({ page, address, picture }) {
    await page.goto(address + NIGHT);
    await rows(page);
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Further columns' });
    await dialog.getByLabel('Find a column').fill('psf_fwhm');
    await dialog.getByRole('checkbox', { name: /^psf_fwhm/ }).check();
    await dialog.getByLabel('Find a column').fill('moon_sep');
    await dialog.getByRole('group', { name: 'Of the exposure' }).getByRole('checkbox').check();
    await dialog.getByLabel('Find a column').fill('');
    await picture('columns-light');
    await readable(page, 'choosing columns');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const seeing = page.getByRole('button', { name: /^psf_fwhm/ });
    assert.match(await seeing.getAttribute('title'), /Of the visit.*Unit: arcsec.*UCD: phys.angSize.*Formula: sky\.fwhm/s);
    await seeing.click();
    await page.waitForURL(/columns=visit\.psf_fwhm%2Cmoon_separation.*sort=visit\.psf_fwhm/);
    const values = (await page.locator('tbody tr:not([aria-hidden]) td.more:nth-child(5)').allTextContents()).filter(Boolean).map(Number);
    assert.ok(values.length > 10 && values.every((v, i) => i === 0 || v >= values[i - 1]), `not in order: ${values}`);
    await picture('night-columns-light');
    await page.reload();
    await seeing.waitFor();
    assert.equal(await page.getByRole('columnheader', { name: /^psf_fwhm/ }).getAttribute('aria-sort'), 'ascending');

    await page.goto(`${address}${NIGHT}?columns=flag_reason&flag=bad,good`);
    await page.getByText('trailed by wind').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const flag = `${address}api/instruments/LSSTCam/exposures/${id(GOOD)}/flag`;
    const say = (reason) => fetch(flag, { method: 'PUT', body: JSON.stringify({ flag: 'good', reason }) });
    assert.equal((await say('the best of the night')).status, 200);
    await page.getByText('the best of the night').waitFor();
  },

  async 'schemas are told: tables, columns with their meaning, and how they came to be'({ page, address, publicAddress, picture, wrong }) {
    await page.goto(address);
    await page.getByRole('link', { name: 'Schema', exact: true }).click();
    await named(page, 'Schemas');
    await page.getByRole('link', { name: 'cdb_lsstcam', exact: true }).click();
    await named(page, 'cdb_lsstcam');
    await page.getByRole('link', { name: 'calibration', exact: true }).waitFor();
    await picture('schema-light');
    await page.getByRole('link', { name: 'exposure_wide', exact: true }).click();
    await named(page, /^exposure_wide/);
    const flag = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'flag', exact: true }) });
    await flag.waitFor();
    assert.match(await flag.textContent(), /meta\.code\.qual.*exposure_flag.*observers.*public.*The mark/s);
    await page.getByRole('heading', { name: 'Changes' }).waitFor();
    await page.locator('.changes summary').first().click();
    assert.match(await page.locator('.changes pre').first().textContent(), /exposure_wide/);
    await page.getByLabel('Find a column').fill('moon');
    await page.waitForURL(/find=moon/);
    const moon = page.getByRole('row', { name: /^moon_phase/ });
    assert.match(await moon.textContent(), /double.*deg.*pos\.phaseAng.*worked out.*sky\.moon_phase/s);
    await page.evaluate(() => scrollTo(0, 0));
    await picture('table-light');
    await readable(page, 'a table');
    await page.getByLabel('Find a column').press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await named(page, 'Schemas');

    await page.goto(`${publicAddress}schema/cdb_lsstcam`);
    await page.getByRole('link', { name: 'exposure_wide', exact: true }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'calibration', exact: true }).count(), 0);
    await page.goto(`${publicAddress}schema/cdb_lsstcam/calibration`);
    await page.getByText('There is no such table here.').waitFor();
    wrong.length = 0;
  },

  async 'these pages in the dark and narrow, readable and no wider than the window'({ page, address, picture }) {
    const views = [
      ['fields', exposure(MARKED), 'row', /^mount_jitter_rms /],
      ['visit', exposure(MARKED, '?view=visit'), 'row', /^psf_fwhm/],
      ['history', exposure(MARKED, '?view=history'), 'link', /^record/],
      ['past', exposure(MARKED, `?as_of=${TAKEN}`), 'row', /^air_temp/],
      ['night-columns', `${NIGHT}?columns=visit.psf_fwhm,visit.five_sigma_depth,moon_separation,gap_since_previous,flag_reason&type=science`, 'button', /^psf_fwhm/],
      ['schema', 'schema/cdb_lsstcam', 'link', 'exposure_wide'],
      ['table', 'schema/cdb_lsstcam/exposure_wide?find=angle', 'row', /^parallactic_angle/],
    ];
    for (const [look, width, height] of [['dark', 1440, 900], ['narrow', 390, 844]]) {
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
      await page.setViewportSize({ width, height });
      for (const [name, path, role, of] of views) {
        await page.goto(address + path);
        await page.getByRole(role, { name: of }).first().waitFor();
        await page.waitForLoadState('load');
        await within(page, `${name} ${look}`);
        await readable(page, `${name} ${look}`);
        await picture(`${name}-${look}`);
      }
    }
  },
};
