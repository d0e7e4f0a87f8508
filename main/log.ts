import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cut } from '../preload/contract/texts/index.ts';
import type { Clock } from './clock.ts';
import type { Log } from './host.ts';

const fileBytes = 2_000_000;
const filesKept = 4;
const lineLength = 1_000;

/**
 * A log in `logs/tocsin.log` of a directory, which is rotated at 2 MB and of which four older files are kept; each line
 * also goes to `echo`. Texts of servers in a line are cut and lose their control characters.
 */
export function openLog(directory: string, clock: Clock, echo: (line: string) => void): Log {
  const folder = join(directory, 'logs');
  const file = join(folder, 'tocsin.log');
  let writable = true;
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  function write(level: string, text: string): void {
    const line = `${new Date(clock.now()).toISOString()} ${level} ${cut(text, lineLength)}`;
    echo(line);
    try {
      rotate(file);
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
      writable = true;
    } catch (error) {
      if (writable) echo(`The log ${file} cannot be written, lines go here only: ${String(error)}`);
      writable = false;
    }
  }
  return {
    info: (line) => write('info ', line),
    warn: (line) => write('warn ', line),
    error: (line) => write('error', line),
  };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < fileBytes) return;
  rmSync(`${file}.${filesKept}`, { force: true });
  for (let number = filesKept - 1; number >= 1; number--) {
    if (statSync(`${file}.${number}`, { throwIfNoEntry: false }) !== undefined) {
      renameSync(`${file}.${number}`, `${file}.${number + 1}`);
    }
  }
  renameSync(file, `${file}.1`);
}
