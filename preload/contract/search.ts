/**
 * What a search means: how its text is cut into terms, and a column into words. Main searches by it, and the window marks
 * by it what was found, so both say the same. No library and nothing else of ours is imported here.
 */

/** Words that stand next to each other; of the last one a prefix is enough where `prefix` is set. */
export interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** More than this is never typed, and would only cost time. */
const mostCharacters = 2_000;
const mostTerms = 32;

/**
 * Reads what was typed into the search box: every term must match, in any order.
 * A term is a word, or a phrase: what stands in "quotes", and a word with punctuation (10.0.0.9, web-01). The last
 * term is a prefix from two letters on, unless it is a phrase. Nothing is an error: a quote left open ends with
 * the text. What holds neither letter nor digit is no term, for the index holds words alone.
 */
export function parseQuery(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const piece of text.slice(0, mostCharacters).matchAll(/"([^"]*)"?|[^\s"]+/gu)) {
    const quoted = piece[1] !== undefined;
    const words = wordsOf(piece[1] ?? piece[0]).map(({ word }) => word);
    if (words.length === 0) continue;
    terms.push({ words, prefix: !quoted && isOneWord(piece[0]) });
    if (terms.length === mostTerms) break;
  }
  return terms.map((term, index) => ({
    words: term.words,
    prefix: term.prefix && index === terms.length - 1 && Array.from(term.words[0] ?? '').length >= 2,
  }));
}

/** Whether something was typed in which nothing can be searched for: such a search finds nothing, rather than everything. */
export function isUnsearchable(text: string): boolean {
  return text.trim() !== '' && parseQuery(text).length === 0;
}

/** Whether a column holds a term. */
export function holds(words: readonly string[], term: Term): boolean {
  return words.some((_, start) => standsAt(words, start, term));
}

/** Whether the words of a term stand next to each other from here on. */
function standsAt(words: readonly string[], start: number, { words: all, prefix }: Term): boolean {
  return all.every((wanted, offset) => {
    const word = words[start + offset];
    if (word === undefined) return false;
    return prefix && offset === all.length - 1 ? word.startsWith(wanted) : word === wanted;
  });
}

/** A part of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** Cuts a text into what was found by the terms, whole words each, and what stands between. Together they are the text. */
export function piecesOf(text: string, terms: readonly Term[]): readonly Piece[] {
  if (terms.length === 0) return [{ text, found: false }];
  const words = wordsOf(text);
  const folded = words.map(({ word }) => word);
  const pieces: Piece[] = [];
  let told = 0;
  /** The word behind the last one that was found so far. */
  let reach = 0;
  let from: number | null = null;
  words.forEach(({ start, end }, at) => {
    for (const term of terms) if (standsAt(folded, at, term)) reach = Math.max(reach, at + term.words.length);
    if (at >= reach) return;
    from ??= start;
    if (at + 1 < reach) return;
    if (from > told) pieces.push({ text: text.slice(told, from), found: false });
    pieces.push({ text: text.slice(from, end), found: true });
    told = end;
    from = null;
  });
  if (told < text.length || pieces.length === 0) pieces.push({ text: text.slice(told), found: false });
  return pieces;
}

const wordCharacter = /[\p{L}\p{N}\p{Co}]/u;
/** The combining marks that FTS5 takes as part of a word and drops. */
const mark = /[\u0300-\u0331]/u;

function isOneWord(text: string): boolean {
  return Array.from(text).every((character) => wordCharacter.test(character) || mark.test(character));
}

/** A word of a text, folded, and where it stands there. */
interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts text into words as FTS5's unicode61 does: letters and digits, without case and diacritics. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let word = '';
  let start = 0;
  let at = 0;
  for (const character of text) {
    if (wordCharacter.test(character)) {
      if (word === '') start = at;
      word += folded(character);
    } else if (word === '' || !mark.test(character)) {
      if (word !== '') words.push({ word, start, end: at });
      word = '';
    }
    at += character.length;
  }
  if (word !== '') words.push({ word, start, end: at });
  return words;
}

function folded(character: string): string {
  if (character <= '\u007f') return character.toLowerCase();
  const [base = character] = character.normalize('NFD');
  const plain = base <= '\u007f' ? base : character;
  const [lower = plain] = plain.toLowerCase();
  return lower === 'ς' ? 'σ' : lower;
}
