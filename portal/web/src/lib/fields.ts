import type { Field, Scalar } from './api';
import { plain } from './format';

/** Fields that come from one table, or are worked out. */
export interface Group {
  /** null for what is worked out. */
  table: string | null;
  source: string | null;
  title: string;
  fields: Field[];
}

/** Which columns of a header's table belong together; a name, or the beginning of names where it ends in '*'. */
const SUBJECTS: [string, string[]][] = [
  ['Identity', ['exposure_id', 'exposure_name', 'visit_*', 'controller', 'day_obs', 'seq_num', 'group_id', 'cur_index', 'max_index', 'instrument', 'observation_id']],
  ['What', ['img_type', 'observation_type', 'observation_reason', 'science_program', 'target_name', 'scheduler_note', 'physical_filter', 'band', 'can_see_sky', 'emulated', 'simulated', 'vignette*', 'dispers*', 'grating*']],
  ['Time', ['obs_*', 'exp_midpt*', 'exp_time', 'shut_time', 'dark_time', 'shut_*']],
  ['Pointing', ['s_ra', 's_dec', 'sky_rotation', 'azimuth*', 'altitude*', 'zenith_distance*', 'airmass', 'rot*', 'tracking*', 'boresight*']],
  ['Weather', ['air_temp*', 'pressure*', 'humidity*', 'wind_*', 'dimm_seeing', 'seeing*']],
  ['Telescope', ['focus_z', 'dome_azimuth', 'm1*', 'm2*', 'telescope*']],
];

function belongs(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function subject(name: string): string {
  return SUBJECTS.find(([, patterns]) => patterns.some((p) => belongs(name, p)))?.[0] ?? 'More';
}

/**
 * Fields by the table that they are from: of the first table by subject, then what is worked out, then
 * the other tables. Their order within a group is the one given.
 */
export function grouped(fields: Field[]): Group[] {
  const base = fields.find((f) => f.table !== null)?.table ?? null;
  const own = fields.filter((f) => f.table === base && f.formula === null);
  const worked = fields.filter((f) => f.table === null);
  const others = [...new Set(fields.map((f) => f.table))].filter((t) => t !== base && t !== null);
  const groups: Group[] = [...SUBJECTS.map(([title]) => title), 'More'].map((title) => ({
    table: base,
    source: own[0]?.source ?? null,
    title,
    fields: own.filter((f) => subject(f.name) === title),
  }));
  groups.push({ table: null, source: null, title: 'Worked out', fields: worked });
  for (const table of others) {
    const of = fields.filter((f) => f.table === table);
    groups.push({ table, source: of[0]?.source ?? null, title: TITLES[table?.replace(/^.*_/, '') ?? ''] ?? table ?? '', fields: of });
  }
  return groups.filter((group) => group.fields.length > 0);
}

const TITLES: Record<string, string> = { quicklook: 'Quick look', flag: 'Mark' };

/** A ten-thousandth of an arcsecond in an angle, a second in a modified Julian date. */
const DIGITS = 11;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** Moments are texts; so are names that look like one. */
function isMoment(value: Scalar, ucd: string | null): value is string {
  return typeof value === 'string' && (ucd ?? '').startsWith('time') && MOMENT.test(value);
}

/** A value as people read it. */
export function shown(value: Scalar, ucd: string | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return Number.isInteger(value) ? plain(value, 17) : plain(value, DIGITS);
  return isMoment(value, ucd) ? value.replace('T', ' ') : value;
}

/** The unit; moments without one are TAI. */
export function unitOf(field: { unit: string | null; ucd: string | null; value: Scalar }): string {
  return field.unit ?? (isMoment(field.value, field.ucd) ? 'TAI' : '');
}

/** All that is known of the meaning of a column, for a tooltip. */
export function meaning(field: Omit<Field, 'value'>): string {
  const lines = [
    field.description,
    field.unit ? `Unit: ${field.unit}` : null,
    field.ucd ? `UCD: ${field.ucd}` : null,
    field.table ? `From: ${field.table}${field.source ? ` (${field.source})` : ''}` : null,
    field.formula ? `Formula: ${field.formula}` : null,
    field.reference,
  ];
  return lines.filter(Boolean).join('\n');
}
