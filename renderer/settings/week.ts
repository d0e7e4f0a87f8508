import { type QuietHours, type Weekday, weekdays } from '../../preload/contract/api.ts';

export type QuietWindow = QuietHours['windows'][number];

/** A stretch of the week in minutes since Monday 00:00; `to` is the first minute after it, at most the week's end. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is quiet in a week: in order, and no two meet or overlap. */
export type Week = readonly Span[];

const cellMinutes = 30;
const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;
export const cellsADay = dayMinutes / cellMinutes;

/** The quiet week that windows make. A window ends on the next day unless `to` is later than `from`. */
export function weekOf(windows: readonly QuietWindow[]): Week {
  const spans = windows.flatMap(({ days = weekdays, from, to }) =>
    days.flatMap((day) => {
      const begins = weekdays.indexOf(day) * dayMinutes + minutesOf(from);
      const lasts = minutesOf(to) - minutesOf(from);
      return withinWeek(begins, begins + (lasts > 0 ? lasts : lasts + dayMinutes));
    }),
  );
  return joined(spans);
}

/** Windows that make a week; those of equal times are one window of several days. */
export function windowsOf(week: Week): readonly QuietWindow[] {
  const days = new Map<string, Weekday[]>();
  for (const { from, to } of overMidnight(week).flatMap(piecesOf)) {
    const day = weekdays[Math.floor(from / dayMinutes) % 7];
    const key = `${clockOf(from)} ${clockOf(to)}`;
    if (day !== undefined) days.set(key, [...(days.get(key) ?? []), day]);
  }
  return [...days]
    .map(([key, on]) => {
      const [from = '', to = ''] = key.split(' ');
      return { on: weekdays.filter((day) => on.includes(day)), from, to };
    })
    .toSorted((one, other) => first(one.on) - first(other.on) || minutesOf(one.from) - minutesOf(other.from))
    .map(({ on, from, to }) => (on.length === weekdays.length ? { from, to } : { days: on, from, to }));
}

/** A week in which some spans are quiet, or are not. */
export function marked(week: Week, spans: readonly Span[], quiet: boolean): Week {
  if (quiet) return joined([...week, ...spans]);
  return spans.reduce(
    (left, { from, to }) =>
      left.flatMap((span) => [
        ...(span.from < from ? [{ from: span.from, to: Math.min(span.to, from) }] : []),
        ...(span.to > to ? [{ from: Math.max(span.from, to), to: span.to }] : []),
      ]),
    week,
  );
}

/** How much of a cell is quiet; day 0 is Monday, cell 0 begins at 00:00. */
export function coverOf(week: Week, day: number, cell: number): 'none' | 'part' | 'whole' {
  const { from, to } = spanOf(day, cell, cell);
  const minutes = week.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)), 0);
  return minutes === 0 ? 'none' : minutes === to - from ? 'whole' : 'part';
}

/** A cell of the grid. */
export interface Cell {
  readonly day: number;
  readonly cell: number;
}

/** The spans of the rectangle between two cells. */
export function rectangle(one: Cell, other: Cell): readonly Span[] {
  const [top, bottom] = [Math.min(one.day, other.day), Math.max(one.day, other.day)];
  const [left, right] = [Math.min(one.cell, other.cell), Math.max(one.cell, other.cell)];
  return Array.from({ length: bottom - top + 1 }, (_, index) => spanOf(top + index, left, right));
}

/** Whether a cell lies in the rectangle between two others. */
export function inRectangle({ day, cell }: Cell, one: Cell, other: Cell): boolean {
  const between = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);
  return between(day, one.day, other.day) && between(cell, one.cell, other.cell);
}

/** The time at which a cell begins: `22:30`; that of the one after the last is `24:00`. */
export function cellTime(cell: number): string {
  return cell === cellsADay ? '24:00' : clockOf(cell * cellMinutes);
}

/** A time of the day as it is typed: `6`, `6:30`, `06:30`; null: it is none. */
export function typedTime(text: string): string | null {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2})(?:[:.](\d\d))?\s*$/.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59) return null;
  // The end of a day is the beginning of the next one.
  if (Number(hours) === 24 && minutes === '00') return '00:00';
  return Number(hours) > 23 ? null : `${hours.padStart(2, '0')}:${minutes}`;
}

function spanOf(day: number, left: number, right: number): Span {
  const midnight = day * dayMinutes;
  return { from: midnight + left * cellMinutes, to: midnight + (right + 1) * cellMinutes };
}

/** What runs over the end of the week goes on at its beginning. */
function withinWeek(from: number, to: number): readonly Span[] {
  if (to <= weekMinutes) return [{ from, to }];
  return [
    { from, to: weekMinutes },
    { from: 0, to: to - weekMinutes },
  ];
}

function joined(spans: readonly Span[]): Week {
  const found: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last === undefined || span.from > last.to) found.push(span);
    else if (span.to > last.to) found[found.length - 1] = { from: last.from, to: span.to };
  }
  return found;
}

/** What is quiet at the end of Sunday and at the beginning of Monday is one span, which ends after the week. */
function overMidnight(week: Week): readonly Span[] {
  const [start, ...rest] = week;
  const end = rest.at(-1);
  if (start === undefined || end === undefined || start.from !== 0 || end.to !== weekMinutes) return week;
  return [...rest.slice(0, -1), { from: end.from, to: weekMinutes + start.to }];
}

/** The windows of a span, each a day long at most: one, or the rest of its first day, whole days, and the last one. */
function piecesOf({ from, to }: Span): readonly Span[] {
  if (to - from <= dayMinutes) return [{ from, to }];
  const midnight = (Math.floor(from / dayMinutes) + 1) * dayMinutes;
  return [{ from, to: midnight }, ...piecesOf({ from: midnight, to })];
}

function first(days: readonly Weekday[]): number {
  return weekdays.findIndex((day) => days.includes(day));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function clockOf(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
