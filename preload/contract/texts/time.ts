import { type Weekday, weekdays } from '../api.ts';
import { locale, words } from './language.ts';

export const english = {
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
  span: (from: string, to: string) => `${from} to ${to}`,
  /** As they stand behind a day. */
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'],
};
const text = words('time', english);

/** `40 s`, `12 min`, `2 h 10 min`, `3 d`; a time that went backwards is `0 s`. */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000));
  if (seconds < 60) return text.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return text.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return text.days(Math.floor(hours / 24));
  return minutes % 60 === 0 ? text.hours(hours) : `${text.hours(hours)} ${text.minutes(minutes % 60)}`;
}

/** `14:02`, on another day than `now` `20 Nov 14:02`; local time. */
export function clockText(at: number, now: number): string {
  const { day, time } = dayAndTime(at, now);
  return day === null ? time : `${day} ${time}`;
}

/** `02:10 to 02:31`; on another day than today that day stands once, unless the time ran over midnight. */
export function periodText(from: number, to: number, now: number): string {
  return spanText(clockText(from, now), clockText(to, isSameDay(from, to) ? to : now));
}

/** `02:10 to 02:31`, of two times that are texts already. */
export function spanText(from: string, to: string): string {
  return text.span(from, to);
}

/** `20 Nov 2026`; local time. */
export function dateText(at: number): string {
  return formatOf('year').format(at);
}

/** `Mon`, or `Monday`. */
export function weekdayName(day: Weekday, length: 'short' | 'long' = 'short'): string {
  return formatOf(length).format(new Date(2024, 0, firstMonday + weekdays.indexOf(day)));
}

function isSameDay(one: number, other: number): boolean {
  const [first, second] = [new Date(one), new Date(other)];
  return (
    first.getDate() === second.getDate() &&
    first.getMonth() === second.getMonth() &&
    first.getFullYear() === second.getFullYear()
  );
}

/** `14:02`, and on another day than `now` that day: `20 Nov`; local time. */
export function dayAndTime(at: number, now: number): { readonly day: string | null; readonly time: string } {
  const date = new Date(at);
  return { day: isSameDay(at, now) ? null : dayText(date), time: hourText(date) };
}

/** `2026-11-20 14:02:07`; local time. */
export function secondText(at: number): string {
  return `${isoText(at)}:${two(new Date(at).getSeconds())}`;
}

/** `2026-11-20 14:02`; local time. */
export function isoText(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${hourText(date)}`;
}

function hourText(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `20 Nov`. Not by `Intl`: a window that opens would wait for what that reads to begin with. */
function dayText(date: Date): string {
  return `${date.getDate()} ${text.months[date.getMonth()]}`;
}

const formats = {
  year: { day: 'numeric', month: 'short', year: 'numeric' },
  short: { weekday: 'short' },
  long: { weekday: 'long' },
} as const;
/** Of January 2024. */
const firstMonday = 1;
const made = new Map<string, Intl.DateTimeFormat>();

function formatOf(name: keyof typeof formats): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale(), formats[name]);
  made.set(key, format);
  return format;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
