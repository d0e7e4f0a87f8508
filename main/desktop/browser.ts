import { shell } from 'electron';
import { mayOpen } from '../../preload/contract/links.ts';

/** Opens a page in the user's browser; false: it is none for it, or no browser could be started. */
export async function openAddress(url: string): Promise<boolean> {
  if (!mayOpen(url, [])) return false;
  try {
    await shell.openExternal(url);
    return true;
  } catch {
    // Without a browser the window shows the address.
    return false;
  }
}
