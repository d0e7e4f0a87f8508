import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchTrayPlace } from '../../main/desktop/tray-place.ts';
import { FakeClock } from '../fake-clock.ts';
import { end, startBus, startWithLine } from './daemons.ts';

/** A panel with a place for icons, as the bus sees it. */
const panelProgram = `
  import { defineInterface, sessionBus } from 'dbus-native';
  const bus = sessionBus({ busAddress: process.env.DBUS_SESSION_BUS_ADDRESS });
  const there = { type: 'b', access: 'read', get: () => true };
  const watcher = defineInterface({
    name: 'org.kde.StatusNotifierWatcher',
    properties: { IsStatusNotifierHostRegistered: there },
  });
  await bus.export('/StatusNotifierWatcher', watcher);
  await bus.requestName('org.kde.StatusNotifierWatcher', 0);
  console.log('ready');`;

let home = '';
let env: NodeJS.ProcessEnv = {};
const children: ChildProcess[] = [];
let close: () => void = () => undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tocsin-tray-'));
  env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'bus')}` };
});

afterEach(async () => {
  close();
  for (const child of children.splice(0).reverse()) {
    child.kill('SIGCONT');
    await end(child);
  }
  await rm(home, { recursive: true });
});

function started({ child }: Awaited<ReturnType<typeof startWithLine>>): ChildProcess {
  children.push(child);
  return child;
}

const bus = async () => started(await startBus(env, env['DBUS_SESSION_BUS_ADDRESS']));
const panel = async () =>
  started(await startWithLine(process.execPath, ['--input-type=module', '-e', panelProgram], env));

function watch(clock: FakeClock): readonly boolean[] {
  const told: boolean[] = [];
  close = watchTrayPlace((there) => told.push(there), { clock, env, platform: 'linux' });
  return told;
}

/** Lets the clock go on until it has been told. */
const tells = (clock: FakeClock, told: readonly boolean[], expected: readonly boolean[]) =>
  vi.waitFor(
    async () => {
      await clock.tick(1_000);
      expect(told).toEqual(expected);
    },
    { timeout: 20_000, interval: 20 },
  );

it('a bus that is too busy to answer is asked again', async () => {
  const ours = await bus();
  await panel();
  ours.kill('SIGSTOP');
  const clock = new FakeClock(0);
  const told = watch(clock);
  await vi.waitFor(() => expect(told).toEqual([false]), { timeout: 20_000 });
  ours.kill('SIGCONT');
  await tells(clock, told, [false, true]);
});

it('a panel that is too busy to answer is asked again, and is not taken for gone meanwhile', async () => {
  await bus();
  const ours = await panel();
  ours.kill('SIGSTOP');
  const clock = new FakeClock(0);
  const told = watch(clock);
  // Not before its question has been too late.
  await vi.waitFor(() => expect(clock.waiting).toBe(1), { timeout: 20_000 });
  expect(told).toEqual([]);
  ours.kill('SIGCONT');
  await tells(clock, told, [true]);
});

it('a bus that was started anew is found again', async () => {
  const ours = await bus();
  await panel();
  const clock = new FakeClock(0);
  const told = watch(clock);
  await tells(clock, told, [true]);
  await end(ours, 'SIGKILL');
  await tells(clock, told, [true, false]);
  await bus();
  await panel();
  await tells(clock, told, [true, false, true]);
});

it('nobody is asked any more once it is closed', async () => {
  const clock = new FakeClock(0);
  const told = watch(clock);
  await vi.waitFor(() => expect(clock.waiting).toBe(1), { timeout: 20_000 });
  expect(told).toEqual([false]);
  close();
  expect(clock.waiting).toBe(0);
});

it.each<[NodeJS.Platform, boolean]>([
  ['linux', false],
  ['win32', true],
  ['darwin', true],
])('without a bus %s tells at once: %s', (platform, there) => {
  const told: boolean[] = [];
  watchTrayPlace((now) => told.push(now), {
    clock: new FakeClock(0),
    env: { XDG_RUNTIME_DIR: home },
    platform,
  });
  expect(told).toEqual([there]);
});
