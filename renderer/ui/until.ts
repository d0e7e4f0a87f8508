/**
 * When it is next that time of the day: `HH:MM` of the local clock, epoch ms. Null for what is no time. A clock that
 * changes in between may put it beyond 24 h.
 */
export function nextClock(time: string, now: number): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  return at.getTime();
}
