import { type CommandTable, Refusal } from './table.ts';

interface AlertCommands {
  /** Closes an open alert here; false: there is none. */
  readonly close: (server: string, key: string) => Promise<boolean>;
}

/** What can be done to an alert by hand. */
export function alertCommands({ close }: AlertCommands) {
  return {
    'alerts.close': async ({ server, key }) => {
      if (!(await close(server, key))) throw new Refusal('not-found', 'This alert is not open any more');
      return null;
    },
  } satisfies Partial<CommandTable>;
}
