import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebased } from '../../renderer/rebased.ts';

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
const { document } = fc.letrec((tie) => ({
  document: fc.dictionary(fc.string(), fc.oneof(leaf, tie('document')), { maxKeys: 5 }),
}));

describe('what was typed over what has been stored otherwise since', () => {
  it('is what was typed where nothing else was stored', () => {
    fc.assert(
      fc.property(document, document, (typed, over) => {
        expect(rebased(typed, over, over)).toEqual(typed);
      }),
    );
  });

  it('is what is stored where nothing was typed', () => {
    fc.assert(
      fc.property(document, document, (over, stored) => {
        expect(rebased(over, over, stored)).toEqual(stored);
      }),
    );
  });

  it('has both where each changed something else', () => {
    const parts = fc.record({ here: leaf, there: leaf, deep: document });
    fc.assert(
      fc.property(parts, leaf, leaf, (over, here, there) => {
        expect(rebased({ ...over, here }, over, { ...over, there })).toEqual({ ...over, here, there });
      }),
    );
  });

  it.each([
    ['a part of a part', { a: { b: 2, c: 1 } }, { a: { b: 1, c: 1 } }, { a: { b: 1, c: 2 } }, { a: { b: 2, c: 2 } }],
    ['what was typed where both changed it', { a: 2 }, { a: 1 }, { a: 3 }, { a: 2 }],
    ['what was taken away here', {}, { a: 1 }, { a: 3 }, {}],
    ['what was taken away elsewhere', { a: 1, b: 2 }, { a: 1, b: 1 }, { b: 1 }, { b: 2 }],
    ['what was added elsewhere', { a: 2 }, { a: 1 }, { a: 1, b: 1 }, { a: 2, b: 1 }],
    ['a list as a whole', { a: [1, 2, 3] }, { a: [1, 2] }, { a: [2] }, { a: [1, 2, 3] }],
  ])('has %s', (_, typed, over, stored, both) => {
    expect(rebased(typed, over, stored)).toEqual(both);
  });
});
