import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 256 bits. */
const tokenBytes = 32;
const shape = /^[\w-]{43}$/;

/** The token of the door, kept across restarts in a file with mode 0600; `anew` makes another one. */
export async function doorToken(directory: string, anew: boolean): Promise<string> {
  const file = join(directory, 'serve-token');
  const kept = anew ? '' : await written(file);
  if (shape.test(kept)) return kept;
  const token = randomBytes(tokenBytes).toString('base64url');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, `${token}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return token;
}

/** Compares in a time that tells nothing about the token. */
export function sameToken(token: string, given: string): boolean {
  const [one, other] = [Buffer.from(token), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

async function written(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
