import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { shown } from '../desktop/notices.ts';
import { trayMenu } from '../desktop/tray-icon.ts';
import { nocSettings } from '../e2e/house.ts';
import { tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { expect, test } from './desk.ts';

/** Three times the same server, so that it is seen that all of them are asked anew. */
const thrice = (saymon: Saymon) => {
  const settings = nocSettings(saymon) as { servers: [Record<string, unknown>] };
  const [server] = settings.servers;
  return { ...settings, servers: ['noc', 'lab', 'plant'].map((id) => ({ ...server, id, name: id })) };
};

const sockets = (saymon: Saymon) => saymon.subscriptions().map(({ socket }) => socket);

test.describe('three servers', () => {
  test.use({ with: { tray: true, settings: thrice } });

  test('are all connected anew soon after waking, which is no outage', async ({ desk }) => {
    const { saymon, desktop } = desk;
    const app = await desk.start('--hidden');
    await until('three lines', () => saymon.subscriptions().length === 3, 30_000);
    const before = new Set(sockets(saymon));
    const began = performance.now();
    await app.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend');
      powerMonitor.emit('resume');
    });
    await until('three other lines', () => {
      const now = sockets(saymon);
      return now.length === 3 && now.every((socket) => !before.has(socket));
    });
    // Spread over 2 s (test/connections/gaps.test.ts); the rest is the machine's.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(desktop.notices.map(({ title }) => title)).toEqual([]);
  });
});

test('the end of the system is a clean one', async ({ desk }) => {
  const app = await desk.start('--hidden');
  await desk.online();
  const waited = app.evaluate(({ powerMonitor }) => {
    let prevented = false;
    powerMonitor.emit('shutdown', { preventDefault: () => (prevented = true) });
    return prevented;
  });
  expect(await waited).toBe(true);
  expect(await app.ended).toBe(0);
});

test('the end of a session on Windows is a clean one where there is a window', async ({ desk }) => {
  const app = await desk.start();
  await desk.online();
  await app.page();
  await app.evaluate(({ BrowserWindow }) => {
    const event = { reasons: ['logoff' as const], defaultPrevented: false, preventDefault: () => undefined };
    BrowserWindow.getAllWindows()[0]?.emit('session-end', event);
  });
  expect(await app.ended).toBe(0);
  expect(app.stderr()).toContain('The session ends');
  expect(JSON.parse((await tocsin(['status', '--data-dir', desk.data, '--json'])).stdout)).toEqual({ running: false });
});

test('without a window Windows says nothing before it ends the app, and what was shown is kept and told once', async ({
  desk,
}) => {
  const { desktop, saymon, data } = desk;
  const app = await desk.start('--hidden');
  await desk.online();
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await shown(desktop.notices, 'Critical: UPS-1');
  const told = async () => {
    const { stdout } = await tocsin(['history', '--data-dir', data, '--json', '--min-severity', 'critical']);
    const rows = stdout.split('\n').filter((line) => line !== '');
    return rows.map((line) => (JSON.parse(line) as { decision: { outcome: string } }).decision.outcome);
  };
  // Ended before this is written, it would be told once more, in the summary of the restart.
  await until('it to be known as shown', async () => (await told())[0] === 'shown', 30_000);
  await app.evaluate(() => void setImmediate(() => process.kill(process.pid, 'SIGKILL')));
  expect(await app.ended).toBeNull();
  const before = saymon.subscriptions().length;
  await desk.start('--hidden');
  await until('the next line', () => saymon.subscriptions().length > before, 30_000);
  await until('the tray to know it', async () =>
    (await trayMenu(desktop.env)).some(({ label }) => label.includes('CPU over 95 %')),
  );
  expect(await told()).toEqual(['shown']);
  expect(desktop.notices.filter(({ title }) => title.startsWith('Critical'))).toHaveLength(1);
});

test('an error that nobody knows leaves a report, and the app starts again', async ({ desk }) => {
  const { saymon } = desk;
  const app = await desk.start('--hidden');
  await desk.online();
  const before = new Set(sockets(saymon));
  await app.evaluate(() => {
    setImmediate(() => {
      throw new Error('A planned one');
    });
  });
  expect(await app.ended).toBe(70);
  await until(
    'the next one to watch the server',
    () => {
      const now = sockets(saymon);
      return now.some((socket) => !before.has(socket));
    },
    30_000,
  );
  const logs = join(desk.data, 'logs');
  const [report, ...others] = readdirSync(logs).filter((name) => name.startsWith('crash-'));
  expect(others).toEqual([]);
  expect(readFileSync(join(logs, report ?? ''), 'utf8')).toContain('A planned one');
});

test('a secret of the settings is nowhere to be read in the data directory', async ({ desk }) => {
  const app = await desk.start('--hidden');
  await desk.online();
  await app.stop();
  const files = everyFile(desk.data);
  expect(files.some((file) => file.endsWith('secrets.json'))).toBe(true);
  const told = files.filter((file) => readFileSync(file).includes('session-1'));
  expect(told).toEqual([]);
});

function everyFile(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) return everyFile(path);
    return stat?.isFile() === true ? [path] : [];
  });
}
