import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { status, tocsin } from '../host.ts';
import { until } from '../until.ts';

const start = fileURLToPath(new URL('../../build/start.ts', import.meta.url));

test('the demo runs on one stand-in of each kind, all online, and has something to tell of each', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-demo-test-'));
  // Without a display it is `tocsin serve` that runs.
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn(process.execPath, [start, '--demo'], { env: { ...env, TMPDIR: folder }, stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  const data = await until('its data', async () => {
    const name = (await readdir(folder)).find((each) => each.startsWith('tocsin-demo-'));
    return name === undefined ? null : join(folder, name);
  });
  const servers = await until(
    'all online',
    async () => {
      // Its data are there before it is.
      const found = (await status(data).catch(() => null))?.servers ?? [];
      return found.length > 0 && found.every(({ state }) => state === 'online') ? found : null;
    },
    20_000,
  );
  expect(servers.map(({ protocol }) => protocol).sort()).toEqual(['flamenco', 'kamea', 'rackhd', 'saymon']);
  await until(
    'something of each',
    async () => {
      const { stdout } = await tocsin(['history', '--data-dir', data, '--json']);
      const rows = stdout.split('\n').filter((line) => line !== '');
      const told = new Set(rows.map((line) => (JSON.parse(line) as { protocol: string }).protocol));
      return servers.every(({ protocol }) => told.has(protocol));
    },
    30_000,
  );
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  expect(await readdir(folder)).toEqual([]);
}, 90_000);
