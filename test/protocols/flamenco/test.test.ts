import { afterEach, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { flamenco } from '../../../main/protocols/flamenco/adapter.ts';
import type { TestStep } from '../../../preload/contract/api.ts';
import { startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { targetOf } from '../line.ts';
import { Lines, settings } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

const hasty: Clock = { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 10, run) };

async function steps(url: string, signal = new AbortController().signal): Promise<string[]> {
  const said: TestStep[] = [];
  const server = settings(url);
  await flamenco().test({ ...targetOf(server, { clock: hasty }), server }, (step) => said.push(step), signal);
  return said.map(({ name, state, why }) => `${name} ${state}${why === null ? '' : ` ${why.code}`}`);
}

test('each step passes, the last one by what is open', async () => {
  const server = await lines.start();
  server.addJob({ status: 'active' });
  expect(await steps(server.url)).toEqual([
    'name passed',
    'reach passed',
    'connect passed',
    'subscribe passed',
    'event passed',
  ]);
  await until('gone', () => server.sockets().length === 0);
});

test('a quiet farm is no fault', async () => {
  const server = await lines.start();
  expect((await steps(server.url)).at(-1)).toBe('event skipped');
});

test('a refused subscription', async () => {
  const server = await lines.start();
  server.answers.set('allWorkers', 'unknown subscription type, ignoring request');
  expect(await steps(server.url)).toContain('subscribe failed subscription');
});

test('REST that fails is told, and is no failure', async () => {
  const server = await lines.start();
  server.rest = 500;
  expect(await steps(server.url)).toContain('subscribe skipped http');
});

test('a name that is not known', async () => {
  expect(await steps('http://nowhere.invalid')).toEqual(['name failed name']);
});

test('nobody there', async () => {
  const server = await lines.start();
  await server.close();
  expect(await steps(server.url)).toEqual(['name passed', 'reach failed refused']);
});

test('a server of another kind', async () => {
  const saymon = await startSaymon();
  lines.ends(() => saymon.close());
  expect(await steps(saymon.url)).toEqual(['name passed', 'reach passed', 'connect failed socketio-4']);
});

test('it ends when it is called off', async () => {
  const server = await lines.start();
  const aborting = new AbortController();
  const testing = steps(server.url, aborting.signal);
  await until('subscribed', () => server.sockets().some(({ asked }) => asked.length > 0));
  aborting.abort();
  await testing;
  await until('gone', () => server.sockets().length === 0);
});
