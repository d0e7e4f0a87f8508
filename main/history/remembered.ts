import type { Severity } from '../../preload/contract/api.ts';
import { severityCodes } from './codes.ts';
import type { Database } from './database.ts';
import { openHeldTable } from './held.ts';
import type { AlertRecord, KnownAlert, Remembered } from './history.ts';
import type { OwedTable } from './owed.ts';
import { mostPassed } from './prune.ts';
import { eventRow, rowColumns, type StoredRow } from './rows.ts';
import type { Words } from './words.ts';

const mostAttention = 1_000;
const mostOwed = 200;
/** Of so many newest events the earliest is asked when it came: what few of a clock that was ahead say counts nothing. */
const newest = 100;

/** What a new run has to know of those before it. Within one transaction, so that it is of one moment. */
export function remembered(database: Database, words: Words, owed: OwedTable): Remembered {
  const attention = database
    .prepare<{ id: number; severity: number }>(
      `SELECT id, severity FROM events
       WHERE attention = 1 AND seen_at IS NULL AND id > (SELECT coalesce(max(upto), 0) FROM seen_marks)
       ORDER BY id DESC LIMIT ${mostAttention + 1}`,
    )
    .all();
  const owing = owed.newest(mostOwed);
  const row = database.prepare<StoredRow>(`SELECT ${rowColumns} FROM events AS e WHERE e.id = ?`);
  const newestAt = database.prepare<{ at: number | null }>(
    `SELECT min(received_at) AS at FROM (SELECT received_at FROM events ORDER BY id DESC LIMIT ${newest})`,
  );
  const knownUntil = database.prepare<{ server: number; at: number }>('SELECT server, at FROM known_until').all();
  return {
    alerts: knownAlerts(database, 'closed_at IS NULL ORDER BY id'),
    passed: knownAlerts(database, `passed = 1 ORDER BY last_event DESC LIMIT ${mostPassed}`).reverse(),
    unwatched: knownAlerts(database, 'unwatched = 1 ORDER BY id'),
    attention: attention.slice(0, mostAttention).map(({ id, severity }) => ({
      id,
      severity: severityCodes.name(severity) satisfies Severity,
    })),
    moreAttention: attention.length > mostAttention,
    owed: owing.ids
      .map((id) => row.get(id))
      .filter((stored) => stored !== undefined)
      .map((stored) => eventRow(stored, words)),
    moreOwed: Math.max(0, owing.count - mostOwed),
    held: openHeldTable(database).summaries(),
    knownUntil: Object.fromEntries(knownUntil.map(({ server, at }) => [words.word(server), at])),
    newestAt: newestAt.get()?.at ?? null,
  };
}

function knownAlerts(database: Database, which: string): KnownAlert[] {
  const rows = database
    .prepare<{ record: string; first_event: number; last_event: number }>(
      `SELECT record, coalesce(first_event, 0) AS first_event, coalesce(last_event, 0) AS last_event
       FROM alerts WHERE ${which}`,
    )
    .all();
  return rows.map((row) => ({
    // Records of earlier versions do not have them.
    acknowledgedAt: null,
    protocol: '',
    ...(JSON.parse(row.record) as Omit<AlertRecord, 'acknowledgedAt' | 'protocol'>),
    firstEvent: row.first_event,
    lastEvent: row.last_event,
  }));
}
