import { ask } from './api';

/** The state of one answer: none yet, here, or refused. What was here stays while it is asked again. */
export class Loaded<T> {
  value = $state.raw<T | undefined>();
  error = $state.raw<Error | undefined>();
  loading = $state(true);
}

/** Asks for what path() names, again whenever that changes. Call it while a component is made. */
export function load<T>(path: () => string | null): Loaded<T> {
  const loaded = new Loaded<T>();
  $effect(() => {
    const asked = path();
    if (asked === null) return;
    const abort = new AbortController();
    loaded.loading = true;
    loaded.error = undefined;
    ask<T>(asked, abort.signal).then(
      (value) => {
        loaded.value = value;
        loaded.loading = false;
      },
      (error: Error) => {
        if (abort.signal.aborted) return;
        loaded.error = error;
        loaded.value = undefined;
        loaded.loading = false;
      },
    );
    return () => abort.abort();
  });
  return loaded;
}
