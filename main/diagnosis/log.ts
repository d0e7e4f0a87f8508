import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cut } from '../../preload/contract/texts/index.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../host.ts';
import type { Redaction } from './redaction.ts';

const fileBytes = 2_000_000;
const filesKept = 4;
const lineLength = 1_000;

/**
 * A log in `logs/tocsin.log` of a directory, which is rotated at 2 MB and of which four older files are kept; each line
 * also goes to `echo`. Secrets are taken out of a line before anything else is done with it; texts of servers in it are
 * cut and lose their control characters.
 */
export function openLog(
  directory: string,
  clock: Clock,
  echo: (line: string) => void,
  redaction: Pick<Redaction, 'text'>,
): Log {
  const folder = join(directory, 'logs');
  const file = join(folder, 'tocsin.log');
  let writable = true;
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  function write(level: string, text: string): void {
    const line = `${new Date(clock.now()).toISOString()} ${level} ${cut(redaction.text(text), lineLength)}`;
    echo(line);
    try {
      rotate(file, Buffer.byteLength(line) + 1);
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

/** Makes room for so many bytes: no file grows beyond its size. */
function rotate(file: string, bytes: number): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 || size + bytes <= fileBytes) return;
  rmSync(`${file}.${filesKept}`, { force: true });
  for (let number = filesKept - 1; number >= 1; number--) {
    if (statSync(`${file}.${number}`, { throwIfNoEntry: false }) !== undefined) {
      renameSync(`${file}.${number}`, `${file}.${number + 1}`);
    }
  }
  renameSync(file, `${file}.1`);
}
