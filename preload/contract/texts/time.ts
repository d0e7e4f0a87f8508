const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `40 s`, `12 min`, `2 h 10 min`, `3 d`; a time that went backwards is `0 s`. */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return `${Math.floor(hours / 24)} d`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** `14:02`, on another day than `now` `20 Nov 14:02`; local time. */
export function clockText(at: number, now: number): string {
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return date.toDateString() === new Date(now).toDateString() ? time : `${dayText(date)} ${time}`;
}

/** `02:10 to 02:31`; on another day than today that day stands once, unless the time ran over midnight. */
export function periodText(from: number, to: number, now: number): string {
  return `${clockText(from, now)} to ${clockText(to, isSameDay(from, to) ? to : now)}`;
}

/** `20 Nov 2026`; local time. */
export function dateText(at: number): string {
  const date = new Date(at);
  return `${dayText(date)} ${date.getFullYear()}`;
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** `14:02`, and on another day than `now` that day: `20 Nov`; local time. */
export function dayAndTime(at: number, now: number): { readonly day: string | null; readonly time: string } {
  return { day: isSameDay(at, now) ? null : dayText(new Date(at)), time: clockText(at, at) };
}

/** `2026-11-20 14:02:07`; local time. */
export function secondText(at: number): string {
  return `${isoText(at)}:${two(new Date(at).getSeconds())}`;
}

/** `2026-11-20 14:02`; local time. */
export function isoText(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockText(at, at)}`;
}

function dayText(date: Date): string {
  return `${date.getDate()} ${months[date.getMonth()] ?? ''}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
