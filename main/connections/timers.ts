import type { Clock } from '../clock.ts';

/** Timers by their names: one that is set anew replaces the one before. */
export class Timers<Name extends string> {
  readonly #clock: Clock;
  readonly #running = new Map<Name, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(name: Name, delayMs: number, run: () => void): void {
    this.cancel(name);
    const cancel = this.#clock.after(delayMs, () => {
      this.#running.delete(name);
      run();
    });
    this.#running.set(name, cancel);
  }

  cancel(name: Name): void {
    this.#running.get(name)?.();
    this.#running.delete(name);
  }

  cancelAll(): void {
    for (const name of [...this.#running.keys()]) this.cancel(name);
  }
}
