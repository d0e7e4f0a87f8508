import type { UpgradeOff, UpgradeState } from '../api.ts';
import { cut } from './plain.ts';
import { clockText } from './time.ts';

const offs: Readonly<Record<UpgradeOff, string>> = {
  serve: 'New versions come by the package manager that installed "tocsin".',
  package: "New versions come by your system's package manager.",
  machine: 'This installation is for every user of the computer; its administrator updates it.',
  checkout: 'This copy runs from its sources, which are updated by hand.',
  'switched-off': 'Tocsin does not look for new versions.',
  'no-source': 'This package names no place where new versions are; your administrator can set one.',
};

/** The words of the settings on new versions. */
export const upgradeScreen = {
  sourceEmpty: 'where this package was built to look',
  look: 'Look now',
  restart: 'Restart now',
  later: 'Later',
} as const;

/** How it stands with new versions, in a sentence. */
export function upgradeText(state: UpgradeState, now: number): string {
  switch (state.name) {
    case 'off':
      return offs[state.why];
    case 'current':
      return state.lookedAt === null
        ? 'Tocsin has not looked for a new version yet.'
        : `No newer version, looked at ${clockText(state.lookedAt, now)}.`;
    case 'looking':
      return 'Looking for a new version …';
    case 'fetching':
      return `Fetching Tocsin ${cut(state.version, 40)} …`;
    case 'ready':
      return `Tocsin ${cut(state.version, 40)} has been fetched. It is installed when Tocsin ends.`;
    case 'failed':
      return `Looking for a new version failed at ${clockText(state.at, now)}: ${cut(state.text, 200)}. It is tried again by itself.`;
  }
}
