import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Listed, Newest } from '../../main/alerts/newest.ts';

interface Member extends Listed<Member> {
  readonly name: string;
}

const member = (name: string): Member => ({ name, list: null, older: null, newer: null });

const steps = fc.constantFrom(5, 400).chain((members) =>
  fc.array(fc.record({ does: fc.constantFrom('add' as const, 'delete' as const), member: fc.nat(members) }), {
    maxLength: 1_500,
    size: 'max',
  }),
);

it('names its newest members once each, whoever left and came again', () => {
  fc.assert(
    fc.property(steps, fc.nat(300), (taken, limit) => {
      const newest = new Newest<Member>();
      const all = Array.from({ length: 401 }, (_, number) => member(`${number}`));
      const members = new Set<string>();
      for (const { does, member: number } of taken) {
        const each = all[number] ?? member('none');
        newest[does](each);
        members[does](each.name);
      }
      expect(newest.size).toBe(members.size);
      expect(newest.list(limit).map(({ name }) => name)).toEqual([...members].reverse().slice(0, limit));
    }),
  );
});

it('takes a member out of the list that it was in', () => {
  const [one, other] = [new Newest<Member>(), new Newest<Member>()];
  const [first, second] = [member('first'), member('second')];
  one.add(first);
  one.add(second);
  other.add(first);
  // It is not there any more.
  one.delete(first);
  expect([one.list(5), one.size]).toEqual([[second], 1]);
  expect([other.list(5), other.size]).toEqual([[first], 1]);
});
