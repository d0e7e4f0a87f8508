import type { Database } from './database.ts';
import { UnknownDatabase } from './migrate.ts';

/** The one row of the table `state`: what would be slow to count or must outlive the rows. */
export interface State {
  /** The id given last; ids are never given again. */
  readonly last_id: number;
  readonly streams: number;
  readonly others: number;
  /** The latest `received_at` of this era. */
  readonly latest_at: number;
  /** The keys of the events up to this id are in the table `keys`. */
  readonly keys_folded: number;
  readonly key_seed: number;
}

/** Throws UnknownDatabase where it is lost. */
export function stateOf(database: Database): State {
  const state = database.prepare<State>('SELECT * FROM state').get();
  if (state === undefined) throw new UnknownDatabase('it has lost its state row');
  return state;
}
