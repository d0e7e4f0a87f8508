import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../main/history/history.ts';
import type { Decision, Kind } from '../../preload/contract/api.ts';
import { alertRecord, newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

let folder: Folder;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const pending: Decision = { outcome: 'pending', reason: null, rule: 'default-fault', driver: null };
const merged = (reason: Decision['reason']): Decision => ({ ...pending, outcome: 'merged', reason });

describe('the history', () => {
  it('numbers events in the order of arrival and pages them by cursor', async () => {
    expect(await folder.add([newEvent(), newEvent(), newEvent()])).toBe(1);
    expect(await folder.add([newEvent(), newEvent()])).toBe(4);
    const page = await folder.history.page({}, null, 2);
    expect(page.rows.map(({ id }) => id)).toEqual([5, 4]);
    const next = await folder.history.page({}, page.next, 2);
    expect(next.rows.map(({ id }) => id)).toEqual([3, 2]);
    expect(await folder.history.page({}, next.next, 2)).toMatchObject({ rows: [{ id: 1 }], next: null });
  });

  it('is read by its user alone, with what SQLite lays beside it', async () => {
    await folder.add([newEvent()]);
    const files = (await readdir(folder.directory)).filter((name) => name.startsWith('history.db'));
    expect(files.toSorted()).toEqual(['history.db', 'history.db-shm', 'history.db-wal']);
    for (const name of files) expect((await stat(join(folder.directory, name))).mode & 0o777).toBe(0o600);
  });

  it('says how much it holds and since when, streams apart', async () => {
    expect(await folder.history.size()).toMatchObject({ rows: 0, streams: 0, oldestAt: null });
    const events = [5_000, 6_000, 7_000].map((receivedAt) => newEvent({ receivedAt, stream: receivedAt === 6_000 }));
    await folder.add(events);
    const size = await folder.history.size();
    expect(size).toMatchObject({ rows: 2, streams: 1, oldestAt: 5_000 });
    await folder.add(Array.from({ length: 20 }, () => newEvent({ payload: JSON.stringify('x'.repeat(60_000)) })));
    expect((await folder.history.size()).bytes).toBeGreaterThan(size.bytes + 20_000);
  });

  it('pages a search as it pages everything', async () => {
    await folder.add(Array.from({ length: 25 }, (_, n) => newEvent({ title: n % 2 === 0 ? 'even' : 'odd' })));
    const found: number[] = [];
    let before: number | null = null;
    do {
      const page = await folder.history.page({ text: 'even', minSeverity: 'error' }, before, 4);
      found.push(...page.rows.map(({ id }) => id));
      before = page.next;
    } while (before !== null);
    expect(found).toEqual(Array.from({ length: 13 }, (_, n) => 25 - 2 * n));
  });

  it('brings back every field of an event, also after a restart', async () => {
    const full = newEvent({ key: 'k', url: 'https://saymon.example/1', payload: '{"a":[1,"ü"]}', seenAt: 5 });
    const bare = newEvent({ phase: null, level: null, subject: { type: 'object', id: null, name: null }, alert: 'a' });
    const empty = newEvent({ subject: null, title: '', body: '', topic: '', payload: 'null', via: 'catch-up' });
    const events: readonly NewEvent[] = [full, bare, empty];
    await folder.add(events);
    await folder.reopen();
    for (const [index, event] of events.entries()) {
      const { payload, stream: _, attention: __, owedTo: ___, toldWith: ____, ...fields } = event;
      const wanted = { ...fields, id: index + 1, repeats: 0, payload: JSON.parse(payload) };
      expect(await folder.history.event(index + 1)).toEqual(wanted);
    }
    expect(await folder.history.event(4)).toBeNull();
    expect(await folder.history.rows([3, 9, 1])).toMatchObject([{ id: 3 }, { id: 1 }]);
  });

  it('stores all of a batch or nothing of it', async () => {
    const unstorable = newEvent({ server: 'other', kind: 'no such kind' as Kind });
    const alerts = [{ record: alertRecord({ server: 'other' }), first: 0, last: 0 }];
    await expect(
      folder.add([newEvent({ server: 'other', alert: 'incident:1' }), unstorable], { alerts }),
    ).rejects.toThrow('The history');
    expect(await folder.ids({})).toEqual([]);
    expect((await folder.history.remembered()).alerts).toEqual([]);
    expect(await folder.add([newEvent({ server: 'other' })])).toBe(1);
    await folder.reopen();
    expect(await folder.ids({ servers: ['other'] })).toEqual([1]);
  });

  it('counts to 1,000 and says that there are more', async () => {
    await folder.add(Array.from({ length: 1_000 }, () => newEvent()));
    expect((await folder.history.search({}, 1)).count).toEqual({ count: 1_000, more: false });
    await folder.add([newEvent()]);
    expect((await folder.history.search({}, 1)).count).toEqual({ count: 1_000, more: true });
    expect((await folder.history.search({ text: 'cpu' }, 1)).count).toEqual({ count: 1_000, more: true });
    expect((await folder.history.search({ text: 'zebra' }, 1)).count).toEqual({ count: 0, more: false });
  });

  it('gives a name that came later to rows and search, but not to what is older than a day', async () => {
    const subject = { type: 'object', id: '64bb02', name: null };
    const receivedAt = Date.now();
    await folder.add([
      newEvent({ subject, receivedAt: receivedAt - 2 * 86_400_000 }),
      newEvent({ subject, receivedAt }),
      newEvent({ subject: { ...subject, name: 'Old name' }, receivedAt }),
      newEvent({ subject: { ...subject, type: 'link' }, receivedAt }),
      newEvent({ subject, server: 'iot', receivedAt }),
      newEvent({ subject, receivedAt }),
    ]);
    expect(await folder.history.named('noc', 'object', '64bb02', 'Boiler 3')).toEqual([2, 6]);
    expect(await folder.ids({ text: 'boiler' })).toEqual([6, 2]);
    expect(await folder.history.rows([2])).toMatchObject([{ subject: { name: 'Boiler 3' } }]);
    expect(await folder.history.named('noc', 'object', '64bb02', 'Boiler 4')).toEqual([]);
    expect(await folder.history.named('nobody', 'object', '64bb02', 'Boiler 4')).toEqual([]);
  });

  it('marks rows seen one by one, and everything by a watermark', async () => {
    await folder.add([newEvent(), newEvent(), newEvent()]);
    await folder.history.seen([2], 100);
    await folder.history.seen([2], 150);
    expect(await folder.ids({ seen: true })).toEqual([2]);
    await folder.history.seen('all', 200);
    await folder.add([newEvent(), newEvent()]);
    await folder.history.seen([1, 5], 300);
    await folder.reopen();
    expect(await folder.ids({ seen: true })).toEqual([5, 3, 2, 1]);
    expect(await folder.ids({ seen: false })).toEqual([4]);
    expect(await folder.history.rows([1, 2, 5])).toMatchObject([{ seenAt: 200 }, { seenAt: 100 }, { seenAt: 300 }]);
    await folder.history.seen('all', 400);
    expect(await folder.history.rows([3, 4])).toMatchObject([{ seenAt: 200 }, { seenAt: 400 }]);
  });

  it('takes back what was marked seen at a moment, and nothing else', async () => {
    await folder.add([newEvent(), newEvent(), newEvent()]);
    await folder.history.seen([1], 100);
    await folder.history.seen([1, 2], 200);
    await folder.history.unseen([1, 2], 200);
    expect(await folder.ids({ seen: true })).toEqual([1]);
    await folder.history.seen('all', 300);
    await folder.add([newEvent()]);
    await folder.history.seen('all', 400);
    await folder.history.unseen('all', 400);
    expect(await folder.ids({ seen: false })).toEqual([4]);
    await folder.history.unseen('all', 300);
    await folder.reopen();
    expect(await folder.ids({ seen: false })).toEqual([4, 3, 2]);
    expect(await folder.history.rows([1])).toMatchObject([{ seenAt: 100 }]);
  });
});

describe('keys', () => {
  const known = async (...keys: readonly string[]) => {
    const stored = await folder.history.known(keys.map((key) => ({ server: 'noc', key })));
    return keys.filter((_, index) => stored[index]);
  };

  it('are known of their server, and count what comes again', async () => {
    await folder.add([newEvent({ key: 'a' }), newEvent({ key: 'b' }), newEvent({ key: 'c', server: 'iot' })], {
      repeats: [{ server: 'noc', key: 'b', times: 1 }],
    });
    expect(await known('a', 'c')).toEqual(['a']);
    const again = { server: 'noc', key: 'a', times: 3 };
    await folder.add([], { repeats: [again, { server: 'noc', key: 'gone', times: 1 }] });
    await folder.add([], { repeats: [again] });
    expect(await folder.history.rows([1, 2, 3])).toMatchObject([{ repeats: 6 }, { repeats: 1 }, { repeats: 0 }]);
  });

  it('are known after a restart, whatever stands in them', async () => {
    const odd = ['', 'a\0b', 'ключ', '\ud800', 'x'.repeat(10_000)];
    await folder.add(odd.map((key) => newEvent({ key })));
    expect(await known(...odd)).toEqual(odd);
    await folder.reopen();
    expect(await known(...odd, 'a')).toEqual(odd);
  });

  it('are known from memory and from their table', async () => {
    const keys = Array.from({ length: 120_000 }, (_, n) => `key-${n}`);
    for (let from = 0; from < keys.length; from += 2_000) {
      await folder.add(keys.slice(from, from + 2_000).map((key) => newEvent({ key })));
    }
    expect(await known(...keys, 'key-120000')).toEqual(keys);
    await folder.reopen();
    expect(await known(...keys, 'key-120000')).toEqual(keys);
  }, 60_000);
});

describe('what a start remembers', () => {
  it('owes what was pending, and no more once that was told', async () => {
    await folder.add([newEvent({ decision: pending }), newEvent({ decision: pending }), newEvent()]);
    await folder.history.delivered([{ id: 1, outcome: 'shown', reason: null, driver: 'freedesktop' }]);
    await folder.reopen();
    expect((await folder.history.remembered()).owed.map(({ id }) => id)).toEqual([2]);
    await folder.add([newEvent({ decision: pending })]);
    await folder.history.settle();
    expect(await folder.ids({ outcomes: ['pending'] })).toEqual([4]);
    await folder.reopen();
    expect((await folder.history.remembered()).owed.map(({ id }) => id)).toEqual([4]);
    expect(await folder.history.rows([1, 2])).toMatchObject([
      { decision: { outcome: 'shown', driver: 'freedesktop', rule: 'default-fault' } },
      { decision: { outcome: 'merged', reason: 'restart', rule: 'default-fault' } },
    ]);
  });

  it('stores the first outcome of a row and finds the row by it', async () => {
    await folder.add([newEvent({ decision: pending })]);
    await folder.history.delivered([{ id: 1, outcome: 'failed', reason: 'driver-failed', driver: 'electron' }]);
    await folder.history.delivered([{ id: 1, outcome: 'shown', reason: null, driver: 'freedesktop' }]);
    expect(await folder.ids({ outcomes: ['failed'] })).toEqual([1]);
    expect(await folder.ids({ outcomes: ['shown', 'pending'] })).toEqual([]);
  });

  it('owes merged rows until the summary of their server was shown', async () => {
    await folder.add([
      newEvent({ decision: merged('storm') }),
      newEvent({ decision: merged('catch-up'), server: 'iot' }),
      newEvent({ decision: merged('first-look') }),
      newEvent({ decision: merged('storm') }),
    ]);
    const owed = async () => {
      await folder.reopen();
      return (await folder.history.remembered()).owed.map(({ id }) => id);
    };
    expect(await owed()).toEqual([1, 2, 4]);
    await folder.history.summarised('noc', 1);
    expect(await owed()).toEqual([2, 4]);
    await folder.history.summarised('noc', 4);
    expect(await owed()).toEqual([2]);
    await folder.history.settle();
    expect(await owed()).toEqual([]);
    expect(await folder.history.rows([2])).toMatchObject([{ decision: { outcome: 'merged', reason: 'catch-up' } }]);
  });

  it('owes at most 200 rows one by one and counts the others', async () => {
    await folder.add(Array.from({ length: 230 }, () => newEvent({ decision: pending })));
    await folder.reopen();
    const { owed, moreOwed } = await folder.history.remembered();
    expect([owed.length, owed[0]?.id, owed.at(-1)?.id, moreOwed]).toEqual([200, 31, 230, 30]);
  });

  it('keeps alerts with the events that changed them', async () => {
    const record = alertRecord({ key: 'incident:1', toast: { driver: 'freedesktop', owner: ':1.7', id: 4 } });
    await folder.add([newEvent({ alert: 'incident:1' }), newEvent({ alert: 'incident:1' }), newEvent()], {
      alerts: [{ record, first: 0, last: 1 }],
    });
    await folder.add([newEvent({ alert: 'incident:1' })], {
      alerts: [{ record: { ...record, count: 3 }, first: null, last: 0 }],
    });
    await folder.reopen();
    expect((await folder.history.remembered()).alerts).toEqual([{ ...record, count: 3, firstEvent: 1, lastEvent: 4 }]);
    expect((await folder.history.story('noc', 'incident:1', 10)).map(({ id }) => id)).toEqual([1, 2, 4]);
    expect((await folder.history.story('noc', 'incident:1', 2)).map(({ id }) => id)).toEqual([2, 4]);
    expect(await folder.history.story('iot', 'incident:1', 10)).toEqual([]);
    await folder.history.saveAlerts([{ ...record, closedAt: 9 }]);
    await folder.reopen();
    expect((await folder.history.remembered()).alerts).toEqual([]);
  });

  it('knows what is unseen by itself, and up to when each server is known', async () => {
    await folder.add([
      newEvent({ attention: true, severity: 'critical' }),
      newEvent({ attention: true, severity: 'warning' }),
      newEvent({ attention: true, seenAt: 1 }),
      newEvent(),
    ]);
    await folder.history.knownUntil('noc', 100);
    await folder.history.knownUntil('iot', 50);
    await folder.history.knownUntil('noc', 200);
    await folder.reopen();
    const { attention, moreAttention, knownUntil } = await folder.history.remembered();
    expect(attention).toEqual([
      { id: 2, severity: 'warning' },
      { id: 1, severity: 'critical' },
    ]);
    expect([moreAttention, knownUntil]).toEqual([false, { noc: 200, iot: 50 }]);
    await folder.history.seen([1], 5);
    await folder.history.seen('all', 6);
    await folder.add(Array.from({ length: 1_001 }, () => newEvent({ attention: true })));
    await folder.reopen();
    const later = await folder.history.remembered();
    expect([later.attention.length, later.moreAttention]).toEqual([1_000, true]);
  });
});
