import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askHost } from '../main/control/ask.ts';
import type { Status } from '../preload/contract/api.ts';
import { until } from './until.ts';

/** The built program. */
export const entry = fileURLToPath(new URL('../out/main/tocsin.js', import.meta.url));

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the built `tocsin` to its end. */
export async function tocsin(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<RunResult> {
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

export interface RunningHost {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** What it has said on standard error so far. */
  stderr(): string;
  /** SIGTERM; resolves with its exit status. */
  stop(): Promise<number | null>;
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts the built `tocsin serve` on a data directory and waits until it is ready. */
export async function startHost(
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
  args: readonly string[] = [],
  listen = '127.0.0.1:0',
): Promise<RunningHost> {
  const child = spawn(
    process.execPath,
    [entry, 'serve', '--data-dir', directory, '--listen', listen, '--json', ...args],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  await until('tocsin serve to be ready', () => {
    if (child.exitCode !== null) throw new Error(`tocsin serve ended with ${child.exitCode}: ${stderr}`);
    return stdout.includes('\n');
  });
  const { url, pid } = JSON.parse(stdout) as { url: string; pid: number };
  return {
    url,
    pid,
    child,
    stderr: () => stderr,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      return (await ended)[0];
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A data directory with these settings, removed by `remove`. */
export async function dataDirectory(settings: unknown): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tocsin-data-'));
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'settings.json'), JSON.stringify(settings));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** What the running host of a data directory says of itself, asked where `tocsin status` asks. */
export async function status(directory: string): Promise<Status> {
  const asked = await askHost(directory, 'status');
  if (!asked.running || !asked.answer.ok) throw new Error(`No status at ${directory}: ${JSON.stringify(asked)}`);
  return asked.answer.value as Status;
}

/** `tocsin history --json` as rows, newest first. */
export async function historyRows(directory: string, ...args: readonly string[]) {
  const { stdout, stderr, code } = await tocsin([
    'history',
    '--data-dir',
    directory,
    '--json',
    '--limit',
    '0',
    ...args,
  ]);
  if (code !== 0) throw new Error(`tocsin history ended with ${code}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as import('../preload/contract/api.ts').Event);
}
