import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passesQuiet, quietAt } from '../../main/rules/quiet-hours.ts';
import { type QuietHours, weekdays } from '../../preload/contract/api.ts';

type Window = QuietHours['windows'][number];

function hours(...windows: readonly Window[]): QuietHours {
  return { enabled: true, windows, passSeverity: 'critical', passConnectionLost: true };
}
const every = (from: string, to: string): Window => ({ days: weekdays, from, to });
const on = (days: string, from: string, to: string): Window => ({
  days: weekdays.filter((day) => days.includes(day)),
  from,
  to,
});
const at = (text: string) => Date.parse(text);
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace(':00.000Z', 'Z'));

/** `since to until`, or the next beginning: `loud until`. */
function stand(quiet: QuietHours, zone: string, now: string): string {
  const found = quietAt(quiet, zone, at(now));
  if (found.quiet === null) return `loud until ${iso(found.changesAt)}`;
  expect(found.changesAt).toBe(found.quiet.until);
  return `${iso(found.quiet.since)} to ${iso(found.quiet.until)}`;
}

const night = hours(every('22:00', '06:00'));
const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';

describe('quiet hours', () => {
  // 2026-11-16 is a Monday.
  it.each<[what: string, hours: QuietHours, now: string, stand: string]>([
    ['before they begin', night, '2026-11-16T21:59:59.999Z', 'loud until 2026-11-16T22:00Z'],
    ['their first moment', night, '2026-11-16T22:00Z', '2026-11-16T22:00Z to 2026-11-17T06:00Z'],
    ['over midnight', night, '2026-11-17T05:59:59.999Z', '2026-11-16T22:00Z to 2026-11-17T06:00Z'],
    ['their end is not quiet', night, '2026-11-17T06:00Z', 'loud until 2026-11-17T22:00Z'],
    ['switched off', { ...night, enabled: false }, '2026-11-16T23:00Z', 'loud until null'],
    ['without windows', hours(), '2026-11-16T23:00Z', 'loud until null'],
    [
      'on each day where a window names none',
      hours({ from: '12:00', to: '13:00' }),
      '2026-11-22T12:30Z',
      '2026-11-22T12:00Z to 2026-11-22T13:00Z',
    ],
    ['on no day', hours(on('', '22:00', '06:00')), '2026-11-16T23:00Z', 'loud until null'],
    [
      'a night belongs to the day on which it begins',
      hours(on('mon', '22:00', '06:00')),
      '2026-11-17T05:00Z',
      '2026-11-16T22:00Z to 2026-11-17T06:00Z',
    ],
    ['and not to the next', hours(on('mon', '22:00', '06:00')), '2026-11-16T05:00Z', 'loud until 2026-11-16T22:00Z'],
    ['a week until the next', hours(on('mon', '22:00', '06:00')), '2026-11-17T06:00Z', 'loud until 2026-11-23T22:00Z'],
    ['within a day', hours(every('12:00', '13:30')), '2026-11-16T13:29Z', '2026-11-16T12:00Z to 2026-11-16T13:30Z'],
    [
      'until midnight',
      hours(on('mon', '20:00', '00:00')),
      '2026-11-16T23:59Z',
      '2026-11-16T20:00Z to 2026-11-17T00:00Z',
    ],
    ['a whole day', hours(on('sat', '00:00', '00:00')), '2026-11-21T12:00Z', '2026-11-21T00:00Z to 2026-11-22T00:00Z'],
    [
      'a whole day from eight',
      hours(on('sat', '08:00', '08:00')),
      '2026-11-22T07:59Z',
      '2026-11-21T08:00Z to 2026-11-22T08:00Z',
    ],
    [
      'a weekend and its nights are one stretch',
      hours(on('fri', '18:00', '00:00'), on('sat sun', '00:00', '00:00'), on('sun', '20:00', '06:00')),
      '2026-11-21T12:00Z',
      '2026-11-20T18:00Z to 2026-11-23T06:00Z',
    ],
    [
      'windows that overlap are one',
      hours(every('22:00', '02:00'), every('01:00', '06:00')),
      '2026-11-17T01:30Z',
      '2026-11-16T22:00Z to 2026-11-17T06:00Z',
    ],
    [
      'one within another ends nothing',
      hours(every('20:00', '08:00'), every('22:00', '23:00')),
      '2026-11-16T22:30Z',
      '2026-11-16T20:00Z to 2026-11-17T08:00Z',
    ],
    [
      'all the week but an hour',
      hours(on('mon', '01:00', '00:00'), on('tue wed thu fri sat sun', '00:00', '00:00')),
      '2026-11-16T01:00Z',
      '2026-11-16T01:00Z to 2026-11-23T00:00Z',
    ],
  ])('%s', (_, quiet, now, wanted) => {
    expect(stand(quiet, 'UTC', now)).toBe(wanted);
  });

  it('has no end where it is quiet round the clock', () => {
    expect(quietAt(hours(every('08:00', '08:00')), berlin, at('2026-10-25T00:30Z'))).toMatchObject({
      quiet: { until: null },
      changesAt: null,
    });
  });

  // Clocks go from 02:00 to 03:00 on 29 March (Berlin) and on 8 March (New York), back from 03:00 to 02:00 on 25 October
  // (Berlin) and from 02:00 to 01:00 on 1 November (New York).
  it.each<[what: string, zone: string, hours: QuietHours, now: string, stand: string]>([
    ['a short night', berlin, night, '2026-03-29T00:00Z', '2026-03-28T21:00Z to 2026-03-29T04:00Z'],
    ['a long night', berlin, night, '2026-10-25T00:00Z', '2026-10-24T20:00Z to 2026-10-25T05:00Z'],
    ['a short night', newYork, night, '2026-03-08T06:00Z', '2026-03-08T03:00Z to 2026-03-08T10:00Z'],
    ['a long night', newYork, night, '2026-11-01T06:00Z', '2026-11-01T02:00Z to 2026-11-01T11:00Z'],
    [
      'a beginning that is skipped is the change',
      berlin,
      hours(every('02:30', '05:00')),
      '2026-03-29T01:00Z',
      '2026-03-29T01:00Z to 2026-03-29T03:00Z',
    ],
    ['before it', berlin, hours(every('02:30', '05:00')), '2026-03-29T00:59Z', 'loud until 2026-03-29T01:00Z'],
    [
      'an end that is skipped is the change',
      newYork,
      hours(every('22:00', '02:30')),
      '2026-03-08T06:59Z',
      '2026-03-08T03:00Z to 2026-03-08T07:00Z',
    ],
    [
      'a window that is skipped whole is none',
      berlin,
      hours(every('02:15', '02:45')),
      '2026-03-29T01:00Z',
      'loud until 2026-03-30T00:15Z',
    ],
    [
      'a beginning that comes twice begins the first time',
      berlin,
      hours(every('02:30', '05:00')),
      '2026-10-25T00:30Z',
      '2026-10-25T00:30Z to 2026-10-25T04:00Z',
    ],
    [
      'an end that comes twice ends the second time',
      berlin,
      hours(every('22:00', '02:30')),
      '2026-10-25T01:29Z',
      '2026-10-24T20:00Z to 2026-10-25T01:30Z',
    ],
    [
      'a window that comes twice lasts from the first beginning to the second end',
      newYork,
      hours(every('01:15', '01:45')),
      '2026-11-01T06:00Z',
      '2026-11-01T05:15Z to 2026-11-01T06:45Z',
    ],
    [
      'a day of 25 hours is quiet whole',
      newYork,
      hours(on('sun', '00:00', '00:00')),
      '2026-11-01T12:00Z',
      '2026-11-01T04:00Z to 2026-11-02T05:00Z',
    ],
    [
      'a day of 23 hours is quiet whole',
      berlin,
      hours(on('sun', '00:00', '00:00')),
      '2026-03-29T12:00Z',
      '2026-03-28T23:00Z to 2026-03-29T22:00Z',
    ],
    [
      'clocks that change by half an hour',
      'Australia/Lord_Howe',
      hours(every('02:10', '04:00')),
      '2026-10-03T15:30Z',
      '2026-10-03T15:30Z to 2026-10-03T17:00Z',
    ],
    [
      'a day that is skipped whole',
      'Pacific/Apia',
      hours(on('fri', '00:00', '00:00')),
      '2011-12-30T10:00Z',
      'loud until 2012-01-05T10:00Z',
    ],
    [
      'a midnight that is skipped',
      'America/Sao_Paulo',
      hours(on('sun', '00:00', '06:00')),
      '2018-11-04T03:00Z',
      '2018-11-04T03:00Z to 2018-11-04T08:00Z',
    ],
  ])('%s, %s', (_, zone, quiet, now, wanted) => {
    expect(stand(quiet, zone, now)).toBe(wanted);
  });

  it('refuses a zone that is none', () => {
    expect(() => quietAt(night, 'Mars/Olympus', 0)).toThrow(RangeError);
  });
});

