/** What the site answers, and how to ask. */
import { place } from './router.svelte';

export interface Instrument {
  name: string;
  schema: string;
  description: string | null;
  nights: number;
  exposures: number;
  problems: number;
  first_day_obs: number | null;
  last_day_obs: number | null;
}

export interface Count {
  name: string;
  count: number;
}

export interface Night {
  instrument: string;
  day_obs: number;
  exposures: number;
  visits: number;
  exposure_seconds: number | null;
  types: Count[];
  bands: Count[];
  first_obs_start_utc: string | null;
  first_obs_start_tai: string | null;
  last_obs_end_utc: string | null;
  last_obs_end_tai: string | null;
  problems: number;
}

export interface NightPage {
  night: Night;
  previous_day_obs: number | null;
  next_day_obs: number | null;
}

export interface Exposure {
  exposure_id: number;
  exposure_name: string | null;
  day_obs: number | null;
  seq_num: number | null;
  img_type: string | null;
  observation_reason: string | null;
  science_program: string | null;
  target_name: string | null;
  physical_filter: string | null;
  band: string | null;
  exp_time: number | null;
  obs_start_tai: string | null;
  obs_start_utc: string | null;
  obs_end_utc: string | null;
  s_ra: number | null;
  s_dec: number | null;
  sky_rotation: number | null;
  airmass: number | null;
  altitude: number | null;
  azimuth: number | null;
  can_see_sky: boolean | null;
  visit_id: number | null;
  visit_exposures: number | null;
  problems: number;
  flag: Flag | null;
  visit_flag: Flag | null;
  values: Scalar[];
}

export type Flag = 'good' | 'bad' | 'questionable';
export type Scalar = string | number | boolean | null;

/** A value with its meaning; what is worked out has a formula, what is stored a table. */
export interface Field {
  name: string;
  value: Scalar;
  unit: string | null;
  ucd: string | null;
  description: string | null;
  table: string | null;
  source: string | null;
  formula: string | null;
  reference: string | null;
}

export interface ExposureList {
  total: number;
  columns: Field[];
  exposures: Exposure[];
}

export interface Detector {
  detector: number;
  name: string | null;
  region: number[] | null;
}

export interface Problem {
  instrument: string;
  exposure_id: number;
  exposure_name: string | null;
  day_obs: number | null;
  seq_num: number | null;
  field: string;
  columns: string[];
  found: string | null;
  expected: string;
  action_taken: string;
}

export interface Visit {
  visit_id: number;
  visit_name: string | null;
  visit_system: string | null;
  day_obs: number;
  expected_exposure_count: number | null;
  exposures: { exposure_id: number; seq_num: number | null }[];
}

export interface VisitPage extends Visit {
  fields: Field[];
}

export interface ChangedValue {
  column: string;
  old: unknown;
  new: unknown;
  unit: string | null;
  description: string | null;
}

export interface HistoryEvent {
  known_from: string;
  table: string;
  change: 'added' | 'changed' | 'withdrawn';
  source: string | null;
  record: string | null;
  values: ChangedValue[];
}

export interface NamedMoment {
  name: string;
  moment: string;
  set_at: string;
  reason: string | null;
}

export interface SchemaLine {
  name: string;
  description: string | null;
  version: string | null;
  instrument: string | null;
  tables: number;
}

export interface TableLine {
  name: string;
  kind: string;
  description: string | null;
  level: string | null;
  source: string | null;
  visibility: string;
  columns: number;
}

export interface SchemaPage extends Omit<SchemaLine, 'tables'> {
  tables: TableLine[];
}

export interface ColumnLine extends Omit<Field, 'value'> {
  datatype: string;
  nullable: boolean;
  visibility: string;
}

export interface TablePage extends Omit<TableLine, 'columns'> {
  schema: string;
  key: string[];
  columns: ColumnLine[];
}

export interface SchemaChange {
  changed_at: string;
  schema: string;
  from_version: string | null;
  to_version: string | null;
  changed_by: string | null;
  software: string | null;
  statements: string[];
  forced: string[];
}

export interface RecordPage {
  record: string;
  table: string;
  values: Record<string, unknown>;
  source: string;
  software: string;
  user: string;
  request: string;
  run_kind: string;
}

export interface ExposurePage {
  instrument: string;
  exposure: Exposure;
  fields: Field[];
  region: number[] | null;
  visits: Visit[];
  problems: Problem[];
  previous_exposure_id: number | null;
  next_exposure_id: number | null;
}

export interface HeaderCard {
  keyword: string;
  value: string | number | boolean | null;
  comment: string | null;
  changed: boolean;
  added: boolean;
  corrected: string | null;
  reason: string | null;
  author: string | null;
}

