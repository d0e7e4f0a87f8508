import { readFileSync } from 'node:fs';
import { type Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { type ConnectionOptions, createSecureContext, type PeerCertificate, rootCertificates } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import type { Cause, ServerSettings } from '../../preload/contract/api.ts';
import type { HttpAnswer, HttpRequest, Net } from '../protocols/protocol.ts';
import { fitsPin, notPinned, PinnedAgent } from './pin.ts';
import { trustSystem } from './trust.ts';
import { Tunnel } from './tunnel.ts';

const limitMs = 5_000;
const longestBytes = 64 * 1024 * 1024;

/** TLS settings of a server, secrets resolved; certificates and keys as PEM text or the path of a file. */
interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** SHA-256 of the certificate or of its public key (SPKI), in hex with or without colons. */
  readonly pin?: string;
  readonly rejectUnauthorized?: boolean;
}

type ProxySettings = string | { readonly url: string; readonly login: string; readonly password?: string };

/** The way to a server as its settings have it, but for a proxy that depends on the address. */
interface Way {
  readonly tls: ConnectionOptions;
  /** SHA-256 in hex, lower case. */
  readonly pin: string | undefined;
  readonly proxy: ProxySettings | undefined;
}

/** A setting of the way to a server that cannot be used: no retry makes it better. */
export class UnusableSetting extends Error {
  readonly why: Cause;

  /** `text` repeats nothing of the setting, which may be a secret. */
  constructor(field: string, text: string) {
    super(`${field}: ${text}`);
    this.why = { code: 'settings', params: { field, text } };
  }
}

/**
 * The way to a server, by its own TLS, proxy and headers. What is given as `ca` replaces the authorities of this
 * computer. A pin is compared besides; with `rejectUnauthorized: false` it is all that counts. TLS settings are for the
 * server, not for a proxy before it. Throws `UnusableSetting`.
 */
export function openNet(server: ServerSettings): Net {
  trustSystem();
  const settings = (server['tls'] ?? {}) as TlsSettings;
  const headers = (server['headers'] ?? {}) as Readonly<Record<string, string>>;
  const pin = pinOf(settings.pin);
  const way: Way = { tls: tlsOf(settings, pin), pin, proxy: server['proxy'] as ProxySettings | undefined };
  return {
    tls: way.tls,
    agent: lineAgent(way, server.url),
    headers,
    request: async (url, request = {}) => send(url, request, headers, way),
  };
}

/**
 * The way to the provider of a server's sign-in. At the server's own address it is the server's; elsewhere its proxy, and
 * its `ca` beside the public authorities. Its headers, certificate, pin and `rejectUnauthorized` are for it alone. Throws
 * `UnusableSetting`.
 */
export function openProviderNet(server: ServerSettings, url: string): Net {
  if (isSecure(server.url) === isSecure(url) && new URL(server.url).host === new URL(url).host) return openNet(server);
  const { ca } = (server['tls'] ?? {}) as TlsSettings;
  const tls = ca === undefined ? {} : { ca: [...rootCertificates, pem('tls.ca', ca)].join('\n') };
  return openNet({ ...server, url, tls, headers: {} });
}

function tlsOf(settings: TlsSettings, pin: string | undefined): ConnectionOptions {
  const { ca, cert, key, passphrase, rejectUnauthorized } = settings;
  const own = {
    ...(ca === undefined ? {} : { ca: pem('tls.ca', ca) }),
    ...(cert === undefined ? {} : { cert: pem('tls.cert', cert) }),
    ...(key === undefined ? {} : { key: pem('tls.key', key) }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  try {
    if (Object.keys(own).length > 0) createSecureContext(own);
  } catch (error) {
    throw new UnusableSetting('tls', error instanceof Error ? error.message : String(error));
  }
  return {
    ...own,
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    ...(pin === undefined ? {} : { checkServerIdentity: pinnedIdentity(pin) }),
  };
}

/** A pinned certificate may bear any name. */
function pinnedIdentity(pin: string) {
  return (host: string, { raw }: PeerCertificate) => (fitsPin(pin, raw) ? undefined : notPinned(host));
}

function pinOf(pin: string | undefined): string | undefined {
  const hex = pin?.replaceAll(':', '').toLowerCase();
  if (hex === undefined || /^[0-9a-f]{64}$/.test(hex)) return hex;
  throw new UnusableSetting('tls.pin', 'a SHA-256 has 64 hexadecimal digits');
}

function pem(field: string, text: string): string {
  if (text.includes('-----BEGIN')) return text;
  try {
    return readFileSync(text, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new UnusableSetting(field, `it is neither PEM text nor the path of a file that can be read (${code})`);
  }
}

function proxyOf(proxy: ProxySettings | undefined, url: string): string {
  if (proxy === undefined || proxy === 'none') return '';
  const address = proxy === 'system' ? getProxyForUrl(url.replace(/^ws/, 'http')) : proxy;
  if (address === '') return '';
  const place = typeof address === 'string' ? address : address.url;
  if (!/^https?:/i.test(place) || !URL.canParse(place)) {
    throw new UnusableSetting('proxy', 'its address begins neither with http:// nor with https://');
  }
  const found = new URL(place);
  if (typeof address !== 'string') {
    found.username = encodeURIComponent(address.login);
    found.password = encodeURIComponent(address.password ?? '');
  }
  return found.href;
}

/** For the socket of a line; undefined where Node's own will do. A WebSocket needs a tunnel also without TLS. */
function lineAgent(way: Way, url: string): Agent | undefined {
  const proxy = proxyOf(way.proxy, url);
  const pin = isSecure(url) ? way.pin : undefined;
  if (proxy !== '') return new Tunnel(proxy, way.tls, pin);
  return pin === undefined ? undefined : new PinnedAgent(way.tls, pin);
}

/** For a request. Without TLS no socket is kept: one from before a restart of the server would only fail. */
function requestAgent(way: Way, url: string): Agent | false {
  if (isSecure(url)) return lineAgent(way, url) ?? new SecureAgent(way.tls);
  const proxy = proxyOf(way.proxy, url);
  return proxy === '' ? false : new HttpProxyAgent(proxy);
}

function isSecure(url: string): boolean {
  return /^(https|wss):/i.test(url);
}

/** Redirects are not followed. */
function send(
  url: string,
  { method = 'GET', headers, body, timeoutMs = limitMs, signal, as = 'text' }: HttpRequest,
  own: Readonly<Record<string, string>>,
  way: Way,
): Promise<HttpAnswer> {
  const limit = AbortSignal.timeout(timeoutMs);
  const secure = isSecure(url);
  const options = {
    method,
    headers: { ...own, ...headers },
    agent: requestAgent(way, url),
    ...(secure ? way.tls : {}),
    signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
  };
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(limit.aborted ? timedOut(url, timeoutMs) : error);
    const asked = (secure ? secureRequest : plainRequest)(url, options, (answer) => {
      read(answer, as).then(resolve, fail);
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

async function read(answer: IncomingMessage, as: 'text' | 'base64'): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > longestBytes) throw new Error(`The answer is longer than ${longestBytes / 1024 / 1024} MiB`);
    parts.push(part);
  }
  const body = Buffer.concat(parts).toString(as === 'base64' ? 'base64' : 'utf8');
  return { status: answer.statusCode ?? 0, headers: answer.headers, body };
}

function timedOut(url: string, timeoutMs: number): Error {
  const text = `${new URL(url).host} did not answer within ${timeoutMs / 1000} s`;
  return Object.assign(new Error(text), { code: 'ETIMEDOUT' });
}
