import { expect, test } from 'vitest';
import type { Exposure } from './api';
import { choiceOf, chosen, tally, toggled } from './exposures';

function exposure(seq_num: number, changes: Partial<Exposure>): Exposure {
  return {
    exposure_id: 2026011500000 + seq_num, exposure_name: `MC_O_20260115_${seq_num}`, day_obs: 20260115,
    seq_num, img_type: 'science', observation_reason: null, science_program: 'BLOCK-1',
    target_name: null, physical_filter: 'r_57', band: 'r', exp_time: 30, obs_start_tai: null,
    obs_start_utc: null, obs_end_utc: null, s_ra: null, s_dec: null, sky_rotation: null,
    airmass: null, altitude: null, azimuth: null, can_see_sky: null, visit_id: null,
    visit_exposures: null, problems: 0, flag: null, visit_flag: null, values: [], ...changes,
  };
}

const night = [
  exposure(1, { img_type: 'bias', band: null, physical_filter: null, airmass: null }),
  exposure(2, { airmass: 1.9, target_name: 'COSMOS' }),
  exposure(3, { airmass: 1.1, band: 'g' }),
  exposure(4, { airmass: 1.1, problems: 2 }),
];
const numbers = (query: string) => chosen(night, choiceOf(new URLSearchParams(query))).map((e) => e.seq_num);

test('without a choice all are shown in order of their number', () => {
  expect(numbers('')).toEqual([1, 2, 3, 4]);
});

test('what has no value comes last in both directions, equals in order of their number', () => {
  expect(numbers('sort=airmass')).toEqual([3, 4, 2, 1]);
  expect(numbers('sort=-airmass')).toEqual([2, 3, 4, 1]);
});

test('types and bands are alternatives, the rest must all hold', () => {
  expect(numbers('type=science&band=r,g')).toEqual([2, 3, 4]);
  expect(numbers('band=none')).toEqual([1]);
  expect(numbers('type=science&problems=yes')).toEqual([4]);
  expect(numbers('q=cosmos%20block')).toEqual([2]);
});

test('marks are chosen and sorted, the worst first', () => {
  const marked = [exposure(1, { flag: 'good' }), exposure(2, {}), exposure(3, { flag: 'bad' }), exposure(4, { flag: 'questionable' })];
  const by = (query: string) => chosen(marked, choiceOf(new URLSearchParams(query))).map((e) => e.seq_num);
  expect(by('sort=flag')).toEqual([3, 4, 1, 2]);
  expect(by('flag=bad,none')).toEqual([2, 3]);
});

test('a further column sorts, and what has no value in it comes last', () => {
  const seen = [exposure(1, { values: [null] }), exposure(2, { values: [0.9] }), exposure(3, { values: [0.7] })];
  const choice = choiceOf(new URLSearchParams('columns=visit.psf_fwhm&sort=-visit.psf_fwhm'));
  const column = { name: 'visit.psf_fwhm', value: null, unit: 'arcsec', ucd: null, description: null, table: null, source: null, formula: null, reference: null };
  expect(chosen(seen, choice, [column]).map((e) => e.seq_num)).toEqual([2, 3, 1]);
  expect(choiceOf(new URLSearchParams('sort=visit.psf_fwhm')).sort).toBe('seq_num');
});

test('a sort key that is none is ignored', () => {
  expect(numbers('sort=-nonsense')).toEqual([1, 2, 3, 4]);
});

test('a name is added to a list and taken away again', () => {
  expect(toggled(['r'], 'g')).toBe('r,g');
  expect(toggled(['r', 'g'], 'r')).toBe('g');
});

test('a tally counts what has no name too', () => {
  expect(tally(['a', null, 'a'])).toEqual([{ name: 'a', count: 2 }, { name: 'none', count: 1 }]);
});
