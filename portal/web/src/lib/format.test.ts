import { expect, test } from 'vitest';
import { clock, count, counted, dayObsOf, dayOf, dayText, dec, moment, ra, weekday } from './format';

test('right ascension is in hours and carries when it rounds', () => {
  expect(ra(80.89375, 1)).toBe('05:23:34.5');
  expect(ra(-15)).toBe('23:00:00.0');
  expect(ra(359.99999999, 1)).toBe('00:00:00.0');
  expect(ra(15 * (59.99 / 3600), 1)).toBe('00:01:00.0');
});

test('declination keeps its sign below one degree', () => {
  expect(dec(-0.5)).toBe('\u221200:30:00');
  expect(dec(69.75611, 1)).toBe('+69:45:22.0');
});

test('what is not known is written as nothing', () => {
  expect(ra(null)).toBe('');
  expect(dec(null)).toBe('');
  expect(clock(null)).toBe('');
});

test('numbers are grouped and counted', () => {
  expect(count(1234567)).toBe('1\u2009234\u2009567');
  expect(counted(0, 'night')).toBe('no nights');
  expect(counted(1, 'night')).toBe('1 night');
});

test('an observing day is a date', () => {
  expect(dayText(20260115)).toBe('15 January 2026');
  expect(weekday(20260115)).toBe('Thursday');
  expect(dayObsOf(dayOf(20260115))).toBe(20260115);
});

test('a moment is cut, not rounded', () => {
  expect(clock('2026-01-16T01:02:03.987654Z')).toBe('01:02:03');
  expect(clock('2026-01-16T01:02:03.987654Z', 1)).toBe('01:02:03.9');
  expect(moment('2026-01-16T01:02:03.987654Z')).toBe('2026-01-16 01:02:03.987');
});
