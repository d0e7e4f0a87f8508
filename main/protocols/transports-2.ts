import { createRequire } from 'node:module';
import { type ClientOptions, WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import { faultOf, quoted, survive, wireFault } from './frame-faults.ts';
import type { Net } from './protocol.ts';
import { foreignAnswer, largestBytes } from './transports.ts';
import { type Unreadable, unread, unseen } from './unread.ts';
import { createValve, type Valve } from './valve.ts';

/** The longest time between two pings of ours, and for the answer to one. */
const pingMs = 15_000;
const pongMs = 20_000;
/** How long the other end may take to agree to the end of a line. */
const closeMs = 2_000;
/** In the library's table of transports. */
const name = 'guarded';

/** A way to a Socket.IO 2 server that no bytes can crash, and whose reading can pause. */
export interface GuardedTransport2 {
  /** For the options of socket.io-client 2. */
  readonly options: {
    readonly transports: readonly string[];
    readonly transportOptions: Readonly<Record<string, unknown>>;
    readonly upgrade: false;
  };
  /** Whether the server took the WebSocket, whatever it said then. */
  readonly accepted: boolean;
  /** Stops reading; what the server sends waits in TCP's windows. The line is kept alive meanwhile. */
  pause(): void;
  resume(): void;
}

/**
 * A WebSocket for socket.io-client 2 by way of our own ws: its own knows no size limit, no `checkServerIdentity` and no
 * pause, and its engine parses a handshake outside of any try (`0{`, `0null`, `0{}` would end the process). The
 * heartbeat is the client's in Engine.IO 3, so it need not be as slow as the server proposes: a dead
 * line is found within 35 s.
 */
export function guardedTransport2(net: Net, clock: Clock, unreadable: Unreadable): GuardedTransport2 {
  const valve = createValve(clock);
  let accepted = false;
  const line: Line = {
    valve,
    unreadable,
    dial(address) {
      const options: ClientOptions & { closeTimeout: number } = {
        // The types of ws give `checkServerIdentity` another form than tls, which it is handed on to.
        ...(net.tls as ClientOptions),
        ...(net.agent === undefined ? {} : { agent: net.agent }),
        headers: { ...net.headers },
        maxPayload: largestBytes,
        perMessageDeflate: false,
        closeTimeout: closeMs,
      };
      const socket = new WebSocket(address, options);
      socket.once('open', () => {
        accepted = true;
        if (valve.held) socket.pause();
      });
      return socket;
    },
  };
  transports()[name] ??= guardedWebSocket();
  return {
    options: { transports: [name], transportOptions: { [name]: line }, upgrade: false },
    get accepted() {
      return accepted;
    },
    pause: () => valve.set(true),
    resume: () => valve.set(false),
  };
}

/** What a transport needs of its line. */
interface Line {
  readonly valve: Valve;
  readonly unreadable: Unreadable;
  dial(address: string): WebSocket;
}

interface EnginePacket {
  readonly type: 'open' | 'close' | 'ping' | 'pong' | 'message' | 'upgrade' | 'noop' | 'error' | undefined;
  readonly data?: unknown;
}

/** What the engine hands to a new transport. */
interface TransportOptions {
  readonly query: Readonly<Record<string, string>>;
  /** The engine itself. */
  readonly socket: { readonly transportOptions: Readonly<Record<string, unknown>> };
}

/** engine.io-client 3.5, lib/transport.js and lib/transports/websocket.js */
interface Transport {
  ws?: WebSocket;
  uri(): string;
  addEventListeners(): void;
  doOpen(): void;
  onData(frame: unknown): void;
  onPacket(packet: EnginePacket): void;
  onError(reason: string, description: unknown): this;
  onClose(): void;
}
type Transports = Record<string, new (options: TransportOptions) => Transport>;

/** The table of the engine that socket.io-client 2 brings along; the newer one of ours cannot stand in for it. */
function transports(): Transports {
  const client = createRequire(import.meta.url).resolve('socket.io-client-2');
  const engine: { readonly transports: Transports } = createRequire(client)('engine.io-client');
  return engine.transports;
}

function guardedWebSocket(): Transports[string] {
  const { websocket } = transports();
  if (websocket === undefined) throw new Error('engine.io-client 3 has no transport of the name websocket');
  return class extends websocket {
    readonly #line: Line;
    #opened = false;
    #frame: unknown = null;

    constructor(options: TransportOptions) {
      super({ ...options, query: { ...options.query, transport: 'websocket' } });
      // The engine passes on what it was given here untouched.
      this.#line = options.socket.transportOptions[name] as Line;
    }

    override doOpen(): void {
      const socket = this.#line.dial(this.uri());
      this.ws = socket;
      this.addEventListeners();
      this.#line.valve.attach({
        mute: () => socket.readyState === WebSocket.OPEN && !this.#opened,
        hold: () => socket.pause(),
        release: () => socket.resume(),
        ping: () => {
          if (socket.readyState !== WebSocket.OPEN) return;
          socket.send('2');
          super.onPacket({ type: 'pong' });
        },
      });
    }

    override onData(frame: unknown): void {
      this.#frame = frame;
      survive(frame, this.#line.unreadable, () => super.onData(frame));
    }

    override onPacket(packet: EnginePacket): void {
      const fault = faultOf({ ...packet, type: packet.type ?? 'error' }, this.#opened);
      if (fault === null) {
        this.#opened = true;
        super.onPacket(packet.type === 'open' ? hastened(packet) : packet);
      } else if (this.#opened) this.#line.unreadable(unread(this.#frame), fault);
      else this.onError(foreignAnswer, quoted(this.#frame));
    }

    override onError(reason: string, description: unknown): this {
      const fault = wireFault(description);
      if (fault !== null && this.#opened) this.#line.unreadable(unseen(largestBytes), fault);
      return super.onError(reason, description);
    }

    override onClose(): void {
      this.#line.valve.detach();
      super.onClose();
    }
  };
}

/** A handshake with a heartbeat that is not slower than ours. */
function hastened({ data }: EnginePacket): EnginePacket {
  const handshake = JSON.parse(String(data)) as { readonly pingInterval: number; readonly pingTimeout: number };
  const { pingInterval, pingTimeout } = handshake;
  return {
    type: 'open',
    data: JSON.stringify({
      ...handshake,
      pingInterval: Math.min(pingInterval, pingMs),
      pingTimeout: Math.min(pingTimeout, pongMs),
    }),
  };
}
