import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack } from './packing.ts';
import { placeholderElectronOfWindows } from './placeholder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
const unpacked = (...path: readonly string[]) => join(folder, 'out', 'win-unpacked', ...path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-windows-'));
  const dist = await placeholderElectronOfWindows(root, join(folder, 'electron'));
  const stdout = await pack(
    [
      ...['build', '--win', '--dir', '--x64', '--publish=never'],
      ...[`-c.electronDist=${dist}`, `-c.directories.output=${join(folder, 'out')}`],
    ],
    { CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  );
  // Printed after the fuses were read.
  expect(stdout).toMatch(/win-unpacked: [\d.]+ MB/);
}, 300_000);

afterAll(() => rm(folder, { recursive: true }));

test('the app for Windows has its own native module, its own programs and its own `tocsin`, and those of no other system', async () => {
  const files = listPackage(unpacked('resources', 'app.asar'), { isPack: false });
  const native = files.filter((path) => path.endsWith('.node'));
  expect(native).toEqual(['/node_modules/better-sqlite3/prebuilds/win32-x64.node']);
  const beside = (path: string) => stat(unpacked('resources', 'app.asar.unpacked', path));
  expect((await beside('node_modules/better-sqlite3/prebuilds/win32-x64.node')).size).toBeGreaterThan(1e6);
  expect((await beside('node_modules/node-notifier/vendor/snoreToast/snoretoast-x64.exe')).size).toBeGreaterThan(1e5);
  const foreign = files.filter((path) => /node-notifier\/vendor\/(?!snoreToast)./.test(path));
  expect(foreign).toEqual([]);
  for (const name of ['tocsin.cmd', 'tocsin.ps1']) {
    expect((await stat(unpacked('resources', 'bin', name))).size, name).toBeGreaterThan(0);
  }
  await expect(stat(unpacked('resources', 'bin', 'tocsin'))).rejects.toThrow('ENOENT');
  expect((await stat(unpacked('resources', 'third-party.txt'))).size).toBeGreaterThan(1e5);
});

test('its program says who it is, and by which sum it knows its archive', async () => {
  const program = await readFile(unpacked('Tocsin.exe'));
  const says = (text: string) => program.includes(Buffer.from(text, 'utf16le'));
  expect(says('Tocsin')).toBe(true);
  expect(says('© 2026 The Tocsin authors')).toBe(true);
  expect(program.includes('"file":"resources\\\\app.asar","alg":"SHA256"')).toBe(true);
});
