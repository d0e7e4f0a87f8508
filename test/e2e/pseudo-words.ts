import { severities } from '../../preload/contract/api.ts';
import type { Translation } from '../../preload/contract/texts/index.ts';
import { ownWords } from '../../preload/contract/texts/ru/own-words.ts';
import { sentences } from '../../preload/contract/texts/ru/sentences.ts';
import type { Sentences } from '../../preload/contract/texts/sentences.ts';
import type { Tables } from '../../preload/contract/texts/tables.ts';
import { english } from '../texts/english.ts';

const accents: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => [
    letter,
    [...'áƀćđéƒǵĥíĵķĺḿńóṕɋŕśťúṽŵẋýźÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŹ'][index] ?? letter,
  ]),
);
const longer = 0.4;

/** `[Ńóťĥíńǵ íś óṕéń·····]`; texts of `given` keep their letters. */
export function accented(text: string, given: readonly string[]): string {
  if (!/\p{L}/u.test(text)) return text;
  const kept = given.filter((each) => /\p{L}/u.test(each)).sort((one, other) => other.length - one.length);
  let said = '';
  for (let at = 0; at < text.length; ) {
    const whole = kept.find((each) => text.startsWith(each, at));
    const letter = text[at] ?? '';
    said += whole ?? accents[letter] ?? letter;
    at += whole?.length ?? 1;
  }
  // In words, as a long text has them.
  const more = '·'.repeat(Math.ceil(text.length * longer)).replace(/·{12}(?=·)/g, '$& ');
  return `[${said}${more}]`;
}

function pseudo(word: unknown): unknown {
  if (typeof word === 'string') return accented(word, []);
  if (typeof word === 'function') return (...given: unknown[]) => said(word as (...given: unknown[]) => unknown, given);
  return Object.fromEntries(Object.entries(word as object).map(([name, each]) => [name, pseudo(each)]));
}

function said(word: (...given: unknown[]) => unknown, given: readonly unknown[]): unknown {
  // What is of ours is said in words anyway.
  const codes: readonly unknown[] = severities;
  const kept = given.flat().filter((each): each is string => typeof each === 'string' && !codes.includes(each));
  // A cause asks for its parameters by name.
  const heard = given.map((each) => {
    if (typeof each !== 'function') return each;
    return (name: string) => {
      const text = String((each as (name: string) => string)(name));
      kept.push(text);
      return text;
    };
  });
  const text = word(...heard);
  if (typeof text === 'string') return accented(text, kept);
  return Object.fromEntries(Object.entries(text as object).map(([name, each]) => [name, accented(String(each), kept)]));
}

/** Under the name by which the window asks for the other language; its weekdays have no English letter. */
export const russian: Translation = {
  locale: 'ru',
  thousands: '\u00a0',
  tables: pseudo(english) as Tables,
  sentences: whole(sentences),
  ownWords: Object.fromEntries(Object.entries(ownWords).map(([protocol, words]) => [protocol, whole(words)])),
};

/** Those in which nothing changes. */
function whole(texts: Sentences): Sentences {
  return Object.fromEntries(
    Object.keys(texts)
      .filter((text) => !text.includes('{}'))
      .map((text) => [text, accented(text, [])]),
  );
}
