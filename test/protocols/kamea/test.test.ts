import { expect, test } from 'vitest';
import { kamea } from '../../../main/protocols/kamea/adapter.ts';
import type { TestStep } from '../../../preload/contract/api.ts';
import { boiler, pump } from '../../servers/kamea.ts';
import { until } from '../../until.ts';
import { targetOf } from '../line.ts';
import { hasty, settings, started } from './world.ts';

async function steps(
  server: ReturnType<typeof settings>,
  signal = new AbortController().signal,
  heard: (step: TestStep) => void = () => {},
): Promise<string[]> {
  const said: TestStep[] = [];
  const step = (each: TestStep) => {
    said.push(each);
    heard(each);
  };
  await kamea().test({ ...targetOf(server, { clock: hasty }), server: server as never }, step, signal);
  return said.map(({ name, state, why }) => `${name} ${state}${why === null ? '' : ` ${why.code}`}`);
}

test('each step passes, the last one by the first value', async () => {
  const server = await started();
  const said = await steps(settings(server), undefined, ({ name }) => {
    if (name === 'subscribe') server.telemetry(boiler.deviceId, { deviceId: boiler.deviceId, temperature: 1 });
  });
  expect(said).toEqual([
    'name passed',
    'reach passed',
    'connect passed',
    'sign-in passed',
    'subscribe passed',
    'event passed',
  ]);
  await until('gone', () => server.subscriptions().length === 0);
});

test('a quiet device is no fault', async () => {
  const server = await started();
  expect((await steps(settings(server))).at(-1)).toBe('event skipped');
});

test.each(['middleware', 'http'] as const)('a refused token: %s', async (checks) => {
  const server = await started();
  server.checks = checks;
  expect(await steps(settings(server, { auth: { type: 'bearer', token: 'wrong' } }))).toEqual([
    'name passed',
    'reach passed',
    'sign-in failed sign-in',
  ]);
});

test('a device that may not be read', async () => {
  const server = await started();
  server.denied.add(pump.deviceId);
  expect(await steps(settings(server))).toEqual([
    'name passed',
    'reach passed',
    'connect passed',
    'sign-in passed',
    'subscribe failed denied',
  ]);
});

test('a name that is not known', async () => {
  expect(await steps(settings({ url: 'http://nowhere.invalid' }))).toEqual(['name failed name']);
});

test('a namespace that is not known', async () => {
  const server = await started();
  expect(await steps(settings({ url: `${server.url}/jobs` }))).toEqual([
    'name passed',
    'reach passed',
    'connect failed namespace',
  ]);
});

test('it ends when it is called off', async () => {
  const server = await started();
  const aborting = new AbortController();
  const testing = steps(settings(server), aborting.signal);
  await until('asked', () => server.subscriptions().some(({ asked }) => asked.length > 0));
  aborting.abort();
  await testing;
  await until('gone', () => server.subscriptions().length === 0);
});
