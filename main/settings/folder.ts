import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UnusableFile } from './unusable.ts';

/** Makes a folder as `makeFolder` does, and throws `UnusableFile` likewise where nothing can be written into it. */
export async function makeWritableFolder(directory: string): Promise<void> {
  await makeFolder(directory);
  // Tried, for what the system says of rights is not the whole truth on Windows.
  await mkdtemp(join(directory, '.try-')).then(rmdir, (error) => unusable(directory, error));
}

/**
 * Makes a folder that only its user enters, with those that it lies in, where it is not there yet. Throws `UnusableFile`
 * with its path and the reason when it cannot be made, or is none.
 */
export async function makeFolder(directory: string): Promise<void> {
  await made(directory).catch((error) => unusable(directory, error));
}

function unusable(directory: string, { message }: Error): never {
  throw new UnusableFile(`The data directory ${directory} cannot be used: ${message}`);
}

/**
 * Node's own recursive mkdir (24.21) goes round for ever where the system says that there is no such place although its
 * parent is there, as in /proc and in folders that an automounter fills.
 */
async function made(directory: string): Promise<void> {
  const missing = await mkdir(directory, { mode: 0o700 }).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  if (missing === null) return;
  if (missing.code !== 'ENOENT' || dirname(directory) === directory) return mustBeFolder(directory, missing);
  await made(dirname(directory));
  await mkdir(directory, { mode: 0o700 }).catch((error) => mustBeFolder(directory, error));
}

/** One that is there already, or that another one has just made, will do; otherwise it throws why none could be made. */
async function mustBeFolder(directory: string, why: Error): Promise<void> {
  const found = await stat(directory).catch(() => null);
  if (found === null) throw why;
  if (!found.isDirectory()) throw new Error('it is a file');
}
