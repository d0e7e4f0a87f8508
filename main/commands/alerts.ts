import type { Cause } from '../../preload/contract/api.ts';
import { causeSentence } from '../../preload/contract/texts/index.ts';
import { type CommandTable, Refusal } from './table.ts';

interface AlertCommands {
  /** Acknowledges an open alert on its server; null when the server says that it is, else why not. */
  readonly acknowledge: (server: string, key: string) => Promise<Cause | null>;
  /** Marks all that came and went unseen as seen; the number by which that can be taken back. */
  readonly clear: () => Promise<number>;
  /** Closes an open alert here; false: there is none. */
  readonly close: (server: string, key: string) => Promise<boolean>;
  /** Takes a closing back; false: it is too late. */
  readonly reopen: (server: string, key: string) => Promise<boolean>;
}

/** What can be done to an alert by hand. */
export function alertCommands({ acknowledge, clear, close, reopen }: AlertCommands) {
  return {
    'alerts.acknowledge': async ({ server, key }) => {
      const why = await acknowledge(server, key);
      if (why !== null) throw new Refusal(why.code === 'alert-gone' ? 'not-found' : 'failed', causeSentence(why));
      return null;
    },
    'alerts.clear': async () => ({ marking: await clear() }),
    'alerts.close': async ({ server, key }) => {
      if (!(await close(server, key))) throw new Refusal('not-found', 'This alert is not open any more');
      return null;
    },
    'alerts.reopen': async ({ server, key }) => ({ reopened: await reopen(server, key) }),
  } satisfies Partial<CommandTable>;
}
