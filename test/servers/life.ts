/** How a demo runs. */
export interface DemoOptions {
  /** A free one unless given. */
  readonly port?: number;
  /** 0 <= r < 1; the same numbers make the same life. */
  readonly random?: () => number;
  /** How much faster than life: 1 unless given. */
  readonly speed?: number;
}

/** What keeps a demo alive: timers at its speed, and choices by its numbers. */
export class Life {
  readonly random: () => number;
  readonly #speed: number;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor({ random = Math.random, speed = 1 }: DemoOptions) {
    this.random = random;
    this.#speed = speed;
  }

  after(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs / this.#speed);
    this.#timers.add(timer);
  }

  /** A pace that is never quite the same: within a fifth of it, in ms. */
  about(paceMs: number): number {
    return paceMs * (0.8 + this.random() * 0.4);
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T;
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
