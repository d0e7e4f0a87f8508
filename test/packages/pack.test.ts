import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { extractAll, extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builderArguments } from '../../build/builder-arguments.ts';
import { debianPackage } from '../../build/cli-deb.ts';
import { packagesOf, stageCli } from '../../build/cli-package.ts';
import { appImageTools, unpackAppImage } from './appimage.ts';
import { debianRoot } from './debian-root.ts';
import { data, entry, homeOfAnna } from './homes.ts';
import { lintianFindsNothing } from './lintian.ts';
import { pack } from './packing.ts';
import { placeholderElectron } from './placeholder.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let said = '';
const updates = 'https://updates.example/tocsin';
const unpacked = (...path: readonly string[]) => join(folder, 'out', 'linux-unpacked', ...path);
const deb = () => join(folder, 'out', 'tocsin-desktop_0.1.0_amd64.deb');
const files = () => listPackage(unpacked('resources', 'app.asar'), { isPack: false });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-pack-'));
  const dist = await placeholderElectron(join(folder, 'electron'));
  const tools = await appImageTools(join(folder, 'appimage'));
  const fpm = join(folder, 'fpm');
  await writeFile(fpm, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'test/packages/fpm.ts')}' "$@"\n`);
  await chmod(fpm, 0o755);
  const given = builderArguments(
    ['--linux', 'deb', 'AppImage', '--x64'],
    { TOCSIN_UPDATES_URL: updates },
    'no binary of Electron',
  );
  said = await pack([...given, `-c.electronDist=${dist}`, `-c.directories.output=${join(folder, 'out')}`], {
    ...{ CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: tools },
  });
}, 300_000);

afterAll(() => rm(folder, { recursive: true }));

test('the archive holds what runs, and neither sources, tests, maps nor what only development needs', () => {
  const own = files().filter((path) => !path.startsWith('/node_modules'));
  expect([...new Set(own.map((path) => path.split('/')[1]))].sort()).toEqual(['build', 'out', 'package.json']);
  expect(own.filter((path) => path.startsWith('/build')).every((path) => /^\/build(\/icons(\/.*)?)?$/.test(path))).toBe(
    true,
  );
  expect(own).toContain('/out/main/index.js');
  expect(own).toContain('/out/main/history-worker.js');
  expect(own).toContain('/out/preload/index.cjs');
  expect(own).toContain('/build/icons/grey/bell@2x.png');
  const needless =
    /\.(?:ts|tsx|mts|cts|map|md|gyp)$|\/(?:tests?|__tests__|spec)\/|(?:^|\/)(?:\.env|secrets\.json|settings\.json|\.npmrc)$|\.(?:pem|key)$/;
  expect(files().filter((path) => needless.test(path))).toEqual([]);
  const development = [
    'electron',
    'electron-builder',
    'typescript',
    'vitest',
    'playwright-core',
    'vite',
    'oidc-provider',
    'preact',
  ];
  expect(files().filter((path) => development.includes(path.split('/')[2] ?? ''))).toEqual([]);
});

test('no file carries a path of the machine that it was built on', async () => {
  await extractAll(unpacked('resources', 'app.asar'), join(folder, 'bare'));
  const built = await Promise.all(
    files()
      .filter((path) => /^\/out\/.*\.(?:js|cjs|html|css)$/.test(path))
      .map(async (path) => ({ path, text: await readFile(join(folder, 'bare', path), 'utf8') })),
  );
  expect(built.length).toBeGreaterThan(8);
  expect(built.filter(({ text }) => text.includes(root)).map(({ path }) => path)).toEqual([]);
});

test('everything that the app imports is in the archive and loads from there', async () => {
  await extractAll(unpacked('resources', 'app.asar'), join(folder, 'whole'));
  const modules = await Promise.all(
    files()
      .filter((path) => /^\/out\/main\/.*\.js$/.test(path))
      .map(async (path) => [path, await readFile(join(folder, 'whole', path), 'utf8')] as const),
  );
  // These two start by asking Electron who they are.
  const ofElectron = ['electron', 'electron-store', 'electron-updater'];
  const names = [...packagesOf(new Map(modules))].filter((name) => !ofElectron.includes(name)).sort();
  expect(names).toContain('better-sqlite3');
  const program = `for (const name of ${JSON.stringify(names)}) await import(name);
    const { default: Database } = await import('better-sqlite3');
    console.log(new Database(':memory:').prepare('SELECT 6 * 7 AS n').get().n);`;
  await writeFile(join(folder, 'whole', 'load.mjs'), program);
  const { stdout } = await run(process.execPath, [join(folder, 'whole', 'load.mjs')]);
  expect(stdout).toBe('42\n');
  for (const name of ofElectron.slice(1)) expect(files()).toContain(`/node_modules/${name}/package.json`);
});

