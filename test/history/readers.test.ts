import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory, openHistoryReader } from '../../main/history/open.ts';
import { FakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';
import { newEvent } from './events.ts';
import { type Folder, openFolder, startThread } from './folder.ts';

let folder: Folder;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

/** Starts threads and counts those that read. */
function countedReaders() {
  const readers: Worker[] = [];
  let ended = 0;
  const start = (setup: unknown) => {
    const worker = startThread(setup);
    if (!(setup as { role: string }).role.startsWith('r')) return worker;
    readers.push(worker);
    worker.once('exit', () => {
      ended += 1;
    });
    return worker;
  };
  return { start, readers, ended: () => ended };
}

describe('a reader', () => {
  it('reads while another program writes, and an empty history where there is none', async () => {
    const reader = openHistoryReader({ directory: folder.directory, start: startThread });
    expect((await reader.page({}, null, 10)).rows).toEqual([]);
    await folder.add([newEvent()]);
    expect((await reader.page({}, null, 10)).rows).toHaveLength(1);
    await reader.close();
    const none = openHistoryReader({ directory: join(folder.directory, 'nowhere'), start: startThread });
    expect(await none.page({}, null, 10)).toEqual({ rows: [], next: null });
    expect((await none.search({}, 1)).count).toEqual({ count: 0, more: false });
    expect(await none.event(1)).toBeNull();
    await none.close();
  });

  it('finds each commit at once while a flood is written', async () => {
    const done = { yes: false };
    const flood = (async () => {
      for (let batch = 0; batch < 40; batch++) {
        await folder.add(Array.from({ length: 500 }, () => newEvent({ title: `batch ${batch}` })));
        const [newest] = await folder.ids({ text: `"batch ${batch}"` });
        expect(newest).toBe(500 * (batch + 1));
      }
      done.yes = true;
    })();
    let last = 0;
    while (!done.yes) {
      const page = await folder.history.page({ minSeverity: 'error' }, null, 100);
      const newest = page.rows[0]?.id ?? 0;
      expect(newest % 500).toBe(0);
      expect(newest).toBeGreaterThanOrEqual(last);
      last = newest;
    }
    await flood;
  });

  it('says why when it cannot read', async () => {
    const broken = (): Worker => startThread({ role: 'reader', directory: { not: 'a path' } });
    const reader = openHistoryReader({ directory: folder.directory, start: broken });
    await expect(reader.page({}, null, 10)).rejects.toThrow('A thread of the history ended');
    await expect(reader.search({}, 1)).rejects.toThrow('A thread of the history ended');
  });

  it('ends after a minute without a question, and comes back', async () => {
    await folder.history.close();
    const clock = new FakeClock(1_800_000_000_000);
    const { start, readers, ended } = countedReaders();
    folder.history = await openHistory({ directory: folder.directory, start, clock });
    expect(readers).toHaveLength(0);
    await folder.history.search({}, 1);
    await clock.tick(59_000);
    await folder.history.search({}, 1);
    await clock.tick(59_000);
    expect([readers.length, ended()]).toEqual([1, 0]);
    await clock.tick(1_001);
    await until('the reader to end', () => ended() === 1);
    expect((await folder.history.search({}, 1)).count).toEqual({ count: 0, more: false });
    expect(readers).toHaveLength(2);
  });

  it('is there before the first question where one is expected, once, and ends when none comes', async () => {
    await folder.history.close();
    const clock = new FakeClock(1_800_000_000_000);
    const { start, readers, ended } = countedReaders();
    folder.history = await openHistory({ directory: folder.directory, start, clock });
    folder.history.wake();
    folder.history.wake();
    expect(readers).toHaveLength(1);
    expect((await folder.history.search({}, 1)).count).toEqual({ count: 0, more: false });
    expect(readers).toHaveLength(1);
    await clock.tick(60_001);
    await until('the reader to end', () => ended() === 1);
    folder.history.wake();
    expect(readers).toHaveLength(2);
    await folder.history.close();
    folder.history.wake();
    expect(readers).toHaveLength(2);
  });

  it('answers what was asked before it was closed, and refuses what is asked after', async () => {
    const asked = folder.history.search({}, 1);
    const closing = folder.history.close();
    expect((await asked).count).toEqual({ count: 0, more: false });
    await closing;
    await folder.history.close();
    await expect(folder.history.search({}, 1)).rejects.toThrow('The history is closed.');
    await expect(folder.add([newEvent()])).rejects.toThrow('The history is closed.');
    await rm(folder.directory, { recursive: true });
  });
});
