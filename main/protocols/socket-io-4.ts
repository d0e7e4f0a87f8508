import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { PacketType } from 'socket.io-parser';
import type { Cause } from '../../preload/contract/api.ts';
import { causeOf, downFor, hostOf, statusOf } from './causes.ts';
import { guardedParser } from './guard.ts';
import type { Down, Target, Unread } from './protocol.ts';
import { guardedTransport } from './transports.ts';
import { unseen } from './unread.ts';

export type TransportName = 'websocket' | 'polling';

/** What a socket tells; nothing comes after `drop`. */
export interface Ears {
  /** Once: the server accepts the socket, or says nothing against it. */
  connected(): void;
  /** `refused`: the server answered and said no; else it could not be reached. */
  notConnected(error: Error, refused: boolean): void;
  /** It was neither accepted nor refused in time: how the line ends. */
  late(down: Down): void;
  disconnected(reason: string, details: unknown): void;
  /** One message; several values of one come as a list. */
  said(topic: string, message: unknown): void;
  unreadable(frame: Unread, why: Cause): void;
}

/** One living socket. */
export interface Wire {
  /** Sends a message. Only to be called while connected: the library would keep it and send it later. */
  emit(topic: string, ...values: unknown[]): void;
  pause(): void;
  resume(): void;
  /** When the oldest of what came and is not told yet came, epoch ms; null: all is told. */
  behindSince(): number | null;
  /** Ends the socket at once. */
  drop(): void;
}

/** Where a socket leads, and what it says of itself in the handshake. */
export interface Place {
  /** Of its server; only scheme, host and port count. */
  readonly url: string;
  /** `/` or `/devices`. */
  readonly namespace: string;
  /** Path of Engine.IO, `/socket.io/` unless given. */
  readonly path: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  /** Beside those of the settings, on WebSocket and polling alike. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The library's own time limit; the line has a shorter one that covers the handshake of Socket.IO too. */
const libraryTimeoutMs = 60_000;
/** In the words of the library, which knows it of the root alone. */
const olderServer = 'a server in v2.x with a v3.x client';
/** How long a server may take to accept a socket, in ms. */
const acceptMs = 5_000;

/**
 * Opens a Socket.IO 4 socket of its own: no reconnecting, nothing shared with another server of the same origin
 * (one Manager, with the query and headers of the first), no frame that can crash it.
 */
export function openSocket(
  place: Place,
  { net, clock }: Pick<Target, 'net' | 'clock'>,
  name: TransportName,
  ears: Ears,
): Wire {
  let dropped = false;
  const unreadable = (frame: Unread, text: string) => {
    if (!dropped) ears.unreadable(frame, { code: 'unreadable', params: { host: hostOf(place.url), text } });
  };
  const transport = guardedTransport(name, clock, unreadable);
  const options: Partial<ManagerOptions & SocketOptions> = {
    ...tlsOf(net),
    ...transport.options,
    ...(net.agent === undefined ? {} : { agent: net.agent as unknown as string }),
    path: place.path ?? '/socket.io/',
    query: { ...place.query },
    extraHeaders: { ...net.headers, ...place.headers },
    parser: guardedParser(unreadable),
    forceNew: true,
    reconnection: false,
    autoConnect: false,
    timeout: libraryTimeoutMs,
  };
  const socket = io(`${new URL(place.url).origin}${place.namespace}`, options);
  const overdue = clock.after(acceptMs, () => ears.late(notAccepted(transport.mute(), place.url)));
  const notConnected = (error: Error, refused: boolean) => {
    overdue();
    ears.notConnected(error, refused);
  };
  socket.once('connect', () => {
    overdue();
    ears.connected();
  });
  socket.on('connect_error', (error) => {
    // A second acceptance without a session's id, on a socket that stands.
    if (socket.connected && socket.active) unreadable(unseen(0), 'a second handshake');
    else notConnected(error, !socket.active);
  });
  socket.io.on('packet', ({ type, nsp, data }) => {
    // Version 2 lets everybody into its root, unasked and without an id, and says nothing about another namespace.
    const unasked = type === PacketType.CONNECT && nsp === '/' && place.namespace !== '/';
    if (!dropped && !socket.connected && unasked && data === undefined) notConnected(new Error(olderServer), true);
  });
  socket.on('disconnect', (reason, details) => ears.disconnected(reason, details));
  socket.onAny((topic: unknown, ...said: unknown[]) => {
    // A message that wants an answer carries the function for it; no documentation knows one.
    const values = said.filter((value) => typeof value !== 'function');
    ears.said(String(topic), values.length > 1 ? values : values[0]);
  });
  socket.connect();
  return {
    emit: (topic, ...values) => void socket.emit(topic, ...values),
    pause: () => transport.pause(),
    resume: () => transport.resume(),
    behindSince: () => transport.behindSince(),
    drop() {
      dropped = true;
      overdue();
      socket.offAny();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

/**
 * Whether polling may do where WebSocket was answered with an HTTP status: a refused sign-in is one there as well, and
 * where it is led elsewhere polling would follow unasked.
 */
export function mayPoll(name: TransportName, error: Error): boolean {
  const status = statusOf(error);
  return name === 'websocket' && status !== null && status !== 401 && status !== 407 && (status < 300 || status > 399);
}

/**
 * The end of a line that was not accepted in time. A WebSocket on which nobody greets (`mute`) speaks something else.
 */
function notAccepted(mute: boolean, url: string): Down {
  const host = hostOf(url);
  const cause: Cause = mute
    ? { code: 'plain-websocket', params: { host } }
    : { code: 'time', params: { host, seconds: acceptMs / 1_000 } };
  // A server that is only slow looks the same, so this is tried again.
  return { cause, fatal: false, byServer: false };
}

/** The end of a line whose socket was disconnected, from the library's reason: socket.io, Client API. */
export function disconnectedDown(reason: string, details: unknown, url: string): Down {
  const params = { host: hostOf(url) };
  if (reason === 'io server disconnect' || reason === 'transport close')
    return downFor({ code: 'closed', params }, true);
  if (reason === 'ping timeout') return downFor({ code: 'silent', params });
  return downFor(causeOf(details ?? reason, url));
}

function tlsOf(net: Target['net']): object {
  const { ca, cert, key, passphrase, pfx, rejectUnauthorized, checkServerIdentity } = net.tls;
  const known = { ca, cert, key, passphrase, pfx, rejectUnauthorized, checkServerIdentity };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}
