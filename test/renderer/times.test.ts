import { describe, expect, it } from 'vitest';
import { dayAndTime, exportFileName, gapText, isoText } from '../../preload/contract/texts/index.ts';
import { beginOf, fieldOf, rangeOf, timeText } from '../../renderer/history/times.ts';
import { snoozeUntil } from '../../renderer/snoozing.ts';
import { at, row } from '../texts/rows.ts';

const now = at(14, 30, 20);
const hourMs = 3_600_000;

describe('the time of events', () => {
  it.each([
    ['hour', now - hourMs],
    ['today', at(0, 0)],
    ['day', now - 24 * hourMs],
    ['week', now - 7 * 24 * hourMs],
  ] as const)('of the last %s begins then', (choice, began) => {
    expect(beginOf(choice, now)).toBe(began);
  });

  it.each([
    [{}, null],
    [{ from: at(13, 2) }, 'Since 13:02'],
    [{ to: at(13, 2) }, 'Until 13:02'],
    [{ from: at(13, 2), to: at(14, 2) }, '13:02 to 14:02'],
    [{ from: at(13, 2) - 24 * hourMs, to: at(14, 2) }, '19 Nov 13:02 to 20 Nov 14:02'],
  ])('of %j is %j', (range, text) => {
    expect(timeText(range, now)).toBe(text);
  });

  it.each([
    ['', '', 'Give a beginning, an end, or both'],
    ['2026-11-20T14:02', '2026-11-20T14:02', 'The end must be later than the beginning'],
    ['2026-11-20T14:02', '2026-11-20T13:02', 'The end must be later than the beginning'],
    ['1960-01-01T00:00', '', 'Nothing is that old'],
    ['x', '', 'This is no date with a time'],
    ['2026-11-20T13:02', '', { from: at(13, 2), to: undefined }],
    ['', '2026-11-20T13:02', { from: undefined, to: at(13, 2) }],
  ])('from %j to %j is %j', (from, to, range) => {
    expect(rangeOf(from, to)).toEqual(range);
  });

  it('stands in its fields as it is read from them', () => {
    expect(fieldOf(at(13, 2))).toBe('2026-11-20T13:02');
    expect(rangeOf(fieldOf(at(13, 2)), fieldOf(at(13, 3)))).toEqual({ from: at(13, 2), to: at(13, 3) });
    expect(fieldOf(undefined)).toBe('');
  });
});

describe('a snooze', () => {
  it.each([
    ['15m', now, now + hourMs / 4],
    ['1h', now, now + hourMs],
    ['4h', now, now + 4 * hourMs],
    ['tomorrow', now, at(8, 0) + 24 * hourMs],
    ['tomorrow', at(2, 10), at(8, 0)],
    ['tomorrow', at(8, 0), at(8, 0) + 24 * hourMs],
    ['change', now, null],
  ] as const)('of %s chosen at %d ends at %d', (choice, chosenAt, end) => {
    expect(snoozeUntil(choice, chosenAt)).toBe(end);
  });
});

describe('the words of times', () => {
  it('are the time alone, and its day where it is another one', () => {
    expect(dayAndTime(at(9, 5), now)).toEqual({ day: null, time: '09:05' });
    expect(dayAndTime(at(9, 5) - 24 * hourMs, now)).toEqual({ day: '19 Nov', time: '09:05' });
    expect(isoText(at(9, 5))).toBe('2026-11-20 09:05');
    expect(exportFileName('csv', at(9, 5))).toBe('tocsin-2026-11-20-0905.csv');
  });

  it('are a line where a server was out of reach, and none for anything else', () => {
    const gap = row({
      protocol: 'tocsin',
      kind: 'connection',
      phase: 'closed',
      title: 'What it sent meanwhile cannot be fetched',
      occurredAt: at(2, 31),
    });
    expect(gapText(gap, now)).toBe('NOC was out of reach until 02:31: what it sent meanwhile cannot be fetched');
    expect(gapText({ ...gap, phase: 'opened' }, now)).toBeNull();
    expect(gapText({ ...gap, protocol: 'flamenco' }, now)).toBeNull();
    expect(gapText({ ...gap, kind: 'access-denied' }, now)).toBeNull();
  });
});
