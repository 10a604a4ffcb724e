import { type Change, paths } from './api';
import { place } from './router.svelte';

export type Line = 'connecting' | 'live' | 'lost';

/** How long changes are gathered before they are told, so that a burst is one update. */
const GATHER_MILLIS = 150;

/**
 * Follows the changes of an instrument; the past does not change. Call it while a component is made; it
 * ends with it.
 */
export function follow(
  instrument: () => string | null,
  told: (changes: Change[]) => void,
  many: () => void,
): { readonly line: Line } {
  let line = $state<Line>('connecting');
  $effect(() => {
    if (place.query.has('as_of')) return;
    const source = new EventSource(paths.events(instrument()));
    let waiting: Change[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.onopen = () => {
      if (line === 'lost') many();
      line = 'live';
    };
    source.onerror = () => (line = 'lost');
    source.addEventListener('exposure', (event: MessageEvent<string>) => {
      waiting.push(JSON.parse(event.data) as Change);
      timer ??= setTimeout(() => {
        timer = undefined;
        told(waiting.splice(0));
      }, GATHER_MILLIS);
    });
    source.addEventListener('many', many);
    source.addEventListener('reload', many);
    return () => {
      clearTimeout(timer);
      source.close();
    };
  });
  return {
    get line() {
      return line;
    },
  };
}
