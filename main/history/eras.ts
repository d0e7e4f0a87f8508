import type { Database } from './database.ts';

/** A range of ids: from `first` up to but without `end`. */
export interface IdRange {
  readonly first: number;
  readonly end: number;
}

/**
 * A clock that is corrected by less than this does not begin a new era: within an era `received_at` grows but for
 * steps back of less than this.
 */
export const slackMs = 1_000;

/**
 * The ids among which the events received in a time range are, newest first. Times are epoch ms, `from` inclusive,
 * `to` exclusive. Where the clock was set back a new era begins, so that a range may lie in several eras. The ids
 * hold every event of the range and, by the slack, perhaps a few beside it.
 */
export function rangesOfTime(
  database: Database,
  lastId: number,
  from: number | undefined,
  to: number | undefined,
): readonly IdRange[] {
  if (from === undefined && to === undefined) return [{ first: 1, end: lastId + 1 }];
  const at = database.prepare<{ id: number; received_at: number }>(
    'SELECT id, received_at FROM events WHERE id >= ? ORDER BY id LIMIT 1',
  );
  /** The first id in the era from which on the time is reached, were there no steps back. */
  function reached(era: IdRange, time: number): number {
    let low = era.first;
    let high = era.end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = at.get(middle);
      if (row === undefined || row.id >= high || row.received_at >= time) high = middle;
      else low = row.id + 1;
    }
    return low;
  }
  const firsts = database.prepare<{ first_id: number }>('SELECT first_id FROM eras ORDER BY first_id').all();
  const eras = [1, ...firsts.map((row) => row.first_id)];
  return eras
    .map((first, index) => ({ first, end: eras[index + 1] ?? lastId + 1 }))
    .map((era) => ({
      first: from === undefined ? era.first : reached(era, from - slackMs),
      end: to === undefined ? era.end : reached(era, to + slackMs),
    }))
    .filter((range) => range.first < range.end)
    .reverse();
}
