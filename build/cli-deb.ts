import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Manifest, manifestOf } from './cli-package.ts';

const run = promisify(execFile);
/** Debian's names of architectures; the prebuilt database module is there for these. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
/** Of a library only what runs is needed. */
const needless =
  /(?:\.(?:ts|mts|cts|map|md|markdown|flow|gyp|gypi|yml|bc\.js)|\/(?:test|tests|spec|examples?|\.github)|\/\.[^/]+)$/;

/**
 * Makes the Debian package `tocsin` out of the staged folder, with its libraries in it as they are in the checkout. Needs
 * dpkg-deb.
 */
export async function debianPackage(
  root: string,
  staged: string,
  out: string,
  cpu: string = process.arch,
): Promise<{ readonly file: string; readonly bytes: number }> {
  const architecture = architectures[cpu];
  if (architecture === undefined) throw new Error(`There is no Debian package for ${cpu}`);
  const { version } = await manifestOf(staged);
  const tree = await mkdtemp(join(tmpdir(), 'tocsin-deb-'));
  try {
    const home = join(tree, 'usr/lib/tocsin');
    await cp(staged, home, { recursive: true });
    await copyLibraries(root, staged, home, cpu);
    await Promise.all(
      ['LICENSE', 'README.md', 'CHANGELOG.md', 'out/third-party.txt'].map((name) => rm(join(home, name))),
    );
    await documents(root, tree, version);
    await control(root, tree, version, architecture);
    await setModes(tree);
    const file = `tocsin_${version}_${architecture}.deb`;
    await run('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', tree, join(out, file)]);
    return { file, bytes: (await stat(join(out, file))).size };
  } finally {
    await rm(tree, { recursive: true });
  }
}

/** Copies the libraries that the staged package needs, and what those need, to where they are found as in the checkout. */
async function copyLibraries(root: string, staged: string, home: string, cpu: string): Promise<void> {
  const { dependencies = {} } = await manifestOf(staged);
  const done = new Set<string>();
  const waiting = Object.keys(dependencies).map((name) => ({ name, from: root, optional: false }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const place = await findLibrary(root, next.from, next.name);
    if (place === null) {
      if (next.optional) continue;
      throw new Error(`${next.name} is not installed; run npm ci`);
    }
    if (done.has(place)) continue;
    done.add(place);
    await cp(place, join(home, relative(root, place)), {
      recursive: true,
      filter: (path) => !isNeedless(relative(place, path), next?.name ?? '', cpu),
    });
    const manifest: Manifest = await manifestOf(place);
    const more = (names: object | undefined, optional: boolean) =>
      Object.keys(names ?? {}).map((name) => ({ name, from: place, optional }));
    waiting.push(...more(manifest.dependencies, false), ...more(manifest.optionalDependencies, true));
  }
}

/** Where a package finds a library: the nearest `node_modules` upwards that has it. */
async function findLibrary(root: string, from: string, name: string): Promise<string | null> {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if ((await stat(place).catch(() => null)) !== null) return place;
    if (folder === root) return null;
  }
}

/** Whether a file of a library is not needed to run it on Linux; nested libraries are copied by themselves. */
function isNeedless(path: string, library: string, cpu: string): boolean {
  if (path === '') return false;
  if (path.startsWith('node_modules') || needless.test(`/${path}`)) return true;
  if (library === 'node-addon-api') return path !== 'package.json';
  if (library === 'node-notifier') return path.startsWith('vendor');
  if (library !== 'better-sqlite3') return false;
  return /^(?:deps|src)/.test(path) || (path.endsWith('.node') && !path.endsWith(`/linux-${cpu}.node`));
}

async function documents(root: string, tree: string, version: string): Promise<void> {
  const folder = join(tree, 'usr/share/doc/tocsin');
  const manual = join(tree, 'usr/share/man/man1');
  await Promise.all([folder, manual].map((each) => mkdir(each, { recursive: true })));
  await cp(join(root, 'build/linux/copyright-cli'), join(folder, 'copyright'));
  await writeFile(join(folder, 'changelog.gz'), gzipSync(await changelog(root, version), { level: 9 }));
  await writeFile(join(folder, 'CHANGELOG.md.gz'), gzipSync(await readFile(join(root, 'CHANGELOG.md')), { level: 9 }));
  const licences = await readFile(join(root, 'out/third-party.txt'));
  await writeFile(join(folder, 'third-party.txt.gz'), gzipSync(licences, { level: 9 }));
  const overrides = join(tree, 'usr/share/lintian/overrides');
  await mkdir(overrides, { recursive: true });
  await cp(join(root, 'build/linux/cli-lintian-overrides'), join(overrides, 'tocsin'));
  const page = (await readFile(join(root, 'build/linux/tocsin.1'), 'utf8')).replace('@VERSION@', version);
  await writeFile(join(manual, 'tocsin.1.gz'), gzipSync(page, { level: 9 }));
}

/** What Debian's own form of a list of changes needs; the list itself lies beside it. */
async function changelog(root: string, version: string): Promise<string> {
  const at = Number(process.env['SOURCE_DATE_EPOCH'] ?? Date.now() / 1_000) * 1_000;
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  return `tocsin (${version}) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n -- ${await maintainer(root)}  ${date}\n`;
}

async function maintainer(root: string): Promise<string> {
  const { author } = await manifestOf(root);
  const { name, email } = author as { readonly name: string; readonly email: string };
  return `${name} <${email}>`;
}

async function control(root: string, tree: string, version: string, architecture: string): Promise<void> {
  const folder = join(tree, 'DEBIAN');
  await mkdir(folder);
  const manifest = await manifestOf(root);
  const lines = [
    'Package: tocsin',
    `Version: ${version.replace('-', '~')}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${await maintainer(root)}`,
    `Installed-Size: ${Math.ceil((await sizeOf(tree)) / 1_024)}`,
    'Depends: nodejs (>= 22.12), libc6 (>= 2.31), libstdc++6, libgcc-s1',
    'Recommends: libnotify-bin',
    'Suggests: tocsin-desktop',
    'Section: net',
    'Priority: optional',
    `Homepage: ${manifest['homepage']}`,
    'Description: notifier for operators, without a desktop app',
    ' Tocsin keeps resilient connections to SAYMON, Kamea, Flamenco and RackHD',
    ' servers, says at once by a desktop notification when something needs a',
    ' person, and keeps a history that can be searched. This package has "tocsin',
    ' serve", whose window opens in a browser, and all commands; the desktop app',
    ' is in tocsin-desktop.',
  ];
  await writeFile(join(folder, 'control'), `${lines.join('\n')}\n`);
  for (const name of ['postinst', 'prerm', 'postrm'])
    await cp(join(root, 'build/linux', `cli-${name}`), join(folder, name));
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What is run may be run, nothing else; and nobody's own rights go along. */
async function setModes(tree: string): Promise<void> {
  await chmod(tree, 0o755);
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || (await readFile(path, 'latin1')).startsWith('#!');
    await chmod(path, runs ? 0o755 : 0o644);
  }
}
