/**
 * The sky on paper. Angles are degrees; x grows to the right and y downwards, as in SVG. Right
 * ascension grows to the left, as it does for who looks up.
 */

const RAD = Math.PI / 180;
/** Half the width of the Mollweide ellipse where half its height is 1. */
export const HALF_WIDTH = 2;

export interface Point {
  x: number;
  y: number;
}

/**
 * Mollweide projection (Snyder 1987, equations 31-1 to 31-4) onto an ellipse of half axes 2 and 1.
 *
 * @param lon longitude from the centre, degrees; beyond ±180 it continues outside the ellipse
 */
export function mollweide(lon: number, lat: number): Point {
  const theta = auxiliary(lat * RAD);
  return { x: -(lon / 90) * Math.cos(theta), y: -Math.sin(theta) };
}

/** Solves 2θ + sin 2θ = π sin φ by Newton's method. */
function auxiliary(phi: number): number {
  const pole = Math.PI / 2;
  if (pole - Math.abs(phi) < 1e-9) return Math.sign(phi) * pole;
  const wanted = Math.PI * Math.sin(phi);
  let theta = phi;
  for (let i = 0; i < 50; i++) {
    const step = (2 * theta + Math.sin(2 * theta) - wanted) / (2 + 2 * Math.cos(2 * theta));
    theta -= step;
    if (Math.abs(step) < 1e-10) break;
  }
  return theta;
}

/** The difference a − b of two longitudes, in [−180, 180). */
export function turn(a: number, b: number): number {
  return ((((a - b + 180) % 360) + 360) % 360) - 180;
}

/**
 * SVG path data of polygons in a Mollweide map. A polygon over the map's edge is drawn at both
 * edges (clip the map with its ellipse); one around a pole is closed along it.
 *
 * @param polygons each ra, dec, ra, dec … degrees
 * @param centre longitude at the map's centre
 */
export function mollweidePath(polygons: number[][], centre: number): string {
  return polygons.map((polygon) => ring(polygon, centre)).join('');
}

function ring(polygon: number[], centre: number): string {
  const n = polygon.length / 2;
  if (n < 3) return '';
  const points: [number, number][] = [];
  let lon = turn(polygon[0] ?? 0, centre);
  for (let i = 0; i < n; i++) {
    const dec = polygon[2 * i + 1] ?? 0;
    if (i > 0) lon += turn(polygon[2 * i] ?? 0, polygon[2 * i - 2] ?? 0);
    points.push([lon, dec]);
  }
  const start = points[0] ?? [0, 0];
  const closing = lon + turn(polygon[0] ?? 0, polygon[2 * n - 2] ?? 0);
  if (Math.abs(closing - start[0]) > 180) {
    const pole = Math.sign(points.reduce((sum, p) => sum + p[1], 0)) * 90;
    points.push([closing, start[1]], [closing, pole], [start[0], pole]);
  }
  const lons = points.map((p) => p[0]);
  const shifts = [0];
  if (Math.max(...lons) > 180) shifts.push(-360);
  if (Math.min(...lons) < -180) shifts.push(360);
  return shifts
    .map((shift) => `M${points.map(([l, b]) => text(mollweide(l + shift, b))).join('L')}Z`)
    .join('');
}

/** SVG path data of a curve on the sky, lifted where it leaves the map at an edge. */
export function mollweideLine(curve: [number, number][], centre: number): string {
  let path = '';
  let before: number | undefined;
  for (const [lonDeg, lat] of curve) {
    const lon = turn(lonDeg, centre);
    const lift = before === undefined || Math.abs(lon - before) > 180;
    path += (lift ? 'M' : 'L') + text(mollweide(lon, lat));
    before = lon;
  }
  return path;
}

function text({ x, y }: Point): string {
  return `${x.toFixed(4)},${y.toFixed(4)}`;
}

/**
 * Gnomonic projection onto the plane that touches the sky at a point, in degrees there: x to the
 * west, so that east is left, y to the south; undefined for what lies more than 80 degrees away.
 */
export function gnomonic(ra: number, dec: number, ra0: number, dec0: number): Point | undefined {
  const a = turn(ra, ra0) * RAD;
  const d = dec * RAD;
  const d0 = dec0 * RAD;
  const cosine = Math.sin(d0) * Math.sin(d) + Math.cos(d0) * Math.cos(d) * Math.cos(a);
  if (cosine < 0.17) return undefined;
  const x = (Math.cos(d) * Math.sin(a)) / cosine;
  const y =
    (Math.cos(d0) * Math.sin(d) - Math.sin(d0) * Math.cos(d) * Math.cos(a)) / cosine;
  return { x: -x / RAD, y: -y / RAD };
}

/** SVG path data of a polygon around a point of the sky; empty when it is too far away. */
export function gnomonicPath(polygon: number[], ra0: number, dec0: number): string {
  const points: Point[] = [];
  for (let i = 0; i + 1 < polygon.length; i += 2) {
    const point = gnomonic(polygon[i] ?? 0, polygon[i + 1] ?? 0, ra0, dec0);
    if (!point) return '';
    points.push(point);
  }
  return points.length < 3 ? '' : `M${points.map(text).join('L')}Z`;
}

/** Mean obliquity of the ecliptic at J2000.0 (IAU 2006), degrees. */
const OBLIQUITY = 84381.406 / 3600;

/** The ecliptic in ICRS, from longitude 0 to 360 degrees. */
export function ecliptic(steps = 180): [number, number][] {
  return range(steps).map((i) => {
    const l = (i / steps) * 2 * Math.PI;
    const e = OBLIQUITY * RAD;
    return [
      Math.atan2(Math.sin(l) * Math.cos(e), Math.cos(l)) / RAD,
      Math.asin(Math.sin(l) * Math.sin(e)) / RAD,
    ];
  });
}

/** North galactic pole and the longitude of the celestial pole (Hipparcos vol. 1, section 1.5.3). */
const POLE_RA = 192.85948;
const POLE_DEC = 27.12825;
const POLE_LON = 122.93192;

/** The plane of the Galaxy in ICRS, from longitude 0 to 360 degrees. */
export function galacticPlane(steps = 180): [number, number][] {
  return range(steps).map((i) => {
    const l = ((i / steps) * 360 - POLE_LON) * RAD;
    const p = POLE_DEC * RAD;
    const dec = Math.asin(Math.cos(p) * Math.cos(l));
    const ra = Math.atan2(-Math.sin(l), -Math.sin(p) * Math.cos(l)) / RAD + POLE_RA;
    return [ra, dec / RAD];
  });
}

function range(steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => i);
}

/** The middle of a polygon: the direction of the sum of its vertices. */
export function middle(polygon: number[]): { ra: number; dec: number } {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let i = 0; i + 1 < polygon.length; i += 2) {
    const a = (polygon[i] ?? 0) * RAD;
    const d = (polygon[i + 1] ?? 0) * RAD;
    x += Math.cos(d) * Math.cos(a);
    y += Math.cos(d) * Math.sin(a);
    z += Math.sin(d);
  }
  return { ra: (Math.atan2(y, x) / RAD + 360) % 360, dec: Math.atan2(z, Math.hypot(x, y)) / RAD };
}
