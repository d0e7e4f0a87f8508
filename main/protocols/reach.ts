import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Cause, TestStep } from '../../preload/contract/api.ts';
import { causeOf } from './causes.ts';
import type { Target } from './protocol.ts';

const limitMs = 5_000;

/**
 * Reaches the address and port of a server, and encrypts the line where its address asks for that, with the server's own
 * TLS settings; says each step, and closes what it opened. Resolves with whether all of it stood; never rejects. A line
 * that goes through an agent, such as a proxy's, is made by that alone: nothing is tried and nothing is said.
 */
export async function reach(target: Target, step: (step: TestStep) => void, signal: AbortSignal): Promise<boolean> {
  const { server, net } = target;
  if (net.agent !== undefined) return true;
  const url = new URL(server.url);
  const isSecure = ['https:', 'wss:'].includes(url.protocol);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const plain = connect({ host, port: Number(url.port) || (isSecure ? 443 : 80) });
  try {
    const why = await opened(target, plain, 'connect', signal);
    if (signal.aborted) return false;
    step({ name: 'reach', state: why === null ? 'passed' : 'failed', why });
    if (why !== null || !isSecure) return why === null;
    const named = isIP(host) === 0 ? { servername: host } : {};
    const secure = connectSecurely({ ...net.tls, ...named, host, socket: plain });
    const whyNot = await opened(target, secure, 'secureConnect', signal);
    secure.destroy();
    if (signal.aborted) return false;
    step({ name: 'tls', state: whyNot === null ? 'passed' : 'failed', why: whyNot });
    return whyNot === null;
  } finally {
    plain.destroy();
  }
}

/** Null once the socket says so; else why not. */
function opened(
  { server, clock }: Target,
  socket: Socket,
  ready: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<Cause | null> {
  return new Promise((resolve) => {
    const end = (error: unknown) => {
      cancel();
      signal.removeEventListener('abort', aborted);
      resolve(error === null ? null : causeOf(error, server.url));
    };
    const aborted = () => end(signal.reason);
    const cancel = clock.after(limitMs, () => end({ code: 'ETIMEDOUT' }));
    signal.addEventListener('abort', aborted);
    socket.once(ready, () => end(null));
    // It stays: what is broken later, while it is closed, must not be an exception.
    socket.on('error', end);
    socket.once('close', () => end({ code: 'ECONNRESET', message: 'it was closed' }));
  });
}
