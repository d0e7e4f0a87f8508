import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import type { Document } from './json.ts';

/** Longer than for a single change: what an import did is seen only after looking around. */
const undoMs = 600_000;

interface Kept {
  readonly before: Document;
  readonly after: Document;
  readonly cancel: () => void;
}

/** The settings before the last import, as long as they can be had back. */
export class ImportUndo {
  readonly #clock: Clock;
  readonly #gone: (settings: Document) => void;
  #kept: Kept | null = null;

  /** `gone` learns of settings that cannot be had back any more. */
  constructor(clock: Clock, gone: (settings: Document) => void) {
    this.#clock = clock;
    this.#gone = gone;
  }

  /** An import has made `after` of `before`. */
  keep(before: Document, after: Document): void {
    this.#end();
    this.#kept = { before, after, cancel: this.#clock.after(undoMs, () => this.#end()) };
  }

  /** The settings before the import where nothing was changed since; null: there are none. */
  get(now: Document): Document | null {
    return this.#kept !== null && isDeepStrictEqual(this.#kept.after, now) ? this.#kept.before : null;
  }

  /** What is kept: its secrets are needed. */
  before(): Document {
    return this.#kept?.before ?? {};
  }

  /** They are back. */
  forget(): void {
    this.#kept?.cancel();
    this.#kept = null;
  }

  /** Ends the waiting; what could have been had back comes back. */
  close(): Document {
    const before = this.before();
    this.forget();
    return before;
  }

  #end(): void {
    const before = this.#kept?.before;
    this.forget();
    if (before !== undefined) this.#gone(before);
  }
}
