import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { type Message, type MessageBus, sessionBus } from 'dbus-native';

/** One connection to the user's session bus. */
export interface Bus {
  /** Of the bus: another one after the bus was started anew. */
  readonly guid: string;
  /** Rejects within the time limit when no answer came. */
  call(member: Call): Promise<unknown>;
  /** From now on it does not keep the program from ending. */
  linger(): void;
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

/** For each question. */
export const limitMs = 2_000;

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
  // `direct` leaves Hello to us: the library's own throws into the void when the bus is silent or full.
  const bus = sessionBus({ busAddress: address, timeout: limitMs, direct: true });
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
    call: async (message) => bus.invoke({ ...message }),
    linger: () => {
      if (connection.stream instanceof Socket) connection.stream.unref();
    },
    close: () => void connection.stream.destroy(),
  };
}

/** Resolves when the bus has given us a name. An error of the line after that ends it, and nothing else. */
function connected(bus: MessageBus, end: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
    const fail = (error: Error) => {
      clearTimeout(late);
      end();
      // Ending it politely would wait for the other side.
      bus.connection.stream.destroy();
      reject(new Error(`the session bus cannot be reached: ${error.message}`, { cause: error }));
    };
    bus.connection.on('error', fail);
    bus.connection.on('connect', () => {
      bus.invoke({ ...daemon, member: 'Hello' }).then(() => {
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
