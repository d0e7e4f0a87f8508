import {
  type Alert,
  type EventRow,
  type OpenAlerts,
  rankOf,
  type Severity,
  type Unseen,
  worseOf,
} from '../preload/contract/api.ts';
import type { AlertRecord, Remembered, StandingToast } from './history/history.ts';
import { Newest } from './newest.ts';
import type { Snoozable } from './rules/snooze.ts';

/** An open alert in memory: its record, and the ids of its events once they are committed. */
export interface OpenAlert {
  record: AlertRecord;
  firstEvent: number;
  lastEvent: number;
  /** When its last event of this run came, by our clock; 0 when it is known from an earlier run. */
  heardAt: number;
  /** False after a start, until its server has been read. */
  confirmed: boolean;
}

const listed = 200;
const counted = 1_000;
/** How long a closing is remembered against a snapshot that was asked for before it. */
const closingKeptMs = 600_000;

/**
 * The open alerts of all servers and what is unseen, in memory. The database has the same; whoever changes a record
 * here also writes it there.
 */
export class Alerts {
  readonly #open = new Map<string, OpenAlert>();
  readonly #closedAt = new Map<string, number>();
  readonly #grouped = new Map<string, Newest<OpenAlert>>();
  /** Unseen rows that no alert carries, newest last. */
  readonly #attention = new Map<number, Severity>();
  #moreAttention: boolean;
  readonly #nameOf: (server: string) => string;

  constructor(remembered: Remembered, nameOf: (server: string) => string) {
    this.#nameOf = nameOf;
    for (const { firstEvent, lastEvent, ...record } of remembered.alerts) {
      const alert = { record, firstEvent, lastEvent, heardAt: 0, confirmed: false };
      this.#open.set(placeOf(record.server, record.key), alert);
      this.#regroup(alert, record);
    }
    for (const { id, severity } of remembered.attention) this.#attention.set(id, severity);
    this.#moreAttention = remembered.moreAttention;
  }

  get(server: string, key: string): OpenAlert | null {
    return this.#open.get(placeOf(server, key)) ?? null;
  }

  /** What a server is called by now. */
  serverName(server: string): string {
    return this.#nameOf(server);
  }

  /** Servers and keys of all open alerts. */
  keys(): readonly { readonly server: string; readonly key: string }[] {
    return [...this.#open.values()].map(({ record: { server, key } }) => ({ server, key }));
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

  /** Whether the alert closed here at or after this moment. */
  closedSince(server: string, key: string, at: number): boolean {
    return (this.#closedAt.get(placeOf(server, key)) ?? -1) >= at;
  }

  /** Takes a record as it is after an event, or after a change by hand; a closed one leaves. */
  put(record: AlertRecord, now: number): OpenAlert {
    const place = placeOf(record.server, record.key);
    const alert = this.#open.get(place) ?? { record, firstEvent: 0, lastEvent: 0, heardAt: now, confirmed: true };
    this.#regroup(alert, record);
    if (record.closedAt === null) {
      this.#open.set(place, alert);
    } else {
      this.#open.delete(place);
      this.#remember(place, now);
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

  /** Rows were seen; the records of alerts that became seen with them come back, to be written. */
  seen(rows: readonly EventRow[], now: number): readonly AlertRecord[] {
    for (const row of rows) this.#attention.delete(row.id);
    const alerts = rows.map((row) => (row.alert === null ? null : this.get(row.server, row.alert)));
    return this.#see(
      alerts.filter((alert) => alert !== null),
      now,
    );
  }

  /** Everything was seen. */
  seenAll(now: number): readonly AlertRecord[] {
    this.#attention.clear();
    this.#moreAttention = false;
    return this.#see(this.#open.values(), now);
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
    return { total, counts, list };
  }

  unseen(): Unseen {
    let count = this.#attention.size;
    let worst: Severity | null = null;
    const reached = (severity: Severity) => {
      worst = worst === null ? severity : worseOf(worst, severity);
    };
    for (const severity of this.#attention.values()) reached(severity);
    for (const { severity, unseen, group } of this.#groups()) {
      if (!unseen || group.size === 0) continue;
      count += group.size;
      reached(severity);
    }
    return { count: Math.min(count, counted), more: this.#moreAttention || count > counted, worst };
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
  }

  /** Null for what is not counted. */
  #group({ kind, severity, unseen }: AlertRecord): Newest<OpenAlert> | null {
    if (kind === 'connection' || rankOf(severity) < rankOf('warning')) return null;
    const name = groupOf(severity, unseen);
    const group = this.#grouped.get(name) ?? new Newest<OpenAlert>();
    this.#grouped.set(name, group);
    return group;
  }

  #see(alerts: Iterable<OpenAlert>, now: number): readonly AlertRecord[] {
    const changed: AlertRecord[] = [];
    for (const alert of alerts) {
      if (!alert.record.unseen) continue;
      this.#regroup(alert, { ...alert.record, seenAt: now, unseen: false });
      changed.push(alert.record);
    }
    return changed;
  }

  #visible({ record, firstEvent, lastEvent, confirmed }: OpenAlert): Alert {
    const { toasted: _, toast: __, ...alert } = record;
    return { ...alert, serverName: this.#nameOf(record.server), firstEvent, lastEvent, confirmed };
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
