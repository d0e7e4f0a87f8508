import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../main/clock.ts';
import { openHistory } from '../../main/history/open.ts';
import { newEvent } from '../history/events.ts';
import { startThread } from '../history/folder.ts';
import { dataDirectory, entry, startHost, tocsin } from '../host.ts';
import { until } from '../until.ts';

let data: Awaited<ReturnType<typeof dataDirectory>>;
beforeAll(async () => {
  data = await dataDirectory({ version: 1 });
  const history = await openHistory({ directory: data.path, start: startThread, clock: systemClock });
  const events = Array.from({ length: 2_000 }, (_, n) => newEvent({ key: `event:${n}`, title: `Event ${n}` }));
  await history.add({ events, alerts: [], repeats: [] });
  await history.close();
});
afterAll(() => data.remove());

/** Runs a command whose reader takes the beginning of what it says and goes. */
async function readByHead(args: readonly string[]) {
  const child = spawn(process.execPath, [entry, ...args, '--data-dir', data.path], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  return { code, stderr };
}

it.each([[['history', '--json', '--limit', '0']], [['history', '--csv', '--limit', '0']]])(
  'says nothing of a reader that has gone: %j',
  async (args) => {
    expect(await readByHead(args)).toEqual({ code: 0, stderr: '' });
  },
);

it('says in one line that a disk is full', async () => {
  const child = spawn('sh', ['-c', `"${process.execPath}" "${entry}" --help > /dev/full`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = await once(child, 'close');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^What was asked for cannot be written: ENOSPC[^\n]*\n$/);
});

it('goes on serving when nobody reads what it says any more', async () => {
  const other = await dataDirectory({ version: 1 });
  const host = await startHost(other.path);
  host.child.stderr?.destroy();
  const said = async () => {
    // It is made with its first line.
    const log = await readFile(join(other.path, 'logs', 'tocsin.log'), 'utf8').catch(() => '');
    return log.split('were edited and cannot be read').length - 1;
  };
  // Each is a line of its own on standard error, too.
  for (let n = 1; n <= 2; n++) {
    await writeFile(join(other.path, 'settings.json'), `{ ${n}`);
    await until('the broken settings to be told', async () => (await said()) === n);
  }
  expect((await tocsin(['status', '--data-dir', other.path])).code).toBe(0);
  expect(host.child.exitCode).toBeNull();
  expect(await host.stop()).toBe(0);
  await other.remove();
});
