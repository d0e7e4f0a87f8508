import type { Clock } from '../clock.ts';

const lookMs = 10_000;
/** Ahead of our timers by more than this: the machine slept. */
const sleptMs = 30_000;
/** Behind them by more than this: it was set back. */
const behindMs = 1_000;

/** Looks at the wall clock beside our timers: ahead of them it means a sleep, behind them that somebody set it back. */
export class ClockWatch {
  readonly #clock: Clock;
  readonly #slept: () => void;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #turnedBackMs = 0;
  #cancel = () => {};

  /** `slept` hears that the machine has slept, whether the system says so or not. */
  constructor(clock: Clock, slept: () => void) {
    this.#clock = clock;
    this.#slept = slept;
    this.begin();
  }

  /** Begins to look anew: a sleep that was noticed by now is not noticed once more. */
  begin(): void {
    const now = this.#clock.now();
    // How much of the time till the next look has gone by nobody knows: at most all of it.
    if (now < this.#lookedAt) this.#turnedBackMs += this.#lookedAt + lookMs - now;
    this.#lookedAt = now;
    this.#cancel();
    this.#cancel = this.#clock.after(lookMs, () => this.#look());
  }

  end(): void {
    this.#cancel();
  }

  /** How far the clock has been set back so far, ms. What was done to it since the last look may count by up to 10 s too much. */
  turnedBackMs(): number {
    if (this.#clock.now() < this.#lookedAt) this.begin();
    return this.#turnedBackMs;
  }

  #look(): void {
    const now = this.#clock.now();
    const aheadMs = now - this.#lookedAt - lookMs;
    if (aheadMs < -behindMs) this.#turnedBackMs -= aheadMs;
    this.#lookedAt = now;
    this.begin();
    if (aheadMs > sleptMs) this.#slept();
  }
}
