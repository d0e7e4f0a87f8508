import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Standing } from '../../../main/protocols/saymon/standing.ts';
import { heapBytes } from '../../heap.ts';
import { incident } from '../../wire.ts';

/** What the keys of one incident become, in turn. */
function settled(keys: readonly string[]): readonly (string | null)[] {
  const standing = new Standing();
  return keys.map((key) => standing.settle(incident({ key })).key);
}

describe('the key of an incident that changes', () => {
  it.each<[name: string, keys: readonly string[], settled: readonly string[]]>([
    ['stays for what is told again', ['a', 'a', 'a'], ['a', 'a', 'a']],
    ['stays while it is another each time', ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['gets the number of its return', ['a', 'b', 'a', 'b'], ['a', 'b', 'a:1', 'b:2']],
    ['keeps that number for what is told again', ['a', 'b', 'a', 'a', 'c'], ['a', 'b', 'a:1', 'a:1', 'c:1']],
  ])('%s', (_, keys, expected) => {
    expect(settled(keys)).toEqual(expected);
  });

  it('is another one whenever the incident stands otherwise than it did just before, and only then', () => {
    const keys = fc.array(fc.constantFrom(...Array.from({ length: 120 }, (_, n) => `key ${n}`)), { maxLength: 400 });
    fc.assert(
      fc.property(keys, (given) => {
        const made = settled(given);
        const turns = made.filter((_, n) => n === 0 || given[n] !== given[n - 1]);
        expect(new Set(turns).size).toBe(turns.length);
        expect(made.filter((key, n) => n > 0 && given[n] === given[n - 1] && key !== made[n - 1])).toEqual([]);
      }),
    );
  });
});

it('incidents that change hold numbers of the keys that they have had, not the keys', () => {
  const [incidents, changes] = [1_000, 90];
  const standing = new Standing();
  const before = heapBytes();
  for (let change = 0; change < changes; change++) {
    for (let n = 0; n < incidents; n++) {
      standing.settle(incident({ alert: `incident:${n}`, key: `incident:${n}:${change}:${'x'.repeat(100)}` }));
    }
  }
  const perKey = (heapBytes() - before) / (incidents * changes);
  expect(standing.incidents.size).toBe(incidents);
  expect(perKey).toBeLessThan(70);
});
