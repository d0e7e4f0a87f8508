import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyHash, openKeys } from '../../main/history/keys.ts';
import { tables } from './tables.ts';

describe('keys', () => {
  it('of earlier runs are found while they are learnt, and afterwards', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 2 ** 31 }), { maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (numbers, step) => {
          const database = tables();
          const hashes = numbers.map((number) => keyHash(1, `key-${number}`, 7));
          const earlier = openKeys(database, 0, []);
          earlier.add(hashes, 1);
          while (earlier.fold(step)()) expect(earlier.find(hashes[0] ?? 0)).toContain(1);
          const keys = openKeys(database, hashes.length, []);
          do {
            hashes.forEach((hash, index) => {
              expect(keys.find(hash)).toEqual([index + 1]);
            });
          } while (keys.learn(step));
          hashes.forEach((hash, index) => {
            expect(keys.find(hash)).toEqual([index + 1]);
          });
          expect(keys.find(keyHash(2, 'key-0', 7))).toEqual([]);
          database.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('that share a hash are all found, in memory and in the table, but those that were removed', () => {
    const database = tables();
    const keys = openKeys(database, 0, []);
    keys.add([7, 8, 7, 7], 1);
    expect(keys.find(7)).toEqual([1, 3, 4]);
    keys.drop(7, 3);
    keys.drop(8, 2);
    keys.drop(9, 9);
    expect([keys.find(7), keys.find(8), keys.find(9)]).toEqual([[1, 4], [], []]);
    expect(database.atomically(() => keys.fold(10))()).toBe(false);
    expect(keys.find(7)).toEqual([1, 4]);
    keys.add([7], 5);
    expect(keys.find(7)).toEqual([1, 4, 5]);
    database.close();
  });
});
