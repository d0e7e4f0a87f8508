import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nocSettings } from '../e2e/house.ts';
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

  test('are all connected anew within 3 s of waking, which is no outage', async ({ desk }) => {
    const { saymon, desktop } = desk;
    const app = await desk.start('--hidden');
    await until('three lines', () => saymon.subscriptions().length === 3);
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
    expect(performance.now() - began).toBeLessThan(3_000);
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
