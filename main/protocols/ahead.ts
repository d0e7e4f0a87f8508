import type { HttpAnswer } from './protocol.ts';

/**
 * By how much our clock is ahead of a server's, in ms, by the date of its answer (RFC 9110 §6.6.1); 0 where it is not, or
 * the answer has none.
 */
export function aheadOf({ headers }: Pick<HttpAnswer, 'headers'>, now: number): number {
  const at = typeof headers.date === 'string' ? Date.parse(headers.date) : Number.NaN;
  return Number.isFinite(at) ? Math.max(0, now - at) : 0;
}
