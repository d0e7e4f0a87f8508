import type { SettingsStore } from '../settings/store.ts';
import type { CommandTable } from './table.ts';

/** Preferences outside of servers. */
export function settingsCommands(settings: SettingsStore) {
  return {
    'settings.change': async ({ change, reset }) => ({ faults: await settings.change(change, reset) }),
  } satisfies Partial<CommandTable>;
}
