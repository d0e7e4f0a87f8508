import type { Offered, ServerSettings, TestStep } from '../../preload/contract/api.ts';
import type { Connections } from '../connections/connections.ts';
import type { SettingsStore } from '../settings/store.ts';
import { type Caller, type CommandTable, Refusal } from './table.ts';

const testMs = 30_000;

interface ServerCommands {
  readonly settings: SettingsStore;
  readonly connections: Pick<Connections, 'retry'>;
  /** Goes the way of a connection once. */
  readonly tested: (
    server: ServerSettings,
    said: (step: TestStep) => void,
    signal: AbortSignal,
  ) => Promise<readonly TestStep[]>;
  /** What a server has for a field of its form. */
  readonly offered: (server: ServerSettings, path: string) => Promise<Offered>;
}

/** Adding, changing, testing and removing servers. */
export function serverCommands({ settings, connections, tested, offered }: ServerCommands) {
  /** The test of each window. */
  const testing = new Map<Caller, AbortController>();

  async function changeServer(id: string, change: Readonly<Record<string, unknown>>): Promise<null> {
    if (!settings.current().servers.some((server) => server.id === id)) throw missing(id);
    const [fault] = await settings.change({ servers: [{ id, ...change }] });
    if (fault !== undefined) throw new Refusal('locked', fault.text);
    return null;
  }

  return {
    'servers.save': async ({ server }) => ({ faults: await settings.saveServer(server) }),
    'servers.remove': async ({ id }) => {
      if (!(await settings.removeServer(id))) throw missing(id);
      return null;
    },
    'servers.restore': async ({ id }) => ({ restored: await settings.restoreServer(id) }),
    'servers.enable': ({ id, enabled }) => changeServer(id, { enabled }),
    'servers.mute': ({ id, muted }) => changeServer(id, { muted }),
    'servers.retry': async ({ id }) => {
      connections.retry(id);
      return null;
    },
    'servers.test': async ({ server: draft }, caller) => {
      const { faults, server } = await settings.tryServer(draft);
      if (server === null) return { faults, steps: [] };
      testing.get(caller)?.abort();
      const ending = new AbortController();
      testing.set(caller, ending);
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(testMs)]);
      // What is under way where it cannot be called off says nothing more.
      const said = (step: TestStep) => {
        if (!ending.signal.aborted) caller.step(step);
      };
      try {
        const steps = await Promise.race([tested(server, said, signal), aborted(ending.signal)]);
        return { faults, steps };
      } finally {
        if (testing.get(caller) === ending) testing.delete(caller);
      }
    },
    'servers.cancel-test': async (_, caller) => {
      testing.get(caller)?.abort();
      return null;
    },
    'servers.offer': async ({ server: draft, path }) => {
      // What stands in the field itself does not matter, and may not fit yet.
      const { faults, server } = await settings.tryServer(draft, path);
      return { faults, offered: server === null ? null : await offered(server, path) };
    },
  } satisfies Partial<CommandTable>;
}

function aborted(signal: AbortSignal): Promise<readonly TestStep[]> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve([]), { once: true }));
}

function missing(id: string): Refusal {
  return new Refusal('not-found', `There is no server "${id}" that can be changed here`);
}
