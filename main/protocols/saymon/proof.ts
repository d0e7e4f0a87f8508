import { downFor, hostOf } from '../causes.ts';
import type { Down } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import type { Context } from './event.ts';
import type { Rest } from './rest.ts';
import { activeIncident } from './translate-incidents.ts';

/** How a session stands: `unknown` when REST could not say. */
export type Verdict = { readonly name: 'valid' | 'invalid' } | { readonly name: 'unknown'; readonly why: RestFailure };

/** The active incidents that the wire has told, now, by their ids. */
export interface Told {
  readonly size: number;
  has(id: string): boolean;
  ids(): readonly string[];
}

/** What was just registered or cleared may still be on its way. */
const underwayMs = 5_000;

/** Asks REST whether a session is valid (`GET /node/api/users/session/verify/:sid`). Throws only what is no failure of REST. */
export async function verified(rest: Rest, session: string): Promise<Verdict> {
  try {
    return { name: (await rest.verify(session)) ? 'valid' : 'invalid' };
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    return { name: 'unknown', why: error };
  }
}

/**
 * Compares the active incidents of REST with those that the wire has `told`. One that was never told, or whose end was
 * not, also after a moment: the line is silent. Rejects with `RestFailure`.
 */
export async function compared(
  rest: Rest,
  session: string,
  told: Told,
  context: () => Context,
  pause: (delayMs: number) => Promise<void>,
  url: string,
): Promise<Down | null> {
  const before = told.ids();
  const incidents = await rest.incidents(session, {});
  const listed = incidents.map((each) => activeIncident(each, context())).filter((id) => id !== null);
  const active = new Set(listed);
  const missed = listed.filter((id) => !told.has(id));
  const ended = before.filter((id) => !active.has(id));
  const differ = () => missed.some((id) => !told.has(id)) || ended.some((id) => told.has(id));
  if (!differ()) return null;
  await pause(underwayMs);
  return differ() ? downFor({ code: 'silent', params: { host: hostOf(url) } }) : null;
}
