import type { CommandInput, Marking } from '../preload/contract/api.ts';
import { overviewScreen } from '../preload/contract/texts/index.ts';
import type { Store } from './store.ts';

/** Marks events seen, or everything, and says so; for a while it can be taken back. */
export async function markSeen(store: Store, what: CommandInput<'history.seen'>, said: string): Promise<void> {
  offerUndo(store, await store.command('history.seen', what), said);
}

export function markAllSeen(store: Store): Promise<void> {
  return markSeen(store, { all: true }, overviewScreen.allMarked);
}

/** Marks all that came and went unseen. */
export async function clearPassed(store: Store): Promise<void> {
  offerUndo(store, await store.command('alerts.clear', {}), overviewScreen.passedMarked);
}

/** Null: it was not marked, which has been said. */
function offerUndo(store: Store, marking: Marking | null, said: string): void {
  if (marking !== null) store.say(said, () => void takeBack(store, marking));
}

async function takeBack(store: Store, marking: Marking): Promise<void> {
  const answer = await store.command('history.unseen', marking);
  if (answer?.undone === false) store.say(overviewScreen.notUnmarked);
}
