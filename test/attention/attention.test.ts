import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Attention } from '../../main/attention/attention.ts';
import { openToasting } from '../toasting.ts';
import { until } from '../until.ts';
import { incident, noc } from '../wire.ts';

let directory: string;
let house: Awaited<ReturnType<typeof openToasting>>;
let attention: Attention;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-attention-'));
  house = await openToasting(directory);
  const closedHere = (server: string, key: string) => house.intake.closedHere(server, key);
  attention = new Attention({ ...house, closedHere, changed: () => undefined });
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

const nth = (n: number) => incident({ key: `incident:${n}:1`, alert: `incident:${n}`, title: 'CPU over 95 %' });
const isUp = () => !house.driver.withdrawn.includes(1);

it('takes away the toast of an alert that is closed by hand', async () => {
  await house.take(incident());
  await house.outcomes(1);
  expect(isUp()).toBe(true);
  expect(await attention.closeAlert(noc.id, 'incident:1')).toBe(true);
  expect(isUp()).toBe(false);
});

it('leaves the toast of equal alerts until the last of them is closed by hand', async () => {
  await house.take(nth(1), nth(2));
  await house.outcomes(1);
  expect(house.driver.shown.map(({ title }) => title)).toEqual(['Critical: UPS-1 (× 2)']);
  await attention.closeAlert(noc.id, 'incident:1');
  expect(isUp()).toBe(true);
  await attention.closeAlert(noc.id, 'incident:2');
  expect(isUp()).toBe(false);
  // What comes then is the first of its kind.
  await house.take(nth(3));
  expect((await house.toasts(2)).at(-1)?.title).toBe('Critical: UPS-1');
});

it('takes away the toasts of a server that nobody watches any more', async () => {
  await house.take(incident());
  await house.outcomes(1);
  await attention.leave(new Set([noc.id]));
  expect(isUp()).toBe(true);
  await attention.leave(new Set());
  expect(isUp()).toBe(false);
});

it('takes away what comes up only after it was seen', async () => {
  house.driver.hold();
  await house.take(incident());
  await until('the toast to be on its way', () => house.driver.asked > 0);
  await attention.see('all');
  await house.take(nth(2));
  await attention.see(await house.history.rows([2]));
  expect(house.driver.withdrawn).toEqual([]);
  house.driver.release();
  await until('both to be taken away', () => house.driver.withdrawn.length === 2);
  expect(house.driver.shown).toHaveLength(2);
});
