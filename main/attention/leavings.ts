import type { Phase } from '../../preload/contract/api.ts';
import type { Alerts, KeptAlert } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';

/** What a server told of its alerts. */
interface Read {
  readonly events: readonly { readonly alert: string | null; readonly phase: Phase | null }[];
  /** All that are open; null: not all were told. */
  readonly open: readonly string[] | null;
}

interface Rooms {
  readonly alerts: Pick<Alerts, 'get' | 'keys' | 'put'>;
  readonly history: Pick<History, 'saveAlerts'>;
  readonly clock: Clock;
  /** Alerts are open again. */
  readonly changed: () => void;
}

/** What is told of a server's line by itself is judged anew with each line. */
const ofTheLine: ReadonlySet<string> = new Set(['connection', 'sign-in']);

/**
 * Alerts of servers that were switched off or removed. They are closed here, and their events are known: watched again, the
 * server would tell nothing new of them, and what is open there would stay closed here.
 */
export class Leavings {
  readonly #in: Rooms;
  readonly #left = new Map<string, Map<string, KeptAlert>>();

  constructor(rooms: Rooms) {
    this.#in = rooms;
  }

  /** Keeps the alerts of servers that nobody watches any more, before they are closed; a removal may be taken back. */
  keep(watched: ReadonlySet<string>): void {
    const { alerts } = this.#in;
    for (const { server, key } of alerts.keys()) {
      const open = watched.has(server) || ofTheLine.has(key) ? null : alerts.get(server, key);
      if (open === null) continue;
      const left = this.#left.get(server) ?? new Map<string, KeptAlert>();
      this.#left.set(server, left.set(key, { ...open }));
    }
  }

  /** A server was read: what is open there, and was closed here when nobody watched it, is open again, and was seen. */
  async read(server: string, { events, open }: Read): Promise<void> {
    const { alerts, history, clock, changed } = this.#in;
    const left = this.#left.get(server);
    if (left === undefined) return;
    const listed = new Set(events.flatMap(({ alert, phase }) => (alert === null || phase === 'closed' ? [] : [alert])));
    for (const key of open ?? []) listed.add(key);
    const again = [...left.values()].filter(({ record }) => listed.has(record.key));
    // Where not all was told the rest may be open still, and is told later.
    if (open !== null) this.#left.delete(server);
    else for (const { record } of again) left.delete(record.key);
    const now = clock.now();
    const records = again
      .filter(({ record }) => alerts.get(server, record.key) === null)
      .map(({ record, firstEvent, lastEvent }) => {
        const seen = { ...record, seenAt: record.seenAt ?? now, unseen: false, toast: null };
        Object.assign(alerts.put(seen, now), { firstEvent, lastEvent });
        return seen;
      });
    if (records.length === 0) return;
    await history.saveAlerts(records);
    changed();
  }
}
