import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliManifest, packagesOf, stageCli } from '../../build/cli-package.ts';
import { until } from '../until.ts';
import { registryOf } from './registry.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
const staged = () => join(folder, 'staged');
/** Where npm has installed the package, into a folder that had nothing before. */
const installed = () => join(folder, 'empty', 'node_modules', 'tocsin');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-cli-'));
  await mkdir(staged());
  await stageCli(root, staged());
  const npm = (cwd: string, ...args: readonly string[]) =>
    run('npm', args, { cwd, env: { ...process.env, npm_config_cache: join(folder, 'cache') } });
  await npm(staged(), 'pack', '--ignore-scripts', '--pack-destination', folder);
  await mkdir(join(folder, 'empty'));
  // What these replace is not in the checkout, so it cannot be offered.
  const { overrides } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'empty', 'package.json'), JSON.stringify({ private: true, overrides }));
  const registry = await registryOf(root);
  try {
    const quiet = ['--no-audit', '--no-fund', '--registry', registry.url];
    await npm(join(folder, 'empty'), 'install', ...quiet, join(folder, 'tocsin-0.1.0.tgz'));
  } finally {
    await registry.close();
  }
}, 300_000);

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
    .map((entry) => join(entry.parentPath, entry.name).slice(installed().length + 1));
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
  expect(files).toContain('out/third-party.txt');
  expect(files).not.toContain('out/main/index.js');
  expect(files.filter((path) => /\.(?:ts|map)$/.test(path))).toEqual([]);
});

test('installed, it says its version, serves, and answers about it', async () => {
  const entry = join(folder, 'empty', 'node_modules', '.bin', 'tocsin');
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
