import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './json.ts';
import type { SettingsFile } from './store.ts';
import { readUtf8 } from './utf-8.ts';

/** How conf, and electron-store that stands on it, are to keep the file. */
const options = {
  accessPropertiesByDotNotation: false,
  configFileMode: 0o600,
  deserialize: readDocument,
  serialize: (settings: unknown) => `${JSON.stringify(settings, null, 2)}\n`,
} as const;

/**
 * `settings.json` of a directory, read and written as a whole by a library that writes it atomically. It reads the file when
 * it is made, so it is made when it is asked: a file that is no JSON then throws there.
 */
export function settingsDocument(
  directory: string,
  make: (given: typeof options & { readonly cwd: string }) => { store: Record<string, unknown> },
): SettingsFile {
  const open = () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return make({ ...options, cwd: directory });
  };
  return {
    path: join(directory, 'settings.json'),
    read: () => {
      checkEncoding(join(directory, 'settings.json'));
      return { ...open().store };
    },
    write: (settings) => {
      open().store = settings;
    },
  };
}

/** The library takes every encoding for UTF-8. Whether the file is there, and may be read, it says itself. */
function checkEncoding(path: string): void {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    return;
  }
  readUtf8(bytes);
}
