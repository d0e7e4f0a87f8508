import type { Database } from './database.ts';

/** What a history holds. */
export interface HistorySize {
  /** Bytes in use, as the budget counts them. */
  readonly bytes: number;
  readonly rows: number;
  readonly streams: number;
  /** Epoch ms; null: it is empty. */
  readonly oldestAt: number | null;
}

/** Counts what the history holds: rows by the counters of the state, bytes as the budget counts them. */
export function sizeReader(database: Database): () => HistorySize {
  const state = database.prepare<{ others: number; streams: number }>('SELECT others, streams FROM state');
  const oldest = database.prepare<{ received_at: number }>('SELECT received_at FROM events ORDER BY id LIMIT 1');
  return () =>
    database.atomically(() => {
      const pages = Number(database.pragma('page_count')) - Number(database.pragma('freelist_count'));
      const { others = 0, streams = 0 } = state.get() ?? {};
      const bytes = pages * Number(database.pragma('page_size'));
      return { bytes, rows: others, streams, oldestAt: oldest.get()?.received_at ?? null };
    });
}
