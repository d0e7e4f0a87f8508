import type { Sentences } from './sentences.ts';
import type { Tables } from './tables.ts';

/**
 * A language beside English: each of the catalogue's tables, how it writes dates and numbers, and the sentences that are
 * made in English.
 */
export interface Translation {
  /** BCP 47. */
  readonly locale: string;
  /** Between the thousands of a number. */
  readonly thousands: string;
  readonly tables: Tables;
  readonly sentences: Sentences;
  readonly ownWords: OwnWordsOf;
}

/** What adapters say where their servers sent no words, by the protocol, then by the English text. */
export type OwnWordsOf = Readonly<Record<string, Sentences>>;

const englishLocale = 'en-GB';
const englishThousands = ',';
const inSource = (): Translation | null => null;

let spoken = inSource;

/** Every text that is asked for from now on is in the language that `language` gives at that moment; null: English. */
export function speak(language: () => Translation | null): void {
  spoken = language;
}

/** What `say` gives, in English whatever is spoken: for what other programs read, and for what is stored. */
export function inEnglish<T>(say: () => T): T {
  const before = spoken;
  spoken = inSource;
  try {
    return say();
  } finally {
    spoken = before;
  }
}

/** The sentences that are made in English, in the language that is spoken; null: it is English. */
export function spokenSentences(): Sentences | null {
  return spoken()?.sentences ?? null;
}

/** What the adapter of a protocol says, in the language that is spoken; null: it is English. */
export function spokenOwnWords(protocol: string): Sentences | null {
  const of = spoken()?.ownWords ?? null;
  if (of === null) return null;
  return (Object.hasOwn(of, protocol) ? of[protocol] : undefined) ?? none;
}

/** What all adapters say, in the language that is spoken. */
export function allOwnWords(): readonly Sentences[] {
  return Object.values(spoken()?.ownWords ?? {});
}

const none: Sentences = {};

/** The locale of dates and numbers. */
export function locale(): string {
  return spoken()?.locale ?? englishLocale;
}

/** What stands between the thousands of a number. */
export function thousandsSign(): string {
  return spoken()?.thousands ?? englishThousands;
}

/**
 * A table of words: English as it stands here, read in the language that is spoken at that moment. What is read from it
 * must not be kept.
 */
/* @__NO_SIDE_EFFECTS__ */
export function words<N extends keyof Tables>(name: N, english: Tables[N]): Tables[N] {
  return new Proxy(english, {
    get: (_, word) => Reflect.get(spoken()?.tables[name] ?? english, word),
  });
}
