import { ask } from './api';

/** The state of one answer: none yet, here, or refused. What was here stays while it is asked again. */
export class Loaded<T> {
  value = $state.raw<T | undefined>();
  error = $state.raw<Error | undefined>();
  loading = $state(true);
}

/**
 * Asks for what path() names, again whenever that or the version changes; what another path gave is
 * gone at once. Call it while a component is made.
 */
export function load<T>(path: () => string | null, version: () => number = () => 0): Loaded<T> {
  const loaded = new Loaded<T>();
  let before: string | null = null;
  answering(loaded, path, version, (asked) => {
    if (asked !== before) loaded.value = undefined;
    before = asked;
  });
  return loaded;
}

/** As load, but what another path gave stays until the new answer is here: nothing flickers. */
export function loadInPlace<T>(path: () => string | null, version: () => number = () => 0): Loaded<T> {
  const loaded = new Loaded<T>();
  answering(loaded, path, version, () => {});
  return loaded;
}

function answering<T>(
  loaded: Loaded<T>,
  path: () => string | null,
  version: () => number,
  begin: (asked: string) => void,
): void {
  $effect(() => {
    const asked = path();
    version();
    if (asked === null) return;
    const abort = new AbortController();
    loaded.loading = true;
    begin(asked);
    ask<T>(asked, abort.signal).then(
      (value) => {
        loaded.value = value;
        loaded.error = undefined;
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
}
