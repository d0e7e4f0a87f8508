import { spokenSentences } from './language.ts';

/**
 * Sentences of ours that are made in English where something is found, in another language: by the English one. `{}` in
 * an English one stands for what changes; the other one names it by its place, `{1}`, `{2}`.
 */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  /** With as little as may be in the first place that changes, and with as much. */
  readonly matches: readonly [little: RegExp, much: RegExp];
  readonly english: string;
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

/** A text as one of these sentences has it, and so what changes in it; where none does, it stays as it is. */
export function saidAnew(sentences: Sentences, text: string): string {
  return once(sentences, text, () => {
    const fitting = patternsOf(sentences).find(({ matches }) => matches[0].test(text));
    return fitting === undefined ? text : filled(fitting, 0, text, sentence);
  });
}

/**
 * The same, where what changes is somebody else's and stays as it is. A text that may be read in two ways which say
 * different things stays whole: one of them would change the words of others.
 */
export function saidAround(sentences: Sentences, text: string): string {
  return once(sentences, text, () => {
    const [nearest, ...others] = patternsOf(sentences).filter(({ matches }) => matches[0].test(text));
    if (nearest === undefined) return text;
    const isClear = others.every((other) => other.matches[0].test(nearest.english));
    const said = filled(nearest, 0, text, asItIs);
    return isClear && said === filled(nearest, 1, text, asItIs) ? said : text;
  });
}

function once(sentences: Sentences, text: string, find: () => string): string {
  if (text === '' || text.length > longest) return text;
  const known = before.get(sentences) ?? new Map<string, string>();
  before.set(sentences, known);
  const said = known.get(text) ?? (Object.hasOwn(sentences, text) ? sentences[text] : undefined) ?? find();
  if (known.size >= mostKept) known.clear();
  known.set(text, said);
  return said;
}

function asItIs(text: string): string {
  return text;
}

function filled({ matches, says }: Pattern, way: 0 | 1, text: string, inHole: (text: string) => string): string {
  const parts = matches[way].exec(text) ?? [];
  return says.replace(/\{(\d)\}/g, (_, place: string) => inHole(parts[Number(place)] ?? ''));
}

function patternsOf(sentences: Sentences): readonly Pattern[] {
  const known = patterns.get(sentences);
  if (known !== undefined) return known;
  const made = Object.entries(sentences).flatMap(([english, says]): readonly Pattern[] => {
    if (!english.includes('{}')) return [];
    const pieces = english.split('{}').map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
    const matching = (hole: string) => new RegExp(`^${pieces.join(hole)}$`, 'su');
    return [{ matches: [matching('(.*?)'), matching('(.*)')], english, says, length: pieces.join('').length }];
  });
  // What says the most by itself is the nearest.
  const nearest = made.toSorted((one, other) => other.length - one.length);
  patterns.set(sentences, nearest);
  return nearest;
}
