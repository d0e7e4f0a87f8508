import type { EventRow } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { Silence } from '../silence/silence.ts';
import { snoozeOf } from '../silence/snoozing.ts';
import type { Toaster } from '../telling/toaster.ts';

interface Surroundings {
  readonly history: History;
  readonly alerts: Alerts;
  readonly silence: Silence;
  readonly toaster: Pick<Toaster, 'withdraw'>;
  readonly clock: Clock;
  /** Rows of windows have changed; none: only alerts or what is unseen. */
  readonly changed: (rows: readonly number[]) => void;
}

/** What the button of a toast says. */
const toastSnoozeMs = 3_600_000;

/** What the user does with events and alerts, from the window, the tray or a toast. */
export class Attention {
  readonly #in: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#in = surroundings;
  }

  /** Marks as seen, and takes away the toasts that still stand for it. */
  async see(rows: readonly EventRow[] | 'all'): Promise<void> {
    const { history, alerts, clock, toaster, changed } = this.#in;
    const now = clock.now();
    const records = rows === 'all' ? alerts.seenAll(now) : alerts.seen(rows, now);
    const ids = rows === 'all' ? rows : rows.map(({ id }) => id);
    await history.seen(ids, now);
    await history.saveAlerts(records);
    changed(ids === 'all' ? [] : ids);
    await toaster.withdraw(rows);
  }

  /** Marks everything that came and went unseen as seen. */
  async clear(): Promise<void> {
    const { history, alerts, clock, changed } = this.#in;
    const now = clock.now();
    const { records, events } = alerts.seenPassed(now);
    await history.seen(events, now);
    await history.saveAlerts(records);
    changed(events);
  }

  /** Marks events as seen by their ids. */
  async seeEvents(events: readonly number[]): Promise<void> {
    await this.see(await this.#in.history.rows(events));
  }

  /** Snoozes what an event is about for an hour; nothing where it is about nothing that can be named. */
  async snoozeEvent(event: number): Promise<void> {
    const [row] = await this.#in.history.rows([event]);
    const found = row === undefined ? null : snoozeOf(row);
    if (found !== null) this.#in.silence.snooze(found.what, found.name, this.#in.clock.now() + toastSnoozeMs);
  }

  /** Closes an open alert here; false: there is none. */
  async closeAlert(server: string, key: string): Promise<boolean> {
    const { history, alerts, clock, silence, changed } = this.#in;
    const open = alerts.get(server, key);
    if (open === null) return false;
    const now = clock.now();
    // Whoever closes it has seen it.
    alerts.put({ ...open.record, closedAt: now, changedAt: now, unseen: false }, now);
    await history.saveAlerts([open.record]);
    silence.check();
    changed([]);
    return true;
  }

  /** Closes the alerts of servers that nobody watches any more and ends their snoozes; their history stays. */
  async leave(watched: ReadonlySet<string>): Promise<void> {
    const { alerts, silence } = this.#in;
    for (const { server, key } of alerts.keys()) if (!watched.has(server)) await this.closeAlert(server, key);
    for (const { what } of silence.view().snoozes) if (!watched.has(what.server)) silence.unsnooze(what);
  }
}
