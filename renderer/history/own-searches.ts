import { holds, parseQuery, type Term, wordsOf } from '../../preload/contract/search.ts';
import { ownSentences } from '../../preload/contract/texts/index.ts';

/** A sentence of ours in the language that is spoken, and the search that finds where it was stored. */
export interface OwnSearch {
  readonly says: string;
  readonly search: string;
}

const offered = 3;

/**
 * Sentences of ours are stored in English, so the words of another language do not find them: the searches that would,
 * for those sentences which hold all that was typed in its letters. What was typed in English letters, such as a name,
 * stays in the search. At most three; none where English is spoken.
 */
export function ownSearches(typed: string): readonly OwnSearch[] {
  const terms = parseQuery(typed);
  const theirs = terms.filter((term) => !isEnglish(term));
  if (theirs.length === 0) return [];
  const rest = terms.filter(isEnglish).map(({ words }) => words.join(' '));
  const found = new Map<string, string>();
  for (const [english, says] of ownSentences()) {
    const words = wordsOf(says).map(({ word }) => word);
    if (!theirs.every((term) => holds(words, { ...term, prefix: true }))) continue;
    found.set([`"${longest(english)}"`, ...rest].join(' '), says.replace(/\{\d\}/g, '…'));
    if (found.size === offered) break;
  }
  return [...found].map(([search, says]) => ({ search, says }));
}

function isEnglish({ words }: Term): boolean {
  return words.every((word) => /^[\x20-\x7f]*$/.test(word));
}

/** The longest piece in which nothing changes. */
function longest(english: string): string {
  return english
    .split(/\{\}|\n/)
    .map((piece) => piece.replaceAll('"', ' ').replace(/^[\s.,:;]+|[\s.,:;]+$/g, ''))
    .reduce((long, piece) => (piece.length > long.length ? piece : long), '');
}
