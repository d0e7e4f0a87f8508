import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietAt } from '../../../main/rules/quiet-hours.ts';
import { type QuietHours, weekdays } from '../../../preload/contract/api.ts';
import {
  type Cell,
  cellsADay,
  cellTime,
  coverOf,
  inRectangle,
  marked,
  type QuietWindow,
  rectangle,
  type Span,
  typedTime,
  weekOf,
  windowsOf,
} from '../../../renderer/settings/week.ts';

const minuteMs = 60_000;
/** A Monday, 00:00 UTC. */
const monday = Date.UTC(2026, 10, 16);

const time = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 });
const window = fc.record({ days, from: time, to: time }, { requiredKeys: ['from', 'to'] }) as fc.Arbitrary<QuietWindow>;
const windows = fc.array(window, { maxLength: 8 });
const cell: fc.Arbitrary<Cell> = fc.record({ day: fc.nat({ max: 6 }), cell: fc.nat({ max: cellsADay - 1 }) });

const quiet = (set: readonly QuietWindow[], minute: number) => {
  const hours: QuietHours = { enabled: true, windows: set, passSeverity: null, passConnectionLost: false };
  return quietAt(hours, 'UTC', monday + minute * minuteMs).quiet !== null;
};
const within = (week: readonly Span[], minute: number) => week.some(({ from, to }) => from <= minute && minute < to);
const minute = fc.nat({ max: 7 * 24 * 60 - 1 });

describe('the week of windows', () => {
  it('is quiet when the windows are', () => {
    fc.assert(
      fc.property(windows, minute, (set, at) => {
        expect(within(weekOf(set), at)).toBe(quiet(set, at));
      }),
    );
  });

  it('makes windows that are quiet at the same times', () => {
    fc.assert(
      fc.property(windows, minute, (set, at) => {
        const made = windowsOf(weekOf(set));
        expect(quiet(made, at)).toBe(quiet(set, at));
        expect(weekOf(made)).toEqual(weekOf(set));
      }),
    );
  });

  it('makes the same windows of the windows that it made', () => {
    fc.assert(
      fc.property(windows, (set) => {
        const made = windowsOf(weekOf(set));
        expect(windowsOf(weekOf(made))).toEqual(made);
      }),
    );
  });

  it('has its spans in order and apart from each other', () => {
    fc.assert(
      fc.property(windows, (set) => {
        const edges = weekOf(set).flatMap(({ from, to }) => [from, to]);
        expect(edges).toEqual(edges.toSorted((one, other) => one - other));
        expect(new Set(edges).size).toBe(edges.length);
      }),
    );
  });

  it.each([
    [[{ from: '22:00', to: '06:00' }], [{ from: '22:00', to: '06:00' }]],
    [[], []],
    // From Friday to Monday morning: no window is longer than a day.
    [
      [
        { days: ['fri'], from: '18:00', to: '00:00' },
        { days: ['sat', 'sun'], from: '00:00', to: '00:00' },
        { days: ['mon'], from: '00:00', to: '08:00' },
      ],
      [
        { days: ['mon'], from: '00:00', to: '08:00' },
        { days: ['fri'], from: '18:00', to: '00:00' },
        { days: ['sat', 'sun'], from: '00:00', to: '00:00' },
      ],
    ],
    [[{ days: ['sun'], from: '22:00', to: '06:00' }], [{ days: ['sun'], from: '22:00', to: '06:00' }]],
    [[{ from: '07:00', to: '07:00' }], [{ from: '00:00', to: '00:00' }]],
    [[{ days: ['sat'], from: '09:00', to: '09:00' }], [{ days: ['sat'], from: '09:00', to: '09:00' }]],
    [
      [
        { from: '22:00', to: '00:00' },
        { from: '00:00', to: '06:00' },
      ],
      [{ from: '22:00', to: '06:00' }],
    ],
    [[{ days: ['mon'], from: '10:07', to: '10:08' }], [{ days: ['mon'], from: '10:07', to: '10:08' }]],
  ] satisfies readonly (readonly [readonly QuietWindow[], readonly QuietWindow[]])[])('%j as %j', (set, made) => {
    expect(windowsOf(weekOf(set))).toEqual(made);
  });
});

describe('cells of the grid', () => {
  it('become quiet or not, and nothing else does', () => {
    fc.assert(
      fc.property(windows, cell, cell, fc.boolean(), minute, (set, one, other, wanted, at) => {
        const before = weekOf(set);
        const after = marked(before, rectangle(one, other), wanted);
        const inside = inRectangle({ day: Math.floor(at / 1_440), cell: Math.floor((at % 1_440) / 30) }, one, other);
        expect(within(after, at)).toBe(inside ? wanted : within(before, at));
        expect(weekOf(windowsOf(after))).toEqual(after);
      }),
    );
  });

  it('say how much of them is quiet', () => {
    const week = weekOf([{ days: ['tue'], from: '22:10', to: '23:00' }]);
    expect([43, 44, 45, 46].map((each) => coverOf(week, 1, each))).toEqual(['none', 'part', 'whole', 'none']);
    expect(coverOf(week, 2, 45)).toBe('none');
  });

  it('have the time at which they begin', () => {
    expect([0, 1, 44, 48].map(cellTime)).toEqual(['00:00', '00:30', '22:00', '24:00']);
  });
});

it.each([
  ['6', '06:00'],
  [' 22:30 ', '22:30'],
  ['6.15', '06:15'],
  ['24:00', '00:00'],
  ['24:30', null],
  ['25', null],
  ['12:60', null],
  ['', null],
  ['noon', null],
  ['1:2', null],
])('%j typed is %s', (text, time) => {
  expect(typedTime(text)).toBe(time);
});
