import type { Audible } from '../../preload/contract/api.ts';
import type { ToastPages } from '../toasts/driver.ts';
import type { Player } from '../toasts/player.ts';
import { type CommandTable, Refusal } from './table.ts';

interface ToastCommands {
  /** The names of the host's drivers, best first. */
  readonly drivers: readonly string[];
  readonly player: Player;
  readonly pages: ToastPages | null;
}

/** What notifications are shown and played with, and pages that show them by their browser. */
export function toastCommands({ drivers, player, pages }: ToastCommands) {
  const whyNot = (sound: Audible) => {
    const found = player.probe(sound);
    return 'why' in found ? found.why : null;
  };
  return {
    'toasts.ways': async () => ({ drivers, sounds: { desktop: whyNot('desktop'), alarm: whyNot('alarm') } }),
    'toasts.hear': async ({ sound }) => ({ why: await player.play(sound) }),
    'toasts.take': async ({ may }, { page }) => {
      if (pages === null) throw new Refusal('failed', 'The desktop app shows notifications itself');
      pages.take(page, may);
      return null;
    },
    'toasts.reply': async ({ id, did }, { page }) => {
      pages?.reply(page, id, did);
      return null;
    },
  } satisfies Partial<CommandTable>;
}
