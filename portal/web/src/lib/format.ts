/** Numbers, angles and times as people write them. */

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July',
  'August', 'September', 'October', 'November', 'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** A thin space groups digits. */
const GROUP = '\u2009';
const MINUS = '\u2212';

export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, GROUP);
}

/** 'one exposure', '1 234 exposures'. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n === 0 ? 'no' : count(n)} ${n === 1 ? one : many}`;
}

/** Orders bands from blue to red, and what is no band of Rubin's after them. */
export function byBand(a: { name: string }, b: { name: string }): number {
  const order = 'ugrizy';
  return (order.indexOf(a.name) + 99) % 99 - (order.indexOf(b.name) + 99) % 99 || (a.name < b.name ? -1 : 1);
}

export function fixed(value: number | null, digits: number): string {
  if (value === null) return '';
  return value.toFixed(digits).replace('-', MINUS);
}

/** A number with as many digits as it needs, at most those given. */
export function plain(value: number, digits = 9): string {
  return String(Number(value.toPrecision(digits))).replace('-', MINUS);
}

export interface Day {
  year: number;
  month: number;
  day: number;
}

export function dayOf(dayObs: number): Day {
  return {
    year: Math.trunc(dayObs / 10000),
    month: Math.trunc(dayObs / 100) % 100,
    day: dayObs % 100,
  };
}

export function dayObsOf({ year, month, day }: Day): number {
  return year * 10000 + month * 100 + day;
}

export function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}

export function dayText(dayObs: number): string {
  const { year, month, day } = dayOf(dayObs);
  return `${day} ${monthName(month)} ${year}`;
}

export function weekday(dayObs: number): string {
  const { year, month, day } = dayOf(dayObs);
  return WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
}

/** The time of day of an ISO moment: '01:02:03', with tenths when asked for. */
export function clock(iso: string | null, digits = 0): string {
  if (!iso) return '';
  const time = iso.slice(11).replace('Z', '');
  return digits === 0 ? time.slice(0, 8) : time.slice(0, 9 + digits);
}

/** 'date time' of an ISO moment, to the millisecond. */
export function moment(iso: string | null): string {
  return iso ? `${iso.slice(0, 10)} ${iso.slice(11, 23).replace('Z', '')}` : '';
}

export function hours(seconds: number): string {
  const h = seconds / 3600;
  return h >= 1 ? `${h.toFixed(1)}${GROUP}h` : `${Math.round(seconds / 60)}${GROUP}min`;
}

function sexagesimal(value: number, digits: number): [string, string, string] {
  const scale = 10 ** digits;
  const units = Math.round(value * 3600 * scale);
  const seconds = (units % (60 * scale)) / scale;
  const minutes = Math.floor(units / (60 * scale)) % 60;
  const whole = Math.floor(units / (3600 * scale));
  const width = digits === 0 ? 2 : 3 + digits;
  return [
    String(whole).padStart(2, '0'),
    String(minutes).padStart(2, '0'),
    seconds.toFixed(digits).padStart(width, '0'),
  ];
}

/** Right ascension in hours: '05:23:34.5'. */
export function ra(deg: number | null, digits = 1): string {
  if (deg === null) return '';
  const turn = ((deg % 360) + 360) % 360;
  const [h, m, s] = sexagesimal(turn / 15, digits);
  return `${h === '24' ? '00' : h}:${m}:${s}`;
}

/** Declination: '−69:45:22'. */
export function dec(deg: number | null, digits = 0): string {
  if (deg === null) return '';
  return (deg < 0 ? MINUS : '+') + sexagesimal(Math.abs(deg), digits).join(':');
}
