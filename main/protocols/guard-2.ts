import { EventEmitter } from 'node:events';
import { Encoder, type Packet, PacketType } from 'socket.io-parser';
import { guardedParser } from './guard.ts';
import type { Unreadable } from './unread.ts';

/** The one event that a guarded Socket.IO 2 socket emits for what the server says: `(topic, ...values)`. */
export const said = 'said';

/** For the option `parser` of socket.io-client 2. */
export interface GuardedParser2 {
  readonly Encoder: new () => { encode(packet: Packet, done: (frames: unknown[]) => void): void };
  readonly Decoder: new () => EventEmitter & { add(frame: unknown): void; destroy(): void };
}

/**
 * The parser of `guard.ts` for Socket.IO 2, whose text frames are the same: its own throws out of the socket's event
 * for five kinds of frames (`42["x",]`, `4`, `45-[`, a binary frame, text after the head of a binary packet), which
 * ends the process. Each event is handed on as `said` with its own name as the first value: a server's event named
 * `connect`, `error` or `ping` would else be taken for the library's. Packets of other namespaces and of no known type
 * are unreadable; the line goes on.
 */
export function guardedParser2(unreadable: Unreadable): GuardedParser2 {
  const { Decoder } = guardedParser(unreadable);
  return {
    Encoder: class {
      readonly #encoder = new Encoder();

      encode(packet: Packet, done: (frames: unknown[]) => void): void {
        done(this.#encoder.encode(packet));
      }
    },
    Decoder: class extends EventEmitter {
      readonly #decoder = new Decoder();

      constructor() {
        super();
        this.#decoder.on('decoded', (packet: Packet) => {
          if (packet.nsp !== '/') throw new Error('it is of a namespace that nobody asked for');
          this.emit('decoded', packet.type === PacketType.EVENT ? renamed(packet) : packet);
        });
      }

      add(frame: unknown): void {
        this.#decoder.add(frame);
      }

      destroy(): void {
        this.#decoder.destroy();
      }
    },
  };
}

/** Without its id: nothing of the server is ever answered. */
function renamed({ id: _, data, ...packet }: Packet): Packet {
  const [topic, ...values] = data as readonly unknown[];
  return { ...packet, data: [said, String(topic), ...values] };
}
