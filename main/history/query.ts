import { type EventRow, type HistoryFilter, rankOf } from '../../preload/contract/api.ts';

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
 * the text, and what holds neither letter nor digit narrows nothing.
 */
export function parseQuery(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const piece of text.slice(0, mostCharacters).matchAll(/"([^"]*)"?|[^\s"]+/gu)) {
    const quoted = piece[1] !== undefined;
    const words = wordsOf(piece[1] ?? piece[0]);
    if (words.length === 0) continue;
    terms.push({ words, prefix: !quoted && isOneWord(piece[0]) });
    if (terms.length === mostTerms) break;
  }
  return terms.map((term, index) => ({
    words: term.words,
    prefix: term.prefix && index === terms.length - 1 && Array.from(term.words[0] ?? '').length >= 2,
  }));
}

/** The same terms for FTS5, over the columns that hold text; null when nothing is asked. */
export function matchExpression(terms: readonly Term[]): string | null {
  if (terms.length === 0) return null;
  const phrases = terms.map((term) => `"${term.words.join(' ')}"${term.prefix ? '*' : ''}`);
  return `{title body subject topic} : (${phrases.join(' AND ')})`;
}

/** What finds the rows of a subject by its id. */
export function subjectExpression(id: string): string {
  return `{subject} : "${wordsOf(id).join(' ')}"`;
}

/**
 * Whether a row belongs under a filter, by the same rules as a search in the database.
 * An empty list narrows nothing.
 */
export function matches(row: EventRow & { readonly stream: boolean }, filter: HistoryFilter): boolean {
  if (!within(filter.servers, row.server) || !within(filter.kinds, row.kind)) return false;
  if (!within(filter.outcomes, row.decision.outcome)) return false;
  if (filter.phases?.length && (row.phase === null || !filter.phases.includes(row.phase))) return false;
  if (filter.minSeverity && rankOf(row.severity) < rankOf(filter.minSeverity)) return false;
  if (filter.seen !== undefined && filter.seen !== (row.seenAt !== null)) return false;
  if (filter.from !== undefined && row.receivedAt < filter.from) return false;
  if (filter.to !== undefined && row.receivedAt >= filter.to) return false;
  if (filter.streams === false && row.stream) return false;
  return !filter.text || matchesText(row, parseQuery(filter.text));
}

function within<T>(list: readonly T[] | undefined, value: T): boolean {
  return !list?.length || list.includes(value);
}

function matchesText(row: EventRow, terms: readonly Term[]): boolean {
  if (terms.length === 0) return true;
  const subject = [row.subject?.name, row.subject?.id].filter((part) => typeof part === 'string').join(' ');
  const columns = [row.title, row.body, subject, row.topic].map(wordsOf);
  return terms.every((term) => columns.some((words) => holds(words, term)));
}

function holds(words: readonly string[], term: Term): boolean {
  const last = term.words.length - 1;
  return words.some((_, start) =>
    term.words.every((wanted, offset) => {
      const word = words[start + offset];
      if (word === undefined) return false;
      return term.prefix && offset === last ? word.startsWith(wanted) : word === wanted;
    }),
  );
}

const wordCharacter = /[\p{L}\p{N}\p{Co}]/u;
/** The combining marks that FTS5 takes as part of a word and drops. */
const mark = /[\u0300-\u0331]/u;

function isOneWord(text: string): boolean {
  return Array.from(text).every((character) => wordCharacter.test(character) || mark.test(character));
}

/** Cuts text into words as FTS5's unicode61 does: letters and digits, without case and diacritics. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (wordCharacter.test(character)) word += folded(character);
    else if (word === '' || !mark.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    }
  }
  if (word !== '') words.push(word);
  return words;
}

function folded(character: string): string {
  if (character <= '\u007f') return character.toLowerCase();
  const [base = character] = character.normalize('NFD');
  const plain = base <= '\u007f' ? base : character;
  const [lower = plain] = plain.toLowerCase();
  return lower === 'ς' ? 'σ' : lower;
}
