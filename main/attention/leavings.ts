import type { Phase } from '../../preload/contract/api.ts';
import type { Alerts, KeptAlert } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { AlertRecord, History, KnownAlert } from '../history/history.ts';

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

/** An alert as it was closed, with its first and last event. */
type Left = Pick<KeptAlert, 'record' | 'firstEvent' | 'lastEvent'>;

/** An open alert as it is closed when nobody watches its server any more. */
export function leftAt(record: AlertRecord, now: number): AlertRecord {
  return { ...record, closedAt: now, unseen: false, unwatched: true };
}

/**
 * Alerts of servers that were switched off or removed, also before this run. They are closed here, and their events are
 * known: watched again, the server would tell nothing new of them, and what is open there would stay closed here.
 */
export class Leavings {
  readonly #in: Rooms;
  readonly #left = new Map<string, Map<string, Left>>();

  /** `remembered`: those of earlier runs. */
  constructor(remembered: readonly KnownAlert[], rooms: Rooms) {
    this.#in = rooms;
    for (const { firstEvent, lastEvent, ...record } of remembered) this.#add({ record, firstEvent, lastEvent });
  }

  /** Keeps the alerts of servers that nobody watches any more, before they are closed; a removal may be taken back. */
  keep(watched: ReadonlySet<string>): void {
    const { alerts, clock } = this.#in;
    for (const { server, key } of alerts.keys()) {
      const open = watched.has(server) ? null : alerts.get(server, key);
      if (open === null) continue;
      const { record, firstEvent, lastEvent } = open;
      this.#add({ record: leftAt(record, clock.now()), firstEvent, lastEvent });
    }
  }

  /** A server was read: what is open there, and was closed here when nobody watched it, is open again, and was seen. */
  async read(server: string, { events, open }: Read): Promise<void> {
    const { alerts, history, clock, changed } = this.#in;
    const left = this.#left.get(server);
    if (left === undefined) return;
    const listed = new Set(events.flatMap(({ alert, phase }) => (alert === null || phase === 'closed' ? [] : [alert])));
    for (const key of open ?? []) listed.add(key);
    const now = clock.now();
    const records: AlertRecord[] = [];
    let again = false;
    for (const [key, { record, firstEvent, lastEvent }] of left) {
      const isOpen = listed.has(key);
      // Where not all was told the rest may be open still, and is told later.
      if (!isOpen && open === null) continue;
      left.delete(key);
      // Its server said more of it, which opened it.
      if (alerts.get(server, key) !== null) continue;
      const { unwatched: _, ...known } = record;
      if (isOpen) {
        const opened = { ...known, closedAt: null, seenAt: record.seenAt ?? now, toast: null };
        Object.assign(alerts.put(opened, now), { firstEvent, lastEvent });
        records.push(opened);
        again = true;
      } else records.push(known);
    }
    if (left.size === 0) this.#left.delete(server);
    if (records.length > 0) await history.saveAlerts(records);
    if (again) changed();
  }

  #add(left: Left): void {
    const { server, key } = left.record;
    if (ofTheLine.has(key)) return;
    const ofServer = this.#left.get(server) ?? new Map<string, Left>();
    this.#left.set(server, ofServer.set(key, left));
  }
}
