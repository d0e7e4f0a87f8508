import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../test/servers/demo.ts';
import { electronBinary, fetchElectron } from './electron-binary.ts';
import { type Ended, type Found, hindranceOf, type Program, programAfter, programFor } from './program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = programFor(await found());
const demo = process.argv.includes('--demo') ? await openDemo() : null;
const ended = await run(program, demo?.directory ?? null);
const next = program.start === 'desktop' ? programAfter(ended) : null;
const { status } = next === null ? ended : await run(next, demo?.directory ?? null);
await demo?.close();
process.exitCode = status ?? 1;

async function found(): Promise<Found> {
  const { platform, env } = process;
  const hindrance = hindranceOf({ platform, env, userId: process.getuid?.() ?? null });
  const there = electronBinary();
  if (hindrance !== null || there !== null) return { hindrance, binary: there, whyNone: '' };
  const whyNone = await fetchElectron((line) => console.log(line));
  return { hindrance, binary: electronBinary(), whyNone: whyNone ?? '' };
}

/** Stand-in servers, and a data directory whose settings have them. */
async function openDemo(): Promise<{ readonly directory: string; close(): Promise<void> }> {
  const demo = await startDemo();
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-demo-'));
  const settings = { version: 1, servers: demo.servers };
  await writeFile(join(directory, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  console.log(
    'Four stand-in servers run here: SAYMON, Kamea, Flamenco and RackHD. The first incident opens in 2 s. End them with Ctrl+C.',
  );
  return {
    directory,
    close: async () => {
      await demo.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Runs a program to its end. Ctrl+C and SIGTERM end it, and then all the rest here. */
async function run(what: Program, dataDirectory: string | null): Promise<Ended> {
  if (what.start === 'serve') console.log(`${what.why}, so "tocsin serve" runs instead of the desktop app.`);
  const [command, ...args] = commandOf(what, dataDirectory);
  // With it set, Electron would run as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const began = Date.now();
  const child = spawn(command, args, { env, stdio: 'inherit' });
  let asked = false;
  const end = () => {
    asked = true;
    // A terminal sends SIGINT to the child as well, for which a second one would mean to end at once.
    if (process.platform !== 'win32') child.kill('SIGTERM');
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  return new Promise((resolve) => {
    const done = (status: number | null, signal: NodeJS.Signals | null) => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve({ status, signal, ranMs: Date.now() - began, asked });
    };
    child.on('exit', done);
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      done(1, null);
    });
  });
}

function commandOf(what: Program, dataDirectory: string | null): readonly [string, ...string[]] {
  if (what.start === 'desktop') {
    return [what.binary, root, ...(dataDirectory === null ? [] : [`--data-dir=${dataDirectory}`])];
  }
  const serve = [join(root, 'out', 'main', 'tocsin.js'), 'serve'];
  return [process.execPath, ...serve, ...(dataDirectory === null ? [] : ['--data-dir', dataDirectory])];
}
