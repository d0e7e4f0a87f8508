import type { IncomingHttpHeaders } from 'node:http';

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

const ownHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Why a request is refused. */
export interface Refused {
  readonly status: number;
  readonly text: string;
}

/**
 * Whether a request is for this machine by a name that only this machine has: another Host means that some site's name
 * was bent to this address. The port may be any, for tunnels.
 */
export function refusedHost(headers: IncomingHttpHeaders): Refused | null {
  if (ownHost.test(headers.host ?? '')) return null;
  return { status: 403, text: 'The Host of this request is not 127.0.0.1, localhost or [::1].' };
}

/** Whether a request comes from a page of another origin. A page always sends its origin with a WebSocket. */
export function refusedOrigin(headers: IncomingHttpHeaders, required: boolean): Refused | null {
  const { origin, host } = headers;
  if (origin === undefined && !required) return null;
  if (origin === `http://${host}`) return null;
  return { status: 403, text: 'This request comes from a page of another origin.' };
}

/** Only reading is done over http. */
export function refusedMethod(method: string | undefined): Refused | null {
  return method === 'GET' || method === 'HEAD' ? null : { status: 405, text: 'Only GET and HEAD.' };
}
