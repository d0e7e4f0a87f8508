import { expect, test } from 'vitest';
import { builtInSource, type Origin, originOf } from '../../main/upgrade/origin.ts';

const linux = {
  platform: 'linux',
  packaged: true,
  executable: '/opt/Tocsin/tocsin-desktop',
  packageType: null,
  env: {},
} as const;
const mounted = { APPDIR: '/tmp/.mount_TocsinX', APPIMAGE: '/home/a/Tocsin-x86_64.AppImage' };

test.for<[what: string, origin: Origin, expected: string]>([
  ['a checkout', { ...linux, packaged: false }, 'checkout'],
  ['a checkout under Windows', { ...linux, platform: 'win32', packaged: false, packageType: 'nsis' }, 'checkout'],
  ['deb', { ...linux, packageType: 'deb' }, 'package'],
  ['rpm', { ...linux, packageType: 'rpm' }, 'package'],
  ['unpacked by hand', linux, 'package'],
  ['AppImage', { ...linux, executable: '/tmp/.mount_TocsinX/tocsin-desktop', env: mounted }, 'appimage'],
  [
    'AppImage packed from the folder of a deb',
    { ...linux, executable: '/tmp/.mount_TocsinX/tocsin-desktop', packageType: 'deb', env: mounted },
    'appimage',
  ],
  ['deb, started by a program that is an AppImage', { ...linux, packageType: 'deb', env: mounted }, 'package'],
  [
    'a place that only begins alike',
    { ...linux, executable: '/tmp/.mount_TocsinXY/tocsin-desktop', env: mounted },
    'package',
  ],
  ['an empty place', { ...linux, env: { APPDIR: '', APPIMAGE: '/x' } }, 'package'],
  [
    'unpacked AppImage',
    { ...linux, executable: '/a/squashfs-root/tocsin-desktop', env: { APPDIR: '/a/squashfs-root' } },
    'package',
  ],
  ['NSIS', { ...linux, platform: 'win32', packageType: 'nsis' }, 'nsis'],
  ['NSIS with a line end', { ...linux, platform: 'win32', packageType: 'nsis\r\n' }, 'nsis'],
  ['MSI', { ...linux, platform: 'win32' }, 'machine'],
  ['macOS', { ...linux, platform: 'darwin' }, 'mac'],
])('%s', ([, origin, expected]) => {
  expect(originOf(origin)).toBe(expected);
});

test.for<[file: string, expected: string | null]>([
  ['provider: generic\nurl: https://a.example/b\nupdaterCacheDirName: tocsin-updater\n', 'https://a.example/b'],
  ["provider: generic\r\nurl: 'https://a.example/b'\r\n", 'https://a.example/b'],
  ['url: "https://a.example/b"', 'https://a.example/b'],
  ['provider: generic\nupdaterCacheDirName: tocsin-updater\n', null],
  ['', null],
])('a source that was built in: %j', ([file, expected]) => {
  expect(builtInSource(file)).toBe(expected);
});
