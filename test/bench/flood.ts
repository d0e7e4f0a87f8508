import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { dataDirectory } from '../host.ts';
import { until } from '../until.ts';

const floodServer = fileURLToPath(new URL('flood-server.ts', import.meta.url));
const bareClient = fileURLToPath(new URL('bare-client.ts', import.meta.url));
const storingClient = fileURLToPath(new URL('storing-client.ts', import.meta.url));

/** A SAYMON server in a process of its own that sends incidents on demand. */
export interface FloodServer {
  readonly url: string;
  subscribed(sockets: number): Promise<void>;
  /** Sends so many as fast as they are taken; epoch ms of the first one. */
  flood(total: number): Promise<number>;
  /** Sends at a rate; how many it were. */
  steady(rate: number, forMs: number): Promise<number>;
  /** Sends one; epoch ms with fractions. */
  single(): Promise<number>;
  close(): void;
}

interface Said {
  readonly listening?: number;
  readonly subscribed?: number;
  readonly sent?: number;
  readonly atMs?: number;
}

export async function startFloodServer(): Promise<FloodServer> {
  const child = fork(floodServer, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ listening }] = (await once(child, 'message')) as [Said];
  let sockets = 0;
  child.on('message', ({ subscribed }: Said) => {
    sockets = subscribed ?? sockets;
  });
  const sent = async (order: object): Promise<Said> => {
    child.send(order);
    for (;;) {
      const [said] = (await once(child, 'message')) as [Said];
      if (said.sent !== undefined) return said;
    }
  };
  return {
    url: `http://127.0.0.1:${listening}`,
    subscribed: async (wanted) => {
      await until(`${wanted} subscribed sockets`, () => sockets >= wanted, 30_000);
    },
    flood: async (total) => (await sent({ flood: total })).atMs ?? 0,
    steady: async (rate, forMs) => (await sent({ rate, forMs })).sent ?? 0,
    single: async () => (await sent({ single: 1 })).atMs ?? 0,
    close: () => void child.disconnect(),
  };
}

/** A bare client that counts to a total; events a second from its first to its last. */
export function bareRate(server: FloodServer, total: number): Promise<number> {
  return rateOf(server, total, fork(bareClient, [server.url, String(total)]));
}

/** One that stores them in a history besides, and judges none. */
export async function storedRate(server: FloodServer, total: number): Promise<number> {
  const data = await dataDirectory({});
  try {
    return await rateOf(server, total, fork(storingClient, [server.url, data.path, String(total)]));
  } finally {
    await data.remove();
  }
}

async function rateOf(server: FloodServer, total: number, child: ChildProcess): Promise<number> {
  await server.subscribed(1);
  const message = once(child, 'message') as Promise<[{ count: number; ms: number }]>;
  const counted = Promise.race([message, died(child)]);
  await server.flood(total);
  const [{ count, ms }] = await counted;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
  return (count / ms) * 1_000;
}

/** Rejects when a client ends before it has counted all. */
function died(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => {
    child.once('exit', (code) => reject(new Error(`The client ended with ${code} before it had counted all.`)));
  });
}

/** A bare client that says when each event came. */
export function startBareListener(server: FloodServer): { readonly child: ChildProcess; readonly cameAt: number[] } {
  const child = fork(bareClient, [server.url, '0']);
  const cameAt: number[] = [];
  child.on('message', ({ at }: { at: number }) => void cameAt.push(at));
  return { child, cameAt };
}
