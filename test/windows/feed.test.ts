import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/clock.ts';
import type { NewEvent } from '../../main/history/history.ts';
import { openHistory } from '../../main/history/open.ts';
import type { Stored } from '../../main/intake/intake.ts';
import { Feed } from '../../main/windows/feed.ts';
import type { HistoryFilter, Update } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { newEvent } from '../history/events.ts';
import { until } from '../until.ts';

let directory: string;
let history: Awaited<ReturnType<typeof openHistory>>;
let clock: FakeClock;
let updates: Update[];
let feed: Feed;
let unseen = 0;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-feed-'));
  history = await openHistory({
    directory,
    start: (workerData) => new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData }),
    clock: systemClock,
  });
  clock = new FakeClock(1_800_000_000_000);
  updates = [];
  unseen = 0;
  feed = new Feed(
    {
      clock,
      servers: () => [],
      alerts: () => ({
        total: 0,
        counts: { ok: 0, info: 0, warning: 0, error: 0, critical: 0 },
        list: [],
        passed: [],
        passedTotal: 0,
      }),
      unseen: () => ({ count: unseen, more: false, worst: null }),
      counted: () => null,
      silenced: () => ({ paused: null, quiet: null, snoozes: [] }),
      tray: () => ({ picture: { shape: 'bell' }, mark: null }),
      settings: () => {
        throw new Error('The settings have not changed.');
      },
      notices: () => [],
      upgrade: () => ({ name: 'off', why: 'serve' }),
      rows: (ids) => history.rows(ids),
    },
    (update) => updates.push(update),
  );
});
afterEach(async () => {
  feed.close();
  await history.close();
  await rm(directory, { recursive: true, force: true });
});

/** Commits these and tells the feed, as the core does. */
async function store(...events: readonly NewEvent[]): Promise<Stored> {
  const firstId = await history.add({ events, alerts: [], repeats: [] });
  const stored: Stored = {
    firstId,
    entries: events.map((event) => ({
      event,
      verdict: { toast: 'none', rule: 'default-rest', held: null },
      step: 'none',
      was: null,
      openedAt: null,
      naming: false,
      acknowledged: false,
      told: null,
    })),
  };
  feed.stored(stored);
  return stored;
}
const nothing = { page: { rows: [], next: null } };
async function start(filter: HistoryFilter = {}): Promise<number> {
  return (await feed.start(filter, async () => ({ page: await history.page(filter, null, 10) }))).seq;
}
const named = (name: Update['name']) => updates.filter((update) => update.name === name);

describe('a feed', () => {
  it('tells nothing before it was started', async () => {
    await store(newEvent());
    await clock.tick(1_000);
    expect(updates).toEqual([]);
  });

  it('gathers for a tenth of a second what is stored, newest first, and numbers what it tells', async () => {
    expect(await start()).toBe(0);
    await store(newEvent({ title: 'one' }), newEvent({ title: 'two' }));
    await store(newEvent({ title: 'three' }));
    feed.part('unseen');
    unseen = 3;
    await clock.tick(99);
    expect(updates).toEqual([]);
    await clock.tick(1);
    expect(updates).toMatchObject([
      {
        seq: 1,
        name: 'rows',
        payload: {
          rows: [
            { id: 3, title: 'three' },
            { id: 2, title: 'two' },
            { id: 1, title: 'one' },
          ],
          total: 3,
        },
      },
      { seq: 2, name: 'unseen', payload: { count: 3 } },
    ]);
    await clock.tick(1_000);
    expect(updates).toHaveLength(2);
  });

  it('tells rows just as the history brings them', async () => {
    await start();
    await store(newEvent());
    await clock.tick(100);
    expect(updates[0]?.payload).toEqual({ rows: await history.rows([1]), total: 1 });
  });

  it('tells only what is under the filter of the window', async () => {
    await start({ text: 'battery', minSeverity: 'error' });
    await store(
      newEvent({ title: 'battery low' }),
      newEvent({ title: 'battery low', severity: 'info' }),
      newEvent({ title: 'link down' }),
    );
    await clock.tick(100);
    expect(updates).toMatchObject([{ name: 'rows', payload: { rows: [{ id: 1 }], total: 1 } }]);
    await start({ kinds: ['trap'] });
    await store(newEvent());
    await clock.tick(100);
    expect(updates).toHaveLength(1);
  });

  it('sends the newest fifty of a flood and counts the newest two thousand', async () => {
    await start();
    for (let batch = 0; batch < 4; batch++) await store(...Array.from({ length: 1_000 }, () => newEvent()));
    await clock.tick(100);
    expect(updates).toMatchObject([
      { payload: { rows: Array.from({ length: 50 }, (_, n) => ({ id: 4_000 - n })), total: 2_000 } },
    ]);
  });

  it('tells changed rows as they are now', async () => {
    await start();
    const pending = { outcome: 'pending', reason: null, rule: 'default-fault', driver: null } as const;
    await store(newEvent({ decision: pending }));
    await clock.tick(100);
    await history.delivered([{ id: 1, outcome: 'shown', reason: null, driver: 'scripted' }]);
    feed.changed([1, 1]);
    await clock.tick(100);
    await until('the change', () => named('changed').length > 0);
    expect(named('changed')).toMatchObject([
      { seq: 2, payload: { rows: [{ id: 1, decision: { outcome: 'shown', driver: 'scripted' } }] } },
    ]);
  });

  it('holds back while the ground of a new filter is read, and counts on from it', async () => {
    await start();
    await store(newEvent());
    await clock.tick(100);
    let grounded = () => {};
    const asked = new Promise<typeof nothing>((resolve) => {
      grounded = () => resolve(nothing);
    });
    const starting = feed.start({}, () => asked);
    await store(newEvent());
    await clock.tick(1_000);
    expect(updates).toHaveLength(1);
    grounded();
    expect(await starting).toMatchObject({ seq: 1 });
    await clock.tick(100);
    expect(updates.slice(1)).toMatchObject([{ seq: 2, name: 'rows' }]);
  });

  it('does not tell anew what the ground holds already', async () => {
    const stored = await store(newEvent(), newEvent());
    const page = await history.page({}, null, 10);
    await feed.start({}, async () => {
      feed.stored(stored);
      return { page };
    });
    await store(newEvent());
    await clock.tick(100);
    expect(updates).toMatchObject([{ name: 'rows', payload: { rows: [{ id: 3 }], total: 1 } }]);
  });

  it('survives a history that cannot be read, and tells the change when it can be read again', async () => {
    await start();
    await store(newEvent(), newEvent());
    await clock.tick(100);
    await history.close();
    feed.changed([1]);
    await clock.tick(100);
    history = await openHistory({
      directory,
      start: (workerData) => new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData }),
      clock: systemClock,
    });
    feed.changed([2]);
    await clock.tick(1_000);
    await until('the changes', () => named('changed').length > 0);
    expect(named('changed')).toMatchObject([{ payload: { rows: [{ id: 1 }, { id: 2 }] } }]);
  });

  it('tells nothing when it is closed', async () => {
    await start();
    await store(newEvent());
    feed.close();
    feed.part('alerts');
    feed.tell('open', { event: 1 });
    await clock.tick(1_000);
    expect(updates).toEqual([]);
  });
});
