import { stat } from 'node:fs/promises';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../main/history/history.ts';
import { alertRecord, newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

const dayMs = 86_400_000;
const now = 1_800_000_000_000;
const budget = { keepDays: 90, keepRows: 1_000_000, streams: { keepDays: 7, keepRows: 200_000 }, keepMegabytes: 2_048 };
const telemetry = { kind: 'telemetry', topic: 'stat', stream: true, body: '', payload: '1', receivedAt: now } as const;

let folder: Folder;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

/** Prunes until a step has nothing to remove. */
async function pruned(given = budget, at = now): Promise<number> {
  let removed = 0;
  for (let step = await folder.history.prune(given, at); step > 0; step = await folder.history.prune(given, at)) {
    removed += step;
  }
  return removed;
}

const oldestFirst = async () => (await folder.ids({})).toReversed();
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe('the budget', () => {
  it('removes nothing that is within it', async () => {
    await folder.add(range(1, 20).map((n) => newEvent({ receivedAt: now - 89 * dayMs, stream: false, key: `${n}` })));
    await folder.add(range(1, 20).map(() => newEvent({ ...telemetry, receivedAt: now - 6 * dayMs })));
    expect(await pruned()).toBe(0);
    expect(await folder.ids({})).toHaveLength(40);
  });

  it('removes what is too old, each class by its own days, but never the ends of an open alert', async () => {
    const old = { receivedAt: now - 100 * dayMs, alert: 'incident:1' };
    await folder.add(
      [
        newEvent(old),
        newEvent(old),
        newEvent({ ...telemetry, receivedAt: now - 8 * dayMs }),
        newEvent(old),
        newEvent({ receivedAt: now - 8 * dayMs }),
        newEvent({ ...telemetry, receivedAt: now }),
      ],
      { alerts: [{ record: alertRecord({ key: 'incident:1' }), first: 0, last: 3 }] },
    );
    expect(await pruned()).toBe(2);
    expect(await oldestFirst()).toEqual([1, 4, 5, 6]);
    await folder.reopen();
    expect((await folder.history.remembered()).alerts).toMatchObject([{ firstEvent: 1, lastEvent: 4 }]);
    await folder.history.saveAlerts([alertRecord({ key: 'incident:1', closedAt: now })]);
    expect(await pruned()).toBe(2);
    expect(await oldestFirst()).toEqual([5, 6]);
  });

  it('lets what came while the clock was behind wait for what came before it', async () => {
    const add = (days: number) => folder.add([newEvent({ receivedAt: now + days * dayMs })]);
    await add(-91);
    for (let day = -89; day < 0; day++) await add(day);
    await add(-2_500);
    await add(-0.5);
    expect(await pruned()).toBe(1);
    expect(await oldestFirst()).toEqual(range(2, 92));
    expect(await pruned(budget, now + 89 * dayMs + 1)).toBe(90);
    expect(await oldestFirst()).toEqual([92]);
  });

  it('looks behind what came while the clock was ahead', async () => {
    const add = (days: number, stream = false) => folder.add([newEvent({ receivedAt: now + days * dayMs, stream })]);
    const open = { alerts: [{ record: alertRecord({ key: 'incident:1' }), first: 0, last: 0 }] };
    for (const day of [0, 3_650, 3_651, 1]) await add(day);
    await folder.add([newEvent({ receivedAt: now + 2 * dayMs, alert: 'incident:1' })], open);
    for (const day of [700, 3, 4, 5, 900]) await add(day);
    await add(6, true);
    await add(7);
    expect(await pruned(budget, now + 93.5 * dayMs)).toBe(4);
    expect(await oldestFirst()).toEqual([2, 3, 5, 6, 8, 9, 10, 12]);
    expect(await pruned(budget, now + 400 * dayMs)).toBe(3);
    expect(await oldestFirst()).toEqual([2, 3, 5, 6, 10]);
    expect(await pruned({ ...budget, keepRows: 2 }, now + 400 * dayMs)).toBe(3);
    expect(await oldestFirst()).toEqual([5, 10]);
  });

  it('removes behind a flood of a clock that was ahead', async () => {
    const flood = (at: number) => folder.add(range(1, 1_200).map(() => newEvent({ receivedAt: at })));
    await flood(now + 400 * dayMs);
    await flood(now);
    expect(await pruned(budget, now + 89 * dayMs)).toBe(0);
    expect(await pruned(budget, now + 91 * dayMs)).toBe(1_200);
    expect((await folder.history.size()).rows).toBe(1_200);
  });

  it('removes the oldest of too many, whatever still stands open before them', async () => {
    const events = range(0, 49).map((n) => newEvent({ receivedAt: now, alert: `incident:${n}` }));
    const alerts = range(0, 19).map((n) => ({ record: alertRecord({ key: `incident:${n}` }), first: n, last: n }));
    await folder.add(events, { alerts });
    expect(await pruned({ ...budget, keepRows: 30 })).toBe(20);
    expect(await oldestFirst()).toEqual([...range(1, 20), ...range(41, 50)]);
  });

  it('takes with a row its payload, its key and its place in the index', async () => {
    await folder.add(['gone', 'kept'].map((key) => newEvent({ key, title: 'zebra', receivedAt: now })));
    expect(await pruned({ ...budget, keepRows: 1 })).toBe(1);
    const asked = ['gone', 'kept'].map((key) => ({ server: 'noc', key }));
    expect(await folder.history.known(asked)).toEqual([false, true]);
    expect(await folder.ids({ text: 'zebra' })).toEqual([2]);
    await folder.reopen();
    expect(await folder.history.known(asked)).toEqual([false, true]);
    expect(await folder.add([newEvent()])).toBe(3);
  });

  it('keeps a closed alert for the days of the budget after its rows went', async () => {
    const record = alertRecord({ key: 'incident:1', closedAt: now });
    await folder.add([newEvent({ receivedAt: now, alert: 'incident:1' })], { alerts: [{ record, first: 0, last: 0 }] });
    const keys = async () => {
      const stored: unknown[] = [];
      await folder.reopen(() => {
        const database = new Database(folder.file, { readonly: true });
        stored.push(...database.prepare('SELECT key FROM alerts').pluck().all());
        database.close();
      });
      return stored;
    };
    expect(await pruned(budget, now + 91 * dayMs)).toBe(1);
    expect(await keys()).toEqual(['incident:1']);
    await pruned(budget, now + 180 * dayMs);
    expect(await keys()).toEqual(['incident:1']);
    await pruned(budget, now + 182 * dayMs);
    expect(await keys()).toEqual([]);
  });

  it('begins an alert anew that was forgotten, with a story of its own', async () => {
    const event = (alert: string, receivedAt: number) => newEvent({ receivedAt, alert });
    const change = (key: string, closedAt: number | null) => ({
      alerts: [{ record: alertRecord({ key, closedAt }), first: 0, last: 0 }],
    });
    await folder.add([event('incident:1', now)], change('incident:1', now));
    await pruned(budget, now + 91 * dayMs);
    await pruned(budget, now + 182 * dayMs);
    const later = now + 182 * dayMs;
    await folder.add([event('incident:2', later)], change('incident:2', null));
    await folder.add([event('incident:1', later)], change('incident:1', null));
    expect((await folder.history.story('noc', 'incident:2', 10)).map(({ id }) => id)).toEqual([2]);
    expect((await folder.history.story('noc', 'incident:1', 10)).map(({ id }) => id)).toEqual([3]);
    expect((await folder.history.remembered()).alerts).toHaveLength(2);
  });

  it('keeps the file small: streams go first, and what went leaves the disk', async () => {
    const payload = JSON.stringify('x'.repeat(1_000));
    await folder.add(range(1, 500).map(() => newEvent({ receivedAt: now, payload })));
    for (let batch = 0; batch < 10; batch++) {
      await folder.add(range(1, 1_000).map(() => newEvent({ ...telemetry, payload })));
    }
    await folder.reopen();
    const before = (await stat(folder.file)).size;
    const given = { ...budget, keepMegabytes: 4 };
    for (let minute = 0; minute < 10; minute++) await pruned(given);
    // The rest of what is free goes step by step.
    for (let step = 0; step < 20; step++) await folder.history.prune(given, now);
    await folder.reopen();
    const after = (await stat(folder.file)).size;
    expect(before).toBeGreaterThan(12 * 1024 * 1024);
    expect(after).toBeLessThan(4.5 * 1024 * 1024);
    expect((await folder.history.search({ kinds: ['incident'] }, 1)).count).toEqual({ count: 500, more: false });
    expect((await folder.history.search({ kinds: ['telemetry'] }, 1)).count.count).toBeGreaterThan(500);
    for (let step = 0; step < 30; step++) await pruned({ ...budget, keepMegabytes: 0 });
    expect(await folder.ids({})).toEqual([]);
  }, 60_000);

  it('never removes an open alert nor its ends, whatever happens', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), alert: fc.nat(4), closes: fc.boolean(), stream: fc.boolean() }),
      fc.record({ do: fc.constant('prune' as const), keepRows: fc.nat(5), days: fc.nat(3) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        await folder.remove();
        folder = await openFolder();
        const open = new Map<number, { first: number; last: number }>();
        let day = 0;
        for (const each of steps) {
          if (each.do === 'prune') {
            day += each.days;
            const { keepRows } = each;
            const given = { ...budget, keepRows, streams: { keepDays: 1, keepRows }, keepDays: 2 };
            await pruned(given, now + day * dayMs);
          } else {
            const key = `incident:${each.alert}`;
            const alert = open.get(each.alert);
            const record = alertRecord({ key, closedAt: each.closes ? now : null });
            const event = newEvent({ alert: key, stream: each.stream, receivedAt: now + day * dayMs });
            const id = await folder.add([event], {
              alerts: [{ record, first: alert === undefined ? 0 : null, last: 0 }],
            });
            if (each.closes) open.delete(each.alert);
            else open.set(each.alert, { first: alert?.first ?? id, last: id });
          }
          const ids = await folder.ids({});
          for (const { first, last } of open.values()) expect(ids).toEqual(expect.arrayContaining([first, last]));
        }
        const { alerts } = await folder.history.remembered();
        expect(alerts.map(({ firstEvent, lastEvent }) => [firstEvent, lastEvent]).toSorted()).toEqual(
          [...open.values()].map(({ first, last }) => [first, last]).toSorted(),
        );
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('lets a million rows of telemetry remove not one incident', async () => {
    // Together far beyond what is kept of the others; the streams' own share is only a little exceeded.
    const given = { ...budget, keepRows: 1_000, streams: { keepDays: 7, keepRows: 960_000 } };
    await folder.add(range(1, 500).map((n) => newEvent({ key: `incident-${n}`, receivedAt: now })));
    const perBatch = 4_000;
    const events = range(1, perBatch).map(() => newEvent(telemetry));
    for (let sent = 0; sent < 1_000_000; sent += perBatch) {
      await folder.add(events.map((event, n): NewEvent => ({ ...event, key: `t-${sent + n}` })));
    }
    expect(await pruned(given)).toBe(40_000);
    expect((await folder.history.search({ kinds: ['incident'] }, 1)).count).toEqual({ count: 500, more: false });
    expect(await folder.history.page({ kinds: ['telemetry'] }, 40_502, 10)).toMatchObject({
      rows: [{ id: 40_501 }],
      next: null,
    });
  }, 180_000);
});
