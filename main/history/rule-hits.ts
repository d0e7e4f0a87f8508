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
      for (const [hour, rules] of byHour(events)) {
        for (const [rule, hits] of rules) count.run(hour, codeOf(rule), hits);
      }
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

function byHour(events: readonly Hit[]): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const hours = new Map<number, Map<number, number>>();
  for (const { receivedAt, rule } of events) {
    if (rule === null) continue;
    const hour = Math.floor(receivedAt / hourMs);
    const rules = hours.get(hour) ?? new Map<number, number>();
    hours.set(hour, rules);
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  return hours;
}

function oldestHour(now: number): number {
  return Math.floor(now / hourMs) - keptHours;
}
