import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import type { Cause } from '../../preload/contract/api.ts';
import { UnusableSetting } from '../connections/net.ts';
import { causeOf, hostOf, statusCause } from '../protocols/causes.ts';

/** A sign-in or a renewal that failed; `why` holds nothing of tokens or secrets. */
export class SignInFailure extends Error {
  readonly why: Cause;
  /** What was kept of the sign-in is worth nothing any more. */
  readonly ended: boolean;

  constructor(why: Cause, ended = false) {
    super(`The sign-in failed: ${why.code}`);
    this.why = why;
    this.ended = ended;
  }
}

const textLength = 200;
const wrappedAtMost = 5;

/** What a provider answers when it cannot just now (RFC 6749 §4.1.2.1, §5.2). */
const passing = new Set(['temporarily_unavailable', 'server_error']);

/**
 * What went wrong while the provider at `url` was asked. Texts of the provider that repeat one of the `secrets` are left
 * out. A refresh token that is refused by `invalid_grant` has ended (RFC 6749 §5.2).
 */
export function failureOf(error: unknown, url: string, secrets: readonly string[] = []): SignInFailure {
  for (const each of wrapped(error)) {
    if (each instanceof SignInFailure) return each;
    if (each instanceof UnusableSetting) return new SignInFailure(each.why);
  }
  const host = hostOf(url);
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    if (passing.has(error.error)) {
      return new SignInFailure({ code: 'broken', params: { host, text: 'the provider cannot do it just now' } });
    }
    const said = String(error.error_description ?? error.error).slice(0, textLength);
    const text = secrets.some((secret) => said.includes(secret)) ? '' : said;
    return new SignInFailure({ code: 'sign-in', params: { host, text } }, error.error === 'invalid_grant');
  }
  if (isLibrary(error)) return new SignInFailure(answerCause(error, url));
  return new SignInFailure(causeOf(error, url));
}

interface LibraryError extends Error {
  readonly code: string;
}

/** openid-client's own errors, and those of the library under it. */
function isLibrary(error: unknown): error is LibraryError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('OAUTH_');
}

/** Runs what asks a provider; rejects with `SignInFailure` alone. */
export async function asking<T>(url: string, secrets: readonly string[], ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw failureOf(error, url, secrets);
  }
}

/** The cause of an answer that openid-client does not take. */
function answerCause({ code, cause, message }: LibraryError, url: string): Cause {
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && cause instanceof Response) return statusCause(cause.status, url, '');
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') {
    const text = 'the provider at this address calls itself by another one';
    return { code: 'settings', params: { field: 'auth.issuer', text } };
  }
  if (code === 'OAUTH_HTTP_REQUEST_FORBIDDEN' || code === 'OAUTH_REQUEST_PROTOCOL_FORBIDDEN') return unsafe(url).why;
  return { code: 'unreadable', params: { host: hostOf(url), text: message } };
}

/** The provider names an address to which no token may go. */
export function unsafe(url: string): SignInFailure {
  return new SignInFailure({
    code: 'settings',
    params: { field: 'auth.issuer', text: `${hostOf(url)} leads to an address without https` },
  });
}

function wrapped(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  for (let each = error; each instanceof Error && found.length < wrappedAtMost; each = each.cause) found.push(each);
  return found;
}
