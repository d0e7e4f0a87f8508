import { afterEach, expect, test } from 'vitest';
import { rackhd } from '../../../main/protocols/rackhd/adapter.ts';
import type { ServerSettings, TestStep } from '../../../preload/contract/api.ts';
import { FakeClock } from '../../fake-clock.ts';
import { event } from '../../servers/rackhd-bodies.ts';
import { startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { type LineOptions, targetOf } from '../line.ts';
import { House, settings } from './lines.ts';

const house = new House();
afterEach(() => house.close());

interface Run {
  readonly said: TestStep[];
  readonly ended: Promise<void>;
}

function begun(server: ServerSettings, signal = new AbortController().signal, options: LineOptions = {}): Run {
  const said: TestStep[] = [];
  const target = { ...targetOf(server, options), server: server as never };
  return { said, ended: rackhd().test(target, (step) => said.push(step), signal) };
}

function told({ said }: Run): string[] {
  return said.map(({ name, state, why }) => `${name} ${state}${why === null ? '' : ` ${why.code}`}`);
}

test('each step passes, the last one by an event', async () => {
  const server = await house.started();
  const run = begun(settings(server.url));
  await until('watched', () => run.said.some(({ name }) => name === 'subscribe'));
  server.publish(event('graph.finished.g1', { status: 'failed' }));
  await run.ended;
  expect(told(run)).toEqual(['name passed', 'reach passed', 'connect passed', 'subscribe passed', 'event passed']);
  await until('gone', () => server.connections() === 0);
});

test('a quiet server is no fault', async () => {
  const server = await house.started();
  const clock = new FakeClock(Date.now());
  const run = begun(settings(server.url), undefined, { clock });
  await until('watched', async () => {
    await clock.tick(0);
    return run.said.some(({ name }) => name === 'subscribe');
  });
  await clock.tick(5_000);
  await run.ended;
  expect(told(run).at(-1)).toBe('event skipped');
});

test('a watch that is refused', async () => {
  const server = await house.started();
  server.exchanges.delete('on.events');
  const run = begun(settings(server.url, { presets: { results: true }, heartbeat: false }));
  await run.ended;
  expect(told(run)).toEqual(['name passed', 'reach passed', 'connect passed', 'subscribe failed subscription']);
});

test('a name that is not known', async () => {
  const run = begun(settings('ws://nowhere.invalid:9100'));
  await run.ended;
  expect(told(run)).toEqual(['name failed name']);
});

test('nobody there', async () => {
  const server = await house.started();
  await server.close();
  const run = begun(settings(server.url));
  await run.ended;
  expect(told(run)).toEqual(['name passed', 'reach failed refused']);
});

test('a server of another kind', async () => {
  const server = await startSaymon();
  house.closing(() => server.close());
  const run = begun(settings(server.url));
  await run.ended;
  expect(told(run)).toEqual(['name passed', 'reach passed', 'connect failed socketio-4']);
});

test('it ends when it is called off', async () => {
  const server = await house.started();
  const aborting = new AbortController();
  const run = begun(settings(server.url), aborting.signal);
  await until('watched', () => server.subscriptions().length > 0);
  aborting.abort();
  await run.ended;
  await until('gone', () => server.connections() === 0);
});
