import type { Cause } from '../../preload/contract/api.ts';
import { causeOf, hostOf } from './causes.ts';
import type { HttpAnswer, HttpRequest, Net } from './protocol.ts';

/** TLS was spoken, or else nobody could say this of a certificate. */
const certificate: ReadonlySet<string> = new Set(['authority', 'certificate-expired', 'certificate-name']);
const askMs = 4_000;

/**
 * Why a line to `url` was not made, as `causeOf` has it; where the address begins with http and what came of it says too
 * little (a server of TLS breaks off what is not TLS, a proxy leads elsewhere), whether https is needed is asked. Never
 * rejects.
 */
export async function causeAt(error: unknown, url: string, net: Net, signal?: AbortSignal): Promise<Cause> {
  const cause = causeOf(error, url);
  const doubtful = cause.code === 'broken' || (cause.code === 'http' && isRedirect(Number(cause.params.status)));
  if (!doubtful || !/^(http|ws):/i.test(url)) return cause;
  const plain = url.replace(/^ws:/i, 'http:');
  const wanted = cause.code === 'broken' ? answersSecurely(plain, net, signal) : isSentOn(plain, net, signal);
  return (await wanted) ? { code: 'https', params: { host: hostOf(url) } } : cause;
}

/** Whether something speaks TLS where plain HTTP was tried; a certificate that is not trusted says so too. Never rejects. */
export async function answersSecurely(url: string, net: Net, signal?: AbortSignal): Promise<boolean> {
  if (!url.startsWith('http:')) return false;
  const secure = url.replace('http:', 'https:');
  try {
    await net.request(secure, request(signal));
    return true;
  } catch (error) {
    return certificate.has(causeOf(error, secure).code);
  }
}

/** Whether an answer sends on to https at the same name: another one is that of a sign-in, or of somebody else. */
export function leadsToSecure({ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>, url: string): boolean {
  const { location } = headers;
  if (!url.startsWith('http:') || !isRedirect(status) || typeof location !== 'string') return false;
  if (!URL.canParse(location, url)) return false;
  const there = new URL(location, url);
  return there.protocol === 'https:' && there.hostname === new URL(url).hostname;
}

async function isSentOn(url: string, net: Net, signal?: AbortSignal): Promise<boolean> {
  try {
    return leadsToSecure(await net.request(url, request(signal)), url);
  } catch {
    // It does not even answer now: then what it said first stands.
    return false;
  }
}

function request(signal: AbortSignal | undefined): HttpRequest {
  return signal === undefined ? { timeoutMs: askMs } : { timeoutMs: askMs, signal };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status <= 399;
}
