import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkFuses, type WantedFuses } from './fuses.ts';

/** What electron-builder says when all packages are made. */
interface Built {
  readonly outDir: string;
  readonly artifactPaths: readonly string[];
  readonly configuration: { readonly electronFuses?: WantedFuses | null };
}

/** Where the binary lies in an unpacked app of each system; on macOS the app stands for it. */
const binaries = ['tocsin-desktop', 'Tocsin.exe', 'Tocsin.app'];

/** Reads the fuses of each unpacked app, and prints its size and that of each package. */
export default async function afterAllArtifactBuild(built: Built): Promise<readonly string[]> {
  const { outDir, artifactPaths, configuration } = built;
  const folders = (await readdir(outDir, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && /-unpacked$|^mac(?:-\w+)?$/.test(entry.name),
  );
  for (const { name } of folders) await checkApp(join(outDir, name), configuration.electronFuses ?? {});
  const archives = (await readdir(outDir, { recursive: true })).filter((path) => path.endsWith('app.asar'));
  const places = [
    ...artifactPaths,
    ...[...folders.map(({ name }) => name), ...archives].map((path) => join(outDir, path)),
  ];
  for (const place of places)
    console.log(
      sizeLine(place.startsWith(outDir) ? place.slice(outDir.length + 1) : basename(place), await sizeOf(place)),
    );
  return [];
}

async function checkApp(folder: string, wanted: WantedFuses): Promise<void> {
  const binary = binaries.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (binary === undefined) throw new Error(`There is no app in ${folder}`);
  await checkFuses(binary, wanted);
}

/** `Tocsin.deb: 81.3 MB`, in millions of bytes. */
export function sizeLine(name: string, bytes: number): string {
  return `${name}: ${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Bytes of a file, or of all files in a folder. */
async function sizeOf(place: string): Promise<number> {
  const found = await lstat(place);
  if (!found.isDirectory()) return found.size;
  const within = await Promise.all((await readdir(place)).map((name) => sizeOf(join(place, name))));
  return within.reduce((sum, size) => sum + size, 0);
}
