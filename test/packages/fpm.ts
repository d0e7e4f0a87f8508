/**
 * Stands in for fpm, by which electron-builder makes a deb and which cannot be fetched everywhere: reads its arguments and
 * lets dpkg-deb build. What fpm itself would do otherwise is not shown by this.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const bare = new Set(['--force', '--debug', '--deb-no-default-config-files']);
const given = new Map<string, string[]>();
const sources: (readonly [from: string, to: string])[] = [];
const words = process.argv.slice(2);
for (let word = words.shift(); word !== undefined; word = words.shift()) {
  const [, option, value] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (option !== undefined)
    given.set(option, [...(given.get(option) ?? []), bare.has(option) ? '' : (value ?? words.shift() ?? '')]);
  else sources.push([word.slice(0, word.lastIndexOf('=')), word.slice(word.lastIndexOf('=') + 1)]);
}
const one = (option: string) => given.get(option)?.[0] ?? '';
const root = mkdtempSync(join(tmpdir(), 'fpm-'));
try {
  for (const [from, to] of sources) {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    cpSync(from, join(root, to), { recursive: true, verbatimSymlinks: true });
  }
  for (const path of given.get('--exclude') ?? []) rmSync(join(root, path), { recursive: true });
  let bytes = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode, size } = lstatSync(path);
    if (entry.isFile()) bytes += size;
    if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
  // As fpm does where none is given.
  const heading = `${one('--name')} (${one('--version')}) whatever; urgency=medium`;
  const entry = `${heading}\n\n  * Package created with FPM.\n\n -- ${one('--maintainer')}  Sat, 21 Nov 2026 00:00:00 +0000\n`;
  const log = join(root, 'usr/share/doc', one('--name'), 'changelog.gz');
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, gzipSync(entry, { level: 9 }), { mode: 0o644 });
  const control = join(root, 'DEBIAN');
  mkdirSync(control);
  const [synopsis = '', ...description] = one('--description').split('\n');
  const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };
  const fields = {
    Package: one('--name'),
    Version: one('--version'),
    Architecture: architectures[one('--architecture')] ?? one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': String(Math.ceil(bytes / 1_024)),
    Depends: (given.get('-d') ?? []).join(', '),
    Recommends: (given.get('--deb-recommends') ?? []).join(', '),
    Section: one('--category'),
    Priority: one('--deb-priority'),
    Homepage: one('--url'),
    Description: [synopsis, ...description.map((line) => ` ${line.trim()}`)].join('\n'),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(control, 'control'), lines.join(''));
  const configured = given.get('--config-files') ?? [];
  if (configured.length > 0) writeFileSync(join(control, 'conffiles'), configured.map((path) => `${path}\n`).join(''));
  for (const [option, name] of [
    ['--before-remove', 'prerm'],
    ['--after-install', 'postinst'],
    ['--after-remove', 'postrm'],
  ] as const) {
    cpSync(one(option), join(control, name));
    chmodSync(join(control, name), 0o755);
  }
  chmodSync(control, 0o755);
  chmodSync(root, 0o755);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, one('--package')]);
} finally {
  rmSync(root, { recursive: true });
}
