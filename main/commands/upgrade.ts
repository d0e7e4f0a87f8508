import type { Upgrades } from '../upgrade/upgrades.ts';
import type { CommandTable } from './table.ts';

interface UpgradeCommands {
  readonly upgrades: Upgrades;
  readonly later: () => void;
}

/** New versions of Tocsin itself: look now, install now, or when it ends anyway. */
export function upgradeCommands({ upgrades, later }: UpgradeCommands) {
  return {
    'upgrade.look': async () => {
      await upgrades.look();
      return null;
    },
    'upgrade.restart': async () => ({ restarting: upgrades.restart() }),
    'upgrade.later': async () => {
      later();
      return null;
    },
  } satisfies Partial<CommandTable>;
}
