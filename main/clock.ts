/** Time, passed in so that tests own it. */
export interface Clock {
  /** Epoch ms; may jump when the machine slept or was set. */
  now(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's clock. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Whether something was within the last `ms`. What lies ahead of now was before the clock was set back: long ago. */
export function isLately(at: number, ms: number, now: number): boolean {
  return at <= now && now - at < ms;
}
