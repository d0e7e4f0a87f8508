import type { Count, EventRow, Page, Updates } from '../preload/contract/api.ts';

/** The rows that the history screen holds, newest first. */
export interface Rows {
  readonly rows: readonly EventRow[];
  /** Cursor of the next older page; null: these are all. */
  readonly next: number | null;
  readonly count: Count;
  /** How many have come that are not shown yet, so that nothing moves under the reader. `more`: at least so many. */
  readonly waiting: Count;
}

const rowsAtMost = 2_000;
const countedAtMost = 1_000;
const none: Count = { count: 0, more: false };

export function started(page: Page, count: Count): Rows {
  return { rows: page.rows, next: page.next, count, waiting: none };
}

/** Begins anew with a first page. `reading`: the rows that are held are being read, so they stay and what is newer waits. */
export function resumed(held: Rows, page: Page, count: Count, reading: boolean): Rows {
  const top = held.rows[0]?.id;
  if (!reading || top === undefined) return started(page, count);
  const newer = page.rows.filter(({ id }) => id > top).length;
  // The page does not reach down to what is held: nobody has counted what lies between.
  const more = page.next !== null && newer === page.rows.length;
  const waiting = { count: more ? Math.max(newer, held.waiting.count) : newer, more };
  return { ...changed(held, page.rows), count, waiting };
}

/** Takes what is new. `reading`: the reader is not at the top, so it waits. Null: too much came to know it all. */
export function arrived(held: Rows, { rows, total }: Updates['rows'], reading: boolean): Rows | null {
  const top = held.rows[0]?.id ?? 0;
  // What was stored while the page was read is told once more.
  const fresh = rows.filter(({ id }) => id > top);
  const came = total - (rows.length - fresh.length);
  if (came === 0) return held;
  const count = added(held.count, came);
  if (reading) return { ...held, count, waiting: plus(held.waiting, came) };
  if (total > rows.length || held.waiting.count > 0) return null;
  const all = [...fresh, ...held.rows];
  const kept = all.slice(0, rowsAtMost);
  const next = kept.length < all.length ? (kept.at(-1)?.id ?? null) : held.next;
  return { rows: kept, next, count, waiting: none };
}

/** Rows that have changed since. */
export function changed(held: Rows, rows: readonly EventRow[]): Rows {
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (!held.rows.some(({ id }) => byId.has(id))) return held;
  return { ...held, rows: held.rows.map((row) => byId.get(row.id) ?? row) };
}

/** An older page at the end. Beyond 2,000 rows the newest ones are let go: they come back with "newest". */
export function older(held: Rows, page: Page): Rows {
  const all = [...held.rows, ...page.rows];
  const dropped = Math.max(0, all.length - rowsAtMost);
  return { ...held, rows: all.slice(dropped), next: page.next, waiting: plus(held.waiting, dropped) };
}

function plus({ count, more }: Count, by: number): Count {
  return { count: count + by, more };
}

function added({ count, more }: Count, total: number): Count {
  return count + total > countedAtMost ? { count: countedAtMost, more: true } : { count: count + total, more };
}
