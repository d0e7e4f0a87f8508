import type { Outcome, Severity } from '../../preload/contract/api.ts';
import type { Store } from '../store.ts';
import { usePaced } from '../use-paced.ts';
import { hourAfter, lastHours, midnightOf } from './time.ts';

/** What came in an hour, by severity. */
export interface Hour {
  readonly at: number;
  readonly to: number;
  readonly counts: Readonly<Record<Severity, number>>;
}

/** The last 24 hours and today, as they were counted. */
export interface Digest {
  readonly hours: readonly Hour[];
  readonly midnight: number;
  readonly today: Readonly<Record<Outcome, number>>;
}

const noSeverities: Hour['counts'] = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
const noOutcomes: Digest['today'] = { pending: 0, shown: 0, merged: 0, silenced: 0, failed: 0 };

/** Asks for the digest, and again whenever it has changed, at most once a second; null: it is not there yet. */
export function useDigest(store: Store): Digest | 'unread' | null {
  return usePaced(store, read, [store.counted.value, lastHours(store.now.value).at(-1)]);
}

async function read(store: Store): Promise<Digest | 'unread'> {
  const now = Date.now();
  const hours = lastHours(now);
  const [from = now, midnight] = [hours[0], midnightOf(now)];
  const to = hourAfter(hours.at(-1) ?? now);
  const [byHour, whole] = await Promise.all([
    store.quietly('history.digest', { from, to, bucketMs: hourAfter(0) }),
    store.quietly('history.digest', { from: midnight, to, bucketMs: to - midnight }),
  ]);
  if (!byHour.ok || !whole.ok) return 'unread';
  const counts = new Map(byHour.value.map(({ at, severities }) => [at, severities]));
  return {
    hours: hours.map((at) => ({ at, to: hourAfter(at), counts: counts.get(at) ?? noSeverities })),
    midnight,
    today: whole.value[0]?.outcomes ?? noOutcomes,
  };
}
