import type { WireEvent } from '../protocol.ts';

const mostKept = 10_000;
/** A state that was just told may not be in the database yet. */
const underwayMs = 5_000;

/** What has been heard of a server so far, as far as it changes how the next message reads. */
export class Standing {
  /** Alerts of workflows that run. */
  readonly #running = new Set<string>();
  /** Alerts of nodes out of reach, and when that was heard last. */
  readonly #lost = new Map<string, number>();

  /** A live event, read in the light of those before it; `now` in epoch ms. */
  settle(event: WireEvent, now: number): WireEvent {
    const { alert, kind, phase } = event;
    if (alert === null) return event;
    if (kind === 'job') return this.#job(event, alert);
    if (kind !== 'state') return event;
    const known = this.#lost.has(alert);
    if (phase === 'closed') this.#lost.delete(alert);
    else keep(this.#lost, () => this.#lost.set(alert, now));
    // Each poller of a node says so.
    return known && phase === 'opened' ? { ...event, phase: 'updated' } : event;
  }

  isLost(alert: string): boolean {
    return this.#lost.has(alert);
  }

  /**
   * The server was asked for all nodes out of reach. Returns their alerts with those heard just before `askedAt`, or since;
   * what lies ahead of `now` was heard before our clock was set back.
   */
  answer(lost: readonly string[], askedAt: number, now: number): readonly string[] {
    const recent = [...this.#lost].filter(([, at]) => at > askedAt - underwayMs && at <= now);
    this.#lost.clear();
    for (const [alert, at] of [...lost.map((each) => [each, 0] as const), ...recent]) this.#lost.set(alert, at);
    return [...this.#lost.keys()];
  }

  /** What comes of a workflow that is not known to run opens nothing: its result may have been told before. */
  #job(event: WireEvent, alert: string): WireEvent {
    if (event.phase === 'closed') this.#running.delete(alert);
    else if (event.phase === 'opened') keep(this.#running, () => this.#running.add(alert));
    else if (!this.#running.has(alert)) return { ...event, phase: null };
    return event;
  }
}

/** Adds, and lets go of the oldest where there are too many. */
function keep(kept: Set<string> | Map<string, number>, add: () => void): void {
  add();
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}
