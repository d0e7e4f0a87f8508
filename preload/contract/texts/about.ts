import { countText } from './counts.ts';
import { words } from './language.ts';

export const english = {
  version: 'Version',
  runsAs: 'Runs as',
  hosts: { desktop: 'the desktop app', serve: 'tocsin serve, with this window in a browser' },
  runtime: 'On',
  system: 'System',
  filesHeading: 'Where files lie',
  files: {
    settings: 'Settings',
    secrets: 'Secrets',
    history: 'History',
    logs: 'Logs and crash reports',
    policy: 'Policy of your administrator',
  },
  documentsHeading: 'Documentation',
  documentsHelp: 'As of this version, without a network.',
  reading: 'Reading it.',
  unread: 'It could not be read from Tocsin. Close it and open it again.',
  licencesHeading: 'Licences',
  licencesHelp: 'Tocsin itself is under the MIT licence. It is made with these packages, each under its own licence.',
  showLicences: 'Show the licences',
  search: 'Search in the licences',
  nothing: 'No package matches.',
  packages: (count: string) => `${count} packages`,
  packagesOf: (shown: string, all: string) => `${shown} of ${all} packages`,
  documents: {
    rules: 'Rules',
    quiet: 'Quiet hours, pause and snooze',
    storms: 'Storms and what is told together',
    toasts: 'Notifications and sounds',
    'sign-in': 'Sign in with a provider',
    saymon: 'SAYMON',
    kamea: 'Kamea',
    flamenco: 'Flamenco',
    rackhd: 'RackHD',
  },
};

/** What the screen says of this Tocsin. */
export const aboutScreen = words('about', english);

/** `12 of 140 packages`. */
export function licencesCount(shown: number, all: number): string {
  const whole = countText(all);
  return shown === all ? aboutScreen.packages(whole) : aboutScreen.packagesOf(countText(shown), whole);
}
