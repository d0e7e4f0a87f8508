import { describe, expect, it } from 'vitest';
import { criticalRepeat, isTurn, repeatOf, repeatTurn, standSince } from '../../main/rules/repeat.ts';

const min = 60_000;
const start = 1_800_000_000_000;
const own = { everyMin: 1, atMost: 2 };

describe('whether a toast comes again', () => {
  it.each([
    ['off as built in', { toast: 'urgent' }, 'critical', false, null],
    ['critical ones where it is switched on', { toast: 'urgent' }, 'critical', true, criticalRepeat],
    ['critical ones that are shown as usual, too', { toast: 'show' }, 'critical', true, criticalRepeat],
    ['no others', { toast: 'urgent' }, 'error', true, null],
    ['as the rule says', { toast: 'show', repeat: own }, 'warning', false, own],
    ['as the rule says before the switch', { toast: 'urgent', repeat: own }, 'critical', true, own],
    ['never without a toast', { toast: 'none', repeat: own }, 'critical', true, null],
  ] as const)('%s', (_, verdict, severity, on, repeat) => {
    expect(repeatOf(verdict, severity, on)).toEqual(repeat);
  });

  it('is every 5 min, 12 times at most', () => expect(criticalRepeat).toEqual({ everyMin: 5, atMost: 12 }));
});

describe('where a repetition stands', () => {
  it.each([
    ['just shown', 0, { count: 0, nextAt: start + 5 * min }],
    ['after a restart of 12 min', 12 * min, { count: 2, nextAt: start + 15 * min }],
    ['after the last but one', 59 * min, { count: 11, nextAt: start + 60 * min }],
    ['left to the tray after an hour', 60 * min, null],
    ['after a clock was set back', -90 * min, { count: 0, nextAt: start + 5 * min }],
  ])('%s', (_, later, stand) => {
    expect(standSince(criticalRepeat, start, start + later)).toEqual(stand);
  });
});

describe('whether it is its turn', () => {
  it.each([
    ['when it is due', 0, true],
    ['not before', -1, false],
    ['not before, just after the last time', -min, false],
    ['also where the clock was set back', -min - 1, true],
  ])('%s', (_, later, turn) => {
    expect(isTurn({ count: 0, nextAt: start }, own, start + later)).toBe(turn);
  });
});

describe('what becomes of it', () => {
  const stand = { count: 0, nextAt: start };
  const free = { now: start, unseen: true, held: false };
  it.each([
    ['shown when due', stand, own, free, { do: 'show', stand: { count: 1, nextAt: start + min } }],
    ['for the last time', { ...stand, count: 1 }, own, free, { do: 'show', stand: null }],
    ['not before', stand, own, { ...free, now: start - 1 }, { do: 'wait', stand }],
    ['held back, uncounted', stand, own, { ...free, held: true }, { do: 'wait', stand }],
    [
      'goes on after what held it back',
      stand,
      own,
      { ...free, now: start + 90 * min },
      { do: 'show', stand: { count: 1, nextAt: start + 91 * min } },
    ],
    ['over when seen', stand, own, { ...free, unseen: false }, { do: 'stop', stand: null }],
    [
      'over when seen, also while held back',
      stand,
      own,
      { ...free, unseen: false, held: true },
      { do: 'stop', stand: null },
    ],
    ['over when switched off', stand, null, free, { do: 'stop', stand: null }],
    ['over when fewer are wanted by now', { ...stand, count: 5 }, own, free, { do: 'stop', stand: null }],
    [
      'a clock that was set back delays by one time at most',
      stand,
      own,
      { ...free, now: start - 90 * min },
      { do: 'wait', stand: { count: 0, nextAt: start - 89 * min } },
    ],
  ] as const)('%s', (_, before, repeat, now, turn) => {
    expect(repeatTurn(before, repeat, now)).toEqual(turn);
  });
});
