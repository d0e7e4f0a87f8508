import type { Clock } from '../../clock.ts';

interface BeatOptions {
  readonly clock: Clock;
  readonly everyMs: number;
  /** How long anything at all may take to come after a ping; less than `everyMs`. */
  readonly withinMs: number;
  readonly ping: () => void;
  /** Nothing came. */
  readonly dead: () => void;
}

/**
 * Our own ping, for this server never sends one (on-wss, lib/ws-service.js): a line whose other end is gone is found
 * within `everyMs` and `withinMs` together.
 */
export class Beat {
  readonly #options: BeatOptions;
  #heard = false;
  #cancel = () => {};

  constructor(options: BeatOptions) {
    this.#options = options;
  }

  /** Begins, or begins anew: what was not heard until now does not count. */
  begin(): void {
    this.#cancel();
    this.#wait(this.#options.everyMs);
  }

  /** Anything came. */
  heard(): void {
    this.#heard = true;
  }

  end(): void {
    this.#cancel();
    this.#cancel = () => {};
  }

  #wait(delayMs: number): void {
    const { clock, everyMs, withinMs, ping, dead } = this.#options;
    this.#cancel = clock.after(delayMs, () => {
      this.#heard = false;
      this.#cancel = clock.after(withinMs, () => {
        if (this.#heard) this.#wait(everyMs - withinMs);
        else dead();
      });
      ping();
    });
  }
}
