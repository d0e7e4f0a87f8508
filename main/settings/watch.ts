import { statSync } from 'node:fs';
import type { Clock } from '../clock.ts';

const lookMs = 1_000;

/** A file whose changes by others are noticed within a second. */
export interface Watched {
  /** Whether it changed since it was last known; from now on it is known. */
  news(): boolean;
  /** What is there now is known. */
  known(): void;
  close(): void;
}

/**
 * Looks at a file by its times and size, each second, and says `look` each time: a watch of the system loses files that
 * editors replace, and network folders.
 */
export function watchFile(path: string, clock: Clock, look: () => void): Watched {
  let mark = markOf(path);
  let cancel = () => {};
  const tick = () => {
    if (markOf(path) !== mark) look();
    cancel = clock.after(lookMs, tick);
  };
  cancel = clock.after(lookMs, tick);
  return {
    news: () => {
      const before = mark;
      mark = markOf(path);
      return mark !== before;
    },
    known: () => {
      mark = markOf(path);
    },
    close: () => cancel(),
  };
}

/** The time of change tells of rights as well: a policy that users can now write is read again. */
function markOf(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? 'none' : `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
  } catch (error) {
    return String(error);
  }
}
