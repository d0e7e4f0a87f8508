import type { Cause } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { ChosenDrivers } from '../toasts/choose.ts';
import type { Toaster } from './toaster.ts';

interface Probing {
  readonly driver: Pick<ChosenDrivers, 'describe'>;
  readonly toaster: Pick<Toaster, 'tried' | 'probed'>;
  readonly clock: Clock;
}

const againMs = 60_000;

/**
 * Finds out at the start whether toasts can be shown, for the first one that fails may be the one that matters. Asks
 * again each minute until they can, or until a toast was tried, which says it better. The returned function ends it.
 */
export function probeToasts({ driver, toaster, clock }: Probing): () => void {
  let ended = false;
  let cancel = () => {};

  async function look(): Promise<void> {
    const why = firstReason(await driver.describe());
    if (ended || toaster.tried) return;
    toaster.probed(why);
    if (why !== null) cancel = clock.after(againMs, () => void look());
  }

  void look();
  return () => {
    ended = true;
    cancel();
  };
}

/** Null when a driver can show one; the reason of the first is the one to repair. */
function firstReason(drivers: Awaited<ReturnType<ChosenDrivers['describe']>>): Cause | null {
  return drivers.some(({ why }) => why === null) ? null : (drivers[0]?.why ?? null);
}
