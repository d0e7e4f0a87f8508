import { readFileSync } from 'node:fs';
import { writeFileSync } from 'atomically';
import { readBounds, type WindowBounds } from './bounds.ts';

/** Remembers where the window stood. A file that cannot be used costs only the memory. */
export interface BoundsFile {
  read(): WindowBounds | null;
  write(bounds: WindowBounds): void;
}

/** `failed` hears why, when it could not be written. Nothing is thrown. */
export function openBoundsFile(path: string, failed: (line: string) => void): BoundsFile {
  return {
    read() {
      try {
        return readBounds(readFileSync(path, 'utf8'));
      } catch {
        // At the first start there is none.
        return null;
      }
    },
    write(bounds) {
      try {
        writeFileSync(path, `${JSON.stringify(bounds)}\n`, { mode: 0o600 });
      } catch (error) {
        failed(`Where the window stood cannot be remembered: ${String(error)}`);
      }
    },
  };
}
