import type { Count, EventRow, Page, Updates } from '../preload/contract/api.ts';

/** The rows that the history screen holds, newest first. */
export interface Rows {
  readonly rows: readonly EventRow[];
  /** Cursor of the next older page; null: these are all. */
  readonly next: number | null;
  readonly count: Count;
  /** How many have come that are not shown yet, so that nothing moves under the reader. */
  readonly waiting: number;
}

const rowsAtMost = 2_000;
const countedAtMost = 1_000;

export function started(page: Page, count: Count): Rows {
  return { rows: page.rows, next: page.next, count, waiting: 0 };
}

/** Takes what is new. `reading`: the reader is not at the top, so it waits. Null: too much came to know it all. */
export function arrived(held: Rows, { rows, total }: Updates['rows'], reading: boolean): Rows | null {
  const top = held.rows[0]?.id ?? 0;
  // What was stored while the page was read is told once more.
  const fresh = rows.filter(({ id }) => id > top);
  const came = total - (rows.length - fresh.length);
  if (came === 0) return held;
  const count = added(held.count, came);
  if (reading) return { ...held, count, waiting: held.waiting + came };
  if (total > rows.length || held.waiting > 0) return null;
  const all = [...fresh, ...held.rows];
  const kept = all.slice(0, rowsAtMost);
  const next = kept.length < all.length ? (kept.at(-1)?.id ?? null) : held.next;
  return { rows: kept, next, count, waiting: 0 };
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
  return { ...held, rows: all.slice(dropped), next: page.next, waiting: held.waiting + dropped };
}

function added({ count, more }: Count, total: number): Count {
  return count + total > countedAtMost ? { count: countedAtMost, more: true } : { count: count + total, more };
}
