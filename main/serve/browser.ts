import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Spot } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';

/** Time for a browser to start and to read it. */
const keptMs = 30_000;

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** The part of the window's address that names what it shows. */
export function hashOf(spot: Spot): string {
  return 'event' in spot ? `event=${spot.event}` : `servers=${encodeURIComponent(spot.server)}`;
}

/** Whether a browser that is started could be seen. */
export function hasDisplay({ DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/**
 * Opens an address in the user's browser. That of the window has the token, which no command line may carry, so the browser
 * gets a file that only the user can read, and that leads on. The file is removed after half a minute, or by the returned
 * function. Rejects when no browser could be started.
 */
export async function openBrowser(url: string, directory: string, clock: Clock): Promise<() => Promise<void>> {
  const file = join(directory, `open-${randomBytes(8).toString('hex')}.html`);
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${escaped(url)}"><title>Tocsin</title>\n`;
  await writeFile(file, page, { mode: 0o600, flag: 'wx' });
  const remove = () => rm(file, { force: true });
  clock.after(keptMs, () => void remove());
  const [program, ...rest] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...rest, pathToFileURL(file).href], { stdio: 'ignore', detached: true });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => void remove().finally(() => reject(error)));
  });
  child.unref();
  return remove;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
