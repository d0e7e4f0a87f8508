import { isDeepStrictEqual } from 'node:util';
import type { Clock } from './clock.ts';
import type { Budget, History } from './history/history.ts';

const restMs = 60_000;
const stepMs = 20;
/** As long as a change of settings can be undone: what is removed does not come back. */
const graceMs = 30_000;

interface Pruning {
  readonly history: History;
  readonly budget: () => Budget;
  readonly clock: Clock;
  readonly failed: (line: string) => void;
}

/**
 * Keeps the history within its budget, one small step at a time; the returned function ends it. A budget that was changed
 * holds only when it has stood for half a minute.
 */
export function keepPruned({ history, budget, clock, failed }: Pruning): () => void {
  let cancel = clock.after(restMs, step);
  let ended = false;
  let standing = budget();

  async function step(): Promise<void> {
    const wanted = budget();
    if (!isDeepStrictEqual(wanted, standing)) {
      standing = wanted;
      cancel = clock.after(graceMs, step);
      return;
    }
    const removed = await history.prune(standing, clock.now()).catch((error) => {
      failed(`The history could not be pruned, it is tried again in a minute: ${error}`);
      return 0;
    });
    if (!ended) cancel = clock.after(removed > 0 ? stepMs : restMs, step);
  }

  return () => {
    ended = true;
    cancel();
  };
}
