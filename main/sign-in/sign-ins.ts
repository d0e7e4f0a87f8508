import type { ServerSettings, SignIn, SignInBegun } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { hostOf } from '../protocols/causes.ts';
import type { OAuth2Auth, OidcAuth } from '../protocols/open-id.ts';
import type { Access, Net } from '../protocols/protocol.ts';
import type { SecretStore } from '../settings/store.ts';
import { Attempts } from './attempts.ts';
import { clientTokens } from './client-credentials.ts';
import { asking } from './failure.ts';
import { KeptToken } from './kept.ts';
import { LastingSignIn } from './lasting.ts';
import type { Tokens } from './provider.ts';
import { identityOf, personAuthOf, tokenAuthOf } from './settings.ts';
import { type Denied, TokenSource } from './source.ts';

export interface SignInsOptions {
  readonly secrets: SecretStore;
  /** The way to a provider, as a server's settings have it. Throws what cannot be used. */
  readonly netFor: (server: ServerSettings, url: string) => Net;
  readonly clock: Clock;
  /** Opens a page in the user's browser; false: it could not. Never rejects. */
  readonly open: (url: string) => Promise<boolean>;
  /** How a sign-in of a person stands has changed. */
  readonly changed: () => void;
  /** A person has signed in to a server. */
  readonly signedIn: (server: string) => void;
  readonly warn: (line: string) => void;
}

interface Entry {
  readonly identity: string;
  readonly source: TokenSource;
  /** Its settings as they were last: the way to the provider may change while the tokens stay. */
  server: ServerSettings;
}

/** The access tokens of all servers whose sign-in is a provider's, each server's for itself. */
export class SignIns {
  readonly #options: SignInsOptions;
  readonly #entries = new Map<string, Entry>();
  /** Sources that are let go and may still be renewing: a refresh token that is used twice is revoked. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #attempts: Attempts;

  constructor(options: SignInsOptions) {
    this.#options = options;
    this.#attempts = new Attempts({ ...options, took: (server, tokens) => this.#took(server, tokens) });
  }

  /** A token for a server, secrets resolved; null where it is signed in to by what stands in its settings. */
  async access(server: ServerSettings): Promise<Access | Denied | null> {
    const auth = tokenAuthOf(server);
    return auth === null ? null : this.#entry(server, auth).source.access();
  }

  /** The same for a draft of a server, which changes nothing for the one that runs. */
  async accessOnce(server: ServerSettings): Promise<Access | Denied | null> {
    const auth = tokenAuthOf(server);
    if (auth === null) return null;
    const known = this.#entries.get(server.id);
    if (known === undefined || known.identity === identityOf(server)) return this.access(server);
    const { source } = this.#made(server, auth);
    const access = await source.access();
    await source.close();
    return access;
  }

  /** Whether a person can sign in to this server. */
  takes(server: ServerSettings): boolean {
    return personAuthOf(server) !== null;
  }

  /** Begins the sign-in of a person, secrets resolved, in the place of one before. Rejects with `SignInFailure`. */
  begin(server: ServerSettings, how: SignInBegun['how']): Promise<SignInBegun> {
    return this.#attempts.begin(server, how);
  }

  /** Ends the sign-in of a person that is under way, and forgets how the last one ended. */
  cancel(server: string): void {
    this.#attempts.cancel(server);
  }

  /** How the sign-in of a person stands; null: none was begun. */
  state(server: string): SignIn | null {
    return this.#attempts.state(server);
  }

  /** Resolves when the sign-in under way has ended, with how; null: it was cancelled, or there is none. */
  over(server: string): Promise<SignIn | null> {
    return this.#attempts.over(server);
  }

  /** Lets go of servers that are gone or switched off. What is stored of them goes with their settings. */
  keep(servers: readonly ServerSettings[]): void {
    this.#attempts.keep(servers);
    for (const [id, { source }] of [...this.#entries]) {
      if (servers.some((server) => server.id === id && server.enabled)) continue;
      this.#entries.delete(id);
      this.#leave(id, source);
    }
  }

  /** Ends what is under way; what was renewed has been stored when it resolves. */
  async close(): Promise<void> {
    this.#attempts.close();
    await Promise.all([...this.#entries.values()].map(({ source }) => source.close()));
    await Promise.all(this.#leaving.values());
  }

  async #took(server: ServerSettings, tokens: Tokens): Promise<void> {
    const auth = personAuthOf(server);
    if (auth === null) return;
    await this.#entry(server, auth).source.took(tokens);
    this.#options.signedIn(server.id);
  }

  #entry(server: ServerSettings, auth: OidcAuth | OAuth2Auth): Entry {
    const known = this.#entries.get(server.id);
    if (known?.identity === identityOf(server)) {
      known.server = server;
      return known;
    }
    if (known !== undefined) this.#leave(server.id, known.source);
    const entry = this.#made(server, auth);
    this.#entries.set(server.id, entry);
    return entry;
  }

  #leave(id: string, source: TokenSource): void {
    const left = Promise.all([this.#leaving.get(id), source.close()]).then(() => {
      if (this.#leaving.get(id) === left) this.#leaving.delete(id);
    });
    this.#leaving.set(id, left);
  }

  #made(server: ServerSettings, auth: OidcAuth | OAuth2Auth): Entry {
    const { clock } = this.#options;
    const text = 'the server does not take a token that was just made';
    const source = new TokenSource({
      ...this.#ways(server.id, auth, () => entry.server),
      clock,
      unwanted: { code: 'sign-in', params: { host: hostOf(server.url), text } },
      ended: (why) => this.#attempts.failed(entry.server, why),
    });
    const entry: Entry = { identity: identityOf(server), source, server };
    return entry;
  }

  /** How tokens are had: with a client's own secret, or with what a person's sign-in gave. */
  #ways(id: string, auth: OidcAuth | OAuth2Auth, server: () => ServerSettings) {
    const { secrets, netFor, warn } = this.#options;
    if (auth.type === 'oauth2') {
      const renew = () => asking(auth.tokenUrl, [], async () => clientTokens(auth, netFor(server(), auth.tokenUrl)));
      return { lasting: false, renew, took: async () => undefined };
    }
    const kept = new KeptToken(secrets, id, auth);
    const signIn = new LastingSignIn({ auth, kept, net: () => netFor(server(), auth.issuer), warn });
    const renew = () =>
      asking(auth.issuer, [], async () => {
        await this.#leaving.get(id);
        return signIn.renew();
      });
    return { lasting: true, renew, took: (tokens: Tokens) => signIn.took(tokens) };
  }
}
