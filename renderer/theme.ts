import type { Theme } from '../preload/contract/api.ts';
import { keep } from './remembered.ts';

/** Shows the window in a theme; `system` follows that of the system as it changes. `public/ahead.js` shows it the next time. */
export function showTheme(theme: Theme): void {
  keep('theme', theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
