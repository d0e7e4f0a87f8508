import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Newest } from '../../main/alerts/newest.ts';

const steps = fc.constantFrom(5, 400).chain((members) =>
  fc.array(fc.record({ does: fc.constantFrom('add' as const, 'delete' as const), member: fc.nat(members) }), {
    maxLength: 1_500,
    size: 'max',
  }),
);

it('names its newest members once each, whoever left and came again', () => {
  fc.assert(
    fc.property(steps, fc.nat(300), (taken, limit) => {
      const newest = new Newest<number>();
      const members = new Set<number>();
      for (const { does, member } of taken) {
        newest[does](member);
        members[does](member);
      }
      expect(newest.size).toBe(members.size);
      expect(newest.list(limit)).toEqual([...members].reverse().slice(0, Math.min(limit, 256)));
    }),
  );
});

it('keeps the list short of what came again and again', () => {
  const newest = new Newest<string>();
  newest.add('first');
  for (let times = 0; times < 1_000; times++) {
    newest.delete('second');
    newest.add('second');
  }
  expect(newest.list(5)).toEqual(['second', 'first']);
});
