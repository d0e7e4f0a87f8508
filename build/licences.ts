import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** A package that is shipped, and under what. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says. */
  readonly licence: string;
  /** Its whole text, or what the package says instead of one. */
  readonly text: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const textName = /^(licen[cs]e|copying|notice)([.-]|$)/i;

/** Shipped, though no dependency in package.json says so: the desktop app's frame, and what is bundled into the window. */
const frame = 'electron';
const bundled = ['@preact/signals', 'preact'];

/**
 * All packages that a program ships, its production dependencies and theirs, by name and version. Throws where one is not
 * installed or names no licence: what has none must not be shipped.
 */
export function licencesOf(root: string): readonly Licence[] {
  const found = new Map<string, Licence>();
  const seen = new Set<string>();
  const waiting = [
    ...needed(root, read(root)),
    ...[frame, ...bundled].map((name) => packageAt(root, root, name, false)),
  ];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    if (directory === null || seen.has(directory)) continue;
    seen.add(directory);
    const manifest = read(directory);
    const { name, version } = manifest;
    const own = textOf(directory);
    const licence = licenceOf(manifest, own);
    const text = own === '' ? `${name} brings no text of its licence, and names it ${licence}.` : own;
    found.set(`${name}@${version}`, { name, version, licence, text });
    // Electron's own dependencies fetch it, and stay here.
    if (name !== frame) waiting.push(...needed(root, manifest, directory));
  }
  return [...found.values()].sort((one, other) => (one.name + one.version < other.name + other.version ? -1 : 1));
}

function needed(root: string, manifest: Manifest, directory = root): readonly (string | null)[] {
  const { dependencies = {}, optionalDependencies = {} } = manifest;
  return [
    ...Object.keys(dependencies).map((name) =>
      packageAt(root, directory, name, Object.hasOwn(optionalDependencies, name)),
    ),
    ...Object.keys(optionalDependencies).map((name) => packageAt(root, directory, name, true)),
  ];
}

/** Where Node would find a package for one that lies in `from`; null: it is not there and need not be. */
function packageAt(root: string, from: string, name: string, optional: boolean): string | null {
  for (let at = from; ; at = dirname(at)) {
    const directory = join(at, 'node_modules', name);
    if (existsSync(join(directory, 'package.json'))) return directory;
    if (at === root) break;
  }
  if (optional) return null;
  throw new Error(`The package ${name} is not installed. Run: npm ci`);
}

function read(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
}

/** As the package says it; the oldest say it in their readme only. */
function licenceOf({ name, license, licenses }: Manifest, text: string): string {
  const said =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  const licence = said || /^\(?(MIT|ISC|BSD-[23]-Clause|Apache-2\.0)\b/.exec(text)?.[1];
  if (licence === undefined) throw new Error(`The package ${name} names no licence`);
  return licence;
}

/** Its files of licence and notice; where it has none, what its readme says under that heading. */
function textOf(directory: string): string {
  const files = readdirSync(directory, { withFileTypes: true }).filter((each) => each.isFile());
  const texts = (name: RegExp) =>
    files.filter((each) => name.test(each.name)).map(({ name: file }) => readFileSync(join(directory, file), 'utf8'));
  const own = texts(textName);
  const readme = texts(/^readme/i).flatMap(
    (text) => /^#+\s*licen[cs]e[ #]*$([\s\S]*?)(?=^#|(?![\s\S]))/im.exec(text)?.[1] ?? [],
  );
  return (own.length > 0 ? own : readme).map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** All of them as one text, for who has no window to read them in. */
export function licencesText(licences: readonly Licence[]): string {
  const parts = licences.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`);
  return ['What Tocsin is made of besides its own code, and under which licences.\n', ...parts].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

const virtual = 'virtual:licences';

/**
 * Gives the window the module `virtual:licences` with the list, made when it is built, and lays the same as a text beside
 * what is built, for the packages.
 */
export function licencesModule(root: string): Plugin {
  const licences = licencesOf(root);
  return {
    name: 'tocsin-licences',
    resolveId: (id) => (id === virtual ? `\0${virtual}` : null),
    load: (id) => (id === `\0${virtual}` ? `export const licences = ${JSON.stringify(licences)};` : null),
    writeBundle: () => writeFileSync(join(root, 'out', 'third-party.txt'), licencesText(licences)),
  };
}
