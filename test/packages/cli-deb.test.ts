import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianPackage } from '../../build/cli-deb.ts';
import { stageCli } from '../../build/cli-package.ts';
import { until } from '../until.ts';
import { type DebianRoot, debianRoot } from './debian-root.ts';
import { data, entry, homeOfAnna } from './homes.ts';
import { lintianFindsNothing } from './lintian.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let deb = '';
let system: DebianRoot;
/** A user's home beside the system, so that default folders are theirs. */
const home = () => join(folder, 'home');
const env = () => ({ PATH: process.env['PATH'], HOME: home() });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-cli-deb-'));
  await Promise.all(['staged', 'home'].map((name) => mkdir(join(folder, name))));
  await stageCli(root, join(folder, 'staged'));
  deb = join(folder, (await debianPackage(root, join(folder, 'staged'), folder)).file);
  system = await debianRoot(join(folder, 'system'));
  await system.install(deb);
}, 300_000);

afterAll(() => rm(folder, { recursive: true }));

/** Runs the `tocsin` that the package has put on the PATH. */
async function tocsin(...args: readonly string[]) {
  const command = await system.place('/usr/bin/tocsin');
  const said = run(process.execPath, [command ?? 'no tocsin', ...args], { env: env() });
  return said.then(({ stdout, stderr }) => ({ code: 0, stdout, stderr })).catch((error) => error);
}

test('it needs a Node that is new enough, and has the native module for this machine alone', async () => {
  const fields = (await run('dpkg-deb', ['-f', deb])).stdout;
  expect(fields).toMatch(/^Package: tocsin$/m);
  expect(fields).toMatch(/^Depends: nodejs \(>= 22\.12\)/m);
  const prebuilds = await system.place('/usr/lib/tocsin/node_modules/better-sqlite3/prebuilds');
  expect(await readdir(prebuilds ?? '')).toEqual([`linux-${process.arch}.node`]);
});

test('the text of the licence of every library in it goes along', async () => {
  const libraries = (await system.paths()).filter((path) =>
    /\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path),
  );
  expect(libraries.length).toBeGreaterThan(50);
  const file = await system.place('/usr/share/doc/tocsin/third-party.txt.gz');
  const text = gunzipSync(await readFile(file ?? '')).toString();
  for (const path of libraries) {
    const { name, version } = JSON.parse(await readFile((await system.place(path)) ?? '', 'utf8'));
    expect(text).toContain(`\n${name} ${version} (`);
  }
});

test('installed, `tocsin` runs from the PATH, and the manual names each of its commands', async () => {
  expect(await system.stateOf('tocsin')).toBe('install ok installed');
  expect(await tocsin('--version')).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' });
  expect(await tocsin('status', '--json')).toMatchObject({ code: 3, stdout: '{"running": false}\n' });
  const page = gunzipSync(await readFile((await system.place('/usr/share/man/man1/tocsin.1.gz')) ?? '')).toString();
  expect(page).toContain('"Tocsin 0.1.0"');
  const help = (await tocsin('--help')).stdout as string;
  const commands = [...help.matchAll(/^ {2}([a-z][a-z-]+)(?: |$)/gm)].map(([, name]) => name ?? '');
  expect(commands).toContain('serve');
  const plain = page.replaceAll('\\-', '-');
  expect(commands.filter((name) => name !== 'help' && !plain.includes(name))).toEqual([]);
});

test('lintian finds nothing in it', () => lintianFindsNothing(deb), 300_000);

test('removed, it takes all of its own and nothing of its users; so does a purge', async () => {
  const serve = spawn(
    process.execPath,
    [(await system.place('/usr/bin/tocsin')) ?? '', 'serve', '--listen', '127.0.0.1:0', '--json'],
    {
      ...{ env: env(), stdio: ['ignore', 'pipe', 'inherit'] },
    },
  );
  const ended = once(serve, 'exit');
  let said = '';
  serve.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    await until('serve to be ready', () => said.includes('\n'), 60_000);
    expect(await tocsin('status', '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"openAlerts":0'),
    });
  } finally {
    serve.kill('SIGTERM');
  }
  expect((await ended)[0]).toBe(0);
  const history = join(home(), '.local/share/tocsin/history.db');
  expect((await stat(history)).size).toBeGreaterThan(0);

  await system.remove('tocsin');
  expect(await system.paths()).toEqual([]);
  // A purge within a system made in a folder concerns none of the people of this machine, of whom Anna is asked for.
  const anna = await homeOfAnna(join(folder, 'people'));
  await system.purge('tocsin', { ...anna.env, TOCSIN_DELETE_USER_DATA: '1' });
  expect(await system.stateOf('tocsin')).toBe(null);
  expect(await anna.left()).toEqual([...data, entry]);
  expect((await stat(history)).size).toBeGreaterThan(0);
}, 300_000);

test('a purge deletes what lies in homes when that is asked for, and only then', async () => {
  await run('dpkg-deb', ['-e', deb, join(folder, 'control')]);
  const script = join(folder, 'control', 'postrm');
  const { env: tools, left } = await homeOfAnna(folder);
  for (const [args, more] of [
    [['purge'], {}],
    [['remove'], { TOCSIN_DELETE_USER_DATA: '1' }],
    [['purge'], { TOCSIN_DELETE_USER_DATA: '1', DPKG_ROOT: folder }],
  ] as const) {
    await run('sh', [script, ...args], { env: { ...tools, ...more } });
    expect(await left(), args.join(' ')).toEqual([...data, entry]);
  }
  await run('sh', [script, 'purge'], { env: { ...tools, TOCSIN_DELETE_USER_DATA: '1' } });
  // That one is of the desktop app.
  expect(await left()).toEqual([entry]);
});