export interface HeaderPart {
  file: string;
  sha256: string;
  part: string;
  cards: HeaderCard[];
}

export interface HeaderPage {
  changed: number;
  parts: HeaderPart[];
}

export interface Change {
  instrument: string;
  day_obs: number | null;
  exposure_id: number;
}

/** A refusal of the site, in its own words. */
export class SiteError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { signal: signal ?? null, headers: { Accept: 'application/json' } });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new SiteError(0, 'network', 'The site does not answer. Is it running?');
  }
  if (!answer.ok) throw await refusal(answer);
  return (await answer.json()) as T;
}

/** Writes, and tells what the site answers. */
export async function send<T>(method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new SiteError(0, 'network', 'The site does not answer. Nothing is known to be saved.');
  }
  if (!answer.ok) throw await refusal(answer);
  return (await answer.json()) as T;
}

async function refusal(answer: Response): Promise<SiteError> {
  try {
    const problem = (await answer.json()) as { code?: string; detail?: string };
    return new SiteError(
      answer.status,
      problem.code ?? 'http',
      problem.detail ?? answer.statusText,
    );
  } catch {
    return new SiteError(answer.status, 'http', answer.statusText);
  }
}

const part = encodeURIComponent;

/** What of the site is asked; as of the moment that the address of the page names, where it names one. */
export const paths = {
  instruments: () => '/api/instruments',
  nights: (instrument: string) => `/api/instruments/${part(instrument)}/nights`,
  night: (instrument: string, dayObs: number) =>
    asOf(`/api/instruments/${part(instrument)}/nights/${dayObs}`),
  exposures: (instrument: string, dayObs: number, query: Record<string, string | null> = {}) =>
    asOf(`/api/instruments/${part(instrument)}/nights/${dayObs}/exposures`, query),
  footprints: (instrument: string, dayObs: number) =>
    asOf(`/api/instruments/${part(instrument)}/nights/${dayObs}/footprints`),
  exposure: (instrument: string, id: number) => asOf(one(instrument, id)),
  header: (instrument: string, id: number) => asOf(`${one(instrument, id)}/header`),
  detectors: (instrument: string, id: number) => asOf(`${one(instrument, id)}/detectors`),
  /** All of it: what was learned after the moment as well. */
  history: (instrument: string, id: number) => `${one(instrument, id)}/history`,
  flag: (instrument: string, id: number) => `${one(instrument, id)}/flag`,
  visit: (instrument: string, id: number) =>
    asOf(`/api/instruments/${part(instrument)}/visits/${id}`),
  visitFlag: (instrument: string, id: number) =>
    `/api/instruments/${part(instrument)}/visits/${id}/flag`,
  visitHistory: (instrument: string, id: number) =>
    `/api/instruments/${part(instrument)}/visits/${id}/history`,
  problems: () => '/api/problems',
  moments: () => '/api/moments',
  moment: (name: string) => `/api/moments/${part(name)}`,
  caller: () => '/api/caller',
  record: (id: string) => `/api/records/${part(id)}`,
  schemas: () => '/api/schema',
  schema: (name: string) => `/api/schema/${part(name)}`,
  table: (schema: string, table: string) => `/api/schema/${part(schema)}/${part(table)}`,
  schemaChanges: (schema: string, table: string | null) =>
    `/api/schema-changes${search({ schema, table })}`,
  events: (instrument: string | null) =>
    instrument === null ? '/api/events' : `/api/events?instrument=${part(instrument)}`,
};

function one(instrument: string, id: number): string {
  return `/api/instruments/${part(instrument)}/exposures/${id}`;
}

function asOf(path: string, query: Record<string, string | null> = {}): string {
  return path + search({ ...query, as_of: place.query.get('as_of') });
}

function search(query: Record<string, string | null>): string {
  const kept = Object.entries(query).filter((e): e is [string, string] => e[1] !== null && e[1] !== '');
  const text = new URLSearchParams(kept).toString();
  return text ? `?${text}` : '';
}

/** The address of a view of the portal; nights and exposures stay in the past where the page is. */
export const views = {
  nights: (instrument: string) => `/nights/${part(instrument)}`,
  night: (instrument: string, dayObs: number, query: Record<string, string | null> = {}) =>
    asOf(`/nights/${part(instrument)}/${dayObs}`, query),
  exposure: (instrument: string, id: number, query: Record<string, string | null> = {}) =>
    asOf(`/exposures/${part(instrument)}/${id}`, query),
  record: (id: string) => `/records/${part(id)}`,
  schemas: () => '/schema',
  schema: (name: string) => `/schema/${part(name)}`,
  table: (schema: string, table: string) => `/schema/${part(schema)}/${part(table)}`,
};
