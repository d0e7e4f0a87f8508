import type { Cause } from '../../../preload/contract/api.ts';
import { causeOf, downFor, hostOf, statusCause } from '../causes.ts';
import type { Down } from '../protocol.ts';
import type { MonorailFault } from './fault.ts';

/** How long the server may take to accept the socket. */
export const acceptMs = 5_000;

/** Causes that leave no doubt who did not answer, or what it wants. */
const certain: ReadonlySet<string> = new Set([
  'refused',
  'name',
  'authority',
  'certificate-expired',
  'certificate-name',
  'tls',
  'sign-in',
  'proxy',
]);

/** Whether such an end may come of a server of another kind. */
export function isDoubtful({ cause }: Down): boolean {
  return !certain.has(cause.code);
}

/** It is connected and does not answer. */
export function silence(url: string): Cause {
  return { code: 'silent', params: { host: hostOf(url) } };
}

/** The end of a line for a fault of it; `accepted`: its socket was open. */
export function downOf(fault: MonorailFault, accepted: boolean, url: string): Down {
  if (fault.kind === 'time') {
    const time: Cause = { code: 'time', params: { host: hostOf(url), seconds: acceptMs / 1_000 } };
    return downFor(accepted ? silence(url) : time);
  }
  const { status, body, cause } = fault;
  return downFor(status === null ? causeOf(cause ?? fault, url) : statusCause(status, url, body));
}

/**
 * The end of a line that the server closed: it does so without a word, also when it stops. on-wss, lib/ws-service.js
 */
export function closedBy(url: string): Down {
  return downFor({ code: 'closed', params: { host: hostOf(url) } }, true);
}
