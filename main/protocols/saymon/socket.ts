import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { guardedParser, type Unreadable } from '../guard.ts';
import type { Target } from '../protocol.ts';
import { type GuardedTransport, guardedTransport } from '../transports.ts';
import type { SaymonSettings } from './schema.ts';

/** A socket that is not connected yet, and its transport. */
export interface Wire {
  readonly socket: Socket;
  readonly transport: GuardedTransport;
}

/**
 * A Socket.IO 4 socket of its own: no reconnecting, nothing shared, the session in the query.
 * https://api.saymon.tech/documentation/websocket-events/
 */
export function openWire(
  { server, net, clock }: Target<SaymonSettings>,
  session: string,
  name: 'websocket' | 'polling',
  unreadable: Unreadable,
): Wire {
  const transport = guardedTransport(name, clock, unreadable);
  const { ca, cert, key, passphrase, pfx, rejectUnauthorized, checkServerIdentity } = net.tls;
  const tls = { ca, cert, key, passphrase, pfx, rejectUnauthorized, checkServerIdentity };
  const given = Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined));
  const options: Partial<ManagerOptions & SocketOptions> = {
    ...given,
    ...transport.options,
    ...(net.agent === undefined ? {} : { agent: net.agent as unknown as string }),
    path: server.path ?? '/socket.io/',
    query: { sessionId: session },
    extraHeaders: { ...net.headers },
    parser: guardedParser(unreadable),
    forceNew: true,
    reconnection: false,
    autoConnect: false,
    timeout: 60_000,
  };
  return { socket: io(new URL(server.url).origin, options), transport };
}
