import type { Alerts } from '../alerts/alerts.ts';
import { keepNewest } from '../keep-newest.ts';
import type { WireEvent } from '../protocols/protocol.ts';
import { type EqualOnes, equalKey, joined } from '../rules/equal.ts';
import { lineOf } from './lines.ts';
import type { Told } from './tally.ts';

/** A toast for equal events. */
interface Group {
  readonly key: string;
  line: string;
  /** Null: it was seen, so that the next one is news. */
  ones: EqualOnes | null;
  /** How many open alerts it stands for. */
  members: number;
  /** How many of them somebody has acknowledged. */
  settled: number;
  /** It stands also for events that no alert carries, of which none ever closes. */
  loose: boolean;
}

/** An alert that is none of a group any more. */
interface Left {
  readonly told: Told;
  /** It was the last one. */
  readonly last: boolean;
}

/** More toasts than these are of hours ago. */
const kept = 1_000;

/** Which toast stands for which equal events. */
export class EqualToasts {
  readonly #stands: (line: string, now: number) => boolean;
  readonly #groups = new Map<string, Group>();
  /** The group of each alert, by its place. */
  readonly #of = new Map<string, Group>();
  /** Places of the alerts in groups that somebody has acknowledged. */
  readonly #settled = new Set<string>();

  /** Alerts of an earlier run that were told go on to be told together. */
  constructor(alerts: Pick<Alerts, 'keys' | 'get'>, stands: (line: string, now: number) => boolean) {
    this.#stands = stands;
    for (const { server, key } of alerts.keys()) {
      const record = alerts.get(server, key)?.record;
      if (record === undefined || !record.toasted || record.kind === 'job') continue;
      const { openedAt, changedAt, toast } = record;
      const name = equalKey(server, { ...record, body: '' });
      const place = lineOf(server, key);
      const group = this.#groups.get(name) ?? {
        key: name,
        line: place,
        ones: null,
        members: 0,
        settled: 0,
        loose: false,
      };
      if (toast !== null) group.line = place;
      group.ones = {
        times: (group.ones?.times ?? 0) + 1,
        since: Math.min(openedAt, group.ones?.since ?? openedAt),
        shownAt: Math.max(changedAt, group.ones?.shownAt ?? changedAt),
        lastAt: Math.max(changedAt, group.ones?.lastAt ?? changedAt),
      };
      this.#put(group);
      this.#enter(group, place);
      if (record.acknowledgedBy === null) continue;
      this.#settled.add(place);
      group.settled += 1;
    }
    for (const group of this.#groups.values()) if (group.settled === group.members) group.ones = null;
  }

  /** The toast that an event goes into; null: it wants one of its own. */
  join(server: string, wire: WireEvent, place: string | null, now: number): Told | null {
    const group = this.#groups.get(equalKey(server, wire));
    if (group === undefined || group.ones === null) return null;
    const event = { occurredAt: wire.occurredAt ?? now, stands: this.#stands(group.line, now) };
    const { after, merged } = joined(group.ones, event, now);
    if (!merged) return null;
    group.ones = after;
    this.#enter(group, place);
    return { line: group.line, change: { times: after.times, since: after.since }, stays: true };
  }

  /** An event gets a toast: those equal to it go into that from now on. One that counts on stands where it stood. */
  begin(server: string, wire: WireEvent, place: string | null, own: string, now: number): Told {
    const key = equalKey(server, wire);
    const before = this.#groups.get(key);
    const { after } = joined(before?.ones ?? null, { occurredAt: wire.occurredAt ?? now, stands: false }, now);
    const group = before ?? { key, line: own, ones: null, members: 0, settled: 0, loose: false };
    if (after.times === 1) Object.assign(group, { line: own, loose: false });
    group.ones = after;
    this.#put(group);
    this.#enter(group, place);
    const counted = after.times > 1 ? { times: after.times, since: after.since } : {};
    return { line: group.line, change: counted, stays: true };
  }

  /** An alert closes or becomes worse; where it was the last one, its toast takes the place of the group's. */
  leave(place: string): Left | null {
    const group = this.#of.get(place);
    if (group === undefined) return null;
    this.#of.delete(place);
    const settled = this.#settled.delete(place);
    if (!this.#isKept(group)) return null;
    group.members -= 1;
    if (settled) group.settled -= 1;
    const last = !group.loose && group.members === 0;
    if (last) this.#groups.delete(group.key);
    return { told: toldBy(group), last };
  }

  /** Somebody takes care of an alert; where that is so of all of them, their toast says nothing any more. */
  settle(place: string): Told | null {
    const group = this.#of.get(place);
    if (group === undefined || !this.#isKept(group)) return null;
    if (!this.#settled.has(place)) group.settled += 1;
    this.#settled.add(place);
    const told = toldBy(group);
    if (!told.stays) group.ones = null;
    return told;
  }

  /** Where the toast stands that tells an alert. */
  lineOf(place: string): string {
    const group = this.#of.get(place);
    return group !== undefined && this.#isKept(group) ? group.line : place;
  }

  /** The toasts of these lines say nothing any more: they were seen, or could not be shown. */
  ended(lines: ReadonlySet<string>): void {
    for (const group of this.#groups.values()) if (lines.has(group.line)) group.ones = null;
  }

  /** The toast at a line says something else from now on. */
  replaced(line: string): void {
    for (const group of this.#groups.values()) if (group.line === line) this.#groups.delete(group.key);
  }

  #enter(group: Group, place: string | null): void {
    if (place === null) {
      group.loose = true;
      return;
    }
    const known = this.#of.get(place) === group;
    if (!known) group.members += 1;
    // An acknowledgement was taken back.
    if (this.#settled.delete(place) && known) group.settled -= 1;
    this.#of.set(place, group);
  }

  #put(group: Group): void {
    keepNewest(this.#groups, group.key, group, kept);
  }

  /** Those that are not leave their alerts behind, which have closings of their own. */
  #isKept(group: Group): boolean {
    return this.#groups.get(group.key) === group;
  }
}

/** The toast stays as long as it stands for what somebody has to take care of. */
function toldBy({ line, loose, members, settled }: Group): Told {
  return { line, change: {}, stays: loose || members > settled };
}
