import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningHost, startHost, tocsin } from '../host.ts';
import { until } from '../until.ts';

const source = fileURLToPath(new URL('../../build/command/tocsin', import.meta.url));
let folder = '';
let host: RunningHost | null = null;
/** The wrapper as it lies in a package. */
const command = () => join(folder, 'app', 'resources', 'bin', 'tocsin');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-command-'));
  const bin = join(folder, 'app', 'resources', 'bin');
  await mkdir(bin, { recursive: true });
  await cp(source, command());
});

afterEach(async () => {
  await host?.stop();
  host = null;
  await rm(folder, { recursive: true });
});

/** Runs the desktop app's own `tocsin` to its end, without Node on the PATH. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = folder) {
  const child = spawn(command(), args, {
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** A host whose one server does not answer. */
async function started(name: string): Promise<string> {
  const directory = join(folder, name);
  await mkdir(directory, { recursive: true });
  const server = { id: 'farm', name: 'Färm "2" \\ ☎', protocol: 'flamenco', url: 'http://127.0.0.1:9' };
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, servers: [server] }));
  host = await startHost(directory);
  return directory;
}

test('status says what the whole command line says, and ends as it does', async () => {
  const directory = await started('data');
  const away = async () => {
    const said = await tocsin(['status', '--data-dir', directory, '--json']);
    return said.stdout.includes('"waiting"') ? said : null;
  };
  await until('the server to be out of reach', away);
  const mine = await run(['status', '--data-dir', directory]);
  expect(mine.stdout).toContain('Färm "2" \\ ☎  ');
  expect(mine.stdout).toContain('0 open alerts, 0 unseen');
  expect(mine).toMatchObject({ code: 1, stderr: 'Not online: Färm "2" \\ ☎.\n' });
  const [whole, json] = [
    JSON.parse((await away())?.stdout ?? ''),
    JSON.parse((await run(['status', '--json', `--data-dir=${directory}`])).stdout),
  ];
  expect(Object.keys(json)).toEqual(Object.keys(whole));
  expect(json.servers[0]).toMatchObject({ id: 'farm', name: 'Färm "2" \\ ☎' });
});

test('import takes a file by its name from where it was given, and says what is wrong with one', async () => {
  const directory = await started('data');
  const cwd = join(folder, 'with "quotes" and ünïcode');
  await mkdir(cwd);
  const racks = { id: 'racks', protocol: 'rackhd', url: 'ws://127.0.0.1:9', enabled: false };
  await writeFile(join(cwd, 'more.json'), JSON.stringify({ servers: [racks] }));
  await writeFile(join(cwd, 'bad.json'), '{"servers": [{"id": "x"}]}');
  expect(await run(['import', 'more.json', '--data-dir', directory], {}, cwd)).toEqual({
    ...{ code: 0, stderr: '' },
    stdout: 'Imported. Servers: added racks.\n',
  });
  expect(await readFile(join(directory, 'settings.json'), 'utf8')).toContain('"racks"');
  const bad = await run(['import', 'bad.json', '--data-dir', directory], {}, cwd);
  expect(bad).toMatchObject({ code: 2, stdout: '' });
  expect(bad.stderr).toMatch(/^bad\.json was not imported, nothing is changed: /);
  expect(await run(['import', 'none.json', '--data-dir', directory], {}, cwd)).toMatchObject({ code: 2 });
  expect(await run(['import', '--data-dir', directory])).toMatchObject({
    ...{ code: 2, stderr: 'Name the file: tocsin import FILE\n' },
  });
  expect((await run(['status', 'more', '--data-dir', directory])).stderr).toBe('tocsin status does not take "more"\n');
});

test('a data directory with a path too long for a socket is found, and so is one by its short name', async () => {
  const long = await started(`data-${'x'.repeat(120)}`);
  const servers = async (path: string) =>
    JSON.parse((await run(['status', '--data-dir', path, '--json'])).stdout).servers;
  expect(await servers(long)).toHaveLength(1);
  const name = long.slice(folder.length + 1);
  expect(await servers(`.//${name}/../${name}/`)).toHaveLength(1);
});

test('without a running host status says so and import does nothing', async () => {
  const directory = join(folder, 'nobody');
  expect(await run(['status', '--json', '--data-dir', directory])).toEqual({
    ...{ code: 3, stdout: '{"running": false}\n' },
    stderr: 'tocsin: No Tocsin runs. Start it with "tocsin open".\n',
  });
  expect(await run(['import', 'a.json', '--data-dir', directory])).toMatchObject({ code: 3, stdout: '' });
});

test('all other commands are named as those of the other package', async () => {
  for (const name of ['serve', 'history', 'check', 'export', 'sign-in', 'pause']) {
    const said = await run([name]);
    expect(said).toMatchObject({ code: 2, stdout: '' });
    expect(said.stderr).toMatch(new RegExp(`^tocsin: "${name}" is in the package "tocsin" .*\n$`));
  }
  expect((await run(['--help'])).stdout).toContain('tocsin import FILE');
});

test('open starts the app where none runs, and says why not without a display', async () => {
  const app = join(folder, 'app', 'tocsin-desktop');
  await writeFile(app, `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/begun'\n`);
  await chmod(app, 0o755);
  const directory = join(folder, 'nobody');
  expect(await run(['open', '--data-dir', directory])).toMatchObject({
    ...{ code: 3, stdout: '' },
    stderr: expect.stringContaining('There is no display here'),
  });
  expect(await run(['open', '--data-dir', directory], { DISPLAY: ':77' })).toEqual({ code: 0, stdout: '', stderr: '' });
  await until('the app to begin', async () => {
    const said = await readFile(join(folder, 'begun'), 'utf8').catch(() => '');
    return said === `--data-dir=${directory}\n`;
  });
});
