import type { Unread } from './protocol.ts';

/** Told of a frame that could not be read, and why in a few English words. */
export type Unreadable = (frame: Unread, text: string) => void;

const shown = 200;

/** What is known of a frame as the transport hands it over. */
export function unread(frame: unknown): Unread {
  const begin = typeof frame === 'string' ? frame.slice(0, shown) : bufferOf(frame).toString('hex', 0, shown / 2);
  return { bytes: bytesOf(frame), begin };
}

/** What is known of a frame that was not taken in: its size at least. */
export function unseen(bytes: number): Unread {
  return { bytes, begin: '' };
}

/** Bytes of a frame as the transport hands it over. */
export function bytesOf(frame: unknown): number {
  return typeof frame === 'string' ? Buffer.byteLength(frame) : bufferOf(frame).length;
}

function bufferOf(frame: unknown): Buffer {
  if (frame instanceof ArrayBuffer) return Buffer.from(frame);
  if (ArrayBuffer.isView(frame)) return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  return Buffer.alloc(0);
}
