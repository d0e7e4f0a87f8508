import Store from 'electron-store';
import { settingsDocument } from '../settings/settings-document.ts';
import type { SettingsFile } from '../settings/store.ts';

/** `settings.json` of a directory, by electron-store: the same file as conf's. */
export function openStoreFile(directory: string): SettingsFile {
  return settingsDocument(directory, (options) => new Store<Record<string, unknown>>({ ...options, name: 'settings' }));
}
