import type { Clock } from '../clock.ts';

/** Timers that end together. */
export class Timers {
  readonly #clock: Clock;
  readonly #running = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `run` once after a delay; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#running.delete(cancel);
      run();
    });
    this.#running.add(cancel);
    return () => {
      this.#running.delete(cancel);
      cancel();
    };
  }

  /** Resolves after a delay; never when all are ended first. */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delayMs, resolve);
    });
  }

  end(): void {
    for (const cancel of this.#running) cancel();
    this.#running.clear();
  }
}
