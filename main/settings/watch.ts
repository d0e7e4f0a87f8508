import { statSync } from 'node:fs';
import type { Clock } from '../clock.ts';

const lookMs = 1_000;

/** A file whose changes by others are noticed within a second. */
export interface Watched {
  /** What is there now is known. */
  known(): void;
  close(): void;
}

/**
 * Looks at files by their times and sizes: a watch of the system loses files that editors replace, and network folders.
 */
export function watchFile(path: string, clock: Clock, changed: () => void): Watched {
  let mark = markOf(path);
  let cancel = () => {};
  const look = () => {
    const now = markOf(path);
    if (now !== mark) {
      mark = now;
      changed();
    }
    cancel = clock.after(lookMs, look);
  };
  cancel = clock.after(lookMs, look);
  return {
    known: () => {
      mark = markOf(path);
    },
    close: () => cancel(),
  };
}

function markOf(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? 'none' : `${found.ino} ${found.size} ${found.mtimeMs}`;
  } catch (error) {
    return String(error);
  }
}
