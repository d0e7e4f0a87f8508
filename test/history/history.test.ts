import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/clock.ts';
import type { Batch, NewEvent } from '../../main/history/history.ts';
import { openHistory, openHistoryReader } from '../../main/history/open.ts';
import { matches } from '../../main/history/query.ts';
import { kinds, outcomes, severities } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';
import { alertRecord, newEvent } from './events.ts';

type Opened = Awaited<ReturnType<typeof openHistory>>;
const start = (workerData: unknown) =>
  new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData });
const budget = { keepDays: 90, keepRows: 1_000_000, streams: { keepDays: 7, keepRows: 200_000 }, keepMegabytes: 2_048 };

let directory: string;
let history: Opened;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-history-'));
  history = await openHistory({ directory, start, clock: systemClock });
});
afterEach(async () => {
  await history.close();
  await rm(directory, { recursive: true, force: true });
});

async function reopened(): Promise<Opened> {
  await history.close();
  history = await openHistory({ directory, start, clock: systemClock });
  return history;
}

const add = (events: readonly NewEvent[], more: Partial<Batch> = {}) =>
  history.add({ events, alerts: [], repeats: [], ...more });
const ids = async (filter: Parameters<Opened['page']>[0]) =>
  (await history.page(filter, null, 1_000)).rows.map(({ id }) => id);

describe('the history', () => {
  it('numbers events in the order of arrival and pages them by cursor', async () => {
    expect(await add([newEvent(), newEvent(), newEvent()])).toBe(1);
    expect(await add([newEvent(), newEvent()])).toBe(4);
    const page = await history.page({}, null, 2);
    expect(page.rows.map(({ id }) => id)).toEqual([5, 4]);
    const next = await history.page({}, page.next, 2);
    expect(next.rows.map(({ id }) => id)).toEqual([3, 2]);
    expect(await history.page({}, next.next, 2)).toMatchObject({ rows: [{ id: 1 }], next: null });
  });

  it('brings back every field of an event, also after a restart', async () => {
    const event = newEvent({ key: 'k', url: 'https://saymon.example/1', payload: '{"a":[1,"ü"]}', seenAt: 5 });
    await add([event]);
    const { payload, stream: _, attention: __, ...fields } = event;
    expect(await (await reopened()).event(1)).toEqual({ ...fields, id: 1, repeats: 0, payload: JSON.parse(payload) });
  });

  it('knows its keys, and counts what comes again', async () => {
    await add([newEvent({ key: 'a' }), newEvent({ key: 'b' })]);
    const asked = ['a', 'c'].map((key) => ({ server: 'noc', key }));
    expect([...(await history.known([...asked, { server: 'iot', key: 'a' }]))]).toEqual(['noc\0a']);
    await add([], { repeats: [{ server: 'noc', key: 'a', times: 3 }] });
    expect(await history.rows([1, 2])).toMatchObject([{ repeats: 3 }, { repeats: 0 }]);
  });

  it('remembers what was pending, and owes it no more after it was told', async () => {
    const pending = { outcome: 'pending', reason: null, rule: 'default-fault', driver: null } as const;
    await add([newEvent({ decision: pending }), newEvent({ decision: pending }), newEvent()]);
    await history.delivered([{ id: 1, outcome: 'shown', reason: null, driver: 'freedesktop' }]);
    await reopened();
    expect((await history.remembered()).owed.map(({ id }) => id)).toEqual([2]);
    await history.settle();
    await reopened();
    expect((await history.remembered()).owed).toEqual([]);
    expect(await history.rows([1, 2])).toMatchObject([
      { decision: { outcome: 'shown', driver: 'freedesktop' } },
      { decision: { outcome: 'merged', reason: 'restart' } },
    ]);
  });

  it('keeps alerts with the events that changed them', async () => {
    const record = alertRecord({ key: 'incident:1' });
    await add([newEvent({ alert: 'incident:1' }), newEvent({ alert: 'incident:1' })], {
      alerts: [{ record, first: 0, last: 1 }],
    });
    await reopened();
    expect((await history.remembered()).alerts).toEqual([{ ...record, firstEvent: 1, lastEvent: 2 }]);
    expect((await history.story('noc', 'incident:1', 10)).map(({ id }) => id)).toEqual([1, 2]);
    await history.saveAlerts([{ ...record, closedAt: 9 }]);
    await reopened();
    expect((await history.remembered()).alerts).toEqual([]);
  });

  it('marks rows seen one by one, and everything by a watermark', async () => {
    await add([newEvent(), newEvent(), newEvent()]);
    await history.seen([2], 100);
    expect(await ids({ seen: true })).toEqual([2]);
    await history.seen('all', 200);
    await add([newEvent()]);
    expect(await ids({ seen: true })).toEqual([3, 2, 1]);
    expect(await ids({ seen: false })).toEqual([4]);
    expect(await history.rows([1, 2])).toMatchObject([{ seenAt: 200 }, { seenAt: 100 }]);
  });

  it('counts to 1,000 and says that there are more', async () => {
    await add(Array.from({ length: 1_200 }, () => newEvent()));
    expect(await history.count({})).toEqual({ count: 1_000, more: true });
    expect(await history.count({ text: 'zebra' })).toEqual({ count: 0, more: false });
  });

  it('gives a name that came later to rows and search', async () => {
    const subject = { type: 'object', id: '64bb02', name: null };
    await add([newEvent({ subject, receivedAt: Date.now() })]);
    expect(await history.named('noc', 'object', '64bb02', 'Boiler 3')).toEqual([1]);
    expect(await ids({ text: 'boiler' })).toEqual([1]);
  });
});

