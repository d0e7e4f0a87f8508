import type { Cause } from '../../preload/contract/api.ts';
import { hostOf } from '../protocols/causes.ts';
import type { OidcAuth } from '../protocols/open-id.ts';
import type { Net } from '../protocols/protocol.ts';
import { SignInFailure } from './failure.ts';
import type { KeptToken } from './kept.ts';
import { Provider, type Tokens } from './provider.ts';

export interface LastingOptions {
  readonly auth: OidcAuth;
  readonly kept: KeptToken;
  /** The way to the provider as the server's settings have it now. */
  readonly net: () => Net;
  readonly warn: (line: string) => void;
}

/** The sign-in of a person beyond one access token: its refresh token, which a provider may replace at each use. */
export class LastingSignIn {
  readonly #options: LastingOptions;
  /** A refresh token that is not in the store yet: the store still has the one before. */
  #unwritten: string | null = null;
  /** Why there is nothing to renew with. */
  #why: Cause;

  constructor(options: LastingOptions) {
    this.#options = options;
    this.#why = { code: 'sign-in-needed', params: { host: hostOf(options.auth.issuer) } };
  }

  /** A new access token; rejects with `SignInFailure`. */
  async renew(): Promise<Tokens> {
    const { auth, kept, net } = this.#options;
    const refresh = this.#unwritten ?? (await kept.read());
    if (refresh === null) throw new SignInFailure(this.#why);
    const provider = await Provider.open(auth, net());
    try {
      const tokens = await provider.renewed(refresh);
      await this.#write(tokens.refresh === refresh ? this.#unwritten : (tokens.refresh ?? this.#unwritten));
      return tokens;
    } catch (error) {
      if (error instanceof SignInFailure && error.ended) await this.#forget(error.why);
      throw error;
    }
  }

  /** A person has signed in. */
  async took({ refresh }: Tokens): Promise<void> {
    if (refresh !== null) return this.#write(refresh);
    const text = 'the provider gave nothing to renew it with; the scope offline_access may be missing';
    await this.#forget({ code: 'sign-in', params: { host: hostOf(this.#options.auth.issuer), text } });
  }

  async #write(refresh: string | null): Promise<void> {
    if (refresh === null) return;
    this.#unwritten = refresh;
    try {
      await this.#options.kept.write(refresh);
      this.#unwritten = null;
    } catch (error) {
      this.#options.warn(`A sign-in could not be stored and holds until Tocsin ends: ${String(error)}`);
    }
  }

  async #forget(why: Cause): Promise<void> {
    this.#why = why;
    this.#unwritten = null;
    try {
      await this.#options.kept.remove();
    } catch (error) {
      this.#options.warn(`A sign-in that has ended could not be removed: ${String(error)}`);
    }
  }
}
