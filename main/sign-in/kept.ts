import { z } from 'zod';
import type { OidcAuth } from '../protocols/open-id.ts';
import { signInSecret } from '../settings/sign-in-secret.ts';
import type { SecretStore } from '../settings/store.ts';
import { SecretsUnavailable } from '../settings/unavailable.ts';
import { SignInFailure } from './failure.ts';

const record = z.object({
  issuer: z.string(),
  clientId: z.string(),
  scope: z.string().nullable(),
  refreshToken: z.string().min(1),
});

/** The refresh token of one server in the secret store, with what it is for: it never goes to another provider. */
export class KeptToken {
  readonly #store: SecretStore;
  readonly #id: string;
  readonly #auth: OidcAuth;

  constructor(store: SecretStore, server: string, auth: OidcAuth) {
    this.#store = store;
    this.#id = signInSecret(server, store.backend);
    this.#auth = auth;
  }

  /** Null: there is none, or one for another provider, client or scope. Rejects with `SignInFailure` when the store fails. */
  async read(): Promise<string | null> {
    const { issuer, clientId, scope = null } = this.#auth;
    const kept = record.safeParse(parsed(await this.#text()));
    if (!kept.success) return null;
    const same = kept.data.issuer === issuer && kept.data.clientId === clientId && kept.data.scope === scope;
    return same ? kept.data.refreshToken : null;
  }

  /** A store that cannot be read is told: whoever signs in again because of it does not learn why. */
  async #text(): Promise<string | null> {
    try {
      return await this.#store.read(this.#id);
    } catch (error) {
      const field = 'sign-in';
      if (error instanceof SecretsUnavailable)
        throw new SignInFailure({ code: 'keyring', params: { field, state: error.why } });
      throw new SignInFailure({ code: 'secret-unreadable', params: { field } });
    }
  }

  /** Takes the place of the one before, in one write. */
  async write(refreshToken: string): Promise<void> {
    const { issuer, clientId, scope = null } = this.#auth;
    await this.#store.write(this.#id, JSON.stringify({ issuer, clientId, scope, refreshToken }));
  }

  async remove(): Promise<void> {
    await this.#store.remove([this.#id]);
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    // Somebody wrote something else there: then there is no sign-in.
    return null;
  }
}
