/** Whether something was within the last `ms`. What lies ahead of now was before the clock was set back: long ago. */
export function isLately(at: number, ms: number, now: number): boolean {
  return at <= now && now - at < ms;
}
