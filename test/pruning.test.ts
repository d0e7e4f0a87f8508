import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepPruned } from '../main/pruning.ts';
import { FakeClock } from './fake-clock.ts';
import { newEvent } from './history/events.ts';
import { type Folder, openFolder } from './history/folder.ts';
import { until } from './until.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
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
  stop = start();
});
afterEach(async () => {
  stop();
  await folder.remove();
});

function start(newestAt: number | null = null): () => void {
  return keepPruned({
    history: folder.history,
    budget: () => budget,
    clock,
    newestAt,
    failed: (line) => expect.fail(line),
  });
}

/** What is left after each minute. */
async function minutes(count: number): Promise<readonly number[]> {
  const left: number[] = [];
  while (left.length < count) left.push(await pass(minuteMs));
  return left;
}

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

it('removes nothing for a clock that runs ahead for minutes, and keeps to the number of rows meanwhile', async () => {
  await minutes(100);
  clock.jump(400 * dayMs);
  expect(new Set(await minutes(59))).toEqual(new Set([10]));
  budget = narrow;
  await until('the rows to go', async () => (await pass(minuteMs)) === 4);
  clock.jump(-400 * dayMs);
  expect(new Set(await minutes(200))).toEqual(new Set([4]));
});

it('believes a clock that was put ahead when it has stood for an hour or two', async () => {
  await minutes(30);
  clock.jump(91 * dayMs);
  expect(new Set(await minutes(60))).toEqual(new Set([10]));
  await until('the rows to go', async () => (await pass(minuteMs)) === 0);
  expect(clock.now()).toBeLessThan(now + 91 * dayMs + 160 * minuteMs);
});

it('follows a clock that is set back at once', async () => {
  stop();
  clock.jump(90 * dayMs - 30 * minuteMs);
  stop = start();
  expect(await pass(minuteMs)).toBe(10);
  clock.jump(-dayMs);
  expect(new Set(await minutes(200))).toEqual(new Set([10]));
});

it('removes what is too old on a machine that sleeps after every half an hour', async () => {
  let left = 10;
  for (let day = 0; day < 95 && left > 0; day++) {
    left = (await minutes(30)).at(-1) ?? 0;
    clock.jump(dayMs);
  }
  expect(left).toBe(0);
});

it('waits an hour after a start long after the newest event, and not at all soon after it', async () => {
  stop();
  await folder.add([newEvent({ receivedAt: now + 91 * dayMs })]);
  clock.jump(400 * dayMs);
  stop = start((await folder.history.remembered()).newestAt);
  expect(new Set(await minutes(59))).toEqual(new Set([11]));
  await until('the rows to go', async () => (await pass(minuteMs)) === 0);
  stop();
  const later = clock.now();
  await folder.add([newEvent({ receivedAt: later - 90 * dayMs }), newEvent({ receivedAt: later })]);
  stop = start(later);
  await until('the old one to go', async () => (await pass(minuteMs)) === 1);
  expect(clock.now()).toBeLessThan(later + 30 * minuteMs);
});
