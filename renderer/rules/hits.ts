import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../store.ts';

/** How many events each rule decided in the last seven days, by id; asked anew while it is looked at. */
export function useHits(store: Store): Readonly<Record<string, number>> {
  const [hits, setHits] = useState<Readonly<Record<string, number>>>({});
  const now = store.now.value;
  const reachable = store.reachable.value;
  const rules = store.told.value?.rules;
  useEffect(() => {
    if (!reachable) return;
    let here = true;
    void store.command('rules.hits', {}).then((found) => {
      if (here && found !== null) setHits(found);
    });
    return () => {
      here = false;
    };
  }, [now, reachable, rules, store]);
  return hits;
}
