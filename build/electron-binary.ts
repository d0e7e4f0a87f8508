import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const fetchMs = 60_000;
const progressMs = 5_000;
const names: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};
/** Importing `electron` without its binary starts a download without a time limit, so only its place is asked for. */
const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** Electron's binary where it is there: its own, or the one that ELECTRON_OVERRIDE_DIST_PATH names. */
export function electronBinary(env: Environment = process.env): string | null {
  const list = join(folder, 'path.txt');
  const name = existsSync(list) ? readFileSync(list, 'utf8').trim() : (names[process.platform] ?? 'electron');
  const path = join(env['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** Fetches the binary by Electron's own script, with a sign of life. Null when it came; otherwise why not. */
export async function fetchElectron(
  say: (line: string) => void,
  env: Environment = process.env,
  limitMs = fetchMs,
  everyMs = progressMs,
): Promise<string | null> {
  const given = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given) return `ELECTRON_OVERRIDE_DIST_PATH names ${given}, where Electron is not`;
  say(`Fetching the desktop app (Electron) for at most ${limitMs / 1_000} s …`);
  const began = Date.now();
  const child = spawn(process.execPath, [join(folder, 'install.js')], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const progress = setInterval(() => say(`… ${Math.round((Date.now() - began) / 1_000)} s`), everyMs);
  const late = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearInterval(progress);
  clearTimeout(late);
  if (signal !== null) return `Electron could not be fetched within ${limitMs / 1_000} s`;
  if (status !== 0) return `Electron could not be fetched (${reasonIn(said)})`;
  return electronBinary(env) === null ? 'Electron was fetched, but is not where it belongs' : null;
}

function reasonIn(said: string): string {
  const line = /Error: .*/.exec(said)?.[0] ?? said.trim().split('\n').at(-1) ?? '';
  return line.slice(0, 200);
}