test('the native module lies beside the archive, for this platform alone', async () => {
  const { header } = getRawHeader(unpacked('resources', 'app.asar'));
  const inArchive = unpackedOf(header as Entry, '').filter((path) => path.endsWith('.node'));
  expect(inArchive.sort()).toEqual(['/node_modules/better-sqlite3/prebuilds/linux-x64.node']);
  for (const path of inArchive)
    expect((await stat(unpacked('resources', 'app.asar.unpacked', path))).size).toBeGreaterThan(1e6);
  expect(files().filter((path) => path.includes('/node-notifier/vendor'))).toEqual([]);
});

test('the fuses are flipped', async () => {
  const wire = await getCurrentFuseWire(unpacked('tocsin-desktop'));
  const on = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    file: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    cookies: on(FuseV1Options.EnableCookieEncryption),
    integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
  }).toEqual({
    ...{ runAsNode: false, nodeOptions: false, inspect: false, file: false },
    ...{ cookies: true, integrity: true, onlyAsar: true },
  });
});

test('of Electron only one language goes along; sizes are printed, and the app stays small', async () => {
  const { stdout } = await run('ls', [unpacked('locales')]);
  expect(stdout).toBe('en-US.pak\n');
  const [, size] = /linux-unpacked\/resources\/app\.asar: ([\d.]+) MB/.exec(said) ?? [];
  // Without Electron itself. What makes this red is a library too many or a build that is not left out.
  expect(Number(size)).toBeLessThan(12);
  expect(said).toMatch(/tocsin-desktop_0\.1\.0_amd64\.deb: [\d.]+ MB/);
});

test('the deb names what it needs, keeps a changed autostart file, and has every file of a desktop in place', async () => {
  const fields = (await run('dpkg-deb', ['-f', deb()])).stdout;
  expect(fields).toMatch(/^Package: tocsin-desktop$/m);
  expect(fields).toMatch(/^Maintainer: Tocsin maintainers <maintainers@/m);
  expect(fields).toMatch(/^Depends: .*libnss3/m);
  const { stdout } = await run('dpkg-deb', ['-c', deb()], { maxBuffer: 1e8 });
  const there = new Map(stdout.split('\n').map((line) => [line.split(/\s+/)[5]?.slice(1), line.split(/\s+/)[0]]));
  for (const size of [16, 22, 24, 32, 48, 64, 128, 256, 512]) {
    expect(there.has(`/usr/share/icons/hicolor/${size}x${size}/apps/tocsin-desktop.png`), `${size}`).toBe(true);
  }
  expect(there.get('/usr/bin/tocsin-desktop')).toBe('-rwxr-xr-x');
  expect(there.get('/opt/Tocsin/tocsin-desktop')).toBe('-rwxr-xr-x');
  expect(there.get('/opt/Tocsin/resources/bin/tocsin')).toBe('-rwxr-xr-x');
  expect(there.get('/etc/xdg/autostart/tocsin-desktop.desktop')).toBe('-rw-r--r--');
  expect(there.has('/usr/share/applications/tocsin-desktop.desktop')).toBe(true);
  expect(there.has('/usr/share/metainfo/dev.tocsin.desktop.metainfo.xml')).toBe(true);
  // That is where an AppImage has its description.
  expect([...there.keys()].filter((path) => path?.startsWith('/opt/Tocsin/usr'))).toEqual([]);
  await run('dpkg-deb', ['-e', deb(), join(folder, 'control')]);
  expect(await readFile(join(folder, 'control', 'conffiles'), 'utf8')).toBe(
    '/etc/xdg/autostart/tocsin-desktop.desktop\n',
  );
});

