import type { UpgradeOff, UpgradeState } from '../api.ts';
import { words } from './language.ts';
import { cut } from './plain.ts';
import { clockText } from './time.ts';

export const english = {
  offs: {
    serve: 'New versions come by the package manager that installed "tocsin".',
    package: "New versions come by your system's package manager.",
    machine: 'This installation is for every user of the computer; its administrator updates it.',
    checkout: 'This copy runs from its sources, which are updated by hand.',
    'switched-off': 'Tocsin does not look for new versions.',
    'no-source': 'This package names no place where new versions are; your administrator can set one.',
  } satisfies Readonly<Record<UpgradeOff, string>>,
  notLooked: 'Tocsin has not looked for a new version yet.',
  current: (at: string) => `No newer version, looked at ${at}.`,
  looking: 'Looking for a new version …',
  fetching: (version: string) => `Fetching Tocsin ${version} …`,
  ready: (version: string) => `Tocsin ${version} has been fetched. It is installed when Tocsin ends.`,
  failed: (at: string, why: string) =>
    `Looking for a new version failed at ${at}: ${why}. It is tried again by itself.`,
  sourceEmpty: 'where this package was built to look',
  look: 'Look now',
};

/** The words of the settings on new versions. */
export const upgradeScreen = words('upgrade', english);

/** How it stands with new versions, in a sentence. */
export function upgradeText(state: UpgradeState, now: number): string {
  switch (state.name) {
    case 'off':
      return upgradeScreen.offs[state.why];
    case 'current':
      return state.lookedAt === null ? upgradeScreen.notLooked : upgradeScreen.current(clockText(state.lookedAt, now));
    case 'looking':
      return upgradeScreen.looking;
    case 'fetching':
      return upgradeScreen.fetching(cut(state.version, 40));
    case 'ready':
      return upgradeScreen.ready(cut(state.version, 40));
    case 'failed':
      return upgradeScreen.failed(clockText(state.at, now), cut(state.text, 200));
  }
}
