import { spokenSentences } from './language.ts';

/**
 * Sentences of ours that are made in English where something is found, in another language: by the English one. `{}` in
 * an English one stands for what changes; the other one names it by its place, `{1}`, `{2}`.
 */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  readonly matches: RegExp;
  readonly says: string;
  /** Of what does not change. */
  readonly length: number;
}

const longest = 1_000;
const mostKept = 2_000;
const patterns = new WeakMap<Sentences, readonly Pattern[]>();
/** What was said before: a list says the same again at each draw. */
const before = new WeakMap<Sentences, Map<string, string>>();

/** A sentence of ours in the language that is spoken. What is none of ours, such as what a server said, stays as it is. */
export function sentence(text: string): string {
  const sentences = spokenSentences();
  return sentences === null ? text : saidAnew(sentences, text);
}

/** A text as one of these sentences has it; where none does, it stays as it is. */
export function saidAnew(sentences: Sentences, text: string): string {
  if (text === '' || text.length > longest) return text;
  const known = before.get(sentences) ?? new Map<string, string>();
  before.set(sentences, known);
  const said = known.get(text) ?? found(sentences, text);
  if (known.size >= mostKept) known.clear();
  known.set(text, said);
  return said;
}

function found(sentences: Sentences, text: string): string {
  if (Object.hasOwn(sentences, text)) return sentences[text] ?? text;
  for (const { matches, says } of patternsOf(sentences)) {
    const parts = matches.exec(text);
    if (parts !== null) return says.replace(/\{(\d)\}/g, (_, place: string) => sentence(parts[Number(place)] ?? ''));
  }
  return text;
}

function patternsOf(sentences: Sentences): readonly Pattern[] {
  const known = patterns.get(sentences);
  if (known !== undefined) return known;
  const made = Object.entries(sentences).flatMap(([english, says]): readonly Pattern[] => {
    if (!english.includes('{}')) return [];
    const pieces = english.split('{}').map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
    return [{ matches: new RegExp(`^${pieces.join('(.*?)')}$`, 'su'), says, length: pieces.join('').length }];
  });
  // What says the most by itself is the nearest.
  const nearest = made.toSorted((one, other) => other.length - one.length);
  patterns.set(sentences, nearest);
  return nearest;
}
