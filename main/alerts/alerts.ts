import {
  type Alert,
  type EventRow,
  type OpenAlerts,
  rankOf,
  type Severity,
  type Snoozable,
  type Subject,
  severities,
  type Unseen,
  worseOf,
} from '../../preload/contract/api.ts';
import type { AlertRecord, KnownAlert, Remembered, StandingToast } from '../history/history.ts';
import { type Listed, Newest } from './newest.ts';
import { OpenSubjects } from './open-subjects.ts';
import { Passed } from './passed.ts';

/** What is kept of an open alert: its record, and the ids of its events once they are committed. */
export interface KeptAlert {
  record: AlertRecord;
  firstEvent: number;
  lastEvent: number;
  /** When its last event of this run came, by our clock; 0 when it is known from an earlier run. */
  heardAt: number;
  /** False after a start, until its server has been read. */
  confirmed: boolean;
}

/** An open alert in memory. */
export type OpenAlert = KeptAlert & Listed<OpenAlert>;

/** What was marked seen at once, as it was before. */
export interface Marked {
  readonly at: number;
  readonly alerts: readonly OpenAlert[];
  /** Rows that no alert carries, and whether there were more. */
  readonly rows: ReadonlyMap<number, Severity>;
  readonly moreRows: boolean;
}

const listed = 200;
const passedListed = 100;
const counted = 1_000;
/** How long a closing is remembered against a snapshot that was asked for before it. */
const closingKeptMs = 600_000;

/**
 * The open alerts of all servers, what is unseen, and what came and went so, in memory. The database has the same; whoever
 * changes a record here also writes it there.
 */
export class Alerts {
  readonly #open = new Map<string, OpenAlert>();
  readonly #closedAt = new Map<string, number>();
  readonly #grouped = new Map<string, Newest<OpenAlert>>();
  readonly #subjects = new OpenSubjects<OpenAlert>();
  readonly #passed = new Passed();
  /** Unseen rows that no alert carries, newest last. */
  readonly #attention = new Map<number, Severity>();
  #moreAttention: boolean;
  readonly #nameOf: (server: string) => string;
  readonly #acknowledges: (server: string, key: string) => boolean;

  /** `acknowledges`: whether a server takes an acknowledgement of an alert, now. */
  constructor(
    remembered: Pick<Remembered, 'alerts' | 'passed' | 'attention' | 'moreAttention'>,
    nameOf: (server: string) => string,
    acknowledges: (server: string, key: string) => boolean,
  ) {
    this.#nameOf = nameOf;
    this.#acknowledges = acknowledges;
    for (const known of remembered.alerts) {
      const alert = remember(known);
      this.#open.set(placeOf(known.server, known.key), alert);
      this.#regroup(alert, alert.record);
      this.#subjects.move(alert, null, alert.record);
    }
    for (const known of remembered.passed) this.#passed.add(placeOf(known.server, known.key), remember(known));
    for (const { id, severity } of remembered.attention) this.#attention.set(id, severity);
    this.#moreAttention = remembered.moreAttention;
  }

  get(server: string, key: string): OpenAlert | null {
    return this.at(placeOf(server, key));
  }

  /** The same by its place, `server\0key`. */
  at(place: string): OpenAlert | null {
    return this.#open.get(place) ?? null;
  }

  /** The open alerts of a subject, running jobs left out, in the order in which they opened. In a flood they are many. */
  atSubject(server: string, subject: Pick<Subject, 'type' | 'id'> | null): ReadonlySet<OpenAlert> {
    return this.#subjects.at(server, subject);
  }

  /** What a server is called by now. */
  serverName(server: string): string {
    return this.#nameOf(server);
  }

