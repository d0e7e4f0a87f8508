import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Crash, crashReports, lastCrash, mayRestart } from '../../main/diagnosis/crash.ts';
import { dataDirectory, type RunningHost, startHost, tocsin } from '../host.ts';
import { until } from '../until.ts';

const hourMs = 3_600_000;

describe('a restart', () => {
  const table: readonly (readonly [string, Crash | null, number, boolean])[] = [
    ['after the first crash', null, 0, true],
    ['after one that comes at once again', { at: 1_000, file: '' }, 2_000, false],
    ['just before an hour is over', { at: 0, file: '' }, hourMs - 1, false],
    ['after an hour of running', { at: 0, file: '' }, hourMs, true],
  ];
  it.each(table)('%s', (_, last, now, may) => {
    expect(mayRestart(last, now)).toBe(may);
  });

  it.each([
    ['1700000000000 /logs/crash 1.txt', { at: 1_700_000_000_000, file: '/logs/crash 1.txt' }],
    ['1700000000000 ', { at: 1_700_000_000_000, file: '' }],
    ['', null],
    ['yes', null],
  ])('is known from its mark: %j', (mark, crash) => {
    expect(lastCrash({ TOCSIN_RESTARTED: mark })).toEqual(crash);
    expect(lastCrash({})).toBe(null);
  });
});

describe('tocsin serve that crashes', () => {
  const secret = 'hunter-two-words';
  let data: Awaited<ReturnType<typeof dataDirectory>>;
  let tools: string;
  let host: RunningHost;

  beforeEach(async () => {
    tools = await mkdtemp(join(tmpdir(), 'tocsin-crash-'));
    // What nobody foresaw, in the program itself, whenever the test says so.
    await writeFile(
      join(tools, 'bomb.mjs'),
      `process.on('SIGUSR2', () => {
         const error = new Error('boom with ${secret} and https://me:other@a.example', { cause: new Error('the fuse') });
         if (process.env.TOCSIN_BOMB === 'promise') void Promise.reject(error);
         else throw error;
       });`,
    );
    const auth = { type: 'token', token: secret };
    const server = { id: 'noc', protocol: 'saymon', url: 'http://127.0.0.1:9', auth, enabled: false };
    data = await dataDirectory({ version: 1, servers: [server] });
  });
  afterEach(async () => {
    await host.kill();
    await data.remove();
    await rm(tools, { recursive: true });
  });

  const env = (bomb: string) => ({
    ...process.env,
    NODE_OPTIONS: `--import=${join(tools, 'bomb.mjs')}`,
    TOCSIN_BOMB: bomb,
  });
  const runs = async () => (await tocsin(['status', '--data-dir', data.path, '--json'])).code !== 3;
  const reports = async () => (await readdir(join(data.path, 'logs'))).filter((name) => name.startsWith('crash-'));

  it.each(['error', 'promise'])(
    'by an %s leaves a report, starts again once, and ends at the second time',
    async (bomb) => {
      host = await startHost(data.path, env(bomb));
      process.kill(host.pid, 'SIGUSR2');
      await until('the report', async () => (await reports().catch(() => [])).length === 1);
      await until('the second start', async () => {
        const { stdout } = await tocsin(['status', '--data-dir', data.path, '--json']);
        return !stdout.includes('"running":false');
      });
      expect(host.child.exitCode).toBe(null);
      // Tabs and bookmarks of before lead to it still.
      await until('its window where it was', () =>
        fetch(host.url).then(
          ({ ok }) => ok,
          () => false,
        ),
      );

      const [name = ''] = crashReports(join(data.path, 'logs'));
      const report = await readFile(join(data.path, 'logs', name), 'utf8');
      expect(report).toMatch(/^Tocsin \d+\.\d+\.\d+ ended unexpectedly at \d{4}-.*\nIt was started again\.\n/);
      expect(report).toContain('Error: boom with •••');
      expect(report).toContain('bomb.mjs');
      expect(report).toContain('Caused by: Error: the fuse');
      expect(report).not.toContain(secret);
      expect(report).not.toContain('other');
      expect(host.stderr()).not.toContain(secret);

      const { stdout } = await tocsin(['check', '--data-dir', data.path, '--bundle', join(tools, 'b.json')]);
      expect(stdout).toContain('The bundle is in');
      const bundle = JSON.parse(await readFile(join(tools, 'b.json'), 'utf8'));
      expect(bundle.notices).toContainEqual({
        code: 'crashed',
        params: { at: expect.any(Number), file: join(data.path, 'logs', name) },
      });
      expect(bundle.crashes[0].lines.join('\n')).toContain('boom with •••');
      expect(JSON.stringify(bundle)).not.toContain(secret);

      process.kill(host.pid, 'SIGUSR2');
      await until('the end', () => host.child.exitCode !== null);
      expect(host.child.exitCode).toBe(70);
      expect(await reports()).toHaveLength(2);
      expect(await runs()).toBe(false);
    },
  );
});
