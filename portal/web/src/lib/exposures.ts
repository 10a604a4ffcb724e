import type { Exposure, Field, Scalar } from './api';

/** Which exposures of a night are shown, and in what order; kept in the query of the address. */
export interface Choice {
  types: string[];
  bands: string[];
  program: string;
  flags: string[];
  text: string;
  problems: boolean;
  /** A key of exposures, or the name of a further column. */
  sort: string;
  down: boolean;
  /** Further columns of the wide views; those of visits begin with "visit.". */
  columns: string[];
}

export const SORT_KEYS = [
  'seq_num', 'obs_start_utc', 'img_type', 'physical_filter', 'exp_time', 'target_name',
  'science_program', 's_ra', 's_dec', 'airmass', 'flag', 'problems',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What stands for "no band" or "no type" in an address. */
export const NONE = 'none';

export function choiceOf(query: URLSearchParams): Choice {
  const sort = query.get('sort') ?? '';
  const key = sort.replace(/^-/, '');
  const columns = [...new Set(listOf(query.get('columns')))];
  const known = (SORT_KEYS as readonly string[]).includes(key) || columns.includes(key);
  return {
    types: listOf(query.get('type')),
    bands: listOf(query.get('band')),
    program: query.get('program') ?? '',
    flags: listOf(query.get('flag')),
    text: query.get('q') ?? '',
    problems: query.get('problems') === 'yes',
    sort: known ? key : 'seq_num',
    down: known && sort.startsWith('-'),
    columns,
  };
}

function listOf(value: string | null): string[] {
  return value ? value.split(',') : [];
}

/** The list with the name added, or taken away where it was in it. */
export function toggled(list: string[], name: string): string {
  return (list.includes(name) ? list.filter((n) => n !== name) : [...list, name]).join(',');
}

/**
 * The exposures that are chosen, in order.
 *
 * @param columns the further columns of which the exposures have values
 */
export function chosen(exposures: Exposure[], choice: Choice, columns: Field[] = []): Exposure[] {
  const words = choice.text.toLowerCase().split(/\s+/).filter(Boolean);
  return exposures.filter((e) => matches(e, choice, words)).sort(order(choice, columns));
}

function matches(e: Exposure, choice: Choice, words: string[]): boolean {
  if (choice.types.length && !choice.types.includes(e.img_type ?? NONE)) return false;
  if (choice.bands.length && !choice.bands.includes(e.band ?? NONE)) return false;
  if (choice.program && (e.science_program ?? NONE) !== choice.program) return false;
  if (choice.flags.length && !choice.flags.includes(e.flag ?? NONE)) return false;
  if (choice.problems && e.problems === 0) return false;
  if (words.length === 0) return true;
  const all = [
    e.seq_num, e.exposure_name, e.exposure_id, e.img_type, e.target_name, e.science_program,
    e.observation_reason, e.physical_filter,
  ].join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** The worst mark first. */
const SEVERITY = { bad: 1, questionable: 2, good: 3 };

function valueOf(sort: string, columns: Field[]): (e: Exposure) => Scalar {
  const place = columns.findIndex((c) => c.name === sort);
  if (place >= 0) return (e) => e.values[place] ?? null;
  if (sort === 'flag') return (e) => (e.flag ? SEVERITY[e.flag] : null);
  return (e) => e[sort as Exclude<SortKey, 'flag'>] ?? null;
}

function order({ sort, down }: Choice, columns: Field[]): (a: Exposure, b: Exposure) => number {
  const sign = down ? -1 : 1;
  const value = valueOf(sort, columns);
  return (a, b) => {
    const x = value(a);
    const y = value(b);
    if (x === y) return (a.seq_num ?? Infinity) - (b.seq_num ?? Infinity) || a.exposure_id - b.exposure_id;
    if (x === null) return 1;
    if (y === null) return -1;
    return (x < y ? -1 : 1) * sign;
  };
}

/** How often each name occurs, most frequent first. */
export function tally(names: (string | null)[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name ?? NONE, (counts.get(name ?? NONE) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}
