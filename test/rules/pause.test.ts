import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchored, isPauseEnd, pauseUntil } from '../../main/rules/pause.ts';
import { pauseAtMostMs, pauseChoices } from '../../preload/contract/api.ts';

const at = (text: string) => Date.parse(text);
const hour = 3_600_000;

describe('a pause', () => {
  it.each([
    ['15m', 'UTC', '2026-11-20T14:30Z', '2026-11-20T14:45Z'],
    ['1h', 'UTC', '2026-11-20T23:30Z', '2026-11-21T00:30Z'],
    ['4h', 'Europe/Berlin', '2026-10-25T00:00Z', '2026-10-25T04:00Z'],
    ['tomorrow', 'UTC', '2026-11-20T14:30Z', '2026-11-21T08:00Z'],
    ['tomorrow', 'UTC', '2026-11-20T08:00Z', '2026-11-21T08:00Z'],
    // After midnight the morning that is meant is this one.
    ['tomorrow', 'UTC', '2026-11-21T00:30Z', '2026-11-21T08:00Z'],
    ['tomorrow', 'America/New_York', '2026-11-21T01:00Z', '2026-11-21T13:00Z'],
    // The night of the change, in both directions.
    ['tomorrow', 'Europe/Berlin', '2026-03-28T20:00Z', '2026-03-29T06:00Z'],
    ['tomorrow', 'Europe/Berlin', '2026-10-24T20:00Z', '2026-10-25T07:00Z'],
    // 25 hours until 08:00: a day is the most.
    ['tomorrow', 'America/New_York', '2026-10-31T12:00Z', '2026-11-01T12:00Z'],
  ] as const)('%s in %s from %s lasts until %s', (choice, zone, now, until) => {
    expect(new Date(pauseUntil(choice, zone, at(now))).toISOString()).toBe(new Date(until).toISOString());
  });

  it('ends within a day, whatever is chosen and when', () => {
    const now = fc.integer({ min: 0, max: 4_000_000_000_000 });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia');
    fc.assert(
      fc.property(fc.constantFrom(...pauseChoices), zone, now, (choice, zone, now) => {
        expect(isPauseEnd(pauseUntil(choice, zone, now), now)).toBe(true);
      }),
    );
  });

  it.each([
    [0, false],
    [-1, false],
    [1, true],
    [pauseAtMostMs, true],
    [pauseAtMostMs + 1, false],
  ])('may last %i ms: %s', (ms, may) => {
    expect(isPauseEnd(1_000_000 + ms, 1_000_000)).toBe(may);
  });
});

describe('a clock that is set', () => {
  const pause = { since: 10 * hour, until: 12 * hour };
  it.each([
    ['goes on', 11 * hour, pause],
    ['is set back by seconds', 10 * hour - 30_000, pause],
    ['is set back to before the beginning', 2 * hour, { since: 2 * hour, until: 4 * hour }],
    ['jumps over the end', 20 * hour, pause],
  ])('%s', (_, now, wanted) => {
    expect(anchored(pause, now)).toEqual(wanted);
  });
});