  /** Servers and keys of all open alerts. */
  keys(): readonly { readonly server: string; readonly key: string }[] {
    return [...this.#open.values()].map(({ record: { server, key } }) => ({ server, key }));
  }

  /** As they are kept for the next run: what is open, and what came and went unseen. */
  records(): readonly AlertRecord[] {
    return [...this.#open.values(), ...this.#passed.all()].map(({ record }) => record);
  }

  of(server: string): readonly OpenAlert[] {
    return [...this.#open.values()].filter((alert) => alert.record.server === server);
  }

  /** Whether any open alert that is no running job is one of these. */
  some(test: (alert: Snoozable) => boolean): boolean {
    for (const { record } of this.#open.values()) if (isFault(record) && test(snoozable(record))) return true;
    return false;
  }

  /** How bad the worst open alert of these is; null: none is open. */
  worstOf(test: (alert: Snoozable) => boolean): Severity | null {
    let worst: Severity | null = null;
    for (const { record } of this.#open.values()) {
      if (isFault(record) && test(snoozable(record))) worst = worseOf(worst ?? record.severity, record.severity);
    }
    return worst;
  }

  /** Whether the alert closed here between this moment and now. */
  closedSince(server: string, key: string, at: number, now: number): boolean {
    const closedAt = this.#closedAt.get(placeOf(server, key));
    // A clock that was set back puts what closed before into the future.
    return closedAt !== undefined && at <= closedAt && closedAt <= now;
  }

  /**
   * Takes a record as it is after an event, or after a change by hand. A closed one leaves; one that is unseen still came
   * and went unseen. `known`: what is open there, null: nothing; whoever has looked already spares a look.
   */
  put(record: AlertRecord, now: number, known = this.get(record.server, record.key)): OpenAlert {
    const alert = known ?? heldOpen({ record, firstEvent: 0, lastEvent: 0, heardAt: now, confirmed: true });
    this.#subjects.move(alert, known?.record ?? null, record.closedAt === null ? record : null);
    this.#regroup(alert, record);
    if (known !== null && record.closedAt === null) return alert;
    const place = placeOf(record.server, record.key);
    if (record.closedAt === null) {
      this.#open.set(place, alert);
      this.#passed.delete(place);
    } else {
      this.#open.delete(place);
      this.#remember(place, now);
      if (record.unseen) this.#passed.add(place, alert);
    }
    return alert;
  }

  /** The server has been read: what is still open there is so. */
  confirm(server: string): void {
    for (const alert of this.#open.values()) if (alert.record.server === server) alert.confirmed = true;
  }

  addAttention(id: number, severity: Severity): void {
    this.#attention.set(id, severity);
    if (this.#attention.size <= counted) return;
    const [oldest] = this.#attention.keys();
    if (oldest !== undefined) this.#attention.delete(oldest);
    this.#moreAttention = true;
  }

  /** Rows were seen; the alerts that became seen with them are to be written. */
  seen(rows: readonly EventRow[], now: number): Marked {
    const uncarried = new Map<number, Severity>();
    for (const { id } of rows) {
      const severity = this.#attention.get(id);
      if (severity === undefined) continue;
      uncarried.set(id, severity);
      this.#attention.delete(id);
    }
    const places = rows.flatMap((row) => (row.alert === null ? [] : [placeOf(row.server, row.alert)]));
    const alerts = places.map((place) => this.#open.get(place) ?? this.#passed.get(place));
    const changed = this.#see(
      alerts.filter((alert) => alert !== null),
      now,
    );
    return { at: now, alerts: changed, rows: uncarried, moreRows: false };
  }

  /** What came and went unseen was seen: the alerts are to be written. */
  seenPassed(now: number): Marked {
    return { at: now, alerts: this.#see(this.#passed.all(), now), rows: new Map(), moreRows: false };
  }

  /** Everything was seen: the alerts are to be written. */
  seenAll(now: number): Marked {
    const [rows, moreRows] = [new Map(this.#attention), this.#moreAttention];
    this.#attention.clear();
    this.#moreAttention = false;
    return { at: now, alerts: this.#see([...this.#open.values(), ...this.#passed.all()], now), rows, moreRows };
  }

  /**
   * Was marked seen by mistake; the records of the alerts that are unseen again come back, to be written. One that came
   * anew, or was taken care of since, stays as it is.
   */
  unsee({ at, alerts, rows, moreRows }: Marked): readonly AlertRecord[] {
    const later = [...this.#attention];
    this.#attention.clear();
    this.#moreAttention ||= moreRows;
    for (const [id, severity] of [...rows, ...later].toSorted(([one], [other]) => one - other)) {
      this.addAttention(id, severity);
    }
    const changed: AlertRecord[] = [];
    for (const alert of alerts) {
      const { record } = alert;
      const place = placeOf(record.server, record.key);
      const open = this.#open.get(place);
      const isThere = open === undefined ? record.closedAt !== null : open === alert;
      if (!isThere || record.unseen || record.seenAt !== at || record.acknowledgedBy !== null) continue;
      this.#regroup(alert, { ...record, seenAt: null, unseen: true });
      if (open === undefined) this.#passed.add(place, alert);
      changed.push(alert.record);
    }
    return changed;
  }

  /** Whether nobody has seen an event yet, or the open alert that it belongs to. */
  isUnseen({ server, alert, id }: Pick<EventRow, 'server' | 'alert' | 'id'>): boolean {
    if (this.#attention.has(id)) return true;
    const record = alert === null ? undefined : this.get(server, alert)?.record;
    return record?.unseen === true && record.acknowledgedBy === null;
  }

  /** The name of a subject came: the alerts of it that had none have it from now on, and come back, to be written. */
  named(server: string, type: string, id: string, name: string): readonly OpenAlert[] {
    const nameless = [...this.#open.values(), ...this.#passed.all()].filter(
      ({ record: { server: of, subject } }) =>
        of === server && subject !== null && subject.type === type && subject.id === id && subject.name === null,
    );
    for (const alert of nameless) {
      // In its place: a name is no reason to come anew.
      const { record } = alert;
      alert.record = { ...record, subject: record.subject && { ...record.subject, name } };
    }
    return nameless;
  }

  /** A toast stands for an open alert from now on, or none; that it came late is no reason for the alert to come anew. */
  toasted(alert: OpenAlert, toast: StandingToast | null): void {
    alert.record = { ...alert.record, toast };
  }

  /** The alert whose toast this is. */
  withToast(toast: StandingToast): OpenAlert | null {
    for (const alert of this.#open.values()) {
      const stands = alert.record.toast;
      if (stands !== null && stands.id === toast.id && stands.owner === toast.owner && stands.driver === toast.driver) {
        return alert;
      }
    }
    return null;
  }

  /** Open alerts from `warning` up; those of connections have a mark of their own and are not counted. */
  openAlerts(): OpenAlerts {
    const counts: Record<Severity, number> = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
    const list: Alert[] = [];
    let total = 0;
    for (const { severity, group } of this.#groups()) {
      counts[severity] += group.size;
      total += group.size;
      if (list.length < listed) list.push(...group.list(listed - list.length).map((alert) => this.#visible(alert)));
    }
    const passed = this.#passed.list(passedListed).map((alert) => this.#visible(alert));
    return { total, counts, list, passed, passedTotal: this.#passed.size };
  }

  unseen(): Unseen {
    const counts = this.unseenCounts();
    const count = severities.reduce((sum, severity) => sum + counts[severity], 0);
    const worst = severities.findLast((severity) => counts[severity] > 0) ?? null;
    return { count: Math.min(count, counted), more: this.#moreAttention || count > counted, worst };
  }

  /** What is unseen by severity, as far as it is counted. */
  unseenCounts(): Readonly<Record<Severity, number>> {
    const counts: Record<Severity, number> = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
    for (const severity of this.#attention.values()) counts[severity] += 1;
    for (const { severity, unseen, group } of this.#groups()) if (unseen) counts[severity] += group.size;
    return counts;
  }

  /** The groups in the order of the list: unseen first, the worst first. */
  *#groups() {
    for (const unseen of [true, false]) {
      for (const severity of ['critical', 'error', 'warning'] as const) {
        const group = this.#grouped.get(groupOf(severity, unseen));
        if (group !== undefined) yield { severity, unseen, group };
      }
    }
  }

  #regroup(alert: OpenAlert, record: AlertRecord): void {
    this.#group(alert.record)?.delete(alert);
    alert.record = record;
    if (record.closedAt === null) this.#group(record)?.add(alert);
    else if (!record.unseen) this.#passed.delete(placeOf(record.server, record.key));
  }

  /** Null for what is not counted. */
  #group({ kind, severity, unseen }: AlertRecord): Newest<OpenAlert> | null {
    if (kind === 'connection' || rankOf(severity) < rankOf('warning')) return null;
    const name = groupOf(severity, unseen);
    const group = this.#grouped.get(name) ?? new Newest<OpenAlert>();
    this.#grouped.set(name, group);
    return group;
  }

  #see(alerts: Iterable<OpenAlert>, now: number): readonly OpenAlert[] {
    const changed = [...alerts].filter(({ record }) => record.unseen);
    for (const alert of changed) this.#regroup(alert, { ...alert.record, seenAt: now, unseen: false });
    return changed;
  }

  #visible({ record, firstEvent, lastEvent, confirmed }: OpenAlert): Alert {
    const { toasted: _, toast: __, acknowledgedAt: ___, ...alert } = record;
    const { server, key, closedAt } = record;
    const acknowledgeable = closedAt === null && this.#acknowledges(server, key);
    return { ...alert, serverName: this.#nameOf(server), firstEvent, lastEvent, confirmed, acknowledgeable };
  }

  #remember(place: string, now: number): void {
    this.#closedAt.delete(place);
    this.#closedAt.set(place, now);
    for (const [oldest, at] of this.#closedAt) {
      if (now - at <= closingKeptMs && this.#closedAt.size <= 100_000) break;
      this.#closedAt.delete(oldest);
    }
  }
}

function remember({ firstEvent, lastEvent, ...record }: KnownAlert): OpenAlert {
  return heldOpen({ record, firstEvent, lastEvent, heardAt: 0, confirmed: false });
}

function heldOpen({ record, firstEvent, lastEvent, heardAt, confirmed }: KeptAlert): OpenAlert {
  return { record, firstEvent, lastEvent, heardAt, confirmed, list: null, older: null, newer: null };
}

function isFault({ severity }: AlertRecord): boolean {
  return rankOf(severity) >= rankOf('warning');
}

function snoozable({ server, key, subject }: AlertRecord): Snoozable {
  return { server, alert: key, subject };
}

function groupOf(severity: Severity, unseen: boolean): string {
  return `${severity} ${unseen}`;
}

function placeOf(server: string, key: string): string {
  return `${server}\0${key}`;
}