test('desktop files and AppStream metadata are valid', async () => {
  await run('dpkg-deb', ['-x', deb(), join(folder, 'system')]);
  const system = (path: string) => join(folder, 'system', path);
  const desktop = await readFile(system('usr/share/applications/tocsin-desktop.desktop'), 'utf8');
  for (const line of [
    'Name=Tocsin',
    'GenericName=Alarm Notifier',
    'Comment=Watches SAYMON, Kamea, Flamenco and RackHD servers and says at once when something needs a person.',
    'Exec=/opt/Tocsin/tocsin-desktop %U',
    'Icon=tocsin-desktop',
    'Terminal=false',
    'Categories=Network;Monitor;',
    'MimeType=x-scheme-handler/tocsin;',
    'StartupWMClass=tocsin-desktop',
    '[Desktop Action history]',
  ]) {
    expect(desktop.split('\n')).toContain(line);
  }
  expect(desktop).toMatch(/^Keywords=alarm;/m);
  await run('desktop-file-validate', ['--no-hints', system('usr/share/applications/tocsin-desktop.desktop')]);
  await run('desktop-file-validate', ['--no-hints', system('etc/xdg/autostart/tocsin-desktop.desktop')]);
  const metadata = 'usr/share/metainfo/dev.tocsin.desktop.metainfo.xml';
  await run('appstreamcli', ['validate', '--pedantic', '--no-net', system(metadata)]);
  // The description, the entry that it names and its icon belong together.
  await run('appstreamcli', ['validate-tree', '--no-net', join(folder, 'system')]);
});

test('the licences of all libraries lie beside the archive, and those of Electron beside the program', async () => {
  const text = await readFile(unpacked('resources', 'third-party.txt'), 'utf8');
  const libraries = files().filter((path) => /^\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path));
  expect(libraries.length).toBeGreaterThan(50);
  for (const path of libraries) {
    const manifest = extractFile(unpacked('resources', 'app.asar'), path.slice(1)).toString();
    const { name, version } = JSON.parse(manifest);
    expect(text).toContain(`\n${name} ${version} (`);
  }
  for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html']) {
    expect((await stat(unpacked(name))).size, name).toBeGreaterThan(0);
  }
  expect(files()).not.toContain('/out/third-party.txt');
});

test('the AppImage has its entry, its icons and its description, and starts the program with what it is given', async () => {
  const app = join(folder, 'AppDir');
  await unpackAppImage(join(folder, 'out', 'Tocsin-x86_64.AppImage'), app);
  const desktop = await readFile(join(app, 'tocsin-desktop.desktop'), 'utf8');
  for (const line of [
    'Name=Tocsin',
    'Exec=AppRun %U',
    'MimeType=x-scheme-handler/tocsin;',
    'StartupWMClass=tocsin-desktop',
  ])
    expect(desktop.split('\n')).toContain(line);
  await run('desktop-file-validate', ['--no-hints', join(app, 'tocsin-desktop.desktop')]);
  const metadata = join(app, 'usr/share/metainfo/dev.tocsin.desktop.metainfo.xml');
  await run('appstreamcli', ['validate', '--pedantic', '--no-net', metadata]);
  for (const size of [16, 22, 24, 32, 48, 64, 128, 256, 512]) {
    const icon = join(app, `usr/share/icons/hicolor/${size}x${size}/apps/tocsin-desktop.png`);
    expect((await stat(icon)).size, `${size}`).toBeGreaterThan(0);
  }
  const started = await run(join(app, 'AppRun'), ['tocsin://history', 'with a space'], {
    env: { PATH: process.env['PATH'] },
  });
  expect(started.stdout).toMatch(/^placeholder, not Electron: (?:--no-sandbox )?tocsin:\/\/history with a space\n$/);
});

test('what the packages look at for new versions names the AppImage by the sum of its bytes', async () => {
  const list = parse(await readFile(join(folder, 'out', 'latest-linux.yml'), 'utf8'));
  const image = await readFile(join(folder, 'out', 'Tocsin-x86_64.AppImage'));
  const sha512 = createHash('sha512').update(image).digest('base64');
  expect(list).toMatchObject({ version: '0.1.0', path: 'Tocsin-x86_64.AppImage', sha512 });
  expect(list.files).toContainEqual(
    expect.objectContaining({ url: 'Tocsin-x86_64.AppImage', sha512, size: image.length }),
  );
  expect(parse(await readFile(unpacked('resources', 'app-update.yml'), 'utf8'))).toMatchObject({
    ...{ provider: 'generic', url: updates, updaterCacheDirName: 'tocsin-updater' },
  });
  // Packages that are made without an address name none, so packing must leave the file of the checkout alone.
  const none = { provider: 'generic', updaterCacheDirName: 'tocsin-updater' };
  expect(parse(await readFile(join(root, 'build/app-update.yml'), 'utf8'))).toEqual(none);
});

