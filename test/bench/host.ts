import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type HistoryReader, openHistoryReader } from '../../main/history/open.ts';
import { dataDirectory, type RunningHost, startHost } from '../host.ts';
import { until } from '../until.ts';

/** A budget that nothing measured here reaches: what is pruned is not lost. */
export const wholeHistory = { keepDays: 3_650, keepRows: 5_000_000, keepMegabytes: 100_000 };

/** A host that watches a flood server, and its history as a third program reads it. */
export interface Measured {
  readonly host: RunningHost;
  readonly reader: HistoryReader;
  readonly data: string;
  /** The longest stop of the main thread since the last question, ms. */
  longestStop(): Promise<number>;
  close(): Promise<void>;
}

const stops = fileURLToPath(new URL('stops.ts', import.meta.url));
const worker = new URL('../../main/history/worker.ts', import.meta.url);

/** `watched`: its main thread says its longest stop, which costs it memory. */
export async function startMeasured(url: string, env: NodeJS.ProcessEnv, watched = false): Promise<Measured> {
  const auth = { type: 'session', sessionId: 'bench' };
  const server = { id: 'flood', protocol: 'saymon', url, auth, subscriptions: { incidents: true } };
  const data = await dataDirectory({
    version: 1,
    servers: [server],
    toasts: { maxPerMinute: 600 },
    history: wholeHistory,
  });
  const file = join(data.path, 'stops.json');
  const watch = watched ? { NODE_OPTIONS: `--import=${stops}`, TOCSIN_STOPS: file } : {};
  const host = await startHost(data.path, { ...env, ...watch });
  const reader = openHistoryReader({
    directory: data.path,
    start: (workerData) => new Worker(worker, { workerData }),
  });
  // Its thread starts before anything is measured: it is not the host's.
  await reader.page({}, null, 1);
  return {
    host,
    reader,
    data: data.path,
    longestStop: async () => {
      await rm(file, { force: true });
      process.kill(host.pid, 'SIGUSR2');
      const text = await until('the longest stop', () => readFile(file, 'utf8').catch(() => null));
      return (JSON.parse(text) as { longestMs: number }).longestMs;
    },
    close: async () => {
      await reader.close();
      await host.stop();
      await data.remove();
    },
  };
}

/** Processor time of a process in seconds, all threads. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory in MB. */
export function residentMegabytes(pid: number): number {
  const pages = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return Number(pages) / 1_024;
}

/** What a Node process takes that does nothing, in MB. */
export async function bareMegabytes(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6); console.log("up")'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const resident = residentMegabytes(child.pid ?? 0);
  child.kill();
  return resident;
}
