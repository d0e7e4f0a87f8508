import { describe, expect, it } from 'vitest';
import { pauseOf } from '../../main/cli/pause.ts';
import { statusText } from '../../main/cli/status.ts';
import { at, now } from '../texts/rows.ts';

describe('tocsin pause', () => {
  it.each([
    ['15m', { for: '15m' }],
    ['tomorrow', { for: 'tomorrow' }],
    ['16:00', { until: at(16, 0) }],
    ['9:05', { until: at(9, 5) + 86_400_000 }],
    // It is 14:30.
    ['14:30', { until: at(14, 30) + 86_400_000 }],
    ['24:00', null],
    ['12:60', null],
    ['2h', null],
    ['', null],
  ])('%s', (text, wanted) => {
    expect(pauseOf(text, now)).toEqual(wanted);
  });
});

describe('tocsin status', () => {
  const status = { servers: [], openAlerts: 3, unseen: 1, paused: null, quiet: null, snoozed: 0 };
  it.each([
    [{}, '3 open alerts, 1 unseen\n'],
    [{ paused: { until: at(15, 0) } }, '3 open alerts, 1 unseen, paused until 15:00\n'],
    [{ quiet: { until: at(15, 0) }, snoozed: 2 }, '3 open alerts, 1 unseen, quiet until 15:00, 2 snoozed\n'],
    [{ quiet: { until: null } }, '3 open alerts, 1 unseen, quiet round the clock\n'],
  ])('%j', (change, line) => {
    expect(
      statusText({ ...status, ...change }, now)
        .split('\n')
        .slice(1)
        .join('\n'),
    ).toBe(line);
  });
});
