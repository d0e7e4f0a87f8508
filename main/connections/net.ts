import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import type { ServerSettings } from '../../preload/contract/api.ts';
import type { HttpAnswer, HttpRequest, Net } from '../protocols/protocol.ts';

const limitMs = 5_000;
const longestBytes = 64 * 1024 * 1024;

/** TLS settings of a server, secrets resolved; certificates and keys as PEM text or the path of a file. */
interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** SHA-256 of the certificate, in hex with or without colons. */
  readonly pin?: string;
  readonly rejectUnauthorized?: boolean;
}

type ProxySettings = string | { readonly url: string; readonly login: string; readonly password: string };

/** The way to a server, by its own TLS, proxy and headers. Throws when a file of them cannot be read. */
export function openNet(server: ServerSettings): Net {
  const tls = tlsOf((server['tls'] ?? {}) as TlsSettings);
  const headers = (server['headers'] ?? {}) as Readonly<Record<string, string>>;
  const proxy = server['proxy'] as ProxySettings | undefined;
  const agentFor = (url: string) => agentOf(proxyOf(proxy, url), url, tls);
  return {
    tls,
    // A WebSocket needs a tunnel also where it is not encrypted.
    agent: tunnelOf(proxyOf(proxy, server.url), tls),
    headers,
    request: (url, request = {}) => send(url, request, headers, tls, agentFor(url)),
  };
}

function tlsOf({ ca, cert, key, passphrase, pin, rejectUnauthorized }: TlsSettings): ConnectionOptions {
  return {
    ...(ca === undefined ? {} : { ca: pem(ca) }),
    ...(cert === undefined ? {} : { cert: pem(cert) }),
    ...(key === undefined ? {} : { key: pem(key) }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    ...(pin === undefined ? {} : pinned(pin)),
  };
}

/** The certificate must be this very one, besides being trusted; its name may be any. */
function pinned(pin: string): ConnectionOptions {
  const wanted = pin.replaceAll(':', '').toLowerCase();
  return {
    checkServerIdentity: (host: string, certificate: PeerCertificate) => {
      const found = createHash('sha256').update(certificate.raw).digest('hex');
      if (found === wanted) return undefined;
      return Object.assign(new Error(`The certificate of ${host} is not the pinned one`), { code: 'ERR_TLS_PIN' });
    },
  };
}

function pem(text: string): string {
  return text.includes('-----BEGIN') ? text : readFileSync(text, 'utf8');
}

function proxyOf(proxy: ProxySettings | undefined, url: string): string {
  if (proxy === undefined || proxy === 'none') return '';
  if (proxy === 'system') return getProxyForUrl(url.replace(/^ws/, 'http'));
  if (typeof proxy === 'string') return proxy;
  const signedIn = new URL(proxy.url);
  signedIn.username = encodeURIComponent(proxy.login);
  signedIn.password = encodeURIComponent(proxy.password);
  return signedIn.href;
}

function agentOf(proxy: string, url: string, tls: ConnectionOptions): Agent | undefined {
  if (proxy === '') return undefined;
  return url.startsWith('https:') ? tunnelOf(proxy, tls) : new HttpProxyAgent(proxy);
}

function tunnelOf(proxy: string, tls: ConnectionOptions): Agent | undefined {
  return proxy === '' ? undefined : new HttpsProxyAgent(proxy, tls);
}

function send(
  url: string,
  { method = 'GET', headers, body, timeoutMs = limitMs, signal }: HttpRequest,
  own: Readonly<Record<string, string>>,
  tls: ConnectionOptions,
  agent: Agent | undefined,
): Promise<HttpAnswer> {
  const limit = AbortSignal.timeout(timeoutMs);
  const secure = url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...own, ...headers },
      agent: agent ?? (secure ? new SecureAgent(tls) : undefined),
      ...(secure ? tls : {}),
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    };
    const asked = (secure ? secureRequest : plainRequest)(url, options, (answer) => {
      read(answer).then(resolve, reject);
    });
    asked.on('error', (error) => reject(limit.aborted ? timedOut(url, timeoutMs) : error));
    asked.end(body);
  });
}

async function read(answer: IncomingMessage): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > longestBytes) throw new Error(`The answer is longer than ${longestBytes / 1024 / 1024} MiB`);
    parts.push(part);
  }
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString('utf8') };
}

function timedOut(url: string, timeoutMs: number): Error {
  const text = `${new URL(url).host} did not answer within ${timeoutMs / 1000} s`;
  return Object.assign(new Error(text), { code: 'ETIMEDOUT' });
}
