import type { Cause } from '../../preload/contract/api.ts';
import type { Down } from './protocol.ts';
import { foreignAnswer } from './transports.ts';

/** Where a line was to lead, for the words of a cause. */
interface Place {
  readonly host: string;
  readonly port: string;
  readonly secure: boolean;
}

/** What is known of an error, gathered from it and from what it wraps. */
interface Facts {
  /** Codes of errors, each with the words of that error. */
  readonly codes: readonly { readonly code: string; readonly text: string }[];
  readonly texts: readonly string[];
  /** HTTP status of the answer; null: there was none. */
  readonly status: number | null;
  /** The body of that answer, as far as it is known. */
  readonly body: string;
  /** Names that a certificate is made for. */
  readonly names: string | null;
}

const authorityCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
]);
/** What TLS makes of an answer in plain HTTP. */
const plainCodes = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST']);
const plainText = /wrong version number|packet length too long|http request/i;
const brokenTexts: Readonly<Record<string, string>> = {
  ECONNRESET: 'the other end broke it off',
  EPIPE: 'the other end broke it off',
  EHOSTUNREACH: 'no way leads to it',
  ENETUNREACH: 'no way leads to it',
  EHOSTDOWN: 'no way leads to it',
  ENETDOWN: 'the network is down',
  ECONNABORTED: 'it was broken off',
};
const fatalCodes: ReadonlySet<string> = new Set([
  'sign-in',
  'sign-in-needed',
  'proxy',
  'https',
  'socketio-2',
  'socketio-4',
  'plain-websocket',
  'namespace',
  'settings',
  'secret-missing',
  'secret-unreadable',
  'keyring',
]);
const deepestCause = 5;
const bodyLength = 500;

/**
 * Why a line could not be made or broke, from an error of Node, TLS, ws, engine.io, socket.io or HTTP.
 * `url` is where it was to lead; nothing of it but host and port is shown.
 */
export function causeOf(error: unknown, url: string): Cause {
  const place = placeOf(url);
  const facts = factsOf(error);
  const text = facts.codes[0]?.text ?? facts.texts[0] ?? '';
  if (facts.status !== null) return statusCause(facts.status, url, facts.body);
  for (const each of facts.codes) {
    const cause = codeCause(each, place, facts.names);
    if (cause !== null) return cause;
  }
  for (const said of facts.texts) {
    const cause = textCause(said, place, facts);
    if (cause !== null) return cause;
  }
  if (facts.codes.length > 0 || text !== '') return { code: 'broken', params: { host: place.host, text } };
  return { code: 'unexpected', params: { text: String(error) } };
}

/** The cause of an HTTP answer that is no success; `text` is what the server said, or empty. */
export function statusCause(status: number, url: string, text: string): Cause {
  const { host, secure } = placeOf(url);
  if (status === 401 || status === 403)
    return { code: 'sign-in', params: { host, text: text.startsWith('<') ? '' : text } };
  if (status === 407) return { code: 'proxy', params: { host } };
  if (!secure && (status === 301 || status === 308 || /plain HTTP request was sent to HTTPS/i.test(text))) {
    return { code: 'https', params: { host } };
  }
  // What Flamenco answers to polling: golang-socketio, transport/websocket.go.
  if (text.startsWith('Upgrade failed: ')) return { code: 'socketio-2', params: { host } };
  if (/unsupported protocol version/i.test(text)) return { code: 'socketio-4', params: { host } };
  return { code: 'http', params: { host, status } };
}

/** The HTTP status within an error of ws or of polling; null when no answer came. */
export function statusOf(error: unknown): number | null {
  return factsOf(error).status;
}

/** Whether a cause lasts until somebody changes something: no retry makes it better. */
export function isFatal({ code }: Cause): boolean {
  return fatalCodes.has(code);
}

/** The end of a line for a reason. */
export function downFor(cause: Cause, byServer = false): Down {
  return { cause, fatal: isFatal(cause), byServer };
}

/** The end of a line for an error that nobody foresaw. */
export function unexpected(error: unknown): Down {
  const text = error instanceof Error ? error.message : String(error);
  return downFor({ code: 'unexpected', params: { text } });
}

/** Host, with the port where one is given: `noc.example:1234`. */
export function hostOf(url: string): string {
  const { host } = placeOf(url);
  return host;
}

