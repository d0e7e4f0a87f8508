import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { status } from '../host.ts';
import { until } from '../until.ts';

const script = fileURLToPath(new URL('../../build/start.ts', import.meta.url));

describe('npm run demo without a display', () => {
  it('says why, prints the address, is connected, and takes everything along when it ends', async () => {
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
    const child = spawn(process.execPath, [script, '--demo'], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const group = -(child.pid ?? Number.NaN);
    onTestFinished(() => {
      if (child.exitCode === null) process.kill(group, 'SIGKILL');
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stderr.resume();
    await until('the address', () => /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.test(said));
    // Where none can run, none is fetched.
    expect(said).not.toContain('Fetching');
    expect(said).toContain('There is no display here, so "tocsin serve" runs instead of the desktop app.');
    expect(said).toContain('Four stand-in servers run here: SAYMON, Kamea, Flamenco and RackHD.');
    const data = /Data: (\S+)\. /.exec(said)?.[1] ?? '';
    expect(existsSync(data)).toBe(true);
    await until('the demo to be online', async () => {
      const { servers } = await status(data);
      return servers.length === 4 && servers.every(({ state }) => state === 'online');
    });
    const ended = once(child, 'exit');
    // As a terminal does it: to all of the group at once.
    process.kill(group, 'SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(existsSync(data)).toBe(false);
  });
});
