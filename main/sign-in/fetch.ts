import type { CustomFetch } from 'openid-client';
import { isSafeAddress } from '../protocols/open-id.ts';
import type { HttpRequest, Net } from '../protocols/protocol.ts';
import { SignInFailure, unsafe } from './failure.ts';

const longestAnswer = 1_000_000;
/** An answer without a body, as the class Response wants it. */
const bodiless = new Set([204, 205, 304]);
const methods: readonly string[] = ['GET', 'POST'] satisfies HttpRequest['method'][];

/**
 * The requests of openid-client on a server's way: its proxy and its TLS. Only to addresses to which tokens may go;
 * redirects are not followed. Without the header WWW-Authenticate: the body says more.
 */
export function fetchBy(net: Net): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    if (!isSafeAddress(url)) throw unsafe(url);
    if (!methods.includes(method)) throw new TypeError(`A provider is not asked by ${method}`);
    const answer = await net.request(url, {
      method: method as 'GET' | 'POST',
      headers,
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      ...(signal === undefined || signal === null ? {} : { signal }),
    });
    const { host } = new URL(url);
    if (answer.status < 200 || answer.status > 599) {
      throw new SignInFailure({ code: 'http', params: { host, status: answer.status } });
    }
    if (answer.body.length > longestAnswer) {
      throw new SignInFailure({ code: 'unreadable', params: { host, text: 'its answer is too long' } });
    }
    const type = answer.headers['content-type'];
    return new Response(bodiless.has(answer.status) ? null : answer.body, {
      status: answer.status,
      headers: typeof type === 'string' ? { 'content-type': type } : {},
    });
  };
}
