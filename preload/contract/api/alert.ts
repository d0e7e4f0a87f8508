import type { EventRow, Kind, Severity, Subject } from './event.ts';

/** An alert: a stream of events that opened and has not closed. */
export interface Alert {
  readonly server: string;
  readonly serverName: string;
  /** Of its last event: a word of its own where Tocsin opened it; empty where that is not known any more. */
  readonly protocol: string;
  readonly key: string;
  readonly kind: Kind;
  readonly subject: Subject | null;
  readonly title: string;
  /** As of the event whose title it is. */
  readonly ours?: EventRow['ours'];
  readonly openedAt: number;
  readonly changedAt: number;
  readonly closedAt: number | null;
  readonly severity: Severity;
  readonly worst: Severity;
  readonly count: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
  readonly seenAt: number | null;
  readonly unseen: boolean;
  /** Who acknowledged it on its server, as the server calls them; null: nobody, as far as it says. */
  readonly acknowledgedBy: string | null;
  /** Its server takes an acknowledgement of it, and is online. */
  readonly acknowledgeable: boolean;
  /** False after a start, until its server has been read. */
  readonly confirmed: boolean;
}

/** What is unseen: an alert counts once. */
export interface Unseen {
  readonly count: number;
  readonly more: boolean;
  readonly worst: Severity | null;
}

/** Open alerts from `warning` up: how many, and the worst 200, unseen first. */
export interface OpenAlerts {
  readonly total: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly list: readonly Alert[];
  /** What came and went unseen, until it is seen or cleared: the newest 100, newest first. */
  readonly passed: readonly Alert[];
  /** How many there are of these, at most 1,000. */
  readonly passedTotal: number;
}
