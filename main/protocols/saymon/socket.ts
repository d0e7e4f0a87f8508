import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { guardedParser } from '../guard.ts';
import type { Target } from '../protocol.ts';
import { guardedTransport } from '../transports.ts';
import type { SaymonSettings } from './schema.ts';
import type { Wanted } from './topics.ts';

/** What a socket tells; nothing comes after `drop`. */
export interface Ears {
  /** Once: the server accepts the session, or says nothing against it. */
  connected(): void;
  /** `refused`: the server answered and said no; else it could not be reached. */
  notConnected(error: Error, refused: boolean): void;
  disconnected(reason: string, details: unknown): void;
  said(topic: string, message: unknown): void;
  unreadable(bytes: number, text: string): void;
}

export interface Wire {
  subscribe(wanted: Wanted): void;
  pause(): void;
  resume(): void;
  /** Ends the socket at once. */
  drop(): void;
}

/** The library's own time limit; the line has a shorter one that covers the handshake of Socket.IO too. */
const libraryTimeoutMs = 60_000;

/**
 * A Socket.IO 4 socket of its own: no reconnecting, nothing shared, the session in the query.
 * https://api.saymon.tech/documentation/websocket-events/
 */
export function openWire(
  target: Target<SaymonSettings>,
  session: string,
  name: 'websocket' | 'polling',
  ears: Ears,
): Wire {
  const { server, net, clock } = target;
  let dropped = false;
  const unreadable = (bytes: number, text: string) => {
    if (!dropped) ears.unreadable(bytes, text);
  };
  const transport = guardedTransport(name, clock, unreadable);
  const options: Partial<ManagerOptions & SocketOptions> = {
    ...tlsOf(target),
    ...transport.options,
    ...(net.agent === undefined ? {} : { agent: net.agent as unknown as string }),
    path: server.path ?? '/socket.io/',
    query: { sessionId: session },
    extraHeaders: { ...net.headers },
    parser: guardedParser(unreadable),
    forceNew: true,
    reconnection: false,
    autoConnect: false,
    timeout: libraryTimeoutMs,
  };
  const socket = io(new URL(server.url).origin, options);
  socket.once('connect', () => ears.connected());
  socket.on('connect_error', (error) => {
    // A second acceptance without a session's id, on a socket that stands.
    if (socket.connected && socket.active) unreadable(0, 'a second handshake');
    else ears.notConnected(error, !socket.active);
  });
  socket.on('disconnect', (reason, details) => ears.disconnected(reason, details));
  socket.onAny((topic: unknown, ...said: unknown[]) => {
    // A message that wants an answer carries the function for it; the documentation knows none.
    const values = said.filter((value) => typeof value !== 'function');
    ears.said(String(topic), values.length > 1 ? values : values[0]);
  });
  socket.connect();
  return {
    subscribe({ topics, stat }) {
      const { incidentFilter } = server;
      for (const topic of topics) {
        if (topic === 'incidents' && incidentFilter !== undefined) socket.emit('add-topics', topic, incidentFilter);
        else socket.emit('add-topics', topic);
      }
      for (const entity of stat) socket.emit('add-filtered-topic', 'stat', entity);
    },
    pause: () => transport.pause(),
    resume: () => transport.resume(),
    drop() {
      dropped = true;
      transport.resume();
      socket.offAny();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

function tlsOf({ net }: Target): object {
  const { ca, cert, key, passphrase, pfx, rejectUnauthorized, checkServerIdentity } = net.tls;
  const known = { ca, cert, key, passphrase, pfx, rejectUnauthorized, checkServerIdentity };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}
