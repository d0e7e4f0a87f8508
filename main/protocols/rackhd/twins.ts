import type { WireEvent } from '../protocol.ts';
import type { Timers } from '../timers.ts';

/** How long a bare result waits for the envelope that follows it at once. */
const waitMs = 300;
const mostWaiting = 1_000;

/**
 * A workflow's result comes bare and then enveloped (on-core, lib/protocol/events.js), and only the second names the
 * node. The bare one waits a moment, so that the first to be told is the one that says more. Both are told; they have
 * one key.
 */
export class Twins {
  readonly #timers: Timers;
  readonly #tell: (event: WireEvent) => void;
  readonly #waiting = new Map<string, { readonly event: WireEvent; readonly cancel: () => void }>();

  constructor(timers: Timers, tell: (event: WireEvent) => void) {
    this.#timers = timers;
    this.#tell = tell;
  }

  /** `first`: another with the same key follows. */
  take(event: WireEvent, first: boolean): void {
    const { key } = event;
    const waiting = key === null ? undefined : this.#waiting.get(key);
    if (key !== null && first && waiting === undefined && this.#waiting.size < mostWaiting) {
      this.#waiting.set(key, { event, cancel: this.#timers.after(waitMs, () => this.#release(key)) });
      return;
    }
    this.#tell(event);
    if (key !== null && !first) this.#release(key);
  }

  /** Tells those that wait at once. */
  flush(): void {
    for (const key of [...this.#waiting.keys()]) this.#release(key);
  }

  #release(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    this.#waiting.delete(key);
    waiting.cancel();
    this.#tell(waiting.event);
  }
}
