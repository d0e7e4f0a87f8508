import { EventEmitter } from 'node:events';
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import { type Unreadable, unread } from './unread.ts';

/** For the option `parser` of socket.io-client. */
export interface GuardedParser {
  readonly Encoder: typeof Encoder;
  readonly Decoder: new () => GuardedDecoder;
}

/** What the client's connection calls of a decoder. */
interface GuardedDecoder extends EventEmitter {
  add(frame: unknown): void;
  destroy(): void;
}

/** How deep a message may nest: beyond it, whatever walks it by recursion is at risk. */
const deepest = 100;
const brackets = ['{', '['] as const;
const tornBinary = 'got plaintext data when reconstructing a packet';

/**
 * A parser that no frame can crash. The library's own passes packets without their data, of which the client then
 * reads a field outside of any try: an event frame without a name (`42`) or a refusal without a reason (`44`) ends
 * the process. What cannot be read is told to `unreadable`; the line goes on.
 */
export function guardedParser(unreadable: Unreadable): GuardedParser {
  return {
    Encoder,
    Decoder: class extends EventEmitter implements GuardedDecoder {
      readonly #decoder = new Decoder();
      /** Whether the packet of the last frame may nest too deep. */
      #mayBeDeep = true;

      constructor() {
        super();
        this.#decoder.on('decoded', (packet) => {
          const fault = (this.#mayBeDeep ? depthFault(packet.data) : null) ?? faultOf(packet);
          if (fault !== null) throw new Error(fault);
          this.emit('decoded', packet);
        });
      }

      add(frame: unknown): void {
        // Most messages have too few brackets to nest deep at all, and need not be walked.
        this.#mayBeDeep = typeof frame !== 'string' || hasMore(frame, deepest);
        try {
          this.#decoder.add(frame);
        } catch (error) {
          this.#decoder.destroy();
          unreadable(unread(frame), textOf(error));
          // Only the attachments of the packet before it are missing; the frame itself may be whole.
          if (error instanceof Error && error.message === tornBinary) this.add(frame);
        }
      }

      destroy(): void {
        this.#decoder.destroy();
      }
    },
  };
}

/** Why a message nests too deep to be walked; null when it does not. */
export function depthFault(message: unknown): string | null {
  return nestsDeeper(message, deepest) ? `it nests deeper than ${deepest} levels` : null;
}

/** A message that whoever walks it by recursion may walk: what nests too deep is left out of it. */
export function walkable(message: unknown): unknown {
  return depthFault(message) === null ? message : cutBelow(message, deepest);
}

/** Why a packet would make the client fail; null when it is sound. */
function faultOf({ type, data, id }: Packet): string | null {
  switch (type) {
    case PacketType.EVENT:
    case PacketType.BINARY_EVENT:
      return Array.isArray(data) && data.length > 0 ? null : 'an event without a name';
    case PacketType.ACK:
    case PacketType.BINARY_ACK:
      return Array.isArray(data) && Number.isInteger(id) ? null : 'an answer to nothing';
    case PacketType.CONNECT_ERROR:
      return data === undefined || data === null ? 'a refusal without a reason' : null;
    case PacketType.CONNECT:
    case PacketType.DISCONNECT:
      return null;
    default:
      return 'a packet of an unknown type';
  }
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  if (levels === 0) return true;
  return Object.values(value).some((part) => nestsDeeper(part, levels - 1));
}

function cutBelow(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((part) => cutBelow(part, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cutBelow(part, levels - 1)]));
}

/** Whether a text has more opening brackets than so many. */
function hasMore(text: string, most: number): boolean {
  let found = 0;
  for (const bracket of brackets) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) if (++found > most) return true;
  }
  return false;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
