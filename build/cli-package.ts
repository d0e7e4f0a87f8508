import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

/** What this reads of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The desktop app's own entry; everything that only it imports is left out. */
const desktopEntry = 'index.js';
const kept = ['version', 'description', 'license', 'author', 'homepage', 'type'] as const;

/** Lays the files of the package `tocsin` into a folder, with a package.json that needs only what they import. */
export async function stageCli(root: string, folder: string): Promise<void> {
  const manifest = await manifestOf(root);
  const modules = await modulesOf(join(root, 'out', 'main'));
  for (const [path, text] of modules) await put(join(folder, 'out', 'main', path), text);
  await cp(join(root, 'out', 'renderer'), join(folder, 'out', 'renderer'), { recursive: true });
  for (const path of [
    'out/third-party.txt',
    'build/cli',
    'build/sounds',
    'build/toasts',
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
  ]) {
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  await put(join(folder, 'package.json'), `${JSON.stringify(cliManifest(manifest, packagesOf(modules)), null, 2)}\n`);
}

/** The package.json of the command line: what the files import, in the versions of the checkout. */
export function cliManifest(
  manifest: Manifest & Readonly<Record<string, unknown>>,
  packages: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const missing = [...packages].filter((name) => manifest.dependencies?.[name] === undefined);
  if (missing.length > 0) throw new Error(`Imported, but no dependency in package.json: ${missing.join(', ')}`);
  const needed = Object.entries(manifest.dependencies ?? {}).filter(([name]) => packages.has(name));
  return {
    name: 'tocsin',
    ...Object.fromEntries(kept.map((field) => [field, manifest[field]])),
    bin: { tocsin: 'build/cli/tocsin.cjs' },
    files: ['build', 'out', 'CHANGELOG.md'],
    engines: { node: '>=22.12' },
    dependencies: Object.fromEntries(needed),
  };
}

/** The names of the packages that modules import. */
export function packagesOf(modules: ReadonlyMap<string, string>): ReadonlySet<string> {
  const names = [...modules.values()].flatMap((text) => importsOf(text).filter((name) => !name.startsWith('.')));
  return new Set(names.filter((name) => !isBuiltin(name)).map(packageOf));
}

/** The built modules by path that the command line's entry and the history's thread reach; those of the desktop app alone are none. */
async function modulesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const waiting = (await readdir(folder)).filter((name) => name.endsWith('.js') && name !== desktopEntry);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const text = await readFile(join(folder, path), 'utf8');
    found.set(path, text);
    waiting.push(...importsOf(text).flatMap((name) => (name.startsWith('.') ? [join(dirname(path ?? ''), name)] : [])));
  }
  return found;
}

/** What a built module imports: the bundler writes each on a line of its own. */
function importsOf(text: string): readonly string[] {
  const lines =
    /^(?:import|export)\b[^;'"]*?["']([^"']+)["']|\bimport\(["']([^"']+)["']\)|\brequire\(["']([^"']+)["']\)/gm;
  return [...text.matchAll(lines)].map(([, fixed, lazy, required]) => fixed ?? lazy ?? required ?? '');
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

export async function manifestOf(folder: string): Promise<Manifest & Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
