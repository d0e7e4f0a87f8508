import { once } from 'node:events';

/** Writes to standard output as fast as its reader takes it. False: the reader has gone (`| head`), nothing more is wanted. */
export async function print(text: string): Promise<boolean> {
  if (gone || process.stdout.destroyed) return false;
  if (process.stdout.write(text)) return true;
  // What fails here is heard below.
  await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => undefined);
  return !gone;
}

let gone = false;

/** A reader that has gone is no error, and whoever runs on needs none; what cannot be written otherwise ends a command. */
export function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code === 'EPIPE' || error.code === 'EOF') return;
    console.error(`What was asked for cannot be written: ${error.message}.`);
    process.exit(2);
  });
  process.stderr.on('error', () => undefined);
}
