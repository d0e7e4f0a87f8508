import type { Clock } from '../main/clock.ts';

interface Timer {
  readonly dueAt: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>();
  /** Timers count their own time, as a machine's do: they neither see the wall clock jump nor the machine sleep. */
  #ranMs = 0;
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueAt: this.#ranMs + Math.max(0, delayMs), run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers wait to run. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass: timers run when they are due, in order, and what they set off settles before the next one. */
  async tick(ms: number): Promise<void> {
    const until = this.#ranMs + ms;
    await settled();
    for (let next = this.#next(until); next !== null; next = this.#next(until)) {
      this.#timers.delete(next);
      this.#pass(next.dueAt - this.#ranMs);
      next.run();
      await settled();
    }
    this.#pass(until - this.#ranMs);
  }

  /** Moves the wall clock alone: the machine slept, or its time was set. */
  jump(ms: number): void {
    this.#now += ms;
  }

  #pass(ms: number): void {
    this.#ranMs += ms;
    this.#now += ms;
  }

  /** The earliest timer that is due until then; of those due at once the oldest. */
  #next(until: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.dueAt <= until && (next === null || timer.dueAt < next.dueAt)) next = timer;
    }
    return next;
  }
}

/** Promises that are ready run before the next turn of the loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
