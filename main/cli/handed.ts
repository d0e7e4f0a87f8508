import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Status } from '../../preload/contract/api.ts';
import { StillStarting } from '../control/ask.ts';
import type { Handed } from '../control/commands.ts';
import type { ImportReport } from '../settings/store.ts';
import { Ending, statuses } from './ending.ts';
import { statusAnswer } from './status.ts';
import { importAnswer, readSettings } from './transfer.ts';

/** What the command prints and how it ends. */
export interface Printed {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** What the running host does for such commands. */
export interface HandedTo {
  status(): Status;
  import(document: unknown): Promise<ImportReport>;
}

/**
 * Carries out a command of the desktop app's own `tocsin`, which has no Node to do it with: what it would print comes back.
 * It prints and ends as the command of the same name does. `host` throws `StillStarting` as long as it starts.
 */
export async function carryOut(handed: Handed, host: () => HandedTo, open: () => void, now: number): Promise<Printed> {
  try {
    return await asked(handed, host, open, now);
  } catch (error) {
    return { status: statusOf(error), out: '', err: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

function statusOf(error: unknown): number {
  if (error instanceof StillStarting) return statuses.notRunning;
  return error instanceof Ending ? error.status : statuses.unusable;
}

async function asked(
  { args, directory }: Handed,
  host: () => HandedTo,
  open: () => void,
  now: number,
): Promise<Printed> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [command, file, ...more] = positionals;
  const tooMany = more.length > 0 || (file !== undefined && command !== 'import');
  if (tooMany) throw new Ending(statuses.unusable, `tocsin ${command} does not take "${more[0] ?? file}"`);
  switch (command) {
    case 'open':
      open();
      return { status: statuses.ok, out: '', err: '' };
    case 'status':
      return statusAnswer(host().status(), values.json, now);
    case 'import': {
      if (file === undefined || file === '') throw new Ending(statuses.unusable, 'Name the file: tocsin import FILE');
      const path = isAbsolute(file) ? file : join(directory, file);
      return { status: statuses.ok, out: importAnswer(file, await host().import(await readSettings(path))), err: '' };
    }
    default:
      throw new Ending(statuses.unusable, `The desktop app's tocsin has open, status and import, not "${command}"`);
  }
}