function codeCause({ code, text }: Facts['codes'][number], { host, port }: Place, names: string | null): Cause | null {
  if (code === 'ECONNREFUSED') return { code: 'refused', params: { host: bare(host), port } };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { code: 'name', params: { host: bare(host) } };
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT' || code === 'ABORT_ERR') {
    return { code: 'time', params: { host, seconds: 5 } };
  }
  if (code === 'CERT_HAS_EXPIRED') return { code: 'certificate-expired', params: { host, date: 'an earlier day' } };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return { code: 'certificate-name', params: { host, name: names ?? 'another name' } };
  }
  if (authorityCodes.has(code)) return { code: 'authority', params: { host } };
  if (plainCodes.has(code) || (code === 'EPROTO' && plainText.test(text))) {
    return { code: 'tls', params: { host, text: 'it answers without TLS; begin the address with http' } };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code.startsWith('CERT_')) {
    return { code: 'tls', params: { host, text: shortTls(text) } };
  }
  if (code.startsWith('WS_ERR_')) return { code: 'unreadable', params: { host, text } };
  const broken = brokenTexts[code];
  return broken === undefined ? null : { code: 'broken', params: { host, text: broken } };
}

function textCause(text: string, { host }: Place, { texts }: Facts): Cause | null {
  if (text === 'Invalid namespace') return { code: 'namespace', params: { host, name: '/' } };
  if (text === foreignAnswer) return { code: 'plain-websocket', params: { host } };
  if (/server in v2\.x with a v3\.x client/.test(text)) return { code: 'socketio-2', params: { host } };
  if (/RSV1 must be clear/.test(text)) return { code: 'socketio-4', params: { host } };
  if (text === 'timeout' || text === 'ping timeout') return { code: 'time', params: { host, seconds: 5 } };
  if (text === 'socket hang up') return { code: 'broken', params: { host, text: 'the other end broke it off' } };
  if (text === 'parse error') return { code: 'unreadable', params: { host, text: texts[1] ?? '' } };
  return null;
}

/**
 * Follows an error to what it wraps: `cause`, the parts of an AggregateError (Node tries each address of a name),
 * engine.io's `description` (an event of ws with the error in `error`, or the status of a poll).
 */
function factsOf(error: unknown): Facts {
  const codes: { code: string; text: string }[] = [];
  const texts: string[] = [];
  let status: number | null = null;
  let body = '';
  let names: string | null = null;
  const walk = (value: unknown, left: number): void => {
    if (left === 0 || value === null || value === undefined) return;
    if (typeof value === 'string') {
      texts.push(value);
      return;
    }
    if (typeof value === 'number') {
      if (value >= 300) status ??= value;
      return;
    }
    const { code, message, cert, error: wrapped, cause, errors, description, context } = value as ErrorLike;
    if (typeof code === 'string') codes.push({ code, text: typeof message === 'string' ? message : '' });
    if (typeof message === 'string') {
      const answered = /^(?:Unexpected server response: |server answered )(\d{3})/i.exec(message)?.[1];
      if (answered !== undefined) status ??= Number(answered);
      else texts.push(message);
    }
    if (typeof cert?.subjectaltname === 'string') names ??= cert.subjectaltname.replaceAll('DNS:', '');
    for (const next of [wrapped, cause, ...(Array.isArray(errors) ? errors : []), description]) walk(next, left - 1);
    if (typeof context?.responseText === 'string') body ||= context.responseText.slice(0, bodyLength);
    walk(context?.statusText, left - 1);
  };
  walk(error, deepestCause);
  return { codes, texts, status, body, names };
}

interface ErrorLike {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cert?: { readonly subjectaltname?: unknown };
  readonly error?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly description?: unknown;
  /** The XMLHttpRequest of a poll: it keeps the error that ended it as its status text. */
  readonly context?: { readonly statusText?: unknown; readonly responseText?: unknown };
}

function placeOf(url: string): Place {
  if (!URL.canParse(url)) return { host: url, port: '', secure: false };
  const { host, protocol, port } = new URL(url);
  const secure = protocol === 'https:' || protocol === 'wss:';
  return { host, port: port || (secure ? '443' : '80'), secure };
}

function bare(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** The reason within OpenSSL's line: `40DC...:error:0A000410:SSL routines:...:sslv3 alert handshake failure:...`. */
function shortTls(text: string): string {
  return /SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? text;
}
