import type { EventRow } from '../../preload/contract/api.ts';
import type { Alerts, Marked } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { AlertRecord, History } from '../history/history.ts';
import type { Silence } from '../silence/silence.ts';
import { snoozeOf } from '../silence/snoozing.ts';
import type { Toaster } from '../telling/toaster.ts';
import { leftAt } from './leavings.ts';

interface Surroundings {
  readonly history: History;
  readonly alerts: Alerts;
  readonly silence: Silence;
  readonly toaster: Pick<Toaster, 'withdraw' | 'withdrawAt'>;
  /** An alert was closed here; the line whose toast says nothing any more, null: none. */
  readonly closedHere: (server: string, key: string) => string | null;
  readonly clock: Clock;
  /** Rows of windows have changed; none: only alerts or what is unseen. */
  readonly changed: (rows: readonly number[]) => void;
}

/** What was marked seen: events by their ids, and what became seen with them. */
export interface Seen {
  readonly ids: readonly number[] | 'all';
  readonly marked: Marked;
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
  async see(rows: readonly EventRow[] | 'all'): Promise<Seen> {
    const { alerts, clock, toaster } = this.#in;
    const now = clock.now();
    const seen: Seen =
      rows === 'all'
        ? { ids: rows, marked: alerts.seenAll(now) }
        : { ids: rows.map(({ id }) => id), marked: alerts.seen(rows, now) };
    await this.#mark(seen);
    await toaster.withdraw(rows);
    return seen;
  }

  /** Marks everything that came and went unseen as seen. */
  async clear(): Promise<Seen> {
    const { alerts, clock } = this.#in;
    const marked = alerts.seenPassed(clock.now());
    const events = marked.alerts.flatMap(({ firstEvent, lastEvent }) => [firstEvent, lastEvent]);
    const seen: Seen = { ids: [...new Set(events.filter((id) => id > 0))], marked };
    await this.#mark(seen);
    return seen;
  }

  /** What was marked is unseen again, as far as nothing else has happened to it since. Its toasts stay away. */
  async unsee(seen: Seen): Promise<void> {
    const { history, alerts } = this.#in;
    const records = alerts.unsee(seen.marked);
    await history.unseen(seen.ids, seen.marked.at);
    await history.saveAlerts(records);
    this.#tellChanged(seen);
  }

  async #mark(seen: Seen): Promise<void> {
    const { history } = this.#in;
    await history.seen(seen.ids, seen.marked.at);
    await history.saveAlerts(seen.marked.alerts.map(({ record }) => record));
    this.#tellChanged(seen);
  }

  #tellChanged({ ids, marked }: Seen): void {
    this.#in.changed(ids === 'all' ? [...marked.rows.keys()] : ids);
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

  /** Closes an open alert here and takes its toast away; false: there is none. */
  async closeAlert(server: string, key: string): Promise<boolean> {
    const { alerts, clock } = this.#in;
    const open = alerts.get(server, key);
    if (open === null) return false;
    const now = clock.now();
    // Whoever closes it has seen it.
    await this.#close([{ ...open.record, closedAt: now, changedAt: now, seenAt: now, unseen: false }]);
    return true;
  }

  /** Closes the alerts of servers that nobody watches any more and ends their snoozes; their history stays. */
  async leave(watched: ReadonlySet<string>): Promise<void> {
    const { alerts, silence, clock } = this.#in;
    const left = alerts.keys().flatMap(({ server, key }) => {
      const open = watched.has(server) ? null : alerts.get(server, key);
      return open === null ? [] : [leftAt(open.record, clock.now())];
    });
    if (left.length > 0) await this.#close(left);
    for (const { what } of silence.view().snoozes) if (!watched.has(what.server)) silence.unsnooze(what);
  }

  async #close(closed: readonly AlertRecord[]): Promise<void> {
    const { history, alerts, clock, silence, toaster, closedHere, changed } = this.#in;
    for (const record of closed) alerts.put(record, clock.now());
    await history.saveAlerts(closed);
    silence.check();
    changed([]);
    for (const { server, key } of closed) {
      const line = closedHere(server, key);
      if (line !== null) await toaster.withdrawAt(line);
    }
  }
}
