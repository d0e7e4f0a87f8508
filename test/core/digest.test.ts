import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WindowSession } from '../../main/core.ts';
import { type DigestBucket, digestStepMs, type Update } from '../../preload/contract/api.ts';
import { type Desk, openDesk } from '../desk.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

let directory: string;
let saymon: Saymon;
let driver: ScriptedDriver;
let desk: Desk;
let window: WindowSession;
let updates: Update[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-core-digest-'));
  saymon = await startSaymon();
  driver = new ScriptedDriver();
  desk = await openDesk({ directory, saymon, drivers: [{ name: 'scripted', open: () => driver }] });
  updates = [];
  window = desk.core.openWindow((update) => updates.push(update));
  await window.handle('window.start', { filter: { text: 'nothing is called so' } });
});
afterEach(async () => {
  await desk.close();
  await saymon.close();
  await rm(directory, { recursive: true });
});

async function digest(): Promise<DigestBucket | undefined> {
  const from = (Math.floor(Date.now() / digestStepMs) - 4) * digestStepMs;
  const input = { from, to: from + 8 * digestStepMs, bucketMs: 8 * digestStepMs };
  const answer = await window.handle('history.digest', input);
  if (!answer.ok) throw new Error(answer.error.text);
  return (answer.value as readonly DigestBucket[])[0];
}

const told = () => updates.filter(({ name }) => name === 'counted').length;

it('a window learns that counts have changed when something came and when its toast was shown, whatever it filters by', async () => {
  driver.hold();
  saymon.openIncident({ text: 'CPU over 95 %' });
  await until('the toast to be asked for', () => driver.asked === 1);
  await until('the window to be told of what came', () => told() === 1);
  expect(await digest()).toMatchObject({ severities: { critical: 1 }, outcomes: { pending: 1, shown: 0 } });
  driver.release();
  await until('the window to be told of the toast', () => told() === 2);
  expect(await digest()).toMatchObject({ severities: { critical: 1 }, outcomes: { pending: 0, shown: 1 } });
});

it('streams change no count, so a window is not told of them', async () => {
  saymon.emit('incident-count', { count: 5 });
  await until('the stream to be stored', () => updates.some(({ name }) => name === 'alerts'));
  saymon.trap({ level: 1 });
  await until('the window to be told', () => told() > 0);
  expect(updates.findIndex(({ name }) => name === 'alerts')).toBeLessThan(
    updates.findIndex(({ name }) => name === 'counted'),
  );
  expect(await digest()).toMatchObject({ severities: { ok: 0, info: 0, critical: 0 } });
});

it.each([
  ['not on a quarter of an hour', { from: 1, to: digestStepMs, bucketMs: digestStepMs }],
  ['in no stretches', { from: 0, to: digestStepMs, bucketMs: 0 }],
  ['over more than a week', { from: 0, to: 673 * digestStepMs, bucketMs: digestStepMs }],
])('a digest %s is refused', async (_, input) => {
  expect(await window.handle('history.digest', input)).toMatchObject({ ok: false, error: { code: 'bad-input' } });
});
