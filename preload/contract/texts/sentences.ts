import { spokenSentences } from './language.ts';

/**
 * Sentences of ours that are made in English where something is found, in another language: by the English one. `{}` in
 * an English one stands for what changes; the other one names it by its place, `{1}`, `{2}`.
 */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  readonly matches: RegExp;
  readonly says: string;
}

const longest = 1_000;
const patterns = new WeakMap<Sentences, readonly Pattern[]>();

/** A sentence of ours in the language that is spoken. What is none of ours, such as what a server said, stays as it is. */
export function sentence(text: string): string {
  const sentences = spokenSentences();
  if (sentences === null || text === '' || text.length > longest) return text;
  if (Object.hasOwn(sentences, text)) return sentences[text] ?? text;
  for (const { matches, says } of patternsOf(sentences)) {
    const found = matches.exec(text);
    if (found !== null) return says.replace(/\{(\d)\}/g, (_, place: string) => sentence(found[Number(place)] ?? ''));
  }
  return text;
}

function patternsOf(sentences: Sentences): readonly Pattern[] {
  const known = patterns.get(sentences);
  if (known !== undefined) return known;
  const made = Object.entries(sentences).flatMap(([english, says]): readonly Pattern[] => {
    if (!english.includes('{}')) return [];
    const pieces = english.split('{}').map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
    return [{ matches: new RegExp(`^${pieces.join('(.*?)')}$`, 'su'), says }];
  });
  patterns.set(sentences, made);
  return made;
}
