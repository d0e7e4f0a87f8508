import type { Language, LanguageChoice, Theme } from '../api.ts';
import { words } from './language.ts';

/** Each in itself, so that whoever reads only that one finds it. */
const names: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский' };

export const english = {
  theme: 'Theme',
  themeHelp: 'Contrast and forced colours follow the system.',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' } satisfies Record<Theme, string>,
  language: 'Language',
  languageHelp: 'Of the window, the tray and notifications. The command line, logs and files stay English.',
  asSystem: 'As the system',
  asSystemIs: (language: string) => `As the system (${language})`,
};

/** The words of the settings of theme and language. */
export const appearanceScreen = words('appearance', english);

/** `Dark` */
export function themeName(theme: Theme): string {
  return appearanceScreen.themes[theme];
}

/** `Русский`, `As the system (English)`; `now` is what the system's comes to, null where that is not known. */
export function languageName(choice: LanguageChoice, now: Language | null): string {
  if (choice !== 'system') return names[choice];
  return now === null ? appearanceScreen.asSystem : appearanceScreen.asSystemIs(names[now]);
}
