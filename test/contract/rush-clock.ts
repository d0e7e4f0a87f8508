import type { Clock } from '../../main/clock.ts';

interface Timer {
  readonly dueAt: number;
  readonly run: () => void;
}

const beatMs = 5;

/** A clock that runs with the machine's and can be put forward: real sockets, but nobody waits for minutes. */
export class RushClock implements Clock {
  readonly #timers = new Set<Timer>();
  #ahead = 0;
  #beat: NodeJS.Timeout | null = null;

  now(): number {
    return Date.now() + this.#ahead;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueAt: this.now() + Math.max(0, delayMs), run };
    this.#timers.add(timer);
    this.#beat ??= setInterval(() => this.#due(), beatMs);
    return () => this.#timers.delete(timer);
  }

  /** Puts it forward; what is due meanwhile runs in order, and sockets get a turn between two. */
  async rush(ms: number): Promise<void> {
    const until = this.now() + ms;
    for (let next = this.#next(until); next !== null; next = this.#next(until)) {
      this.#ahead += Math.max(0, next.dueAt - this.now());
      this.#run(next);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    this.#ahead += Math.max(0, until - this.now());
  }

  end(): void {
    if (this.#beat !== null) clearInterval(this.#beat);
    this.#timers.clear();
  }

  #due(): void {
    for (let next = this.#next(this.now()); next !== null; next = this.#next(this.now())) this.#run(next);
  }

  #run(timer: Timer): void {
    this.#timers.delete(timer);
    timer.run();
  }

  #next(until: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.dueAt <= until && (next === null || timer.dueAt < next.dueAt)) next = timer;
    }
    return next;
  }
}
