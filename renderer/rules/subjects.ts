import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../store.ts';

/** How the subjects are called that rules name by id; asked anew when the rules change. */
export function useSubjectNames(store: Store): Readonly<Record<string, string>> {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const reachable = store.reachable.value;
  const rules = store.told.value?.rules;
  useEffect(() => {
    if (!reachable) return;
    let here = true;
    void store.command('rules.subjects', {}).then((found) => {
      if (here && found !== null) setNames(found);
    });
    return () => {
      here = false;
    };
  }, [reachable, rules, store]);
  return names;
}