const minute = 60_000;
const time = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minutes) => {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
});
const anyHours = fc
  .array(fc.record({ days: fc.subarray([...weekdays]), from: time, to: time }), { maxLength: 4 })
  .map((windows) => hours(...windows));
/** Around the changes of 2026 in both zones, and any time of the year. */
const anyMoment = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-03-29', '2026-07-01', '2026-10-25', '2026-11-01'),
    fc.integer({ min: -2 * 24 * 60, max: 2 * 24 * 60 }),
  )
  .map(([day, minutes]) => at(`${day}T00:00Z`) + minutes * minute);
const anyZone = fc.constantFrom(berlin, newYork, 'UTC', 'Australia/Lord_Howe', 'Asia/Kathmandu');

describe('whatever is set', () => {
  it('`until` is the first moment that is not quiet, and `since` the first that is', () => {
    fc.assert(
      fc.property(anyHours, anyZone, anyMoment, fc.double({ min: 0, max: 1, noNaN: true }), (set, zone, now, part) => {
        const { quiet, changesAt } = quietAt(set, zone, now);
        if (quiet === null) {
          const later = changesAt === null ? now + 7 * 24 * 60 * minute : changesAt;
          expect(quietAt(set, zone, Math.floor(now + part * (later - 1 - now))).quiet).toBeNull();
          if (changesAt !== null) expect(quietAt(set, zone, changesAt).quiet?.since).toBe(changesAt);
          return;
        }
        const { since, until } = quiet;
        expect(since).toBeLessThanOrEqual(now);
        if (until === null) {
          expect(quietAt(set, zone, now + Math.floor(part * 30 * 24 * 60) * minute).quiet).not.toBeNull();
          return;
        }
        expect(quietAt(set, zone, until).quiet).toBeNull();
        expect(quietAt(set, zone, since - 1).quiet).toBeNull();
        const between = Math.floor(since + part * (until - 1 - since));
        expect(quietAt(set, zone, between).quiet).toEqual(quiet);
      }),
      { numRuns: 400 },
    );
  });

  it('agrees with the clock on the wall where no clocks change', () => {
    const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
    const july = fc
      .integer({ min: 0, max: 14 * 24 * 60 - 1 })
      .map((minutes) => at('2026-07-06T00:00Z') + minutes * minute);
    fc.assert(
      fc.property(anyHours, july, (set, now) => {
        const moment = new Date(now);
        const day = (moment.getUTCDay() + 6) % 7;
        const clock = moment.getUTCHours() * 60 + moment.getUTCMinutes();
        const wanted = set.windows.some(({ days = weekdays, from, to }) => {
          const [begin, end] = [minutesOf(from), minutesOf(to)];
          const today = days.includes(weekdays[day] ?? 'mon');
          const yesterday = days.includes(weekdays[(day + 6) % 7] ?? 'mon');
          if (begin < end) return today && clock >= begin && clock < end;
          return (today && clock >= begin) || (yesterday && clock < end);
        });
        expect(quietAt(set, 'UTC', now).quiet !== null).toBe(wanted);
      }),
      { numRuns: 1_000 },
    );
  });

  it('cuts no quiet time short when clocks change: a window is quiet whenever the wall shows a time in it', () => {
    fc.assert(
      fc.property(time, time, anyMoment, fc.constantFrom(berlin, newYork), (from, to, now, zone) => {
        const wall = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        });
        const shown = wall.format(now);
        const within = from < to ? shown >= from && shown < to : shown >= from || shown < to;
        if (within) expect(quietAt(hours(every(from, to)), zone, now).quiet).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});

describe('what passes', () => {
  it.each([
    ['critical', 'critical', false, true],
    ['critical', 'error', false, false],
    ['error', 'error', false, true],
    [null, 'critical', false, false],
    ['critical', 'error', true, true],
    [null, 'error', true, true],
  ] as const)('passSeverity %s: %s, connection lost %s: %s', (passSeverity, severity, connectionLost, passes) => {
    expect(passesQuiet({ passSeverity, passConnectionLost: true }, { severity, connectionLost })).toBe(passes);
  });

  it('no lost connection where that is switched off', () => {
    const off = { passSeverity: 'critical', passConnectionLost: false } as const;
    expect(passesQuiet(off, { severity: 'error', connectionLost: true })).toBe(false);
    expect(passesQuiet(off, { severity: 'critical', connectionLost: true })).toBe(true);
  });
});
