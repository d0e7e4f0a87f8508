import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Who holds a data directory, in a file beside the socket: a host that does not answer cannot say it. What a killed one
 * left behind is read only where something holds the socket, and that has written its own.
 */
export async function noteHolder(directory: string): Promise<void> {
  // Without it a host runs as well.
  await writeFile(holderPath(directory), `${process.pid}\n`, { mode: 0o600 }).catch(() => undefined);
}

export async function forgetHolder(directory: string): Promise<void> {
  await rm(holderPath(directory), { force: true }).catch(() => undefined);
}

/** The process that holds it; null: it is not known. */
export async function holderOf(directory: string): Promise<number | null> {
  const text = await readFile(holderPath(directory), 'utf8').catch(() => '');
  return /^\d{1,10}\n$/.test(text) ? Number(text) : null;
}

function holderPath(directory: string): string {
  return join(directory, 'control.pid');
}
