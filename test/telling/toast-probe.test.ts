import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { probeToasts } from '../../main/telling/toast-probe.ts';
import type { DriverView } from '../../main/toasts/choose.ts';
import type { Cause } from '../../preload/contract/api.ts';
import { openDesk } from '../desk.ts';
import { FakeClock } from '../fake-clock.ts';
import { startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

const noDaemon: Cause = { code: 'toast', params: { driver: 'D-Bus', text: 'no daemon' } };
const noProgram: Cause = { code: 'toast', params: { driver: 'node-notifier', text: 'no notify-send' } };
const view = (name: string, why: Cause | null): DriverView => ({
  name,
  chosen: why === null,
  why,
  heldBack: 'none',
  sounds: { desktop: false, alarm: false },
});

function world(drivers: readonly DriverView[]) {
  const clock = new FakeClock(0);
  const told: (string | null)[] = [];
  const here = { clock, told, drivers, tried: false };
  const stop = probeToasts({
    clock,
    driver: { describe: async () => here.drivers },
    toaster: {
      get tried() {
        return here.tried;
      },
      probed: (why) => told.push(why === null ? null : String(why.params['text'])),
    },
  });
  return Object.assign(here, { stop });
}

it.each<[name: string, drivers: readonly DriverView[], told: string | null]>([
  ['by the first driver', [view('freedesktop', null), view('node-notifier', noProgram)], null],
  ['by another one', [view('freedesktop', noDaemon), view('node-notifier', null)], null],
  ['by none', [view('freedesktop', noDaemon), view('node-notifier', noProgram)], 'no daemon'],
])('says at the start whether toasts can be shown: %s', async (_, drivers, told) => {
  const here = world(drivers);
  await here.clock.tick(0);
  expect(here.told).toEqual([told]);
});

it('and the tray shows it before the first toast', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-probe-'));
  const saymon = await startSaymon();
  const driver = new ScriptedDriver();
  driver.broken = noDaemon;
  const desk = await openDesk({ directory, saymon, drivers: [{ name: 'scripted', open: () => driver }] });
  try {
    await until('the cross', () => desk.core.tray().mark === 'cross');
    expect(desk.core.tray().tooltip).toBe('Tocsin: toasts cannot be shown, click to see why.');
    expect(driver.asked).toBe(0);
    driver.broken = null;
    await desk.command('diagnosis.toast', { severity: 'error' });
    expect(desk.core.tray()).toMatchObject({ mark: null, tooltip: 'Tocsin: nothing open. 1 server online.' });
  } finally {
    await desk.close();
    await saymon.close();
    await rm(directory, { recursive: true, force: true });
  }
});

it('asks each minute until they can be shown', async () => {
  const here = world([view('freedesktop', noDaemon)]);
  await here.clock.tick(60_000);
  expect(here.told).toEqual(['no daemon', 'no daemon']);
  here.drivers = [view('freedesktop', null)];
  await here.clock.tick(60_000);
  await here.clock.tick(600_000);
  expect(here.told).toEqual(['no daemon', 'no daemon', null]);
});

it('says nothing once a toast was tried, or after its end', async () => {
  const tried = world([view('freedesktop', noDaemon)]);
  tried.tried = true;
  await tried.clock.tick(600_000);
  expect(tried.told).toEqual([]);
  const ended = world([view('freedesktop', noDaemon)]);
  await ended.clock.tick(0);
  ended.stop();
  await ended.clock.tick(600_000);
  expect(ended.told).toEqual(['no daemon']);
});
