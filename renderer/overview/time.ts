const hourMs = 3_600_000;
const minuteMs = 60_000;
const barsShown = 24;

/** The hours of the bars, oldest first: the 24 that end with the one of `now`, by the local clock. */
export function lastHours(now: number): readonly number[] {
  const ahead = -new Date(now).getTimezoneOffset() * minuteMs;
  const current = Math.floor((now + ahead) / hourMs) * hourMs - ahead;
  return Array.from({ length: barsShown }, (_, index) => current - (barsShown - 1 - index) * hourMs);
}

/** When the local day of `now` began. */
export function midnightOf(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** The end of an hour. */
export function hourAfter(at: number): number {
  return at + hourMs;
}
