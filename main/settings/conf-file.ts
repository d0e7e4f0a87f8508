import Conf from 'conf';
import { settingsDocument } from './settings-document.ts';
import type { SettingsFile } from './store.ts';

/** `settings.json` of a directory, by conf. */
export function openConfFile(directory: string): SettingsFile {
  return settingsDocument(
    directory,
    (options) => new Conf<Record<string, unknown>>({ ...options, configName: 'settings' }),
  );
}
