import type { Field } from './api';

export interface Group {
  title: string;
  fields: Field[];
}

/** Which fields belong together; a name, or the beginning of names where it ends in '*'. */
const GROUPS: [string, string[]][] = [
  ['Identity', ['exposure_id', 'exposure_name', 'controller', 'day_obs', 'seq_num', 'group_id', 'cur_index', 'max_index', 'visit_id', 'instrument', 'observation_id']],
  ['What', ['img_type', 'observation_type', 'observation_reason', 'science_program', 'target_name', 'scheduler_note', 'physical_filter', 'band', 'can_see_sky', 'emulated', 'simulated', 'vignette*', 'dispers*', 'grating*']],
  ['Time', ['obs_*', 'exp_midpt*', 'exp_time', 'shut_time', 'dark_time', 'shut_*']],
  ['Pointing', ['s_ra', 's_dec', 'sky_rotation', 'azimuth*', 'altitude*', 'zenith_distance*', 'airmass', 'rot*', 'parallactic*', 's_region', 'tracking*', 'boresight*', 'local_sidereal*', 'hour_angle*']],
  ['Weather', ['air_temp*', 'pressure*', 'humidity*', 'wind_*', 'dimm_seeing', 'seeing*']],
  ['Telescope', ['focus_z', 'dome_azimuth', 'm1*', 'm2*', 'telescope*']],
];

function belongs(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Fields in groups; what fits none comes last. Their order within a group is the one given. */
export function grouped(fields: Field[]): Group[] {
  const titleOf = (name: string) =>
    GROUPS.find(([, patterns]) => patterns.some((p) => belongs(name, p)))?.[0] ?? 'More';
  return [...GROUPS.map(([title]) => title), 'More']
    .map((title) => ({ title, fields: fields.filter((f) => titleOf(f.name) === title) }))
    .filter((group) => group.fields.length > 0);
}
