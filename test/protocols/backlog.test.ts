import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backlog, Room } from '../../main/protocols/backlog.ts';

type Step = { readonly of: 0 | 1; readonly does: 'push' | 'shift' | 'clear'; readonly times: number };

const step: fc.Arbitrary<Step> = fc.record({
  of: fc.constantFrom(0, 1),
  does: fc.oneof(
    { weight: 5, arbitrary: fc.constant('push' as const) },
    { weight: 5, arbitrary: fc.constant('shift' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  ),
  times: fc.oneof(fc.nat(20), fc.nat(10_000)),
});

const cameAt = (frame: string | undefined) => (frame === undefined ? null : JSON.parse(frame.slice(2))[1] + 1);

test('backlogs give back what they were given, in order, and share a room to the byte', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const room = new Room(100_000);
      const backlogs = [new Backlog(room), new Backlog(room)] as const;
      const model: [string[], string[]] = [[], []];
      let next = 0;
      for (const { of, does, times } of steps) {
        const backlog = backlogs[of];
        if (does === 'clear') {
          backlog.clear();
          model[of] = [];
        }
        for (let n = 0; n < times && does === 'push'; n++) {
          const frame = `42["é",${next++}]`;
          backlog.push(frame, next);
          model[of].push(frame);
        }
        const read: unknown[] = [];
        for (let n = 0; n < times && does === 'shift' && !backlog.empty; n++) read.push(backlog.shift());
        expect(read).toEqual(model[of].splice(0, read.length));
        const bytes = model.flat().reduce((sum, frame) => sum + Buffer.byteLength(frame), 0);
        expect([room.taken, room.full, room.ample]).toEqual([bytes, bytes >= 100_000, bytes <= 50_000]);
        // Each came at the moment of its number and one.
        expect(backlogs.map(({ since }) => since)).toEqual(model.map(([oldest]) => cameAt(oldest)));
        expect(backlogs.map(({ empty }) => empty)).toEqual(model.map(({ length }) => length === 0));
      }
    }),
    { numRuns: 50 },
  );
});
