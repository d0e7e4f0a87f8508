import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { typeOf } from '../file-types.ts';

export interface ServedFile {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * The files of the window by their path in the address. They are few and small, so they are read once; a path that is
 * not among them does not exist, whatever it looks like.
 */
export async function windowFiles(directory: string): Promise<ReadonlyMap<string, ServedFile>> {
  const files = new Map<string, ServedFile>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const type = typeOf(entry.name);
    if (!entry.isFile() || type === null) continue;
    files.set(`/${relative(directory, path).split(sep).join('/')}`, { type, body: await readFile(path) });
  }
  const page = files.get('/index.html');
  if (page === undefined)
    throw new Error(`The window is not built: ${directory} has no index.html. Run: npm run build`);
  files.set('/', page);
  return files;
}
