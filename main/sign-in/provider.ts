import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  genericGrantRequest,
  initiateDeviceAuthorization,
  None,
  ResponseBodyError,
  refreshTokenGrant,
  type TokenEndpointResponse,
} from 'openid-client';
import { cut } from '../../preload/contract/texts/index.ts';
import { hostOf } from '../protocols/causes.ts';
import { isSafeAddress, type OidcAuth } from '../protocols/open-id.ts';
import type { Net } from '../protocols/protocol.ts';
import { asking, SignInFailure, unsafe } from './failure.ts';
import { fetchBy } from './fetch.ts';

/** What a provider gave. */
export interface Tokens {
  readonly access: string;
  /** Null: nothing to renew it with, or what there was holds on. */
  readonly refresh: string | null;
  /** How long the access token holds; null: the provider does not say. */
  readonly lifeMs: number | null;
}

/** What a person enters on another device, and how it is asked whether they did. */
export interface DeviceCode {
  readonly code: string;
  readonly url: string;
  readonly secret: string;
  readonly intervalMs: number;
  readonly lifeMs: number;
}

/** What a person's return from the provider is checked against. */
export interface Checks {
  readonly state: string;
  readonly verifier: string;
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const usualIntervalSeconds = 5;
const codeLength = 64;

/** An OpenID provider, as a public client asks it. Everything rejects with `SignInFailure`. */
export class Provider {
  readonly #auth: OidcAuth;
  readonly #found: Configuration;

  private constructor(auth: OidcAuth, found: Configuration) {
    this.#auth = auth;
    this.#found = found;
  }

  /** Reads what the provider says of itself (OpenID Connect Discovery §4). */
  static async open(auth: OidcAuth, net: Net): Promise<Provider> {
    const { issuer, clientId } = auth;
    const execute = URL.parse(issuer)?.protocol === 'http:' && isSafeAddress(issuer) ? [allowInsecureRequests] : [];
    return asking(issuer, [], async () => {
      const options = { [customFetch]: fetchBy(net), execute };
      return new Provider(auth, await discovery(new URL(issuer), clientId, undefined, None(), options));
    });
  }

  /**
   * Where a person signs in. Asks for the consent that a lasting sign-in needs (OpenID Connect Core §11).
   */
  authorization(redirectUri: string, { state, verifier }: Checks): Promise<string> {
    return asking(this.#auth.issuer, [], async () => {
      const scope = this.#scope();
      const url = buildAuthorizationUrl(this.#found, {
        redirect_uri: redirectUri,
        scope,
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(scope.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}),
      });
      if (!isSafeAddress(url.href)) throw unsafe(this.#auth.issuer);
      return url.href;
    });
  }

  /** The tokens for the address that a person came back with. */
  exchanged(came: URL, { state, verifier }: Checks): Promise<Tokens> {
    const secrets = [verifier, ...came.searchParams.getAll('code')];
    return asking(this.#auth.issuer, secrets, async () =>
      tokensOf(
        await authorizationCodeGrant(this.#found, came, { expectedState: state, pkceCodeVerifier: verifier }),
        this.#auth.issuer,
      ),
    );
  }

  renewed(refreshToken: string): Promise<Tokens> {
    return asking(this.#auth.issuer, [refreshToken], async () =>
      tokensOf(await refreshTokenGrant(this.#found, refreshToken), this.#auth.issuer),
    );
  }

  /** A code for another device (RFC 8628 §3.2); a failure `no-device-code` where the provider has none. */
  deviceCode(): Promise<DeviceCode> {
    const { issuer } = this.#auth;
    return asking(issuer, [], async () => {
      if (this.#found.serverMetadata().device_authorization_endpoint === undefined) {
        throw new SignInFailure({ code: 'no-device-code', params: { host: hostOf(issuer) } });
      }
      const given = await initiateDeviceAuthorization(this.#found, { scope: this.#scope() });
      if (!isSafeAddress(given.verification_uri)) throw unsafe(issuer);
      const interval = Math.min(60, Math.max(1, given.interval ?? usualIntervalSeconds));
      return {
        code: cut(given.user_code, codeLength),
        url: new URL(given.verification_uri).href,
        secret: given.device_code,
        intervalMs: interval * 1_000,
        lifeMs: given.expires_in * 1_000,
      };
    });
  }

  /** The tokens for a device code, or that nobody has entered it yet; `slower`: it is asked too often (RFC 8628 §3.5). */
  deviceTokens({ secret }: DeviceCode): Promise<Tokens | 'pending' | 'slower'> {
    return asking(this.#auth.issuer, [secret], async () => {
      try {
        return tokensOf(
          await genericGrantRequest(this.#found, deviceGrant, { device_code: secret }),
          this.#auth.issuer,
        );
      } catch (error) {
        if (error instanceof ResponseBodyError && error.error === 'authorization_pending') return 'pending';
        if (error instanceof ResponseBodyError && error.error === 'slow_down') return 'slower';
        throw error;
      }
    });
  }

  #scope(): string {
    if (this.#auth.scope !== undefined) return this.#auth.scope;
    const known = this.#found.serverMetadata().scopes_supported;
    return known === undefined || known.includes('offline_access') ? 'openid offline_access' : 'openid';
  }
}

/** A token goes into headers, so it must be a plain word (RFC 6750 §2.1). */
const plainWord = /^[\x21-\x7e]{1,16384}$/;

/** The tokens of an answer, checked. */
export function tokensOf(answer: TokenEndpointResponse, url: string): Tokens {
  const { access_token, refresh_token, expires_in } = answer;
  if (!plainWord.test(access_token)) {
    throw new SignInFailure({ code: 'unreadable', params: { host: hostOf(url), text: 'its token is no plain word' } });
  }
  return { access: access_token, refresh: refresh_token ?? null, lifeMs: lifeOf(expires_in) };
}

/** A token of no life would be worth nothing: some providers mean one whose end they do not tell. */
function lifeOf(seconds: number | undefined): number | null {
  return seconds === undefined || !Number.isFinite(seconds) || seconds <= 0 ? null : seconds * 1_000;
}
