import type { Cause } from '../../../preload/contract/api.ts';
import { causeOf, hostOf, statusCause } from '../causes.ts';
import type { HttpAnswer, Net } from '../protocol.ts';
import { answersSecurely, leadsToSecure } from '../secure.ts';
import { httpUrl } from './address.ts';

const askMs = 2_000;
const askSocketIo = '/socket.io/?EIO=4&transport=polling';

/**
 * What kind of server it is that does not speak as RackHD does, by one request or two: a server of Socket.IO 4 answers
 * with its handshake, one of Socket.IO 2 with its own form of it, or as Flamenco does with 503 "Upgrade failed"
 * (golang-socketio); one that wants https answers that, or answers there. Null: none of them. Never rejects.
 */
export async function mismatchOf(url: string, net: Net): Promise<Cause | null> {
  const answer = await asked(net, `${httpUrl(url)}${askSocketIo}`);
  if ('status' in answer) return answerCause(answer, url);
  return (await answersSecurely(`${httpUrl(url)}/`, net)) ? { code: 'https', params: { host: hostOf(url) } } : null;
}

function answerCause(answer: HttpAnswer, url: string): Cause | null {
  const { status, body } = answer;
  const params = { host: hostOf(url) };
  if (/^0\{"sid"/.test(body) || /"Transport unknown"/.test(body)) return { code: 'socketio-4', params };
  if (/^\d+:0\{"sid"/.test(body) || (status === 503 && body.startsWith('Upgrade failed'))) {
    return { code: 'socketio-2', params };
  }
  if (leadsToSecure(answer, `${httpUrl(url)}/`)) return { code: 'https', params };
  if (status < 300) return null;
  const cause = statusCause(status, url, body);
  return cause.code === 'https' ? cause : null;
}

async function asked(net: Net, url: string): Promise<HttpAnswer | Cause> {
  try {
    return await net.request(url, { timeoutMs: askMs });
  } catch (error) {
    return causeOf(error, url);
  }
}
