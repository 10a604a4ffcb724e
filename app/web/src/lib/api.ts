/** What the site answers, and how to ask. */

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
}

export interface Field {
  name: string;
  value: string | number | boolean | null;
  unit: string | null;
  ucd: string | null;
  description: string | null;
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

export const paths = {
  instruments: () => '/api/instruments',
  nights: (instrument: string) => `/api/instruments/${part(instrument)}/nights`,
  night: (instrument: string, dayObs: number) =>
    `/api/instruments/${part(instrument)}/nights/${dayObs}`,
  exposures: (instrument: string, dayObs: number) =>
    `/api/instruments/${part(instrument)}/nights/${dayObs}/exposures`,
  footprints: (instrument: string, dayObs: number) =>
    `/api/instruments/${part(instrument)}/nights/${dayObs}/footprints`,
  exposure: (instrument: string, id: number) =>
    `/api/instruments/${part(instrument)}/exposures/${id}`,
  header: (instrument: string, id: number) =>
    `/api/instruments/${part(instrument)}/exposures/${id}/header`,
  detectors: (instrument: string, id: number) =>
    `/api/instruments/${part(instrument)}/exposures/${id}/detectors`,
  problems: () => '/api/problems',
  events: (instrument: string | null) =>
    instrument === null ? '/api/events' : `/api/events?instrument=${part(instrument)}`,
};

/** The address of a view of the portal. */
export const views = {
  nights: (instrument: string) => `/nights/${part(instrument)}`,
  night: (instrument: string, dayObs: number) => `/nights/${part(instrument)}/${dayObs}`,
  exposure: (instrument: string, id: number) => `/exposures/${part(instrument)}/${id}`,
};
