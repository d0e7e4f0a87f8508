import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { iconOfMac, iconOfWindows, linuxSizes, macSizes, windowsSizes } from '../../build/icon-files.ts';
import { withMachineEntries } from '../../build/msi.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const builder = 'node_modules/app-builder-lib';
const configuration = parse(read('electron-builder.yml'), { merge: true });
const schema = JSON.parse(read(`${builder}/scheme.json`));

test("the configuration fits electron-builder's own schema", () => {
  // `typeof` of its schema says that a function is taken as well, which no file can hold.
  const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
  ajv.addKeyword({ keyword: 'typeof' });
  const fits = ajv.compile(schema);
  fits(configuration);
  const faults = fits.errors ?? [];
  // A key that nobody knows is what this is for.
  expect(faults.map(({ instancePath, message, params }) => ({ instancePath, message, params }))).toEqual([]);
  expect(fits({ ...configuration, asarUnpacked: true })).toBe(false);
  expect(fits({ ...configuration, electronFuses: { runAsNodes: true } })).toBe(false);
});

test('every file that it names is there', () => {
  const named = strings(configuration).flatMap((text) => {
    const path = text
      .replace(/=\/.*$/, '')
      .replace(/^--[a-z-]+=/, '')
      .replace(/^\.\//, '');
    return /^(?:build|node_modules)\/[^*!]+$/.test(path) ? [path] : [];
  });
  expect(named.length).toBeGreaterThan(15);
  for (const path of named) expect(() => statSync(join(root, path)), path).not.toThrow();
  for (const path of ['build/command/tocsin', 'build/linux/tocsin-desktop', 'build/cli/tocsin.cjs']) {
    expect(statSync(join(root, path)).mode & 0o111, path).toBe(0o111);
  }
});

test('both fresh starts with the system say so, and are hidden', () => {
  expect(read('build/linux/autostart.desktop')).toMatch(
    /^Exec=\/opt\/Tocsin\/tocsin-desktop --hidden --started-with-system$/m,
  );
  const template = read(`${builder}/templates/msi/template.xml`);
  const project = withMachineEntries(template);
  const added = project.replace(/[\s\S]*(<Component Id="MachineEntries"[\s\S]*?<\/Component>)[\s\S]*/, '$1');
  expect(added).toContain('Value="&quot;[APPLICATIONFOLDER]Tocsin.exe&quot; --hidden --started-with-system"');
  expect(project.replace(`\n      ${added}`, '')).toBe(template);
  expect(() => withMachineEntries('<Wix/>')).toThrow(/no group of components/);
});

test('no two packages have one name', () => {
  const { deb, rpm, nsis, msi } = configuration;
  const names = [deb, rpm, nsis, msi].map(({ artifactName }) => artifactName);
  expect(new Set(names).size).toBe(names.length);
  expect(deb.artifactName).not.toMatch(/^tocsin_/);
});

test('the id is the one that toasts and shortcuts are bound by; names agree', () => {
  expect(read('main/index.ts')).toContain(`setAppUserModelId('${configuration.appId}')`);
  const metadata = read('build/linux/dev.tocsin.desktop.metainfo.xml');
  const { version, desktopName, homepage, author } = JSON.parse(read('package.json'));
  expect(metadata).toContain(`<id>${configuration.appId}</id>`);
  expect(metadata).toContain(`<launchable type="desktop-id">${desktopName}</launchable>`);
  expect(metadata).toContain(`<url type="homepage">${homepage}</url>`);
  expect(metadata).toContain(`<release version="${version}"`);
  expect(read('build/linux/copyright')).toContain(`${author.name} <${author.email}>`);
  expect(desktopName).toBe(`${configuration.linux.executableName}.desktop`);
});

test('the hardened runtime gives up what V8 needs and nothing else', () => {
  const keys = [...read('build/mac/entitlements.plist').matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key);
  expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
  expect(configuration.mac).toMatchObject({ hardenedRuntime: true, notarize: true });
});

test('icons of Windows and macOS hold a picture of each size', () => {
  const picture = (size: number) => Buffer.from(`picture of ${size}`);
  const drawn = new Map([...linuxSizes, ...windowsSizes, ...macSizes].map((size) => [size, picture(size)]));
  const windows = iconOfWindows(drawn);
  expect(windows.readUInt16LE(4)).toBe(windowsSizes.length);
  for (const [index, size] of windowsSizes.entries()) {
    const entry = 6 + index * 16;
    expect(windows.readUInt8(entry) || 256).toBe(size);
    const from = windows.readUInt32LE(entry + 12);
    expect(windows.subarray(from, from + windows.readUInt32LE(entry + 8))).toEqual(picture(size));
  }
  const mac = iconOfMac(drawn);
  expect(mac.readUInt32BE(4)).toBe(mac.length);
  const names = [];
  for (let at = 8; at < mac.length; at += mac.readUInt32BE(at + 4)) names.push(mac.toString('latin1', at, at + 4));
  expect(names).toEqual(['icp4', 'ic11', 'icp5', 'ic12', 'ic07', 'ic13', 'ic08', 'ic14', 'ic09', 'ic10']);
  expect(() => iconOfMac(new Map())).toThrow('There is no picture of 16 pixels');
  const committed = readFileSync(join(root, 'build/icons/app.ico'));
  expect(committed.readUInt16LE(4)).toBe(windowsSizes.length);
});

/** All texts within a value. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
