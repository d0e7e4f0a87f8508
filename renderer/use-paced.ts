import { useEffect, useRef, useState } from 'preact/hooks';
import { Pace } from './pace.ts';
import type { Store } from './store.ts';

const restMs = 1_000;

/**
 * What is asked of the host at once and anew whenever one of `causes` changes: never before the last question is
 * answered, and at most once a second. `ask` gives null where it could not be had: what was had last stands.
 */
export function usePaced<T>(
  store: Store,
  ask: (store: Store) => Promise<T | null>,
  causes: readonly unknown[],
): T | null {
  const [had, setHad] = useState<T | null>(null);
  const pace = useRef<Pace | null>(null);
  const reachable = store.reachable.value;
  useEffect(() => {
    const made = new Pace(
      async () => {
        const answer = await ask(store);
        if (answer !== null) setHad(() => answer);
      },
      (run) => {
        const timer = window.setTimeout(run, restMs);
        return () => window.clearTimeout(timer);
      },
    );
    pace.current = made;
    return () => made.close();
  }, [store, ask]);
  useEffect(() => {
    if (reachable) pace.current?.wish();
  }, [reachable, store, ask, ...causes]);
  return had;
}
