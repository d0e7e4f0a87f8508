import type { OurWords } from '../../preload/contract/api.ts';

/** Words of an adapter's own, for where its server sent none. */
export interface OwnWords {
  readonly own: string;
}

/**
 * What an adapter says itself, in English: `{}` stands for what is the server's in it. Only what is made here is said in
 * another language, by a table in which `pattern` stands as it is here; so it must be a text, not something made up.
 */
export function own(pattern: string, ...said: readonly string[]): OwnWords {
  const [first = '', ...rest] = pattern.split('{}');
  return { own: rest.reduce((text, piece, index) => `${text}${said[index] ?? ''}${piece}`, first) };
}

/** The text, whoever says it. */
export function textOfWords(words: string | OwnWords): string {
  return typeof words === 'string' ? words : words.own;
}

/** Which words of an event are own ones; undefined: none. */
export function ownOnes(title: string | OwnWords, body: string | OwnWords): OurWords | undefined {
  if (typeof title !== 'string') return typeof body === 'string' ? 'title' : 'both';
  return typeof body === 'string' ? undefined : 'body';
}
