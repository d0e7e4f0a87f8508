import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagesOf } from '../../build/cli-package.ts';
import { lintianFindsNothing } from './lintian.ts';
import { placeholderElectron } from './placeholder.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let said = '';
const unpacked = (...path: readonly string[]) => join(folder, 'out', 'linux-unpacked', ...path);
const deb = () => join(folder, 'out', 'tocsin-desktop_0.1.0_amd64.deb');
const files = () => listPackage(unpacked('resources', 'app.asar'), { isPack: false });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-pack-'));
  const dist = await placeholderElectron(join(folder, 'electron'));
  const fpm = join(folder, 'fpm');
  await writeFile(fpm, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'test/packages/fpm.ts')}' "$@"\n`);
  await chmod(fpm, 0o755);
  const { stdout } = await run(
    process.execPath,
    [
      ...[join(root, 'node_modules/electron-builder/cli.js'), 'build', '--linux', 'deb', '--x64', '--publish=never'],
      ...[`-c.electronDist=${dist}`, `-c.directories.output=${join(folder, 'out')}`],
    ],
    { cwd: root, env: { ...process.env, CUSTOM_FPM_PATH: fpm, NO_COLOR: '1' }, maxBuffer: 1e8 },
  );
  said = stdout;
}, 180_000);

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
  await run('dpkg-deb', ['-e', deb(), join(folder, 'control')]);
  expect(await readFile(join(folder, 'control', 'conffiles'), 'utf8')).toBe(
    '/etc/xdg/autostart/tocsin-desktop.desktop\n',
  );
});

test('desktop files and AppStream metadata are valid', async () => {
  await run('dpkg-deb', ['-x', deb(), join(folder, 'system')]);
  const system = (path: string) => join(folder, 'system', path);
  const entry = await readFile(system('usr/share/applications/tocsin-desktop.desktop'), 'utf8');
  expect(entry).toMatch(/^MimeType=x-scheme-handler\/tocsin;$/m);
  expect(entry).toMatch(/^Keywords=alarm;/m);
  expect(entry).toMatch(/^StartupWMClass=tocsin-desktop$/m);
  expect(entry).toMatch(/^\[Desktop Action history\]$/m);
  await run('desktop-file-validate', ['--no-hints', system('usr/share/applications/tocsin-desktop.desktop')]);
  await run('desktop-file-validate', ['--no-hints', system('etc/xdg/autostart/tocsin-desktop.desktop')]);
  await run('appstreamcli', [
    ...['validate', '--pedantic', '--no-net', system('usr/share/metainfo/dev.tocsin.desktop.metainfo.xml')],
  ]);
});

test('lintian finds nothing in the deb', () => lintianFindsNothing(deb()), 180_000);

test('the scripts of the deb: an upgrade takes nothing, a purge the data of people only when that is asked for', async () => {
  await run('dpkg-deb', ['-e', deb(), join(folder, 'scripts')]);
  const script = join(folder, 'scripts', 'postrm');
  const before = join(folder, 'scripts', 'prerm');
  expect(await readFile(join(folder, 'scripts', 'postinst'), 'utf8')).not.toContain('${');
  const tools = join(folder, 'tools');
  const home = join(folder, 'home');
  await Promise.all(
    [tools, join(home, '.config/tocsin'), join(home, '.local/share/tocsin')].map((path) =>
      mkdir(path, { recursive: true }),
    ),
  );
  const tool = async (name: string, text: string) => {
    await writeFile(join(tools, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(tools, name), 0o755);
  };
  await tool('getent', `echo 'root:x:0:0::/root:/bin/sh'; echo 'anna:x:1000:1000::${home}:/bin/sh'`);
  await tool('runuser', '[ "$2" = anna ] || exit 1; shift 3; exec "$@"');
  await tool('update-alternatives', `echo "$@" >> '${join(folder, 'alternatives')}'`);
  await tool('update-desktop-database', ':');
  const env = { PATH: `${tools}:/usr/bin:/bin` };
  const there = async (path: string) => (await stat(path).catch(() => null)) !== null;

  await run('sh', [before, 'upgrade', '0.2.0'], { env });
  await run('sh', [script, 'upgrade', '0.2.0'], { env });
  expect(await there(join(folder, 'alternatives'))).toBe(false);
  await run('sh', [before, 'remove'], { env });
  await run('sh', [script, 'remove'], { env });
  expect(await readFile(join(folder, 'alternatives'), 'utf8')).toBe(
    '--remove tocsin /opt/Tocsin/resources/bin/tocsin\n',
  );
  await run('sh', [script, 'purge'], { env });
  expect(await there(join(home, '.config/tocsin'))).toBe(true);
  await run('sh', [script, 'purge'], { env: { ...env, TOCSIN_DELETE_USER_DATA: '1' } });
  expect(await there(join(home, '.config/tocsin'))).toBe(false);
  expect(await there(join(home, '.local/share/tocsin'))).toBe(false);
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
