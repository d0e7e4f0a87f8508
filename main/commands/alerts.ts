import { type CommandTable, Refusal } from './table.ts';

interface AlertCommands {
  /** Closes an open alert here; false: there is none. */
  readonly close: (server: string, key: string) => Promise<boolean>;
  /** Takes a closing back; false: it is too late. */
  readonly reopen: (server: string, key: string) => Promise<boolean>;
}

/** What can be done to an alert by hand. */
export function alertCommands({ close, reopen }: AlertCommands) {
  return {
    'alerts.close': async ({ server, key }) => {
      if (!(await close(server, key))) throw new Refusal('not-found', 'This alert is not open any more');
      return null;
    },
    'alerts.reopen': async ({ server, key }) => ({ reopened: await reopen(server, key) }),
  } satisfies Partial<CommandTable>;
}
