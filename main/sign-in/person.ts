import { randomPKCECodeVerifier, randomState } from 'openid-client';
import type { SignInBegun } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { hostOf, isFatal } from '../protocols/causes.ts';
import { SignInFailure } from './failure.ts';
import type { DeviceCode, Provider, Tokens } from './provider.ts';
import { openRedirect } from './redirect.ts';

/** A sign-in of a person that has begun. */
export interface Underway {
  readonly begun: SignInBegun;
  /** Rejects with `SignInFailure`, or with `Cancelled`. */
  readonly tokens: Promise<Tokens>;
  cancel(): void;
}

/** Nobody wants this sign-in any more. */
export class Cancelled extends Error {}

/** What a sign-in of a person needs. */
export interface Desk {
  readonly clock: Clock;
  /** Opens a page in the user's browser; false: it could not. Never rejects. */
  readonly open: (url: string) => Promise<boolean>;
}

const limitMs = 10 * 60_000;
const longestCodeMs = 30 * 60_000;
/** How much slower a provider is asked that wants it (RFC 8628 §3.5). */
const slowerMs = 5_000;

/** Signs in with the browser: authorization code with PKCE, led back to a door on the loopback address (RFC 8252). */
export async function beginInBrowser(provider: Provider, issuer: string, desk: Desk): Promise<Underway> {
  const { clock, open } = desk;
  const checks = { state: randomState(), verifier: randomPKCECodeVerifier() };
  const result = Promise.withResolvers<Tokens>();
  const redirect = await openRedirect(checks.state, async (came) => {
    provider.exchanged(came, checks).then(result.resolve, result.reject);
    await result.promise;
  });
  const endsAt = clock.now() + limitMs;
  const stop = clock.after(limitMs, () => result.reject(tooLate(issuer, limitMs)));
  const end = () => {
    stop();
    redirect.close();
  };
  result.promise.then(end, end);
  try {
    const url = await provider.authorization(redirect.uri, checks);
    const opened = await open(url);
    return {
      begun: { name: 'waiting', how: 'browser', url, endsAt, opened },
      tokens: result.promise,
      cancel: () => result.reject(new Cancelled()),
    };
  } catch (error) {
    result.reject(error);
    throw error;
  }
}

/** Signs in with a code that a person enters on any device (RFC 8628). */
export async function beginWithCode(provider: Provider, issuer: string, { clock }: Desk): Promise<Underway> {
  const device = await provider.deviceCode();
  const lifeMs = Math.min(device.lifeMs, longestCodeMs);
  const result = Promise.withResolvers<Tokens>();
  const stop = clock.after(lifeMs, () => result.reject(tooLate(issuer, lifeMs)));
  const stopAsking = askAgain(provider, device, clock, result);
  const end = () => {
    stop();
    stopAsking();
  };
  result.promise.then(end, end);
  return {
    begun: { name: 'waiting', how: 'device', code: device.code, url: device.url, endsAt: clock.now() + lifeMs },
    tokens: result.promise,
    cancel: () => result.reject(new Cancelled()),
  };
}

/** Asks until the person has entered the code; a provider out of reach is asked again. The returned function ends it. */
function askAgain(
  provider: Provider,
  device: DeviceCode,
  clock: Clock,
  { resolve, reject }: Pick<PromiseWithResolvers<Tokens>, 'resolve' | 'reject'>,
): () => void {
  let over = false;
  let cancel = () => {};
  let intervalMs = device.intervalMs;
  const ask = async () => {
    const answer = await provider.deviceTokens(device).catch((error: unknown) => {
      if (error instanceof SignInFailure && !isFatal(error.why)) return 'pending' as const;
      throw error;
    });
    if (answer !== 'pending' && answer !== 'slower') return resolve(answer);
    if (answer === 'slower') intervalMs += slowerMs;
    if (!over) wait();
  };
  const wait = () => {
    cancel = clock.after(intervalMs, () => void ask().catch(reject));
  };
  wait();
  return () => {
    over = true;
    cancel();
  };
}

function tooLate(issuer: string, limit: number): SignInFailure {
  const text = `nobody signed in within ${Math.round(limit / 60_000)} min`;
  return new SignInFailure({ code: 'sign-in', params: { host: hostOf(issuer), text } });
}
