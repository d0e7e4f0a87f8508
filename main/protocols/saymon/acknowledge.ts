import type { Cause } from '../../../preload/contract/api.ts';
import { RestFailure } from '../rest-failure.ts';
import type { Rest } from './rest.ts';
import { readIncident } from './wire.ts';

/** What was taken may show a moment later. */
const againMs = 1_000;

/** What came of it: the incident as the server has it now, where it could be read; `why`: it is not acknowledged. */
export interface Acknowledged {
  readonly incident: unknown;
  readonly why: Cause | null;
}

/**
 * Acknowledges an incident and reads it back, for only what the server then says of it counts: that a request was taken
 * is no news of the incident, and nobody documents that the wire tells it. `server`: its name; `pause` never resolves
 * when the line ends first.
 */
export async function acknowledge(
  rest: Rest,
  session: string,
  incident: string,
  server: string,
  pause: (delayMs: number) => Promise<void>,
): Promise<Acknowledged> {
  const failed = (why: Cause): Acknowledged => ({ incident: null, why });
  try {
    const answer = await rest.acknowledge(session, incident);
    if (answer === 'gone') return failed({ code: 'alert-gone', params: { server } });
    if (answer !== 'taken') return failed({ code: 'acknowledge-denied', params: { server, text: answer.denied } });
    const isTold = (found: unknown) => found === null || readIncident(found).acknowledgedBy !== null;
    let found = await rest.incident(session, incident);
    if (!isTold(found)) {
      await pause(againMs);
      found = await rest.incident(session, incident);
    }
    if (found === null) return failed({ code: 'alert-gone', params: { server } });
    const why: Cause | null = isTold(found) ? null : { code: 'acknowledge-unconfirmed', params: { server } };
    return { incident: found, why };
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    return failed(error.why);
  }
}
