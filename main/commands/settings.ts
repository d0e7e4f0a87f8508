import type { SettingsStore } from '../settings/store.ts';
import type { CommandTable } from './table.ts';

/** Preferences outside of servers. */
export function settingsCommands(settings: SettingsStore) {
  return {
    'settings.change': async ({ change }) => ({ faults: await settings.change(change) }),
  } satisfies Partial<CommandTable>;
}