test('lintian finds nothing in the deb', () => lintianFindsNothing(deb()), 300_000);

test('both debs installed by dpkg: the whole `tocsin` wins, and each goes as it came', async () => {
  const system = await debianRoot(join(folder, 'installed'));
  const staged = join(folder, 'staged');
  await mkdir(staged);
  await stageCli(root, staged);
  const cli = join(folder, (await debianPackage(root, staged, folder)).file);
  const own = join(folder, 'installed', 'opt/Tocsin/resources/bin/tocsin');
  const whole = join(folder, 'installed', 'usr/lib/tocsin/build/cli/tocsin.cjs');
  const autostart = '/etc/xdg/autostart/tocsin-desktop.desktop';

  await system.install(deb());
  expect(await system.stateOf('tocsin-desktop')).toBe('install ok installed');
  expect(await system.place('/usr/bin/tocsin')).toBe(own);
  await run(own, ['--help']);
  expect((await stat((await system.place('/opt/Tocsin/chrome-sandbox')) ?? '')).mode & 0o777).toBe(0o755);
  const page = gunzipSync(await readFile((await system.place('/usr/share/man/man1/tocsin-desktop.1.gz')) ?? ''));
  expect(page.toString()).toContain('"Tocsin 0.1.0"');
  await system.install(cli);
  expect(await system.place('/usr/bin/tocsin')).toBe(whole);
  await system.remove('tocsin');
  expect(await system.place('/usr/bin/tocsin')).toBe(own);

  // An administrator's word holds over an upgrade: an entry that was removed does not come back.
  const file = (await system.place(autostart)) ?? '';
  const text = await readFile(file, 'utf8');
  await rm(file);
  await system.install(deb());
  expect(await system.place(autostart)).toBe(null);
  await writeFile(file, text);

  await system.remove('tocsin-desktop');
  expect(await system.stateOf('tocsin-desktop')).toBe('deinstall ok config-files');
  // What is left starts nothing: a desktop looks first whether the program is there.
  expect(text).toMatch(/^TryExec=\/opt\/Tocsin\/tocsin-desktop$/m);
  // The list of types is the system's own.
  const left = async () => (await system.paths()).filter((path) => path !== '/usr/share/applications/mimeinfo.cache');
  expect(await left()).toEqual([autostart]);
  await system.purge('tocsin-desktop');
  expect(await left()).toEqual([]);
}, 300_000);

test('the scripts of the deb: an upgrade takes nothing, a purge the data of people only when that is asked for', async () => {
  await run('dpkg-deb', ['-e', deb(), join(folder, 'scripts')]);
  const script = join(folder, 'scripts', 'postrm');
  expect(await readFile(join(folder, 'scripts', 'postinst'), 'utf8')).not.toContain('${');
  const { env, left } = await homeOfAnna(folder);
  for (const [args, more] of [
    [['upgrade', '0.2.0'], { TOCSIN_DELETE_USER_DATA: '1' }],
    [['remove'], { TOCSIN_DELETE_USER_DATA: '1' }],
    [['purge'], {}],
    [['purge'], { TOCSIN_DELETE_USER_DATA: '1', DPKG_ROOT: folder }],
  ] as const) {
    await run('sh', [script, ...args], { env: { ...env, ...more } });
    expect(await left(), args.join(' ')).toEqual([...data, entry]);
  }
  await run('sh', [script, 'purge'], { env: { ...env, TOCSIN_DELETE_USER_DATA: '1' } });
  expect(await left()).toEqual([]);
});

/** A file or folder of an archive's heading. */
interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
}

/** The paths of the files that lie beside the archive. */
function unpackedOf(entry: Entry, path: string): readonly string[] {
  if (entry.files === undefined) return entry.unpacked === true ? [path] : [];
  return Object.entries(entry.files).flatMap(([name, each]) => unpackedOf(each, `${path}/${name}`));
}
