import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EqualOnes, equalKey, joined } from '../../main/rules/equal.ts';
import { heapBytes } from '../heap.ts';

const minute = 60_000;
const trap = {
  server: 'noc',
  kind: 'trap',
  severity: 'error',
  subject: { type: 'object', id: '64bb02', name: 'UPS-1' },
  title: 'on battery',
  body: 'from 10.0.0.9',
} as const;

describe('equal', () => {
  it.each([
    ['the same', {}, true],
    ['a name that came later', { subject: { ...trap.subject, name: null } }, true],
    ['another server', { server: 'iot' }, false],
    ['another kind', { kind: 'incident' }, false],
    ['worse', { severity: 'critical' }, false],
    ['better', { severity: 'warning' }, false],
    ['another subject', { subject: { ...trap.subject, id: '64bb03' } }, false],
    ['another type of subject', { subject: { ...trap.subject, type: 'link' } }, false],
    ['no subject', { subject: null }, false],
    ['another title', { title: 'on mains' }, false],
    ['another body', { body: 'from 10.0.0.8' }, false],
  ] as const)('%s', (_, change, equal) => {
    const other = { ...trap, ...change };
    expect(equalKey(other.server, other) === equalKey(trap.server, trap)).toBe(equal);
  });
});

it('keeps nothing of the texts that title and body are parts of', () => {
  const [events, length] = [200, 100_000];
  const keys = new Set<string>();
  const before = heapBytes();
  for (let n = 0; n < events; n++) {
    const text = `on battery since ${n} minutes`.padEnd(length, '.');
    keys.add(equalKey('noc', { ...trap, title: text.slice(0, 50), body: text.slice(0, 100) }));
  }
  expect((heapBytes() - before) / events).toBeLessThan(length / 10);
  expect(keys.size).toBe(events);
});

describe('an equal event', () => {
  // Minutes at which each comes, whether the toast stands then, and what is told.
  it.each<[string, readonly [at: number, stands: boolean, told: string][]]>([
    [
      'goes into the toast for 10 min after that was shown',
      [
        [0, false, 'toast × 1'],
        [1, false, 'merged × 2'],
        [9.9, false, 'merged × 3'],
        [10, false, 'toast × 4'],
        [11, false, 'merged × 5'],
      ],
    ],
    [
      'goes into it as long as that stands',
      [
        [0, false, 'toast × 1'],
        [300, true, 'merged × 2'],
        [700, true, 'merged × 3'],
      ],
    ],
    [
      'is told anew where the last one came 10 min ago',
      [
        [0, false, 'toast × 1'],
        [5, false, 'merged × 2'],
        [15, false, 'toast × 1'],
      ],
    ],
    [
      'is told anew where the clock was set back since',
      [
        [60, false, 'toast × 1'],
        [5, false, 'toast × 1'],
        [6, false, 'merged × 2'],
      ],
    ],
    [
      'is told anew where the clock was set back while the toast stood',
      [
        [60, false, 'toast × 1'],
        [5, true, 'merged × 2'],
        [6, false, 'toast × 3'],
      ],
    ],
  ])('%s', (_, steps) => {
    let ones: EqualOnes | null = null;
    const told = steps.map(([at, stands]) => {
      const { after, merged } = joined(ones, { occurredAt: at * minute, stands }, at * minute);
      ones = after;
      return `${merged ? 'merged' : 'toast'} × ${after.times}`;
    });
    expect(told).toEqual(steps.map(([, , expected]) => expected));
  });

  it('makes one toast in 10 min at most, however often it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 * minute }), { maxLength: 100 }), (gaps) => {
        let ones: EqualOnes | null = null;
        let now = 0;
        const toasts: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const { after, merged } = joined(ones, { occurredAt: now, stands: false }, now);
          ones = after;
          if (!merged) toasts.push(now);
        }
        for (const [index, at] of toasts.entries()) {
          expect(at - (toasts[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(10 * minute);
        }
      }),
    );
  });
});
