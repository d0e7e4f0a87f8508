import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { readDocument } from './json.ts';
import type { SettingsFile } from './store.ts';

/** `settings.json` of a directory, read and written as a whole by conf, which writes it atomically. */
export function openConfFile(directory: string): SettingsFile {
  // conf reads the file when it is made, so it is made when it is asked: a file that is no JSON then throws there.
  const open = () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new Conf<Record<string, unknown>>({
      cwd: directory,
      configName: 'settings',
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      deserialize: readDocument,
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
