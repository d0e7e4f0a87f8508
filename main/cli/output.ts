import { once } from 'node:events';

/** Writes to standard output as fast as its reader takes it. False: the reader has gone (`| head`), nothing more is wanted. */
export async function print(text: string): Promise<boolean> {
  if (gone || process.stdout.destroyed) return false;
  if (process.stdout.write(text)) return true;
  await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]);
  return !gone;
}

let gone = false;

/** A reader that has gone is no error. */
export function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  });
}
