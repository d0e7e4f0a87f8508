import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, overlap, routeFault, takes } from '../preload/contract/routes.ts';

describe('routing keys', () => {
  test.each<[string, string, boolean]>([
    ['#', '', true],
    ['#', 'a.b.c', true],
    ['a.#', 'a', true],
    ['a.#', 'a.b.c', true],
    ['a.#', 'b', false],
    ['*.b', 'a.b', true],
    ['*.b', 'b', false],
    ['*.b', 'a.a.b', false],
    ['#.b', 'a.a.b', true],
    ['a.#.b', 'a.b', true],
    ['a.b', 'a.b.c', false],
    ['*', '#', false],
    ['#', '*.#', true],
    ['*.#', '#', false],
    ['a.*', 'a.#', false],
    ['a.#', 'a.*', true],
    ['#.#.b', 'b', true],
  ])('%j covers %j: %s', (wide, narrow, covered) => {
    expect(covers(wide, narrow)).toBe(covered);
  });

  test('what covers takes all that the other one takes', () => {
    const words = ['a', 'b', '*', '#'];
    const patterns = words.flatMap((first) => [
      first,
      ...words.flatMap((each) => [`${first}.${each}`, `${first}.${each}.a`]),
    ]);
    const keys = ['a', 'b', 'c', 'a.a', 'a.b', 'b.a', 'c.a', 'a.b.a', 'b.b.a', 'c.c.a', 'a.a.a.a'];
    const wrong = patterns.flatMap((wide) =>
      patterns.filter((narrow) => covers(wide, narrow) && keys.some((key) => takes(narrow, key) && !takes(wide, key))),
    );
    expect(wrong).toEqual([]);
  });

  test('a pattern made to be slow is not', () => {
    const slow = Array.from({ length: 60 }, () => '#.a').join('.');
    expect(covers(slow, `${Array.from({ length: 120 }, () => 'a').join('.')}.b`)).toBe(false);
  });

  const word = fc.constantFrom('a', 'b', 'c');
  const pattern = fc
    .array(fc.constantFrom('a', 'b', '*', '#'), { minLength: 1, maxLength: 5 })
    .map((each) => each.join('.'));
  const key = fc.array(word, { minLength: 1, maxLength: 6 }).map((each) => each.join('.'));

  test('those that overlap have a key in common', () => {
    fc.assert(
      fc.property(pattern, pattern, key, (one, other, sent) => {
        if (takes(one, sent) && takes(other, sent)) expect(overlap(one, other)).toBe(true);
        expect(overlap(one, other)).toBe(overlap(other, one));
        if (covers(one, other)) expect(overlap(one, other)).toBe(true);
      }),
    );
  });

  test.each<[string, string, boolean]>([
    ['a.*', '*.b', true],
    ['graph.finished.#', '#.n1', true],
    ['graph.finished.#', 'graph.started.#', false],
    ['a.b', 'a.b.c', false],
    ['#', '*', true],
    ['#.a', '#.b', false],
    ['a.#.b', 'a.c', false],
    ['a.#', 'a', true],
    ['#.a.#', '#.b.#', true],
  ])('%j and %j overlap: %s', (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
  });

  test.each([
    ['', 'none'],
    [' ', 'none'],
    ['graph finished', 'space'],
    ['graph..finished', 'empty-word'],
    ['graph.', 'empty-word'],
    ['graph*', 'part-of-word'],
    ['graph.finished#', 'part-of-word'],
    [`a.${'b'.repeat(254)}`, 'long'],
    ['graph.finished.information.*', null],
    ['#', null],
  ])('%j: %s', (route, fault) => {
    expect(routeFault(route)).toBe(fault);
  });
});
