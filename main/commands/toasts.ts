import type { ToastPages } from '../toasts/driver.ts';
import { type CommandTable, Refusal } from './table.ts';

/** Pages that show toasts by their browser. */
export function toastCommands(pages: ToastPages | null) {
  return {
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
