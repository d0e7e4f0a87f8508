import { type Signal, signal } from '@preact/signals';

/** How long nothing is said of what is under way; then that it is; then for how long. */
const silentMs = 300;
export const longMs = 3_000;
const secondMs = 1_000;

/** What is said of the longest thing that somebody waits for. */
export type Wait =
  | { readonly name: 'none' }
  | { readonly name: 'short' }
  | { readonly name: 'long'; readonly seconds: number };

/** What is said at `now` of what began at `since`, and after how long something else is to be said. */
export function waitAt(since: number | null, now: number): { readonly wait: Wait; readonly nextMs: number | null } {
  if (since === null) return { wait: { name: 'none' }, nextMs: null };
  const ms = Math.max(0, now - since);
  if (ms < silentMs) return { wait: { name: 'none' }, nextMs: silentMs - ms };
  if (ms < longMs) return { wait: { name: 'short' }, nextMs: longMs - ms };
  return { wait: { name: 'long', seconds: Math.floor(ms / secondMs) }, nextMs: secondMs - (ms % secondMs) };
}

/** What somebody has asked for and waits for. */
export class Patience {
  readonly wait: Signal<Wait> = signal({ name: 'none' });
  /** When each of it began. */
  readonly #begun = new Set<{ readonly at: number }>();
  #timer = 0;

  /** Counts as waited for until it is settled, whichever way. */
  async over<T>(asked: Promise<T>): Promise<T> {
    const mine = { at: performance.now() };
    this.#begun.add(mine);
    this.#look();
    try {
      return await asked;
    } finally {
      this.#begun.delete(mine);
      this.#look();
    }
  }

  #look(): void {
    window.clearTimeout(this.#timer);
    const [first] = this.#begun;
    const { wait, nextMs } = waitAt(first?.at ?? null, performance.now());
    this.wait.value = wait;
    if (nextMs !== null) this.#timer = window.setTimeout(() => this.#look(), nextMs);
  }
}
