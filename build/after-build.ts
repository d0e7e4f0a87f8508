import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What electron-builder says when all packages are made. */
interface Built {
  readonly outDir: string;
  readonly artifactPaths: readonly string[];
}

/** Prints the size of each package and of each unpacked app. */
export default async function afterAllArtifactBuild({ outDir, artifactPaths }: Built): Promise<readonly string[]> {
  const folders = (await readdir(outDir, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && /-unpacked$|^mac/.test(entry.name),
  );
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
