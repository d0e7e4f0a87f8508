import { isoText } from './time.ts';

/** The name of a file of settings: `tocsin-settings-2026-11-20-1402.json`; local time. */
export function settingsFileName(at: number): string {
  return `tocsin-settings-${isoText(at).replace(' ', '-').replace(':', '')}.json`;
}
