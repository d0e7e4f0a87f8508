/** Exit statuses, as the README has them. */
export const statuses = { ok: 0, failed: 1, unusable: 2, notRunning: 3 } as const;

/** Ends a command: one clear line for standard error, and the exit status. */
export class Ending extends Error {
  readonly status: number;

  constructor(status: number, line: string) {
    super(line);
    this.status = status;
  }
}
