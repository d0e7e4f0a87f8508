import {
  type DigestBucket,
  digestAtMostMs,
  digestStepMs,
  type Outcome,
  outcomes,
  type Severity,
  severities,
} from '../../preload/contract/api.ts';
import { outcomeCodes, severityCodes } from './codes.ts';
import { Counts } from './counts.ts';
import type { Database } from './database.ts';

/** One event as far as it counts; severity and outcome are codes. */
interface Counted {
  readonly stream: number;
  readonly receivedAt: number;
  readonly severity: number;
}

/** The counters of the digest, within the writer's transactions. */
export interface DigestTable {
  add(events: readonly (Counted & { readonly outcome: number })[]): void;
  /** The outcome of a counted event is another one now. */
  move(event: Counted, from: number, to: number): void;
  /** Forgets what no digest reaches back to; until then a count outlives its rows. */
  prune(now: number): void;
}

/** Counts events as they are written: a batch of thousands costs one small write for each severity and outcome in it. */
export function openDigestTable(database: Database): DigestTable {
  const more = database.prepare(
    `INSERT INTO digest_quarters(quarter, severity, outcome, count) VALUES (?, ?, ?, ?)
     ON CONFLICT (quarter, severity, outcome) DO UPDATE SET count = count + excluded.count`,
  );
  const less = database.prepare(
    `UPDATE digest_quarters SET count = count - 1
     WHERE quarter = ? AND severity = ? AND outcome = ? AND count > 0`,
  );
  const forget = database.prepare('DELETE FROM digest_quarters WHERE quarter < ?');
  return {
    add(events) {
      const counts = new Counts();
      for (const { stream, receivedAt, severity, outcome } of events) {
        if (stream === 0) counts.add(quarterOf(receivedAt), outcome * severities.length + severity);
      }
      for (const { stretch, number, count } of counts.all()) {
        more.run(stretch, number % severities.length, Math.floor(number / severities.length), count);
      }
    },
    move({ stream, receivedAt, severity }, from, to) {
      if (stream === 1) return;
      const quarter = quarterOf(receivedAt);
      // What was never counted, or is forgotten by now, is not counted a second time.
      if (less.run(quarter, severity, from).changes > 0) more.run(quarter, severity, to, 1);
    },
    prune: (now) => void forget.run(quarterOf(now - digestAtMostMs)),
  };
}

interface StoredCount {
  readonly quarter: number;
  readonly severity: number;
  readonly outcome: number;
  readonly count: number;
}

/**
 * What came from `from` up to but without `to`, in stretches of `bucketMs`, oldest first; those in which nothing came are
 * left out. Epoch ms; all three are whole quarters of an hour.
 */
export function openDigest(database: Database) {
  const counts = database.prepare<StoredCount>(
    `SELECT quarter, severity, outcome, count FROM digest_quarters
     WHERE quarter >= ? AND quarter < ? AND count > 0 ORDER BY quarter`,
  );
  return (from: number, to: number, bucketMs: number): readonly DigestBucket[] => {
    const buckets = new Map<number, { severities: Record<Severity, number>; outcomes: Record<Outcome, number> }>();
    for (const { quarter, severity, outcome, count } of counts.all(quarterOf(from), quarterOf(to))) {
      const at = from + Math.floor((quarter * digestStepMs - from) / bucketMs) * bucketMs;
      const bucket = buckets.get(at) ?? { severities: nothing(severities), outcomes: nothing(outcomes) };
      buckets.set(at, bucket);
      bucket.severities[severityCodes.name(severity)] += count;
      bucket.outcomes[outcomeCodes.name(outcome)] += count;
    }
    return [...buckets].map(([at, bucket]) => ({ at, ...bucket }));
  };
}

function quarterOf(at: number): number {
  return Math.floor(at / digestStepMs);
}

function nothing<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
