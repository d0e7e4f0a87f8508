import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outcomeCodes, severityCodes } from '../../main/history/codes.ts';
import type { NewEvent } from '../../main/history/history.ts';
import { type DigestBucket, digestStepMs, type Outcome, outcomes, type Severity } from '../../preload/contract/api.ts';
import { newEvent } from './events.ts';
import { backToFirst, type Folder, openFolder } from './folder.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A whole hour. */
const now = 1_800_000_000_000;
const budget = {
  keepDays: 90,
  keepRows: 1_000_000,
  streams: { keepDays: 7, keepRows: 200_000 },
  keepMegabytes: 2_048,
};

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

function event(receivedAt: number, severity: Severity, outcome: Outcome, change: Partial<NewEvent> = {}): NewEvent {
  const decision = { outcome, reason: null, rule: null, driver: null };
  return newEvent({ receivedAt, severity, decision, ...change });
}

/** What is not zero, as one text a bucket, with its time in hours. */
function said(buckets: readonly DigestBucket[]): readonly string[] {
  const words = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]));
  return buckets.map(({ at, severities: bySeverity, outcomes: byOutcome }) =>
    [(at - now) / hourMs, ...words(bySeverity), ...words(byOutcome)].join(', '),
  );
}

describe('a digest', () => {
  it('counts by severity and outcome in stretches of time, without streams', async () => {
    await folder.add([
      event(now - 1, 'ok', 'silenced'),
      event(now, 'critical', 'shown'),
      event(now + hourMs - 1, 'critical', 'merged'),
      event(now + hourMs - 1, 'info', 'silenced', { stream: true }),
      event(now + 2 * hourMs, 'error', 'failed'),
    ]);
    await folder.add([event(now, 'critical', 'shown')]);
    const { history } = folder;
    expect(said(await history.digest(now, now + 3 * hourMs, hourMs))).toEqual([
      '0, 3 critical, 2 shown, 1 merged',
      '2, 1 error, 1 failed',
    ]);
    expect(said(await history.digest(now - hourMs / 4, now + 2 * hourMs, dayMs))).toEqual([
      '-0.25, 1 ok, 3 critical, 2 shown, 1 merged, 1 silenced',
    ]);
    expect(await history.digest(now + 3 * hourMs, now + 4 * hourMs, hourMs)).toEqual([]);
  });

  it('follows what becomes of a toast, also of one that was pending at a restart', async () => {
    await folder.add([event(now, 'error', 'pending'), event(now, 'error', 'pending'), event(now, 'error', 'pending')]);
    const digest = async () => said(await folder.history.digest(now, now + hourMs, hourMs));
    const delivered = (id: number, outcome: Outcome) =>
      folder.history.delivered([{ id, outcome, reason: null, driver: null }]);
    await delivered(1, 'shown');
    expect(await digest()).toEqual(['0, 3 error, 2 pending, 1 shown']);
    // What is settled already stays so.
    await delivered(1, 'failed');
    await delivered(2, 'failed');
    await folder.reopen();
    await folder.history.settle();
    await delivered(3, 'shown');
    expect(await digest()).toEqual(['0, 3 error, 1 shown, 1 merged, 1 failed']);
  });

  it('does not count what became of a stream, nor of what it has forgotten', async () => {
    await folder.add([event(now, 'error', 'pending'), event(now, 'error', 'pending', { stream: true })]);
    const shown = (id: number) => folder.history.delivered([{ id, outcome: 'shown', reason: null, driver: null }]);
    await shown(2);
    expect(said(await folder.history.digest(now, now + hourMs, hourMs))).toEqual(['0, 1 error, 1 pending']);
    await folder.history.prune(budget, now + 8 * dayMs);
    await shown(1);
    expect(await folder.history.digest(now, now + hourMs, hourMs)).toEqual([]);
  });

  it('counts nothing of a batch that was not stored', async () => {
    const unstorable = event(now, 'none' as 'ok', 'shown');
    await expect(folder.add([event(now, 'error', 'shown'), unstorable])).rejects.toThrow('The history');
    expect(await folder.history.digest(now, now + hourMs, hourMs)).toEqual([]);
  });

  it('keeps its counts when rows are pruned, and forgets them after a week', async () => {
    await folder.add([event(now, 'error', 'shown'), event(now, 'error', 'shown')]);
    while ((await folder.history.prune({ ...budget, keepRows: 1 }, now + dayMs)) > 0);
    expect(await folder.ids({})).toEqual([2]);
    expect(said(await folder.history.digest(now, now + hourMs, hourMs))).toEqual(['0, 2 error, 2 shown']);
    await folder.history.prune(budget, now + 8 * dayMs);
    expect(await folder.history.digest(now, now + hourMs, hourMs)).toEqual([]);
  });

  it('counts what a database of an earlier version holds of the last week, once', async () => {
    const today = Math.floor(Date.now() / hourMs) * hourMs;
    await folder.add([
      event(today - 8 * dayMs, 'error', 'shown'),
      event(today, 'critical', 'pending'),
      event(today, 'info', 'silenced', { stream: true }),
    ]);
    await folder.reopen(() => {
      const old = new Sqlite(folder.file);
      old.exec(backToFirst);
      old.close();
    });
    const digest = () => folder.history.digest(today - 8 * dayMs, today + hourMs, dayMs * 9);
    expect(await digest()).toMatchObject([
      { severities: { critical: 1, error: 0, info: 0 }, outcomes: { pending: 1 } },
    ]);
    await folder.history.settle();
    await folder.reopen();
    expect(await digest()).toMatchObject([
      { severities: { critical: 1, error: 0, info: 0 }, outcomes: { pending: 0, merged: 1 } },
    ]);
  });
});

