import type { ExportFormat } from '../../preload/contract/api.ts';

const quote = 0x22;
const lineFeed = 0x0a;

/** Counts the events of a file while its bytes come in: after each piece, how many lines of it are whole. */
export function countRecords(format: ExportFormat): (bytes: Uint8Array) => number {
  /** The head of a CSV, the first line of a list. */
  let lines = -1;
  let quoted = false;
  return (bytes) => {
    for (const byte of bytes) {
      // Within quotes a CSV has line breaks of its own; JSON has none but at its ends.
      if (byte === quote && format === 'csv') quoted = !quoted;
      else if (byte === lineFeed && !quoted) lines++;
    }
    return Math.max(0, lines);
  };
}
