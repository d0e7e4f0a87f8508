import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAlertTable } from '../../main/history/alert-table.ts';
import { pack, packKeys } from '../../main/history/packing.ts';
import { openWriter } from '../../main/history/writer.ts';
import { heapBytes } from '../heap.ts';
import { alertRecord, newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';
import { tables } from './tables.ts';

const batchOf = (keys: readonly string[]) =>
  pack({ events: keys.map((key) => newEvent({ key })), alerts: [], repeats: [] });
const keysOf = (keys: readonly string[]) => packKeys(keys.map((key) => ({ server: 'noc', key })));

it('looks no new key up once as many have come as there are, though it never rests', () => {
  const looks: string[] = [];
  const database = tables((sql) => {
    if (sql.includes('FROM keys WHERE hash = ?')) looks.push(sql);
  });
  const earlier = openWriter(database, 0);
  earlier.questions.add(batchOf(Array.from({ length: 100 }, (_, n) => `old-${n}`)));
  while (earlier.tidy());
  const { questions } = openWriter(database, 0);
  for (let batch = 0; batch < 4; batch++) {
    questions.add(batchOf(Array.from({ length: 50 }, (_, n) => `new-${batch}-${n}`)));
  }
  looks.length = 0;
  expect(questions.known(keysOf(['unheard', 'old-7', 'new-1-7']))).toEqual(Uint8Array.of(0, 1, 1));
  // The two that are there, and not the one that is not.
  expect(looks.length).toBe(2);
  database.close();
});

it('writes its keys along with what never rests, and loses none to a commit that fails', () => {
  const database = tables();
  let isFailing = false;
  const { questions } = openWriter(
    {
      ...database,
      atomically: (run) =>
        database.atomically(() => {
          const value = run();
          if (isFailing) throw new Error('The disk is full');
          return value;
        }),
    },
    0,
  );
  const batchKeys = (batch: number) => Array.from({ length: 2_000 }, (_, n) => `incident:${batch}-${n}`);
  const folded = () =>
    database.prepare<{ folded: number }>('SELECT keys_folded AS folded FROM state').get()?.folded ?? Number.NaN;
  let batches = 0;
  // As many as are held in memory at most, and as many again while those are written.
  for (; folded() < 50_000 && batches < 50; batches++) {
    isFailing = batches % 3 === 0;
    if (isFailing) expect(() => questions.add(batchOf(batchKeys(batches)))).toThrow('The disk is full');
    isFailing = false;
    questions.add(batchOf(batchKeys(batches)));
  }
  expect(batches).toBeLessThan(50);
  const all = Array.from({ length: batches }, (_, batch) => batchKeys(batch)).flat();
  expect(questions.known(keysOf(all)).indexOf(0)).toBe(-1);
  // Out of the table and what is not in it yet.
  const again = openWriter(database, 0).questions;
  expect(again.known(keysOf(all)).indexOf(0)).toBe(-1);
  database.close();
});

it('keeps of the alerts that it knows nothing but their keys', () => {
  const [alerts, length] = [200, 100_000];
  const database = tables();
  const table = openAlertTable(database);
  const before = heapBytes();
  for (let n = 0; n < alerts; n++) {
    // As a key comes out of the text of its batch.
    const text = `incident:${String(n).padStart(24, '0')}`.padEnd(length, '.');
    const alert = {
      key: text.substring(0, 33),
      record: '{}',
      server: 0,
      closedAt: null,
      passed: 0,
      unwatched: 0,
      first: 0,
      last: 0,
    };
    expect(table.save(alert, 1, n)).toBe(n + 1);
  }
  expect((heapBytes() - before) / alerts).toBeLessThan(length / 10);
  expect(table.idOf(1, 'incident:000000000000000000000007')).toBe(8);
  database.close();
});

describe('an alert that changes', () => {
  let folder: Folder;
  beforeEach(async () => {
    folder = await openFolder();
  });
  afterEach(() => folder.remove());

  const change = (record: Parameters<typeof alertRecord>[0], first: number | null) =>
    folder.add([newEvent({ alert: 'incident:1' })], { alerts: [{ record: alertRecord(record), first, last: 0 }] });
  const open = async () =>
    (await folder.history.remembered()).alerts.map(({ count, severity, firstEvent, lastEvent }) => ({
      ...{ count, severity, firstEvent, lastEvent },
    }));

  it('keeps its first event and takes the newest one', async () => {
    await change({ count: 1 }, 0);
    await change({ count: 2, severity: 'critical' }, null);
    await change({ count: 3, severity: 'warning' }, null);
    await folder.reopen();
    expect(await open()).toEqual([{ count: 3, severity: 'warning', firstEvent: 1, lastEvent: 3 }]);
  });

  it('closes, and is open again with whatever says so', async () => {
    await change({ count: 1 }, 0);
    await change({ count: 2, closedAt: 5 }, null);
    expect(await open()).toEqual([]);
    await change({ count: 3 }, null);
    expect(await open()).toEqual([{ count: 3, severity: 'error', firstEvent: 1, lastEvent: 3 }]);
  });

  it('is told apart from one of the same key at another server, with the events of each', async () => {
    const key = 'incident:1';
    const at = (server: string, title: string) => newEvent({ server, alert: key, title });
    const record = (server: string) => alertRecord({ server, key });
    await folder.add([at('noc', 'one'), at('lab', 'two'), at('noc', 'three')], {
      alerts: [
        { record: record('noc'), first: 0, last: 2 },
        { record: record('lab'), first: 1, last: 1 },
      ],
    });
    // One that does not change with its batch, beside one of the same key that does.
    await folder.add([at('noc', 'four'), at('lab', 'five')], {
      alerts: [{ record: record('lab'), first: null, last: 1 }],
    });
    const story = async (server: string) =>
      (await folder.history.story(server, key, 10)).map(({ title, alert }) => ({ title, alert }));
    const told = (...titles: readonly string[]) => titles.map((title) => ({ title, alert: key }));
    expect(await story('noc')).toEqual(told('one', 'three', 'four'));
    expect(await story('lab')).toEqual(told('two', 'five'));
  });
});
