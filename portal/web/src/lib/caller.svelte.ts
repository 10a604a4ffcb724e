import { ask, paths } from './api';

interface Answer {
  name: string;
  role: string;
  scopes: string[];
}

/** Whom the site takes the reader for; asked once, when something depends on it. */
class Caller {
  private answer = $state.raw<Answer | undefined>();
  private asked = false;

  /** Whether marks may be set; not before the site has said so. */
  get mayMark(): boolean {
    return this.answer?.scopes.some((s) => s === 'admin' || s === 'write:observers') ?? false;
  }

  ask(): void {
    if (this.asked) return;
    this.asked = true;
    ask<Answer>(paths.caller()).then(
      (answer) => (this.answer = answer),
      () => (this.asked = false),
    );
  }
}

export const caller = new Caller();
