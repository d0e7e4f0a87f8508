import type { Cause } from '../../../preload/contract/api.ts';
import { causeOf, hostOf } from '../causes.ts';
import { fieldsOf, numberOf } from '../readers.ts';

/** A server words its refusal as it likes; these speak of who asks, not of what else is wrong. */
const signInWords = /unauth|not authori|forbidden|denied|credential|token|jwt|bearer|authenticat|expired|\b40[13]\b/i;

/**
 * Why a server answered the handshake of its namespace with no: the messages of `connect_error` in socket.io 4. `text`: as
 * much of the message as may be repeated.
 */
export function refusalCause(error: Error, text: string, url: string, namespace: string): Cause {
  const cause = causeOf(error, url);
  const host = hostOf(url);
  if (cause.code === 'namespace') return { code: 'namespace', params: { host, name: namespace } };
  if (cause.code === 'socketio-2') return cause;
  const { status, statusCode, code } = fieldsOf((error as { readonly data?: unknown }).data);
  const number = numberOf(status ?? statusCode ?? code);
  if (number === 401 || number === 403 || signInWords.test(error.message))
    return { code: 'sign-in', params: { host, text } };
  return { code: 'broken', params: { host, text } };
}
