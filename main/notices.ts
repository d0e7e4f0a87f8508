import type { Notice } from '../preload/contract/api.ts';

/** What every window and the tray must say until it is over; at most one of each code. */
export class Notices {
  readonly #standing = new Map<Notice['code'], Notice>();
  readonly #changed: () => void;

  /** `changed` is told of each call of `say` and `clear`. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  say(code: Notice['code'], params: Notice['params']): void {
    this.#standing.set(code, { code, params });
    this.#changed();
  }

  clear(code: Notice['code']): void {
    this.#standing.delete(code);
    this.#changed();
  }

  /** Says a text, or clears where there is none. */
  tell(code: Notice['code'], text: string | null): void {
    if (text === null) this.clear(code);
    else this.say(code, { text });
  }

  has(code: Notice['code']): boolean {
    return this.#standing.has(code);
  }

  all(): readonly Notice[] {
    return [...this.#standing.values()];
  }
}
