/** A word of a catalogue by its dotted place: a text, or what makes one. */
export type Entry = readonly [path: string, word: unknown];

/** Everything in a catalogue that is said. */
export function entriesOf(table: object, before = ''): readonly Entry[] {
  return Object.entries(table).flatMap(([name, word]): readonly Entry[] =>
    typeof word === 'object' && word !== null
      ? entriesOf(word, `${before}${name}.`)
      : [[`${before}${name}`, word] as const],
  );
}

/**
 * What an entry says with something for each of its parameters: what is asked by name is its name, and all else is a
 * number and a text at once.
 */
export function saidBy([path, word]: Entry, count: number): string {
  if (typeof word === 'string') return word;
  const take = word as (...given: unknown[]) => unknown;
  const given = givenTo(path, count);
  const said = take(...given);
  return typeof said === 'string' ? said : Object.values(said as object).join(' / ');
}

/** Those whose parameters must be of one kind. */
const kinds: Readonly<Record<string, readonly unknown[]>> = {
  'decisions.storm': ['A ', 'B'],
  'historyScreen.any': ['Kind'],
  'ruleSentence.rule': [['A', 'B'], 'C'],
  'ruleSentence.isOne': ['A', ['B', 'C']],
};

function givenTo(path: string, count: number): readonly unknown[] {
  // A time is a number, and is written as one.
  if (path.startsWith('causes.') || path.startsWith('notices.')) {
    return [(name: string) => (name === 'at' ? '0' : `{${name}}`)];
  }
  if (path === 'counts.ofSeverity') return [count, 'error'];
  if (path === 'frame.events') return [count, false];
  return kinds[path] ?? Array.from({ length: 4 }, () => count);
}
