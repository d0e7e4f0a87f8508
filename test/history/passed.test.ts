import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertRecord, Budget } from '../../main/history/history.ts';
import { alertRecord, newEvent } from './events.ts';
import { backToFirst, type Folder, openFolder } from './folder.ts';

let folder: Folder;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const budget: Budget = {
  keepDays: 1_000_000,
  keepRows: 1_000_000,
  streams: { keepDays: 1, keepRows: 1 },
  keepMegabytes: 2_048,
};
const passed = async () => (await folder.history.remembered()).passed;

/** Alerts that close unseen, one event each. */
async function pass(keys: readonly string[], change: Partial<AlertRecord> = {}): Promise<void> {
  const alerts = keys.map((key, index) => ({
    record: alertRecord({ key, closedAt: 5, ...change }),
    first: index,
    last: index,
  }));
  await folder.add(
    keys.map((alert) => newEvent({ alert })),
    { alerts },
  );
}

describe('what came and went unseen', () => {
  it('is remembered in the order of its closing, until it is seen or open again', async () => {
    await pass(['a', 'b', 'c']);
    await pass(['seen'], { unseen: false });
    expect((await passed()).map(({ key, lastEvent }) => [key, lastEvent])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    await folder.history.saveAlerts([alertRecord({ key: 'a', closedAt: 5, unseen: false, seenAt: 6 })]);
    await folder.add([newEvent({ alert: 'b' })], {
      alerts: [{ record: alertRecord({ key: 'b' }), first: 0, last: 0 }],
    });
    await folder.reopen();
    expect((await passed()).map(({ key }) => key)).toEqual(['c']);
    expect((await folder.history.remembered()).alerts.map(({ key }) => key)).toEqual(['b']);
  });

  it('goes with the event that closed it', async () => {
    await pass(['a', 'b']);
    while ((await folder.history.prune({ ...budget, keepRows: 1 }, Date.now())) > 0);
    expect((await passed()).map(({ key }) => key)).toEqual(['b']);
  });

  it('is bounded by pruning, in small steps', async () => {
    await pass(Array.from({ length: 1_700 }, (_, n) => `k${n}`));
    const listed = () => {
      const database = new Database(folder.file, { readonly: true });
      const { count } = database.prepare('SELECT count(*) AS count FROM alerts WHERE passed = 1').get() as {
        count: number;
      };
      database.close();
      return count;
    };
    const found = await passed();
    expect([found.length, found.at(0)?.key, found.at(-1)?.key]).toEqual([1_000, 'k700', 'k1699']);
    await folder.history.prune(budget, Date.now());
    expect(listed()).toBe(1_200);
    await folder.history.prune(budget, Date.now());
    await folder.history.prune(budget, Date.now());
    expect(listed()).toBe(1_000);
  });

  it('is nothing that closed before this was kept', async () => {
    await pass(['of before']);
    await folder.reopen(() => {
      const old = new Database(folder.file);
      old.exec(backToFirst);
      old.close();
    });
    expect(folder.history.setAside).toBeNull();
    expect(await passed()).toEqual([]);
    await pass(['since']);
    expect((await passed()).map(({ key }) => key)).toEqual(['since']);
  });

  it('and open alerts of earlier versions read as not known to be acknowledged at any time', async () => {
    const { acknowledgedAt: _, ...record } = alertRecord({ key: 'old' });
    await folder.add([newEvent({ alert: 'old' })], {
      alerts: [{ record: record as AlertRecord, first: 0, last: 0 }],
    });
    expect((await folder.history.remembered()).alerts[0]?.acknowledgedAt).toBeNull();
  });
});
