import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepPruned } from '../main/pruning.ts';
import { FakeClock } from './fake-clock.ts';
import { newEvent } from './history/events.ts';
import { type Folder, openFolder } from './history/folder.ts';
import { until } from './until.ts';

const now = 1_800_000_000_000;
const wide = { keepDays: 90, keepRows: 1_000, streams: { keepDays: 7, keepRows: 1_000 }, keepMegabytes: 2_048 };
const narrow = { ...wide, keepRows: 4 };

let folder: Folder;
let clock: FakeClock;
let budget = wide;
let stop: () => void;

beforeEach(async () => {
  folder = await openFolder();
  clock = new FakeClock(now);
  budget = wide;
  await folder.add(Array.from({ length: 10 }, (_, n) => newEvent({ key: `key ${n}`, receivedAt: now })));
  stop = keepPruned({
    history: folder.history,
    budget: () => budget,
    clock,
    failed: (line) => expect.fail(line),
  });
});
afterEach(async () => {
  stop();
  await folder.remove();
});

/** Lets time pass, and what the writer was asked meanwhile be done. */
async function pass(ms: number): Promise<number> {
  await clock.tick(ms);
  await folder.history.known([]);
  await clock.tick(0);
  return (await folder.history.size()).rows;
}

it('takes nothing for a budget that is set back within half a minute', async () => {
  expect(await pass(60_000)).toBe(10);
  budget = narrow;
  expect(await pass(60_000)).toBe(10);
  expect(await pass(29_000)).toBe(10);
  budget = wide;
  for (let step = 0; step < 10; step++) expect(await pass(30_000)).toBe(10);
});

it('keeps to a new budget once it has stood', async () => {
  budget = narrow;
  expect(await pass(60_000)).toBe(10);
  await until('the rows to go', async () => (await pass(10_000)) === 4);
});
