import type { SettingsSection } from '../api.ts';
import { words } from './language.ts';

export const english = {
  notifications: 'Notifications',
  'quiet-hours': 'Quiet hours',
  start: 'Start and updates',
  appearance: 'Appearance and language',
  keys: 'Keys',
  history: 'History',
  network: 'Network',
  privacy: 'Privacy',
  transfer: 'Import and export',
  diagnosis: 'Diagnosis',
  about: 'About',
} satisfies Readonly<Record<SettingsSection, string>>;
const text = words('settingsSections', english);

/** The title of a part of the settings. */
export function sectionName(section: SettingsSection): string {
  return text[section];
}
