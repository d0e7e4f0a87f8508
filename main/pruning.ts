import { isDeepStrictEqual } from 'node:util';
import { believedTime } from './believed-time.ts';
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
  /** When the newest events of the history came, epoch ms; null: there are none. */
  readonly newestAt: number | null;
  readonly failed: (line: string) => void;
}

/**
 * Keeps the history within its budget, one small step at a time; the returned function ends it. A budget that was changed
 * holds only when it has stood for half a minute, and a clock that was put ahead makes events old only when it has stood for
 * an hour or two.
 */
export function keepPruned({ history, budget, clock, newestAt, failed }: Pruning): () => void {
  const believed = believedTime(clock.now(), newestAt);
  let cancel = wait(restMs);
  let ended = false;
  let standing = budget();

  function wait(ms: number): () => void {
    // The delay is for how long the program ran: what a machine slept does not count.
    return clock.after(ms, () => step(ms));
  }
  async function step(ranMs: number): Promise<void> {
    const now = believed(clock.now(), ranMs);
    const wanted = budget();
    if (!isDeepStrictEqual(wanted, standing)) {
      standing = wanted;
      cancel = wait(graceMs);
      return;
    }
    const removed = await history.prune(standing, now).catch((error) => {
      failed(`The history could not be pruned, it is tried again in a minute: ${error}`);
      return 0;
    });
    if (!ended) cancel = wait(removed > 0 ? stepMs : restMs);
  }

  return () => {
    ended = true;
    cancel();
  };
}