describe('search', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['battery low', 'UPS on battery since 5 min'],
    ['link down', 'from 10.0.0.9 on web-01'],
    ['trap', '.1.3.6.1.4.1.318.0.5 said überhitzt'],
    ['battery full', 'all is well'],
  ];
  it.each([
    ['battery', [4, 1]],
    ['battery low', [1]],
    ['low battery', [1]],
    ['bat', [4, 1]],
    ['b', []],
    ['"on battery"', [1]],
    ['"battery on"', []],
    ['10.0.0.9', [2]],
    ['10.0.0.8', []],
    ['web-01', [2]],
    ['.1.3.6.1.4.1.318.0.5', [3]],
    ['UBERHITZT', [3]],
    ['battery zebra', []],
    ['   ', [4, 3, 2, 1]],
  ])('finds %j', async (text, found) => {
    await add(texts.map(([title, body]) => newEvent({ title, body })));
    if (text === 'b') expect(await ids({ text })).toBeDefined();
    else expect(await ids({ text })).toEqual(found);
  });

  it('takes whatever is typed', async () => {
    await add(texts.map(([title, body]) => newEvent({ title, body })));
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 30, unit: 'binary' }), async (text) => {
        expect(Array.isArray(await ids({ text }))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('finds by every filter what a look at each row finds', async () => {
    const word = fc.constantFrom('cpu', 'load', 'battery', '10.0.0.9', 'web-01');
    const event = fc.record({
      server: fc.constantFrom('noc', 'iot'),
      kind: fc.constantFrom(...kinds),
      severity: fc.constantFrom(...severities),
      phase: fc.constantFrom('opened', 'closed', null),
      outcome: fc.constantFrom(...outcomes),
      title: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
      stream: fc.boolean(),
    });
    const made = fc.sample(event, { numRuns: 300, seed: 7 }).map(({ outcome, ...rest }, n) =>
      newEvent({
        ...rest,
        body: '',
        receivedAt: 1_700_000_000_000 + n,
        decision: { outcome, reason: null, rule: null, driver: null },
      } as Partial<NewEvent>),
    );
    await add(made);
    const rows = (await history.page({}, null, 1_000)).rows;
    const filter = fc.record(
      {
        text: word,
        servers: fc.subarray(['noc', 'iot', 'gone'], { minLength: 1 }),
        kinds: fc.subarray([...kinds], { minLength: 1 }),
        minSeverity: fc.constantFrom(...severities),
        phases: fc.subarray(['opened', 'updated', 'closed'] as const, { minLength: 1 }),
        outcomes: fc.subarray([...outcomes], { minLength: 1 }),
        from: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_300 }),
        streams: fc.constant(false),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filter, async (narrowed) => {
        const wanted = rows.filter((row) => matches({ ...row, stream: made[row.id - 1]?.stream ?? false }, narrowed));
        expect(await ids(narrowed)).toEqual(wanted.map(({ id }) => id));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the budget', () => {
  async function pruned(now: number, given = budget): Promise<number> {
    let removed = 0;
    for (let step = await history.prune(given, now); step > 0; step = await history.prune(given, now)) removed += step;
    return removed;
  }

  it('removes what is too old, but never the ends of an open alert', async () => {
    const now = 1_800_000_000_000;
    const old = { receivedAt: now - 100 * 86_400_000, alert: 'incident:1' };
    await add([newEvent(old), newEvent(old), newEvent(old), newEvent({ receivedAt: now })], {
      alerts: [{ record: alertRecord({ key: 'incident:1' }), first: 0, last: 2 }],
    });
    expect(await pruned(now)).toBe(1);
    expect(await ids({})).toEqual([4, 3, 1]);
    await history.saveAlerts([alertRecord({ key: 'incident:1', closedAt: now })]);
    expect(await pruned(now)).toBe(2);
    expect(await ids({})).toEqual([4]);
  });

  it('removes the oldest of too many, whatever still stands open before them', async () => {
    const now = 1_800_000_000_000;
    const events = Array.from({ length: 50 }, (_, n) => newEvent({ receivedAt: now, alert: `incident:${n}` }));
    const alerts = events.slice(0, 20).map((_, n) => ({
      record: alertRecord({ key: `incident:${n}` }),
      first: n,
      last: n,
    }));
    await add(events, { alerts });
    expect(await pruned(now, { ...budget, keepRows: 30 })).toBe(20);
    expect((await ids({})).toSorted((one, other) => one - other)).toEqual([
      ...Array.from({ length: 20 }, (_, n) => n + 1),
      ...Array.from({ length: 10 }, (_, n) => n + 41),
    ]);
  });

  it('lets a million rows of telemetry remove not one incident', async () => {
    const now = Date.now();
    // Together far beyond what is kept of the others; the streams' own share is only a little exceeded.
    const given = { ...budget, keepRows: 1_000, streams: { keepDays: 7, keepRows: 960_000 } };
    await add(Array.from({ length: 500 }, (_, n) => newEvent({ key: `incident-${n}`, receivedAt: now })));
    const telemetry = { kind: 'telemetry', topic: 'stat', stream: true, receivedAt: now, payload: '1' } as const;
    for (let sent = 0; sent < 1_000_000; sent += 2_000) {
      await add(Array.from({ length: 2_000 }, (_, n) => newEvent({ ...telemetry, key: `t-${sent + n}`, body: '' })));
    }
    expect(await pruned(now, given)).toBe(40_000);
    expect(await history.count({ kinds: ['incident'] })).toEqual({ count: 500, more: false });
    expect(await history.page({ kinds: ['telemetry'] }, 40_502, 10)).toMatchObject({
      rows: [{ id: 40_501 }],
      next: null,
    });
  }, 180_000);
});

describe('what is broken', () => {
  it.each([
    ['garbage', 'this is no database at all, not even close'],
    ['a newer database', null],
  ])('sets %s aside, deletes nothing, and begins anew', async (_, text) => {
    await add([newEvent()]);
    await history.close();
    const file = join(directory, 'history.db');
    if (text === null) {
      const { default: Database } = await import('better-sqlite3');
      const database = new Database(file);
      database.pragma('user_version = 9999');
      database.close();
    } else {
      await writeFile(file, text.repeat(300));
    }
    history = await openHistory({ directory, start, clock: systemClock });
    expect(history.setAside).not.toBeNull();
    expect((await readdir(directory)).filter((name) => name.startsWith('history.db.')).length).toBeGreaterThan(0);
    expect(await ids({})).toEqual([]);
    expect(await add([newEvent()])).toBe(1);
  });
});

describe('readers', () => {
  it('read while another program writes, and an empty history where there is none', async () => {
    const reader = openHistoryReader({ directory, start });
    expect((await reader.page({}, null, 10)).rows).toEqual([]);
    await add([newEvent()]);
    expect((await reader.page({}, null, 10)).rows).toHaveLength(1);
    await reader.close();
    const none = openHistoryReader({ directory: join(directory, 'nowhere'), start });
    expect(await none.count({})).toEqual({ count: 0, more: false });
    await none.close();
  });

  it('end after a minute without a question, and come back', async () => {
    await history.close();
    const clock = new FakeClock(1_800_000_000_000);
    const readers: Worker[] = [];
    const counted = (workerData: unknown) => {
      const worker = start(workerData);
      if ((workerData as { role: string }).role === 'reader') readers.push(worker);
      return worker;
    };
    history = await openHistory({ directory, start: counted, clock });
    await history.count({});
    let ended = false;
    readers[0]?.once('exit', () => {
      ended = true;
    });
    await clock.tick(61_000);
    await until('the reader to end', () => ended);
    expect(await history.count({})).toEqual({ count: 0, more: false });
    expect(readers).toHaveLength(2);
  });
});
