import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../version.ts';
import type { Redaction } from './redaction.ts';

/** Exit status of a program that met an exception it does not know (sysexits.h, EX_SOFTWARE). */
const crashStatus = 70;
/** A restarted program that runs for so long is not in a loop: a crash after that is a new one. */
const calmMs = 3_600_000;
const reportsKept = 10;
const stackLength = 20_000;
const causesAtMost = 5;

const restartedMark = 'TOCSIN_RESTARTED';

/** How the run before this one ended. */
export interface Crash {
  /** Epoch ms. */
  readonly at: number;
  /** The report; empty: it could not be written. */
  readonly file: string;
}

/** The crash after which this program was started again; null: it was started by somebody. */
export function lastCrash(env: NodeJS.ProcessEnv): Crash | null {
  const [, at, file = ''] = /^(\d{1,16})\s?(.*)$/s.exec(env[restartedMark] ?? '') ?? [];
  return at === undefined ? null : { at: Number(at), file };
}

/** Whether a program that crashes now may be started again: once, and again only after an hour of running. */
export function mayRestart(last: Crash | null, now: number): boolean {
  return last === null || now - last.at >= calmMs;
}

/**
 * An exception that nothing caught leaves the house in an unknown state, so it is not survived silently: a report goes
 * to `logs/`, one line to standard error, and the program ends with 70; `restart` gets its chance before, once. A promise
 * that was rejected and that nobody waited for is the same.
 */
export function endOnCrash(
  directory: string,
  redaction: Pick<Redaction, 'text'>,
  restart: (env: NodeJS.ProcessEnv) => void,
): void {
  let ending = false;
  function end(error: unknown, origin: string): void {
    // What fails while this is done must not begin it anew.
    if (ending) return;
    ending = true;
    const now = Date.now();
    const last = lastCrash(process.env);
    const again = mayRestart(last, now);
    const file = written(directory, now, redaction.text(reportOf(error, origin, now, again)));
    if (again) restart({ ...process.env, [restartedMark]: `${now} ${file}` });
    process.exit(crashStatus);
  }
  process.on('uncaughtException', end);
  // Electron would only warn of it.
  process.on('unhandledRejection', (reason) => end(reason, 'unhandledRejection'));
}

function reportOf(error: unknown, origin: string, now: number, again: boolean): string {
  const stack = stacksOf(error).join('\nCaused by: ');
  return [
    `Tocsin ${version} ended unexpectedly at ${new Date(now).toISOString()} (${origin}).`,
    again ? 'It was started again.' : 'It had been started again before, and was not once more.',
    `It had run for ${Math.round(process.uptime())} s. Node ${process.version}, ${process.platform} ${process.arch}.`,
    '',
    stack.slice(0, stackLength),
    '',
  ].join('\n');
}

/** Of an error and of what caused it, as far as is told. */
function stacksOf(error: unknown): readonly string[] {
  const stacks: string[] = [];
  for (let each = error; stacks.length < causesAtMost && each !== undefined; ) {
    stacks.push(each instanceof Error ? (each.stack ?? each.message) : String(each));
    each = each instanceof Error ? each.cause : undefined;
  }
  return stacks;
}

/** Writes a report and says where it is; empty: it could not be written. */
function written(directory: string, now: number, report: string): string {
  const folder = join(directory, 'logs');
  const file = join(folder, `crash-${new Date(now).toISOString().replaceAll(':', '-')}.txt`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, report, { mode: 0o600 });
    console.error(`Tocsin met an error that it does not know and ends; please report it: ${file}`);
  } catch (unwritable) {
    console.error(`Tocsin met an error that it does not know and ends: ${report}(no report: ${String(unwritable)})`);
    return '';
  }
  try {
    for (const name of crashReports(folder).slice(reportsKept)) rmSync(join(folder, name), { force: true });
  } catch {
    // Older ones stay until the next time.
  }
  return file;
}

/** The names of the reports in a folder of logs, newest first. Throws Node's error. */
export function crashReports(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^crash-[\dTZ.-]+\.txt$/.test(name))
    .sort()
    .reverse();
}
