import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const fetchMs = 60_000;
const progressMs = 5_000;
/** Importing `electron` without its binary starts a download without a time limit, so only its place is asked for. */
const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** Electron's binary where it is there: its own, or the one that ELECTRON_OVERRIDE_DIST_PATH names. */
export function electronBinary(): string | null {
  const list = join(folder, 'path.txt');
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(list) ? readFileSync(list, 'utf8').trim() : usualName();
  const path = join(given ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** Fetches the binary for at most 60 s, with a sign of life. Null when it came; otherwise why not. */
export async function fetchElectron(say: (line: string) => void): Promise<string | null> {
  say('Fetching the desktop app (Electron) for at most 60 s …');
  const began = Date.now();
  const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const progress = setInterval(() => say(`… ${Math.round((Date.now() - began) / 1000)} s`), progressMs);
  const late = setTimeout(() => child.kill('SIGKILL'), fetchMs);
  const [status, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearInterval(progress);
  clearTimeout(late);
  if (status === 0) return null;
  if (signal !== null) return 'Electron could not be fetched within 60 s';
  const reason = said.match(/Error: .*/)?.[0] ?? said.trim().split('\n').at(-1) ?? '';
  return `Electron could not be fetched (${reason.slice(0, 200)})`;
}

function usualName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}
