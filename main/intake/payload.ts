/** The most that is kept of one wire message, in bytes of UTF-8. */
const payloadBytes = 64 * 1024;

/** A wire message as JSON text of at most 64 KiB; longer ones say so: `{"cut": true, "bytes": N, "text": "..."}`. */
export function payloadText(message: unknown): string {
  const text = JSON.stringify(message) ?? 'null';
  // A character takes at most 3 bytes, so most messages need no count.
  if (text.length * 3 <= payloadBytes) return text;
  const bytes = Buffer.byteLength(text);
  if (bytes <= payloadBytes) return text;
  // Quoting may double the text, hence half of the room.
  const start = Buffer.from(text)
    .subarray(0, payloadBytes / 2 - 100)
    .toString()
    .replace(/\uFFFD+$/, '');
  return cutToFit(start, bytes);
}

function cutToFit(start: string, bytes: number): string {
  const wrapped = JSON.stringify({ cut: true, bytes, text: start });
  if (Buffer.byteLength(wrapped) <= payloadBytes) return wrapped;
  return cutToFit(start.slice(0, start.length >> 1), bytes);
}
