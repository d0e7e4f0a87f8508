import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notifications } from '../../main/diagnosis/diagnosis.ts';
import { chooseDrivers } from '../../main/toasts/choose.ts';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { end } from '../desktop/daemons.ts';
import { shown } from '../desktop/notices.ts';
import { until } from '../until.ts';
import { onDesktop, toast } from './toast.ts';

const run = promisify(execFile);
const desktop = onDesktop();
let xfconfd: ChildProcess | null = null;

beforeAll(async () => {
  const place = readdirSync('/usr/lib')
    .map((name) => `/usr/lib/${name}/xfce4/xfconf/xfconfd`)
    .find((path) => existsSync(path));
  if (place === undefined) throw new Error('xfconfd is not installed. Run: node test/system/install.mjs');
  const { env } = desktop();
  xfconfd = spawn(place, [], { env, stdio: 'ignore' });
  await until('xfconfd', async () => {
    const { stdout } = await run('busctl', [`--address=${env['DBUS_SESSION_BUS_ADDRESS']}`, 'list', '--acquired'], {
      env,
    });
    return stdout.includes('org.xfce.Xfconf');
  });
});
afterAll(async () => {
  if (xfconfd !== null) await end(xfconfd);
});

async function disturb(not: boolean): Promise<void> {
  const args = ['-c', 'xfce4-notifyd', '-p', '/do-not-disturb', '-n', '-t', 'bool', '-s', String(not)];
  await run('xfconf-query', args, { env: desktop().env });
}
/** How many popups stand on the screen. */
async function popups(): Promise<number> {
  const search = ['search', '--onlyvisible', '--class', 'xfce4-notifyd'];
  const found = await run('xdotool', search, { env: desktop().env }).catch(() => ({ stdout: '' }));
  return found.stdout.split('\n').filter((line) => line !== '').length;
}

it('knows that the desktop itself holds toasts back, breaks nothing, and says so', async () => {
  const drivers = chooseDrivers(
    () => 'auto',
    [{ name: 'freedesktop', open: openFreedesktop }],
    () => undefined,
  );
  expect((await drivers.describe())[0]).toMatchObject({ why: null, heldBack: 'none' });
  await disturb(true);
  expect((await notifications({ drivers: drivers.describe })).map((each) => each())).toMatchObject([
    {
      name: 'Notifications by freedesktop',
      state: 'note',
      text: expect.stringContaining('"Do not disturb" and holds back all but urgent ones'),
    },
  ]);
  expect(await drivers.show(toast({ title: 'Not now', urgency: 'show' }))).toMatchObject({ shown: true });
  await shown(desktop().notices, 'Not now');
  expect(await drivers.show(toast({ title: 'Now', urgency: 'urgent' }))).toMatchObject({ shown: true });
  await until('the urgent one to stand on the screen', async () => (await popups()) === 1);
  await disturb(false);
  expect((await drivers.describe())[0]).toMatchObject({ why: null, heldBack: 'none' });
  expect(await drivers.show(toast({ title: 'Again', urgency: 'show' }))).toMatchObject({ shown: true });
  await until('both to stand on the screen', async () => (await popups()) === 2);
  await drivers.close();
});

it('does not know it where nobody can be asked', async () => {
  await disturb(true);
  if (xfconfd !== null) await end(xfconfd);
  const driver = openFreedesktop(() => undefined);
  expect(await driver.holdsBack?.()).toBe('none');
  await desktop().endDaemon();
  expect(await driver.holdsBack?.()).toBe('none');
  await driver.close();
});
