export const severities = ['ok', 'info', 'warning', 'error', 'critical'] as const;

/** Ordered from best to worst. */
export type Severity = (typeof severities)[number];

/** The rank of a severity: 0 `ok` to 4 `critical`. */
export function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The worse of two severities. */
export function worseOf(a: Severity, b: Severity): Severity {
  return rankOf(a) >= rankOf(b) ? a : b;
}

export const kinds = [
  'incident',
  'trap',
  'access-denied',
  'job',
  'state',
  'message',
  'telemetry',
  'worker',
  'model',
  'bulk',
  'connection',
  'error',
  'other',
] as const;
export type Kind = (typeof kinds)[number];

export const phases = ['opened', 'updated', 'closed'] as const;
export type Phase = (typeof phases)[number];

export const outcomes = ['pending', 'shown', 'merged', 'silenced', 'failed'] as const;

/** `pending`: committed, its toast not yet confirmed. */
export type Outcome = (typeof outcomes)[number];

export const reasons = [
  'catch-up',
  'muted-server',
  'paused',
  'snoozed',
  'rule',
  'quiet-hours',
  'storm',
  'driver-failed',
  'restart',
  'closes',
  'first-look',
] as const;

/** Why an event was not shown by a toast of its own. */
export type Reason = (typeof reasons)[number];

/**
 * Which words of an event are not its server's but, in English, its adapter's own; `limit`: its title tells of a limit
 * that it crosses.
 */
export type OurWords = 'title' | 'body' | 'both' | 'limit';

export interface Subject {
  readonly type: string;
  readonly id: string | null;
  readonly name: string | null;
}

export interface Decision {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  /** Id of the rule that decided, also when it gave a toast. */
  readonly rule: string | null;
  readonly driver: string | null;
}

/** One thing that a server said, in our normal form; a history row as lists carry it. Times are epoch ms. */
export interface EventRow {
  /** Row number: the order of arrival and the only order of lists. */
  readonly id: number;
  /** Stable across redelivery, unique per server. */
  readonly key: string;
  /** How often it came again. */
  readonly repeats: number;
  readonly server: string;
  readonly serverName: string;
  readonly protocol: string;
  readonly kind: Kind;
  /** The wire's own word: `incidents`, `snmp-trap`. */
  readonly topic: string;
  readonly phase: Phase | null;
  readonly severity: Severity;
  /** The server's own word for the severity. */
  readonly level: string | null;
  readonly subject: Subject | null;
  /** Key of the alert that it belongs to. */
  readonly alert: string | null;
  /** The server's words, plain text; never markup. */
  readonly title: string;
  readonly body: string;
  /** Which of both are ours, and may be said in another language; absent: none. No part of what is exported. */
  readonly ours?: OurWords | undefined;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly seenAt: number | null;
  /** https link into the server's own UI. */
  readonly url: string | null;
  readonly via: 'live' | 'catch-up';
  readonly decision: Decision;
}

/** An event with the wire message as JSON; `{"cut": true, "bytes": N, "text": "..."}` where it was over 64 KiB. */
export interface Event extends EventRow {
  readonly payload: unknown;
}

/** A picture as a page can show it. */
export interface Picture {
  /** `image/jpeg` and the like. */
  readonly type: string;
  /** Base64. */
  readonly data: string;
}
