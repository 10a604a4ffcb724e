export interface Shortcut {
  /** One key, or two after each other, as in 'g n'. */
  keys: string;
  does: string;
  run: () => void;
}

const groups: Shortcut[][] = [];
let first = '';
let firstAt = 0;
const SEQUENCE_MILLIS = 900;

/** Adds shortcuts while a part is shown; returns what removes them. */
export function shortcuts(list: Shortcut[]): () => void {
  groups.push(list);
  return () => {
    const at = groups.indexOf(list);
    if (at >= 0) groups.splice(at, 1);
  };
}

/** All shortcuts that work now, those of the view before those of the frame. */
export function active(): Shortcut[] {
  return [...groups].reverse().flat();
}

export function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const on = event.target as HTMLElement;
  const typing = on.matches('input, textarea, select, [contenteditable]');
  if (typing) {
    if (event.key === 'Escape') on.blur();
    return;
  }
  if (event.key === 'Enter' && on.matches('a, button, summary')) return;
  if (document.querySelector('dialog[open]') && event.key !== '?') return;
  const now = performance.now();
  const pair = now - firstAt < SEQUENCE_MILLIS ? `${first} ${event.key}` : '';
  const hit =
    active().find((s) => s.keys === pair) ?? active().find((s) => s.keys === event.key);
  first = event.key;
  firstAt = now;
  if (hit) {
    event.preventDefault();
    first = '';
    hit.run();
  }
}
