import { existsSync } from 'node:fs';
import { type Message, type MessageBus, sessionBus } from 'dbus-native';

/** One connection to the user's session bus. */
export interface Bus {
  /** Of the bus: another one after the bus was started anew. */
  readonly guid: string;
  readonly ended: boolean;
  /** Rejects within the time limit when no answer came. */
  call(member: Call): Promise<unknown>;
  close(): void;
}

export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: unknown[];
}

const limitMs = 2_000;

/** Where the session bus is; null when there is none. */
export function busAddress(env: NodeJS.ProcessEnv): string | null {
  const given = env['DBUS_SESSION_BUS_ADDRESS'];
  if (given !== undefined && given !== '') return given;
  // systemd's place, also where the variable did not reach us (cron, ssh).
  const usual = `${env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`}/bus`;
  return process.platform === 'linux' && existsSync(usual) ? `unix:path=${usual}` : null;
}

/** Connects within 2 s. Signals go to `heard`; `lost` is called once when the line has ended. */
export async function connectBus(address: string, heard: (message: Message) => void, lost: () => void): Promise<Bus> {
  const bus = sessionBus({ busAddress: address, timeout: limitMs });
  const { connection } = bus;
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    lost();
  };
  connection.on('close', end);
  connection.on('end', end);
  await connected(bus, end);
  connection.on('message', heard);
  return {
    guid: connection.guid ?? '',
    get ended() {
      return ended;
    },
    call: async (message) => bus.invoke({ ...message }),
    close: () => void bus.close(),
  };
}

/** Resolves when the bus has given us a name. An error of the line after that ends it, and nothing else. */
function connected(bus: MessageBus, end: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
    const fail = (error: Error) => {
      clearTimeout(late);
      end();
      void bus.close();
      reject(error);
    };
    bus.connection.on('error', fail);
    bus.connection.on('connect', () => {
      // The first question travels behind Hello, so its answer means that the line works.
      bus.invoke({ ...daemon, member: 'GetId' }).then(() => {
        clearTimeout(late);
        resolve();
      }, fail);
    });
  });
}

/** The bus itself as the one who is asked. */
export const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;
