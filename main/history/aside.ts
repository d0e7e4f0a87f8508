import { accessSync, constants, existsSync, renameSync, statSync } from 'node:fs';
import type { SetAside } from './questions.ts';

/** Whether it is a file, and one that may be read. */
export function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Moves a database out of the way, with what SQLite keeps beside it. */
export function setAside(path: string, why: string): SetAside {
  const aside = `${path}.broken-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  }
  return { aside, text: why };
}
