import { describe, expect, it } from 'vitest';
import { languageOf, systemLocale, translationOf } from '../main/languages.ts';
import { inEnglish, severityWord, speak } from '../preload/contract/texts/index.ts';

describe('the language', () => {
  it.each([
    ['system', 'ru_RU.UTF-8', 'ru'],
    ['system', 'ru', 'ru'],
    ['system', 'ru@latin', 'ru'],
    ['system', 'RU-ru', 'ru'],
    ['system', 'rue_UA', 'en'],
    ['system', 'en_GB.UTF-8', 'en'],
    ['system', 'de_DE', 'en'],
    ['system', 'C.UTF-8', 'en'],
    ['system', 'POSIX', 'en'],
    ['system', '', 'en'],
    ['ru', 'en_GB', 'ru'],
    ['en', 'ru_RU', 'en'],
  ] as const)('%s where the session has %s is %s', (choice, system, language) => {
    expect(languageOf(choice, system)).toBe(language);
  });

  it.each([
    [{ LC_ALL: 'ru_RU', LANG: 'en_GB' }, 'ru_RU'],
    [{ LC_ALL: '', LC_MESSAGES: 'ru_RU', LANG: 'en_GB' }, 'ru_RU'],
    [{ LANG: 'en_GB' }, 'en_GB'],
    [{}, 'de-DE'],
  ])('of a session with %j comes from %s', (environment, locale) => {
    expect(systemLocale(environment, 'de-DE')).toBe(locale);
  });

  it('is another one at the next word, and English for what other programs read', () => {
    let language: 'en' | 'ru' = 'en';
    speak(() => translationOf(language));
    try {
      expect(severityWord('critical')).toBe('Critical');
      language = 'ru';
      expect(severityWord('critical')).toBe('Критично');
      expect(inEnglish(() => severityWord('critical'))).toBe('Critical');
      expect(severityWord('critical')).toBe('Критично');
      expect(() =>
        inEnglish(() => {
          throw new Error('no text');
        }),
      ).toThrow('no text');
      expect(severityWord('critical')).toBe('Критично');
    } finally {
      speak(() => null);
    }
  });
});
