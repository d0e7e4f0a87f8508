import type { Alerts, KeptAlert } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { Stored } from '../intake/intake.ts';

interface Rooms {
  readonly alerts: Pick<Alerts, 'get' | 'put'>;
  readonly history: Pick<History, 'saveAlerts'>;
  readonly clock: Clock;
  /** Closes an open alert; false: there is none. */
  readonly close: (server: string, key: string) => Promise<boolean>;
  /** Whether a server is switched on still. */
  readonly isWatched: (server: string) => boolean;
  /** It is open again. */
  readonly reopened: (server: string, key: string) => void;
}

/** An alert as it was before it was closed by hand. */
type Before = Readonly<KeptAlert>;

const reopenableMs = 30_000;

/** Alerts closed by hand, which can be taken back for 30 s. */
export class Closings {
  readonly #in: Rooms;
  readonly #kept = new Map<string, { readonly before: Before; readonly cancel: () => void }>();

  constructor(rooms: Rooms) {
    this.#in = rooms;
  }

  /** Closes an open alert here; false: there is none. */
  async close(server: string, key: string): Promise<boolean> {
    const { alerts, clock, close } = this.#in;
    const open = alerts.get(server, key);
    if (open === null) return false;
    const { record, firstEvent, lastEvent, heardAt, confirmed } = open;
    if (!(await close(server, key))) return false;
    this.#forget(server, key);
    const cancel = clock.after(reopenableMs, () => this.#forget(server, key));
    this.#kept.set(placeOf(server, key), { before: { record, firstEvent, lastEvent, heardAt, confirmed }, cancel });
    return true;
  }

  /** Opens an alert again that was closed by hand; false: it was not, or not lately, or its server has closed it since. */
  async reopen(server: string, key: string): Promise<boolean> {
    const { alerts, history, clock, isWatched, reopened } = this.#in;
    const kept = this.#kept.get(placeOf(server, key));
    this.#forget(server, key);
    // Its server said more of it meanwhile, which opened it.
    if (alerts.get(server, key) !== null) return true;
    if (kept === undefined || !isWatched(server)) return false;
    const { record, firstEvent, lastEvent, heardAt, confirmed } = kept.before;
    Object.assign(alerts.put(record, clock.now()), { firstEvent, lastEvent, heardAt, confirmed });
    await history.saveAlerts([record]);
    reopened(server, key);
    return true;
  }

  /** What a server says of an alert counts for more than a closing that is taken back. */
  stored({ entries }: Stored): void {
    if (this.#kept.size === 0) return;
    for (const { event } of entries) if (event.alert !== null) this.#forget(event.server, event.alert);
  }

  /** Nothing can be taken back any more. */
  end(): void {
    for (const { cancel } of this.#kept.values()) cancel();
    this.#kept.clear();
  }

  #forget(server: string, key: string): void {
    this.#kept.get(placeOf(server, key))?.cancel();
    this.#kept.delete(placeOf(server, key));
  }
}

function placeOf(server: string, key: string): string {
  return `${server}\0${key}`;
}
