import { Counts } from './counts.ts';
import type { Database } from './database.ts';
import type { Words } from './words.ts';

const hourMs = 3_600_000;
/** How long hits are counted; they are kept no longer. */
const keptHours = 7 * 24;

/** One event as far as it counts. */
interface Hit {
  readonly receivedAt: number;
  readonly rule: number | null;
}

/** Counts what each rule decides: a batch of thousands costs one small write for each rule that it met. */
export function openRuleHits(database: Database) {
  const count = database.prepare(
    `INSERT INTO rule_hours(hour, rule, count) VALUES (?, ?, ?)
     ON CONFLICT (hour, rule) DO UPDATE SET count = count + excluded.count`,
  );
  const forget = database.prepare('DELETE FROM rule_hours WHERE hour < ?');
  return {
    /** Within the caller's transaction; `codeOf` gives the stored word of a rule. */
    add(events: readonly Hit[], codeOf: (rule: number) => number): void {
      const hits = new Counts();
      for (const { receivedAt, rule } of events) if (rule !== null) hits.add(hourOf(receivedAt), rule);
      for (const { stretch, number, count: times } of hits.all()) count.run(stretch, codeOf(number), times);
    },
    /** Forgets what is older than a week. */
    prune(now: number): void {
      forget.run(oldestHour(now));
    },
  };
}

/** The events that each rule decided in the last seven days, by its id. */
export function ruleHits(database: Database, words: Words, now: number): Readonly<Record<string, number>> {
  const sums = database
    .prepare<{ rule: number; hits: number }>(
      'SELECT rule, sum(count) AS hits FROM rule_hours WHERE hour >= ? GROUP BY rule',
    )
    .all(oldestHour(now));
  return Object.fromEntries(sums.map(({ rule, hits }) => [words.word(rule), hits]));
}

function hourOf(at: number): number {
  return Math.floor(at / hourMs);
}

function oldestHour(now: number): number {
  return hourOf(now) - keptHours;
}
