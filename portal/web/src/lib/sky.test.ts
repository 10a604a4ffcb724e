import { expect, test } from 'vitest';
import { ecliptic, galacticPlane, gnomonic, middle, mollweide, mollweidePath, turn } from './sky';

test('the map is an ellipse of half axes 2 and 1', () => {
  expect(mollweide(180, 0).x).toBeCloseTo(-2, 12);
  expect(mollweide(0, 90).y).toBeCloseTo(-1, 12);
  for (const lat of [-75, -20, 0, 40, 89]) {
    const { x, y } = mollweide(-180, lat);
    expect((x / 2) ** 2 + y ** 2).toBeCloseTo(1, 6);
  }
});

test('equal areas on the sky are equal on the map', () => {
  // Half of a hemisphere's area lies within 30 degrees of the equator: sin 30 = 1/2.
  const strip = (lat: number) => {
    const theta = Math.asin(-mollweide(0, lat).y);
    return (2 * theta + Math.sin(2 * theta)) / Math.PI;
  };
  expect(strip(30)).toBeCloseTo(0.5, 9);
});

test('east is left', () => {
  expect(mollweide(10, 0).x).toBeLessThan(0);
  expect(gnomonic(11, 0, 10, 0)?.x).toBeLessThan(0);
});

test('a turn is the short way round', () => {
  expect(turn(1, 359)).toBe(2);
  expect(turn(359, 1)).toBe(-2);
  expect(turn(270, 0)).toBe(-90);
});

test('a polygon over the edge of the map is drawn at both edges', () => {
  const across = [179, -1, 179, 1, 181, 1, 181, -1];
  expect(mollweidePath([across], 0).match(/M/g)).toHaveLength(2);
  expect(mollweidePath([across], 180).match(/M/g)).toHaveLength(1);
});

test('a polygon around the pole is closed along it', () => {
  const cap = [0, 80, 90, 80, 180, 80, 270, 80];
  expect(mollweidePath([cap], 0)).toContain('-1.0000');
});

test('the ecliptic crosses the equator at 0 and 12 hours and leaves it by the obliquity', () => {
  const curve = ecliptic(360);
  expect(curve[0]).toEqual([0, 0]);
  expect(curve[90]?.[0]).toBeCloseTo(90, 9);
  expect(curve[90]?.[1]).toBeCloseTo(23.4393, 4);
});

test('the galactic plane passes the galactic centre', () => {
  // Sgr A* is 0.05 degrees off the plane: RA 266.417, Dec -29.008.
  const [ra, dec] = galacticPlane(360)[0] ?? [0, 0];
  expect(ra).toBeCloseTo(266.405, 2);
  expect(dec).toBeCloseTo(-28.936, 2);
});

test('the middle of a polygon over 0h is there', () => {
  const { ra, dec } = middle([359, 9, 1, 9, 1, 11, 359, 11]);
  expect(turn(ra, 0)).toBeCloseTo(0, 9);
  expect(dec).toBeCloseTo(10, 1);
});

test('a point behind the sky has no place in a local map', () => {
  expect(gnomonic(180, 0, 0, 0)).toBeUndefined();
});
