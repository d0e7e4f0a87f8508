import type { Severity } from '../../preload/contract/api.ts';
import { kindCodes, phaseCodes, reasonCodes, severityCodes } from './codes.ts';
import type { Database } from './database.ts';
import type { Held } from './history.ts';

/** The table of what was held back, within the writer's transactions. */
export interface HeldTable {
  add(summary: string, id: number): void;
  move(from: string, to: string): void;
  told(summary: string, upTo: number): void;
  /** The summaries that have something to tell. */
  summaries(): readonly string[];
}

/** Prepares its statements; the tables must be there. */
export function openHeldTable(database: Database): HeldTable {
  const insert = database.prepare('INSERT OR IGNORE INTO held_back(summary, id) VALUES (?, ?)');
  const copy = database.prepare(
    'INSERT OR IGNORE INTO held_back(summary, id) SELECT ?, id FROM held_back WHERE summary = ?',
  );
  const remove = database.prepare('DELETE FROM held_back WHERE summary = ? AND id <= ?');
  const all = database.prepare<{ summary: string }>('SELECT DISTINCT summary FROM held_back');
  return {
    add: (summary, id) => void insert.run(summary, id),
    move(from, to) {
      copy.run(to, from);
      remove.run(from, Number.MAX_SAFE_INTEGER);
    },
    told: (summary, upTo) => void remove.run(summary, upTo),
    summaries: () => all.all().map(({ summary }) => summary),
  };
}

interface Tally {
  readonly count: number;
  readonly closing: number;
  readonly severity: number;
  readonly reason: number | null;
  /** Unseen, and no alert carries it. */
  readonly unseen: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly last_id: number;
}

interface AlertTally {
  readonly count: number;
  readonly open: number;
  readonly severity: Severity;
  readonly connection: number;
}

/** Counts what is to be told in a summary; null: nothing. Each answer sees one state of the database. */
export function heldReader(database: Database): (summary: string) => Held | null {
  const rows = 'held_back AS h CROSS JOIN events AS e ON e.id = h.id WHERE h.summary = ?';
  const tallies = database.prepare<Tally>(
    `SELECT count(*) AS count, e.severity, e.reason,
       e.phase IS ${phaseCodes.code('closed')} AND e.kind <> ${kindCodes.code('job')} AS closing,
       e.attention = 1 AND e.seen_at IS NULL AND e.id > (SELECT coalesce(max(upto), 0) FROM seen_marks) AS unseen,
       min(e.received_at) AS first_at, max(e.received_at) AS last_at, max(e.id) AS last_id
     FROM ${rows} GROUP BY e.severity, e.reason, closing, unseen`,
  );
  const alertTallies = database.prepare<AlertTally>(
    `SELECT count(*) AS count, closed_at IS NULL AS open,
       CASE WHEN closed_at IS NULL THEN record ->> 'severity' ELSE record ->> 'worst' END AS severity,
       record ->> 'kind' = 'connection' AS connection
     FROM alerts WHERE record ->> 'kind' <> 'job' AND id IN (SELECT e.thread FROM ${rows})
     GROUP BY open, severity, connection`,
  );
  return (summary) =>
    database.atomically(() => {
      const found = tallies.all(summary);
      return found.length === 0 ? null : heldOf(found, alertTallies.all(summary));
    });
}

function heldOf(found: readonly Tally[], alerts: readonly AlertTally[]): Held {
  const counts = nothing();
  const open = nothing();
  const notSeen = nothing();
  let worst = 0;
  let cleared = 0;
  let connectionLost = false;
  for (const { count, severity, closing, unseen } of found) {
    if (closing === 0) counts[severityCodes.name(severity)] += count;
    if (unseen === 0) continue;
    notSeen[severityCodes.name(severity)] += count;
    worst = Math.max(worst, severity);
  }
  for (const alert of alerts) {
    const rank = severityCodes.code(alert.severity);
    if (rank < severityCodes.code('warning')) continue;
    if (alert.open === 0) {
      cleared += alert.count;
      continue;
    }
    open[alert.severity] += alert.count;
    worst = Math.max(worst, rank);
    connectionLost ||= alert.connection === 1 && rank >= severityCodes.code('error');
  }
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    counts,
    open,
    notSeen,
    cleared,
    worst: severityCodes.name(worst),
    connectionLost,
    firstAt: Math.min(...found.map(({ first_at }) => first_at)),
    lastAt: Math.max(...found.map(({ last_at }) => last_at)),
    reasons: [...new Set(found.flatMap(({ reason }) => (reason === null ? [] : [reasonCodes.name(reason)])))],
    upTo: Math.max(...found.map(({ last_id }) => last_id)),
  };
}

function nothing(): Record<Severity, number> {
  return { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
}
