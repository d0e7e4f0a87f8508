import { useEffect, useRef, useState } from 'preact/hooks';
import type { Outcome, Severity } from '../../preload/contract/api.ts';
import type { Store } from '../store.ts';
import { Pace } from './pace.ts';
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

const restMs = 1_000;
const noSeverities: Hour['counts'] = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
const noOutcomes: Digest['today'] = { pending: 0, shown: 0, merged: 0, silenced: 0, failed: 0 };

/** Asks for the digest, and again whenever it has changed, at most once a second; null: it is not there yet. */
export function useDigest(store: Store): Digest | 'unread' | null {
  const [digest, setDigest] = useState<Digest | 'unread' | null>(null);
  const pace = useRef<Pace | null>(null);
  const counted = store.counted.value;
  const reachable = store.reachable.value;
  const hour = lastHours(store.now.value).at(-1);
  useEffect(() => {
    const made = new Pace(
      async () => setDigest(await read(store)),
      (run) => {
        const timer = window.setTimeout(run, restMs);
        return () => window.clearTimeout(timer);
      },
    );
    pace.current = made;
    return () => made.close();
  }, [store]);
  useEffect(() => {
    if (reachable) pace.current?.wish();
  }, [counted, hour, reachable, store]);
  return digest;
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
