import io from 'socket.io-client-2';
import { guardedParser2, said } from '../guard-2.ts';
import type { Target, Unread } from '../protocol.ts';
import { guardedTransport2 } from '../transports-2.ts';
import { shortJson } from '../wire-event.ts';
import { baseOf, socketPathOf } from './places.ts';
import type { FlamencoSettings } from './schema.ts';

/** What a socket tells; nothing comes after `drop`. */
export interface Ears {
  /** Once: the server has let it into the root namespace. */
  connected(): void;
  /** `accepted`: the WebSocket stood, but what came over it was no Socket.IO 2. */
  notConnected(error: unknown, accepted: boolean): void;
  /** The server refused it by a packet, or tells an error. */
  refused(message: unknown): void;
  disconnected(reason: string, error: unknown): void;
  said(topic: string, message: unknown): void;
  unreadable(frame: Unread, text: string): void;
}

/**
 * What `/subscription` takes. `uuid` is left out where it has none: an empty one is refused (Flamenco,
 * eventbus/socketio.go).
 */
export interface Subscription {
  readonly op: 'subscribe' | 'unsubscribe';
  readonly type: 'allJobs' | 'allWorkers' | 'allLastRendered' | 'allWorkerTags' | 'job' | 'tasklog';
  readonly uuid?: string;
}

export interface Wire {
  readonly accepted: boolean;
  /** Sends `/subscription` with exactly one argument; `answered` gets the server's text, if it ever comes. */
  subscribe(subscription: Subscription, answered: (text: string) => void): void;
  pause(): void;
  resume(): void;
  /** Ends the socket at once. */
  drop(): void;
}

/**
 * A Socket.IO 2 socket of its own by WebSocket, the only transport the Manager has: no reconnecting, nothing shared.
 * The time limit is the line's. (golang-socketio)
 */
export function openWire(target: Target<FlamencoSettings>, ears: Ears): Wire {
  const { server, net, clock } = target;
  let dropped = false;
  let lastError: unknown = null;
  const unreadable = (frame: Unread, text: string) => {
    if (!dropped) ears.unreadable(frame, text);
  };
  const transport = guardedTransport2(net, clock, unreadable);
  // A path in the address would be taken for a namespace.
  const socket = io(new URL(baseOf(server)).origin, {
    ...transport.options,
    parser: guardedParser2(unreadable),
    path: socketPathOf(server),
    forceNew: true,
    reconnection: false,
    autoConnect: false,
    timeout: false,
  });
  socket.once('connect', () => ears.connected());
  socket.on('connect_error', (error) => ears.notConnected(error, transport.accepted));
  socket.on('error', (error) => {
    // The engine's errors and the server's own come by one name.
    if (error instanceof Error) lastError = error;
    else ears.refused(error);
  });
  socket.on('disconnect', (reason) => ears.disconnected(String(reason), lastError));
  socket.on(said, (topic, ...values) => ears.said(String(topic), values.length > 1 ? values : values[0]));
  socket.connect();
  return {
    get accepted() {
      return transport.accepted;
    },
    subscribe(subscription, answered) {
      socket.emit('/subscription', subscription, (answer: unknown) => {
        if (!dropped) answered(typeof answer === 'string' ? answer : shortJson(answer));
      });
    },
    pause: () => transport.pause(),
    resume: () => transport.resume(),
    drop() {
      dropped = true;
      transport.resume();
      socket.removeAllListeners();
      // Its own goodbye would be a packet that the Manager takes for a fault (golang-socketio).
      socket.io.close();
    },
  };
}
