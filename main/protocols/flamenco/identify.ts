import type { Cause } from '../../../preload/contract/api.ts';
import { causeOf, hostOf, statusCause } from '../causes.ts';
import type { HttpAnswer, Target } from '../protocol.ts';
import { answersSecurely, leadsToSecure } from '../secure.ts';
import { baseOf, socketPathOf } from './places.ts';
import type { FlamencoSettings } from './schema.ts';

/** Causes that say too little: the server has answered, but not as a Manager does. */
const vague: ReadonlySet<string> = new Set(['http', 'unreadable', 'broken', 'plain-websocket', 'unexpected']);
/** Causes that a second question may bring and that say what to do. */
const telling: ReadonlySet<string> = new Set(['socketio-4', 'https', 'sign-in', 'proxy']);
const questionMs = 4_000;

/**
 * Why a socket did not come to stand. Where the socket's error says too little the server is asked once by HTTP what it
 * is: the Manager refuses polling with 503 and `Upgrade failed: `, Socket.IO 4 says that it does not know version 3 of
 * Engine.IO, a plain WebSocket server knows nothing of it at all. `error` null: it was silent for the whole time limit.
 * Does not reject. (golang-socketio)
 */
export async function whyNotConnected(
  error: unknown,
  accepted: boolean,
  { server, net }: Pick<Target<FlamencoSettings>, 'server' | 'net'>,
  signal: AbortSignal,
): Promise<Cause> {
  const base = baseOf(server);
  const host = hostOf(base);
  const cause: Cause = error === null ? silence(host, accepted) : causeOf(error, base);
  if (!accepted && !vague.has(cause.code)) return cause;
  const place = `${new URL(base).origin}${socketPathOf(server)}?EIO=3&transport=polling`;
  let answer: HttpAnswer;
  try {
    answer = await net.request(place, { timeoutMs: questionMs, signal });
  } catch (failure) {
    return (await answersSecurely(place, net, signal))
      ? { code: 'https', params: { host } }
      : told(failure, cause, base);
  }
  if (isEngine(answer)) return cause.code === 'plain-websocket' ? silence(host, accepted) : cause;
  if (leadsToSecure(answer, place)) return { code: 'https', params: { host } };
  const said = answer.status >= 300 ? statusCause(answer.status, base, answer.body) : null;
  if (said !== null && telling.has(said.code)) return said;
  return accepted ? { code: 'plain-websocket', params: { host } } : cause;
}

function silence(host: string, accepted: boolean): Cause {
  return accepted ? { code: 'silent', params: { host } } : { code: 'time', params: { host, seconds: 5 } };
}

/** The Manager, or another server of Socket.IO 2. */
function isEngine({ status, body }: HttpAnswer): boolean {
  return (status === 503 && body.startsWith('Upgrade failed')) || /^\d+:0\{/.test(body);
}

function told(failure: unknown, cause: Cause, base: string): Cause {
  const found = causeOf(failure, base);
  return telling.has(found.code) ? found : cause;
}
