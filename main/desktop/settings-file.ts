import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import type { SettingsFile } from '../settings/store.ts';

/** `settings.json` of a directory, by electron-store: the same file as conf's. `read` gets its text as an object. */
export function openStoreFile(directory: string, read: (text: string) => Record<string, unknown>): SettingsFile {
  const open = () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new Store<Record<string, unknown>>({
      cwd: directory,
      name: 'settings',
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      deserialize: read,
      serialize: (settings) => `${JSON.stringify(settings, null, 2)}\n`,
    });
  };
  return {
    path: join(directory, 'settings.json'),
    read: () => ({ ...open().store }),
    write: (settings) => {
      open().store = settings;
    },
  };
}
