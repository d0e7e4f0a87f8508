import { cut } from '../../preload/contract/texts/index.ts';

/** Exit statuses, as the README has them. */
export const statuses = { ok: 0, failed: 1, unusable: 2, notRunning: 3 } as const;

/** Long enough for a path of the system and every fault of a file. */
const lineLength = 4_000;

/** Ends a command: one clear line for standard error, in which a terminal finds nothing to obey, and the exit status. */
export class Ending extends Error {
  readonly status: number;

  constructor(status: number, line: string) {
    super(cut(line, lineLength));
    this.status = status;
  }
}
