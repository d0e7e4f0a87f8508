import { describe, expect, it } from 'vitest';
import { givingWay, type StandingToast } from '../../main/rules/standing.ts';

type Sketch = readonly [name: string, urgency: StandingToast['urgency'], shownAt: number, ...rest: string[]];
const now = 1_000_000;
const toastOf = ([name, urgency, ago, ...rest]: Sketch) => ({
  name,
  urgency,
  shownAt: now - ago,
  lasting: rest.includes('lasting'),
  goesOn: !rest.includes('lost'),
});

describe('more than five toasts', () => {
  it.each<[string, readonly Sketch[], number, readonly string[]]>([
    [
      'fit while there are four',
      [
        ['a', 'urgent', 4],
        ['b', 'urgent', 3],
        ['c', 'urgent', 2],
        ['d', 'urgent', 1],
      ],
      1,
      [],
    ],
    [
      'the oldest urgent one gives way',
      [
        ['b', 'urgent', 40],
        ['a', 'urgent', 50],
        ['c', 'urgent', 30],
        ['d', 'urgent', 20],
        ['e', 'urgent', 10],
      ],
      1,
      ['a'],
    ],
    [
      'a quiet one gives way before the others, then a usual one',
      [
        ['a', 'urgent', 50],
        ['b', 'show', 40],
        ['c', 'show', 30],
        ['d', 'urgent', 20],
        ['e', 'quiet', 10],
      ],
      3,
      ['e', 'b', 'c'],
    ],
    [
      'a summary that goes on stays',
      [
        ['a', 'urgent', 50, 'lasting'],
        ['b', 'urgent', 40],
        ['c', 'urgent', 30],
        ['d', 'urgent', 20],
        ['e', 'urgent', 10],
      ],
      1,
      ['b'],
    ],
    [
      'what would be lost gives way last',
      [
        ['a', 'show', 50, 'lost'],
        ['b', 'urgent', 40],
        ['c', 'urgent', 30],
        ['d', 'urgent', 20],
        ['e', 'urgent', 10],
      ],
      1,
      ['b'],
    ],
    [
      'what has gone without a word counts no more: quiet after 10 s, usual after 10 min',
      [
        ['a', 'quiet', 10_000],
        ['b', 'show', 600_000],
        ['c', 'urgent', 900_000],
        ['d', 'show', 599_999],
        ['e', 'quiet', 9_999],
      ],
      2,
      [],
    ],
    [
      'what was shown before the clock was set back is the oldest',
      [
        ['a', 'urgent', 20],
        ['b', 'urgent', -3_600_000],
        ['c', 'urgent', 10],
        ['d', 'urgent', 5],
        ['e', 'urgent', 2],
      ],
      1,
      ['b'],
    ],
    [
      'what was shown before the clock was set back counts no more, unless it is urgent',
      [
        ['a', 'quiet', -3_600_000],
        ['b', 'show', -3_600_000],
        ['c', 'urgent', -3_600_000],
        ['d', 'show', 20],
        ['e', 'show', 10],
      ],
      3,
      ['d'],
    ],
  ])('%s', (_, toasts, more, gone) => {
    expect(givingWay(toasts.map(toastOf), more, now).map(({ name }) => name)).toEqual(gone);
  });
});
