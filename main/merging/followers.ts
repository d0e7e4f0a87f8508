import type { Alerts, OpenAlert } from '../alerts/alerts.ts';
import type { WireEvent } from '../protocols/protocol.ts';
import { followsCause } from '../rules/cause.ts';
import { lineOf } from './lines.ts';
import type { Told } from './tally.ts';

/** Where more alerts are open at a cause, the first of them are the ones that were told. */
const lookedAt = 20;

/** Which alerts are told with the open alert that their server names as their cause. */
export class Followers {
  readonly #alerts: Pick<Alerts, 'get' | 'atSubject'>;
  /** The followers of each cause, by their places. */
  readonly #following = new Map<string, Set<string>>();
  readonly #causeOf = new Map<string, string>();

  constructor(alerts: Pick<Alerts, 'get' | 'atSubject'>) {
    this.#alerts = alerts;
  }

  /** The toast of the cause that an event is told with; null: it wants one of its own. */
  follow(server: string, wire: WireEvent): Told | null {
    if (wire.cause === undefined || wire.alert === null) return null;
    const cause = this.#causeAt(server, wire);
    if (cause === null) return null;
    const place = lineOf(server, wire.alert);
    const followers = this.#following.get(cause) ?? new Set();
    this.#following.set(cause, followers.add(place));
    this.#causeOf.set(place, cause);
    return { line: cause, change: { follow: followers.size }, stays: true };
  }

  /** An alert closes, as cause or as follower, or is told by itself from now on. The toast that says less now. */
  leave(place: string): Told | null {
    for (const follower of this.#following.get(place) ?? []) this.#causeOf.delete(follower);
    this.#following.delete(place);
    const cause = this.#causeOf.get(place);
    if (cause === undefined) return null;
    this.#causeOf.delete(place);
    const followers = this.#following.get(cause);
    followers?.delete(place);
    return { line: cause, change: { follow: followers?.size ?? 0 }, stays: true };
  }

  #causeAt(server: string, wire: WireEvent): string | null {
    const toastedBefore = this.#alerts.get(server, wire.alert ?? '')?.record.toasted ?? false;
    for (const { record } of this.#named(server, wire)) {
      if (record.key === wire.alert) continue;
      if (followsCause(record, { severity: wire.severity, toastedBefore })) return lineOf(server, record.key);
    }
    return null;
  }

  *#named(server: string, { cause }: WireEvent): Iterable<OpenAlert> {
    for (const key of cause?.alerts ?? []) {
      const alert = this.#alerts.get(server, key);
      if (alert !== null) yield alert;
    }
    for (const subject of cause?.subjects ?? []) {
      let looked = 0;
      for (const alert of this.#alerts.atSubject(server, subject)) {
        if (looked++ === lookedAt) break;
        yield alert;
      }
    }
  }
}
