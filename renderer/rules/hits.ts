import type { Store } from '../store.ts';
import { usePaced } from '../use-paced.ts';

/** How many events each rule decided in the last seven days, by id; null: they are still counted, or could not be. */
export type Hits = Readonly<Record<string, number>> | null;

/** Asked for anew while it is looked at; what was counted last stands until then. */
export function useHits(store: Store): Hits {
  return usePaced(store, count, [store.now.value, store.told.value?.rules]);
}

async function count(store: Store): Promise<Hits> {
  const answer = await store.quietly('rules.hits', {});
  return answer.ok ? answer.value : null;
}