type Step =
  | { readonly does: 'add'; readonly events: readonly NewEvent[] }
  | { readonly does: 'deliver'; readonly at: number; readonly outcome: Outcome }
  | { readonly does: 'restart' };

const events = fc
  .record({
    receivedAt: fc.integer({ min: now - hourMs / 2, max: now + hourMs }),
    severity: fc.constantFrom('error' as const, 'critical' as const),
    outcome: fc.constantFrom('pending' as const, ...outcomes),
    stream: fc.boolean(),
  })
  .map(({ receivedAt, severity, outcome, stream }) => event(receivedAt, severity, outcome, { stream }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('add' as const), events: fc.array(events, { minLength: 1, maxLength: 20 }) }),
  fc.record({
    does: fc.constant('deliver' as const),
    at: fc.nat(30),
    outcome: fc.constantFrom('shown' as const, 'failed' as const, 'merged' as const),
  }),
  fc.record({ does: fc.constant('restart' as const) }),
);

async function take(history: Folder, one: Step): Promise<void> {
  if (one.does === 'add') await history.add(one.events);
  else if (one.does === 'deliver') {
    await history.history.delivered([{ id: one.at + 1, outcome: one.outcome, reason: null, driver: null }]);
  } else {
    await history.reopen();
    await history.history.settle();
  }
}

/** What the rows themselves say, for each quarter of an hour, severity and outcome. */
function counted(file: string): readonly string[] {
  const database = new Sqlite(file, { readonly: true });
  const rows = database
    .prepare<[], { at: number; severity: number; outcome: number; count: number }>(
      `SELECT received_at / ${digestStepMs} * ${digestStepMs} AS at, severity, outcome, count(*) AS count FROM events
       WHERE stream = 0 GROUP BY 1, 2, 3`,
    )
    .all();
  database.close();
  const found = new Map<string, number>();
  const more = (place: string, count: number) => found.set(place, (found.get(place) ?? 0) + count);
  for (const { at, severity, outcome, count } of rows) {
    more(`${at} ${severityCodes.name(severity)}`, count);
    more(`${at} ${outcomeCodes.name(outcome)}`, count);
  }
  return [...found].map(([place, count]) => `${place} ${count}`).sort();
}

it('says what a count over the rows says, whatever became of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const one = await openFolder();
      try {
        for (const each of steps) await take(one, each);
        const from = now - hourMs;
        const buckets = await one.history.digest(from, from + 3 * hourMs, digestStepMs);
        const told = buckets.flatMap(({ at, ...by }) =>
          Object.entries({ ...by.severities, ...by.outcomes }).flatMap(([name, count]) =>
            count === 0 ? [] : [`${at} ${name} ${count}`],
          ),
        );
        expect([...told].sort()).toEqual(counted(one.file));
      } finally {
        await one.remove();
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);
