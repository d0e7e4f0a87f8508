import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pack } from '../../main/history/packing.ts';
import { openWriter } from '../../main/history/writer.ts';
import { alertRecord, newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';
import { tables } from './tables.ts';

const batchOf = (keys: readonly string[]) =>
  pack({ events: keys.map((key) => newEvent({ key })), alerts: [], repeats: [] });

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
  expect(questions.known(['noc', 'noc', 'noc'], ['unheard', 'old-7', 'new-1-7'])).toEqual(Uint8Array.of(0, 1, 1));
  // The two that are there, and not the one that is not.
  expect(looks.length).toBe(2);
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
});
