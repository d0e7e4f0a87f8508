import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Extent, inSight, suffices, toDraw, topShowing } from '../../renderer/history/stretch.ts';

const list = (top: number, count = 2_000, height = 560): Extent => ({ top, height, rowPx: 28, count });

describe('the rows in sight', () => {
  it.each([
    ['at the top', list(0), { first: 0, end: 20 }],
    ['between two rows, of which both are seen in part', list(27), { first: 0, end: 21 }],
    ['further down', list(280), { first: 10, end: 30 }],
    ['at the end', list(2_000 * 28 - 560), { first: 1_980, end: 2_000 }],
    ['scrolled beyond the end of a list that has become short', list(9_000, 30), { first: 10, end: 30 }],
    ['in a list lower than the window', list(40, 3), { first: 0, end: 3 }],
    ['in an empty list', list(0, 0), { first: 0, end: 0 }],
  ])('%s', (_, extent, expected) => {
    expect(inSight(extent)).toEqual(expected);
  });
});

const extents = fc
  .record({
    top: fc.integer({ min: 0, max: 100_000 }),
    height: fc.integer({ min: 1, max: 3_000 }),
    rowPx: fc.constantFrom(28, 48),
    count: fc.integer({ min: 1, max: 2_000 }),
  })
  .map((extent) => ({
    ...extent,
    top: Math.min(extent.top, Math.max(0, extent.count * extent.rowPx - extent.height)),
  }));

describe('the rows that are drawn', () => {
  it('are those in sight, so that nothing stays empty, and few beyond, so that it costs the same whatever is held', () => {
    fc.assert(
      fc.property(extents, (extent) => {
        const drawn = toDraw(extent);
        expect(suffices(drawn, extent)).toBe(true);
        expect(drawn.first).toBeGreaterThanOrEqual(0);
        expect(drawn.end).toBeLessThanOrEqual(extent.count);
        expect(drawn.end - drawn.first).toBeLessThanOrEqual(extent.height / extent.rowPx + 10);
        const filled = Math.min(extent.count * extent.rowPx, extent.top + extent.height);
        expect(drawn.first * extent.rowPx).toBeLessThanOrEqual(extent.top);
        expect(drawn.end * extent.rowPx).toBeGreaterThanOrEqual(filled);
      }),
    );
  });

  it('stay for a short way, and are others after a longer one', () => {
    const drawn = toDraw(list(2_800));
    expect(suffices(drawn, list(2_800 + 4 * 28))).toBe(true);
    expect(suffices(drawn, list(2_800 + 5 * 28))).toBe(false);
    expect(suffices(drawn, list(2_800 - 4 * 28))).toBe(true);
    expect(suffices(drawn, list(2_800 - 5 * 28))).toBe(false);
    // The list went on below what was its end.
    expect(suffices(toDraw(list(0, 15)), list(0, 30))).toBe(false);
  });
});

describe('a row that is gone to', () => {
  it.each([
    ['one in sight moves nothing', 15, 280, 280],
    ['one above comes to the top', 4, 280, 112],
    ['one below comes to the bottom', 40, 280, 588],
    ['one half below is shown whole', 20, 14, 28],
  ])('%s', (_, index, top, expected) => {
    expect(topShowing(index, list(top))).toBe(expected);
  });

  it('is seen whole, wherever the list was', () => {
    fc.assert(
      fc.property(extents, fc.nat(1_999), (extent, nth) => {
        fc.pre(extent.height >= extent.rowPx);
        const index = nth % extent.count;
        const top = topShowing(index, extent);
        expect(index * extent.rowPx).toBeGreaterThanOrEqual(top);
        expect((index + 1) * extent.rowPx).toBeLessThanOrEqual(top + extent.height);
      }),
    );
  });
});
