import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOf, extended, nothingSelected, type Selection, toggled } from '../../renderer/history/selection.ts';
import { row } from '../texts/rows.ts';

const shown = [9, 7, 5, 3, 1].map((id) => row({ id }));
const at = (id: number) => shown.find((each) => each.id === id) ?? row({ id });
const ids = ({ rows }: Selection) => [...rows.keys()].sort((one, other) => other - one);

describe('the rows that are selected', () => {
  it('take one in and out', () => {
    const one = toggled(nothingSelected, at(7));
    expect(ids(one)).toEqual([7]);
    expect(ids(toggled(one, at(3)))).toEqual([7, 3]);
    expect(ids(toggled(toggled(one, at(3)), at(7)))).toEqual([3]);
  });

  it.each([
    ['down from the last one that was taken', 7, null, 3, [7, 5, 3]],
    ['up', 3, null, 9, [9, 7, 5, 3]],
    ['from where the keys are', null, 5, 1, [5, 3, 1]],
    ['from the last one that was taken, wherever the keys are', 9, 3, 5, [9, 7, 5]],
    ['with nothing to begin at', null, null, 5, [5]],
    ['from a row that is not there any more', 8, null, 5, [5]],
  ])('are a range %s', (_, anchor, from, to, selected) => {
    expect(ids(extended({ rows: new Map(), anchor }, shown, at(to), from))).toEqual(selected);
  });

  it('shrink again when the range does', () => {
    const far = extended(toggled(nothingSelected, at(7)), shown, at(1), null);
    expect(ids(extended(far, shown, at(5), null))).toEqual([7, 5]);
  });

  it('are all that are shown', () => {
    expect(ids(allOf(shown))).toEqual([9, 7, 5, 3, 1]);
    expect(ids(allOf([]))).toEqual([]);
  });

  it('are always a part of what is shown, without holes in a range', () => {
    const id = fc.constantFrom(9, 7, 5, 3, 1);
    fc.assert(
      fc.property(id, fc.array(id), (begin, steps) => {
        const end = steps.reduce(
          (held, to) => extended(held, shown, at(to), null),
          toggled(nothingSelected, at(begin)),
        );
        const places = ids(end).map((each) => shown.findIndex((one) => one.id === each));
        expect(places).toEqual(places.map((_, n) => (places[0] ?? 0) + n));
        expect(ids(end)).toContain(begin);
        expect(ids(end)).toContain(steps.at(-1) ?? begin);
      }),
    );
  });
});
