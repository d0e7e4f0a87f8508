import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianPackage } from '../../build/cli-deb.ts';
import { cliManifest, packagesOf, stageCli } from '../../build/cli-package.ts';
import { until } from '../until.ts';
import { lintianFindsNothing } from './lintian.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
const staged = () => join(folder, 'staged');
/** The package as npm installs it: unpacked from what `npm pack` makes, its libraries beside it. */
const installed = () => join(folder, 'node_modules', 'tocsin');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-cli-'));
  await mkdir(staged());
  await stageCli(root, staged());
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: staged(),
    env: { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_offline: 'true' },
  });
  expect(stdout).toContain('tocsin');
  await mkdir(installed(), { recursive: true });
  await run('tar', ['-xzf', join(folder, 'tocsin-0.1.0.tgz'), '--strip-components=1', '-C', installed()]);
  const { dependencies } = JSON.parse(await readFile(join(installed(), 'package.json'), 'utf8'));
  await mkdir(join(installed(), 'node_modules'));
  for (const name of Object.keys(dependencies)) {
    await symlink(join(root, 'node_modules', name), join(installed(), 'node_modules', name));
  }
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

test('it needs what it imports, and nothing of Electron or of the window', async () => {
  const manifest = JSON.parse(await readFile(join(staged(), 'package.json'), 'utf8'));
  const names = Object.keys(manifest.dependencies);
  expect(names).toEqual(
    expect.arrayContaining(['better-sqlite3', 'commander', 'conf', 'socket.io-client-2', 'ws', 'zod']),
  );
  expect(names.filter((name) => /electron|preact|signals/.test(name))).toEqual([]);
  expect(manifest).toMatchObject({ bin: { tocsin: 'build/cli/tocsin.cjs' }, engines: { node: '>=22.12' } });
  expect(manifest.private).toBeUndefined();
  expect(manifest.devDependencies).toBeUndefined();
});

test('an import that no dependency covers stops the packing', () => {
  const manifest = { name: 'tocsin', version: '1.0.0', dependencies: { zod: '4.0.0' } };
  const modules = new Map([
    [
      'a.js',
      'import { z } from "zod";\nconst b = await import("@x/y/z");\nimport"node:fs";\nimport c from "./c.js";\n',
    ],
  ]);
  expect([...packagesOf(modules)]).toEqual(['zod', '@x/y']);
  expect(() => cliManifest(manifest, packagesOf(modules))).toThrow('Imported, but no dependency in package.json: @x/y');
});

test('its files are what runs, a readme and the licence', async () => {
  const files = (await readdir(installed(), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed().length + 1))
    .filter((path) => !path.startsWith('node_modules'));
  expect(files.filter((path) => !/^(?:out|build)\//.test(path)).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'package.json',
  ]);
  expect(files.filter((path) => path.startsWith('build/')).sort()).toEqual([
    'build/cli/begin.cjs',
    'build/cli/tocsin.cjs',
    'build/sounds/alarm.wav',
    'build/toasts/critical.png',
    'build/toasts/error.png',
    'build/toasts/info.png',
    'build/toasts/ok.png',
    'build/toasts/warning.png',
  ]);
  expect(files).not.toContain('out/main/index.js');
  expect(files.filter((path) => /\.(?:ts|map)$/.test(path))).toEqual([]);
});

test('installed, it says its version, serves, and answers about it', async () => {
  const entry = join(installed(), 'build', 'cli', 'tocsin.cjs');
  expect((await run(process.execPath, [entry, '--version'])).stdout).toBe('0.1.0\n');
  const directory = join(folder, 'data');
  const serve = spawn(
    process.execPath,
    [entry, 'serve', '--data-dir', directory, '--listen', '127.0.0.1:0', '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(serve, 'exit');
  let said = '';
  serve.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    await until('serve to be ready', () => said.includes('\n'));
    const page = await fetch(new URL('/', JSON.parse(said).url));
    expect(await page.text()).toContain('<title>Tocsin</title>');
    const { stdout } = await run(process.execPath, [entry, 'status', '--data-dir', directory, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ servers: [], openAlerts: 0 });
  } finally {
    serve.kill('SIGTERM');
  }
  expect((await ended)[0]).toBe(0);
});

test.for(['0.10.48', '12.22.12', '18.20.4', '20.20.2', '22.11.0'])(
  'Node %s is told which one is needed, in one line and before anything is read',
  async (version) => {
    // Nothing else lies beside it, so that whatever it would read is missing.
    const alone = join(folder, `alone-${version}`);
    await mkdir(alone);
    const entry = join(alone, 'tocsin.cjs');
    const text = await readFile(join(root, 'build/cli/tocsin.cjs'), 'utf8');
    await writeFile(entry, text);
    await writeFile(
      join(alone, 'old.cjs'),
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
    );
    const said = await run(process.execPath, ['-r', join(alone, 'old.cjs'), entry, 'status']).catch((error) => error);
    expect(said).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: `Tocsin needs Node 22.12 or newer, this is Node ${version}. Get it from https://nodejs.org.\n`,
    });
    // What a Node of that age cannot even read.
    expect(text.replace(/\/\/.*/g, '')).not.toMatch(/=>|\b(?:const|let|import|class|async)\b|`|\.\.\.|,\s*\)/);
  },
);

test('its deb has the libraries that run on this machine, a manual, and yields to nobody on the PATH', async () => {
  const { file } = await debianPackage(root, staged(), folder);
  const deb = join(folder, file);
  const fields = (await run('dpkg-deb', ['-f', deb])).stdout;
  expect(fields).toMatch(/^Package: tocsin$/m);
  expect(fields).toMatch(/^Depends: nodejs \(>= 22\.12\)/m);
  await run('dpkg-deb', ['-R', deb, join(folder, 'deb')]);
  const home = join(folder, 'deb', 'usr/lib/tocsin');
  expect(await readdir(join(home, 'node_modules/better-sqlite3/prebuilds'))).toEqual([`linux-${process.arch}.node`]);
  const { stdout } = await run(process.execPath, [join(home, 'build/cli/tocsin.cjs'), '--version']);
  expect(stdout).toBe('0.1.0\n');
  const { stderr } = await run(process.execPath, [
    join(home, 'build/cli/tocsin.cjs'),
    'history',
    '--data-dir',
    join(folder, 'data'),
  ]);
  expect(stderr).toBe('');
  await run('sh', ['-n', join(folder, 'deb/DEBIAN/postinst')]);
  expect(await readFile(join(folder, 'deb/DEBIAN/postinst'), 'utf8')).toContain(
    '--install /usr/bin/tocsin tocsin /usr/lib/tocsin/build/cli/tocsin.cjs 50',
  );
  await lintianFindsNothing(deb);
}, 180_000);
