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
