import { computed, effect } from '@preact/signals';
import { frame } from '../preload/contract/texts/index.ts';
import { speakLanguage } from './language.ts';
import type { Store } from './store.ts';
import { showTheme } from './theme.ts';

/** Theme and language as the settings have them, from now on and at once. */
export function showAppearance(store: Store): void {
  const theme = computed(() => store.told.value?.preferences.appearance.theme);
  const language = computed(() => store.told.value?.language);
  effect(() => {
    if (theme.value !== undefined) showTheme(theme.value);
  });
  effect(() => {
    // Asked again when Tocsin is back, for then its texts may be there.
    if (language.value === undefined || !store.reachable.value) return;
    void speakLanguage(language.value).then((spoken) => spoken || store.say(frame.languageUnread));
  });
}
