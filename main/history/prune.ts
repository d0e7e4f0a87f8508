import type { Database } from './database.ts';
import type { Budget } from './history.ts';
import type { State } from './state.ts';

/** An event that was removed. */
export interface Removed {
  readonly id: number;
  readonly stream: 0 | 1;
  readonly server: number;
  readonly key: string;
}

/** One class of rows with a budget of its own. */
interface Share {
  readonly stream: 0 | 1;
  readonly rows: number;
  readonly keepRows: number;
  readonly keepDays: number;
}

interface Candidate extends Removed {
  readonly received_at: number;
  readonly thread: number | null;
}

export interface Pruner {
  /**
   * Removes the oldest rows beyond the budget, at most a few hundred, within the caller's transaction. `now` is believed:
   * what it makes too old goes.
   */
  step(state: State, budget: Budget, now: number): readonly Removed[];
}

const rowsPerStep = 500;
/** Of what came and went unseen no more is listed; nobody reads further back there. */
export const mostPassed = 1_000;
const pagesPerStep = 128;
const dayMs = 86_400_000;

/** Prepares its statements; the tables must be there. */
export function openPruner(database: Database): Pruner {
  const first = database.prepare<{ received_at: number }>(
    'SELECT received_at FROM events WHERE stream = ? ORDER BY id LIMIT 1',
  );
  // The first and the last event of an open alert stay.
  const oldest = database.prepare<Candidate>(
    `SELECT e.id, e.stream, e.server, e.key, e.received_at, e.thread
     FROM events AS e LEFT JOIN alerts AS a ON a.id = e.thread AND a.closed_at IS NULL
     WHERE e.stream = ? AND e.id > ? AND e.id NOT IN (ifnull(a.first_event, 0), ifnull(a.last_event, 0))
     ORDER BY e.id LIMIT ?`,
  );
  // Within an era times grow, so that where its first row is from a time to come, all of it is.
  const nextEra = database.prepare<{ first_id: number }>(
    `SELECT first_id FROM eras WHERE first_id > ? AND (
       SELECT received_at FROM events WHERE stream = ? AND id >= first_id ORDER BY id LIMIT 1
     ) <= ? ORDER BY first_id LIMIT 1`,
  );
  const removals = ['events', 'payloads', 'failures'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE id = ?`),
  );
  const unindex = database.prepare('DELETE FROM search WHERE rowid = CAST(? AS INTEGER)');
  const gone = database.prepare(
    'UPDATE alerts SET gone_at = ?, passed = 0 WHERE id = ? AND last_event = ? AND closed_at IS NOT NULL',
  );
  const forgetPassed = database.prepare(
    `UPDATE alerts SET passed = 0 WHERE id IN (
       SELECT id FROM alerts WHERE passed = 1 ORDER BY last_event DESC LIMIT ${rowsPerStep} OFFSET ${mostPassed}
     )`,
  );
  const forgetAlerts = database.prepare('DELETE FROM alerts WHERE gone_at < ? AND closed_at IS NOT NULL');
  const forgetMarks = database.prepare('DELETE FROM seen_marks WHERE upto < (SELECT min(id) FROM events)');
  const forgetHeld = database.prepare('DELETE FROM held_back WHERE id < (SELECT min(id) FROM events)');
  const forgetEras = database.prepare('DELETE FROM eras WHERE first_id < (SELECT min(id) FROM events)');
  const mergeIndex = database.prepare(`INSERT INTO search(search, rank) VALUES ('merge', 200)`);
  const changes = database.prepare<{ changes: number }>('SELECT total_changes() AS changes');

  /** How many rows the size allows; kept until the index has let go of the removed rows, whose space it holds. */
  let allowed: number | null = null;

  /** Up to where each class has only rows that stay; anew from the start once nothing behind it can go. */
  const passed = new Map<number, number>();

  function candidates({ stream }: Share): readonly Candidate[] {
    const from = passed.get(stream) ?? 0;
    const found = oldest.all(stream, from, rowsPerStep);
    passed.set(stream, found.length === 0 ? 0 : (found[0]?.id ?? 1) - 1);
    return found;
  }
  /**
   * The ids say in which order events came, whatever the clock said: what came after a row that stays is younger, and
   * waits for it. Only behind a row from a time to come it is looked on, where the clock was set back.
   */
  function tooOld(share: Share, now: number): readonly Candidate[] {
    const { stream } = share;
    const expired = now - share.keepDays * dayMs;
    const oldestAt = first.get(stream)?.received_at ?? now;
    if (oldestAt >= expired && oldestAt <= now) return [];
    let window = candidates(share);
    for (let row = window[0]; row !== undefined && row.received_at > now; row = window[0]) {
      const era = nextEra.get(row.id, stream, now);
      window = era === undefined ? [] : oldest.all(stream, era.first_id - 1, rowsPerStep);
    }
    const staying = window.findIndex((row) => row.received_at >= expired);
    const going = staying === -1 ? window : window.slice(0, staying);
    if (going.length === 0) passed.delete(stream);
    return going;
  }
  function beyondBudget(share: Share, now: number): readonly Candidate[] {
    const surplus = share.rows - share.keepRows;
    return surplus > 0 ? candidates(share).slice(0, surplus) : tooOld(share, now);
  }
  function beyondSize(shares: readonly Share[], keepMegabytes: number): readonly Candidate[] {
    const rows = shares.reduce((sum, share) => sum + share.rows, 0);
    const pages = Number(database.pragma('page_count')) - Number(database.pragma('freelist_count'));
    const bytes = pages * Number(database.pragma('page_size'));
    const most = keepMegabytes * 1024 * 1024;
    if (allowed === null && bytes > most) allowed = Math.floor((rows * most) / bytes);
    if (allowed === null) return [];
    const surplus = rows - allowed;
    if (surplus > 0) {
      for (const share of shares) {
        const found = candidates(share).slice(0, surplus);
        if (found.length > 0) return found;
      }
    }
    const before = changes.get()?.changes ?? 0;
    mergeIndex.run();
    if ((changes.get()?.changes ?? 0) - before < 2) allowed = null;
    return [];
  }
  function remove(rows: readonly Candidate[], now: number): void {
    for (const row of rows) {
      for (const removal of removals) removal.run(row.id);
      unindex.run(row.id);
      if (row.thread !== null) gone.run(now, row.thread, row.id);
    }
  }

  return {
    step(state, budget, now) {
      const streams: Share = { stream: 1, rows: state.streams, ...budget.streams };
      const others: Share = { stream: 0, rows: state.others, keepRows: budget.keepRows, keepDays: budget.keepDays };
      const old = [streams, others].flatMap((share) => beyondBudget(share, now)).slice(0, rowsPerStep);
      const rows = old.length > 0 ? old : beyondSize([streams, others], budget.keepMegabytes);
      remove(rows, now);
      forgetAlerts.run(now - budget.keepDays * dayMs);
      forgetPassed.run();
      forgetMarks.run();
      forgetHeld.run();
      forgetEras.run();
      // As a pragma it would answer with a row for each page, and free only the one that is read.
      database.exec(`PRAGMA incremental_vacuum(${pagesPerStep})`);
      return rows;
    },
  };
}
