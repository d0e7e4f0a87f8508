import { type Language, type LanguageChoice, languages } from '../preload/contract/api.ts';
import type { Translation } from '../preload/contract/texts/index.ts';
import { russian } from '../preload/contract/texts/ru/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The language that a choice comes to; one that nobody has translated comes to English. `system`: `ru_RU.UTF-8`, `ru-RU`. */
export function languageOf(choice: LanguageChoice, system: string): Language {
  if (choice !== 'system') return choice;
  const [wanted] = system.toLowerCase().split(/[-_.@]/, 1);
  return languages.find((each) => each === wanted) ?? 'en';
}

/** The locale of the session: what POSIX reads for messages, else what the platform says. */
export function systemLocale(environment: Environment, platform: string): string {
  const said = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']];
  return said.find((each) => each !== undefined && each !== '') ?? platform;
}

/** The catalogue of a language; null: English, in which it is written. */
export function translationOf(language: Language): Translation | null {
  return language === 'ru' ? russian : null;
}
