import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../store.ts';

/** How many events each rule decided in the last seven days, by id; null: they are still counted, or could not be. */
export type Hits = Readonly<Record<string, number>> | null;

/** Asked for anew while it is looked at; what was counted last stands until then. */
export function useHits(store: Store): Hits {
  const [hits, setHits] = useState<Hits>(null);
  const now = store.now.value;
  const reachable = store.reachable.value;
  const rules = store.told.value?.rules;
  useEffect(() => {
    if (!reachable) return;
    let here = true;
    void store.quietly('rules.hits', {}).then((answer) => {
      if (here && answer.ok) setHits(answer.value);
    });
    return () => {
      here = false;
    };
  }, [now, reachable, rules, store]);
  return hits;
}
