import type { EventRow } from '../../preload/contract/api.ts';
import { kindCodes, ourWordsCodes, outcomeCodes, phaseCodes, reasonCodes, severityCodes, viaCodes } from './codes.ts';
import type { Words } from './words.ts';

/** A stored event as SQLite returns it. */
export interface StoredRow {
  readonly id: number;
  readonly key: string;
  readonly repeats: number;
  readonly server: number;
  readonly server_name: number;
  readonly protocol: number;
  readonly kind: number;
  readonly topic: string;
  readonly phase: number | null;
  readonly severity: number;
  readonly level: string | null;
  readonly subject_type: string | null;
  readonly subject_id: string | null;
  readonly subject_name: string | null;
  readonly alert: string | null;
  readonly title: string;
  readonly body: string;
  readonly occurred_at: number;
  readonly received_at: number;
  readonly seen: number | null;
  readonly ours: number | null;
  readonly url: string | null;
  readonly via: number;
  readonly outcome: number;
  readonly reason: number | null;
  readonly rule: number | null;
  readonly driver: number | null;
}

/** The columns of a StoredRow, of `events AS e`; `seen` takes the marks into account. */
export const rowColumns = `e.id, e.key, e.repeats, e.server, e.server_name, e.protocol, e.kind, e.topic, e.phase,
  e.severity, e.level, e.subject_type, e.subject_id, e.subject_name, e.alert, e.title, e.body, e.ours,
  e.occurred_at, e.received_at, e.url, e.via, e.outcome, e.reason, e.rule, e.driver,
  coalesce(e.seen_at, (SELECT at FROM seen_marks WHERE upto >= e.id ORDER BY upto LIMIT 1)) AS seen`;

/** Turns numbers back into words. */
export function eventRow(row: StoredRow, words: Words): EventRow {
  return {
    id: row.id,
    key: row.key,
    repeats: row.repeats,
    server: words.word(row.server),
    serverName: words.word(row.server_name),
    protocol: words.word(row.protocol),
    kind: kindCodes.name(row.kind),
    topic: row.topic,
    phase: row.phase === null ? null : phaseCodes.name(row.phase),
    severity: severityCodes.name(row.severity),
    level: row.level,
    subject: row.subject_type === null ? null : { type: row.subject_type, id: row.subject_id, name: row.subject_name },
    alert: row.alert,
    title: row.title,
    body: row.body,
    ours: row.ours === null ? undefined : ourWordsCodes.name(row.ours),
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    seenAt: row.seen,
    url: row.url,
    via: viaCodes.name(row.via),
    decision: {
      outcome: outcomeCodes.name(row.outcome),
      reason: row.reason === null ? null : reasonCodes.name(row.reason),
      rule: row.rule === null ? null : words.word(row.rule),
      driver: row.driver === null ? null : words.word(row.driver),
    },
  };
}
