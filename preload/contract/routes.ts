import type { RouteFault } from './api.ts';

/**
 * Routing keys of AMQP topic exchanges: words between dots; in a pattern `*` stands for one word, `#` for any number of
 * them, also none. https://www.rabbitmq.com/tutorials/tutorial-five-javascript
 */

/** Whether a pattern takes a key. */
export function takes(pattern: string, key: string): boolean {
  return covers(pattern, key);
}

/**
 * Whether whatever `narrow` takes is taken by `wide` too. Where it takes more than a word-by-word comparison to see it,
 * the answer is no.
 */
export function covers(wide: string, narrow: string): boolean {
  const outer = wordsOf(wide);
  const inner = wordsOf(narrow);
  // `row[at]`: the rest of `outer` that is looked at covers `inner` from its word `at` on.
  let row = inner.map(() => false).concat(true);
  for (const word of outer.toReversed()) {
    const next = row.map(() => false);
    for (let at = inner.length; at >= 0; at--) {
      const other = inner[at];
      const rest = row[at + 1] === true;
      if (word === '#') next[at] = row[at] === true || (other !== undefined && next[at + 1] === true);
      else if (other !== undefined && other !== '#') next[at] = (word === '*' || word === other) && rest;
    }
    row = next;
  }
  return row[0] === true;
}

/** Several `#` in a row say no more than one. */
function wordsOf(pattern: string): readonly string[] {
  return pattern.split('.').filter((word, at, words) => word !== '#' || words[at - 1] !== '#');
}

/** Whether some key is taken by both patterns. */
export function overlap(one: string, other: string): boolean {
  return meet(wordsOf(one), wordsOf(other));
}

function meet(one: readonly string[], other: readonly string[]): boolean {
  // `row[at]`: the rest of `one` that is looked at and the words of `other` from `at` on can be the same key.
  let row = [...other.map((_, at) => other.slice(at).every((word) => word === '#')), true];
  for (const word of one.toReversed()) {
    const next = row.map(() => false);
    for (let at = other.length; at >= 0; at--) {
      const against = other[at];
      if (against === undefined) next[at] = word === '#' && row[at] === true;
      else if (word === '#') next[at] = row[at] === true || next[at + 1] === true;
      else if (against === '#') next[at] = next[at + 1] === true || row[at] === true;
      else next[at] = (word === '*' || against === '*' || word === against) && row[at + 1] === true;
    }
    row = next;
  }
  return row[0] === true;
}

/** What is wrong with a pattern; null: nothing. */
export function routeFault(pattern: string): RouteFault | null {
  const words = pattern.split('.');
  if (pattern.trim() === '') return 'none';
  if (/\s/.test(pattern)) return 'space';
  if (words.includes('')) return 'empty-word';
  // Within a word they stand for themselves.
  if (words.some((word) => word.length > 1 && /[*#]/.test(word))) return 'part-of-word';
  return pattern.length > longestRoute ? 'long' : null;
}

/** AMQP has no longer ones. */
const longestRoute = 255;
