import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack } from './packing.ts';
import { placeholderElectronOfMac } from './placeholder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
/** Half of what becomes the universal app, which only macOS can join and sign. */
const contents = (...path: readonly string[]) => join(folder, 'out', 'mac', 'Tocsin.app', 'Contents', ...path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-mac-'));
  const dist = await placeholderElectronOfMac(join(folder, 'electron'));
  const stdout = await pack([
    ...['build', '--mac', '--dir', '--x64', '--publish=never', '-c.mac.identity=null'],
    ...[`-c.electronDist=${dist}`, `-c.directories.output=${join(folder, 'out')}`],
  ]);
  // Printed after the fuses were read.
  expect(stdout).toMatch(/mac: [\d.]+ MB/);
}, 300_000);

afterAll(() => rm(folder, { recursive: true }));

test('the app for macOS says who it is, since when it runs, and which links it takes', async () => {
  const text = (await readFile(contents('Info.plist'), 'utf8')).replace(/>\s+</g, '><');
  for (const [key, value] of [
    ['CFBundleIdentifier', '<string>dev.tocsin.desktop</string>'],
    ['CFBundleName', '<string>Tocsin</string>'],
    ['CFBundleShortVersionString', '<string>0.1.0</string>'],
    ['CFBundleURLSchemes', '<array><string>tocsin</string></array>'],
    ['LSMinimumSystemVersion', '<string>13.0</string>'],
    ['LSApplicationCategoryType', '<string>public.app-category.utilities</string>'],
    ['NSRequiresAquaSystemAppearance', '<false/>'],
  ]) {
    expect(text).toContain(`<key>${key}</key>${value}`);
  }
  expect(text).toMatch(/<key>ElectronAsarIntegrity<\/key><dict><key>Resources\/app\.asar<\/key>/);
  expect(await readFile(contents('Resources/icon.icns'))).toEqual(await readFile(join(root, 'build/icons/app.icns')));
});

test('its native modules and programs lie beside the archive, and those of other systems are not there', async () => {
  const files = listPackage(contents('Resources/app.asar'), { isPack: false });
  expect(files.filter((path) => path.endsWith('.node')).sort()).toEqual(
    ['arm64', 'x64'].map((cpu) => `/node_modules/better-sqlite3/prebuilds/darwin-${cpu}.node`),
  );
  expect(files.filter((path) => /node-notifier\/vendor\/(?!mac\.noindex)./.test(path))).toEqual([]);
  const beside = 'Resources/app.asar.unpacked/node_modules';
  expect((await stat(contents(beside, 'better-sqlite3/prebuilds/darwin-arm64.node'))).size).toBeGreaterThan(1e6);
  const notifier = 'node-notifier/vendor/mac.noindex/terminal-notifier.app/Contents/MacOS/terminal-notifier';
  for (const path of [`${beside}/${notifier}`, 'Resources/bin/tocsin']) {
    expect((await stat(contents(path))).mode & 0o111, path).toBe(0o111);
  }
  expect((await stat(contents('Resources/third-party.txt'))).size).toBeGreaterThan(1e5);
});

test('of its languages one goes along', async () => {
  const framework = contents('Frameworks/Electron Framework.framework/Versions/A/Resources');
  expect(await readdir(framework)).toEqual(['en.lproj']);
});
