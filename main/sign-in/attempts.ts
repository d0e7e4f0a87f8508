import type { Cause, ServerSettings, SignIn, SignInBegun } from '../../preload/contract/api.ts';
import { hostOf } from '../protocols/causes.ts';
import type { Net } from '../protocols/protocol.ts';
import { failureOf, SignInFailure } from './failure.ts';
import { beginInBrowser, beginWithCode, Cancelled, type Desk, type Underway } from './person.ts';
import { Provider, type Tokens } from './provider.ts';
import { identityOf, personAuthOf } from './settings.ts';

export interface AttemptsOptions extends Desk {
  readonly netFor: (server: ServerSettings, url: string) => Net;
  /** Keeps what a sign-in gave. */
  readonly took: (server: ServerSettings, tokens: Tokens) => Promise<void>;
  /** How one stands has changed. */
  readonly changed: () => void;
}

interface Attempt {
  /** What it was for: with other settings it is worth nothing. */
  readonly identity: string;
  readonly cancel: () => void;
  /** Resolves when it has ended; null: it was cancelled. */
  readonly over: Promise<SignIn | null>;
  state: SignIn;
}

/** The sign-ins of persons, at most one for each server: the one under way, or how the last one ended. */
export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #attempts = new Map<string, Attempt>();
  /** Those that are only beginning: the provider is being asked. */
  readonly #beginning = new Map<string, symbol>();

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** Begins one in the place of the one before; rejects with `SignInFailure`. */
  async begin(server: ServerSettings, how: SignInBegun['how']): Promise<SignInBegun> {
    const auth = personAuthOf(server);
    if (auth === null) {
      const text = 'it is signed in to by what stands in its settings';
      throw new SignInFailure({ code: 'settings', params: { field: 'auth', text } });
    }
    this.cancel(server.id);
    const turn = Symbol();
    this.#beginning.set(server.id, turn);
    const wanted = () => this.#beginning.get(server.id) === turn;
    try {
      const provider = await Provider.open(auth, this.#options.netFor(server, auth.issuer));
      if (!wanted()) throw unwanted(auth.issuer);
      const begin = how === 'browser' ? beginInBrowser : beginWithCode;
      const underway = await begin(provider, auth.issuer, this.#options);
      if (!wanted()) {
        underway.cancel();
        throw unwanted(auth.issuer);
      }
      this.#follow(server, underway);
      return underway.begun;
    } catch (error) {
      const failure = failureOf(error, auth.issuer);
      if (wanted()) this.failed(server, failure.why);
      throw failure;
    } finally {
      if (wanted()) this.#beginning.delete(server.id);
    }
  }

  /** Ends the one under way, and forgets how the last one ended. */
  cancel(id: string): void {
    this.#beginning.delete(id);
    const attempt = this.#attempts.get(id);
    if (attempt === undefined) return;
    this.#attempts.delete(id);
    attempt.cancel();
    this.#options.changed();
  }

  /** A sign-in that failed, or one from before that is over. */
  failed(server: ServerSettings, why: Cause): void {
    const state = { name: 'failed', why } as const;
    if (this.#attempts.get(server.id)?.state.name === 'waiting') return;
    const ended = { identity: identityOf(server), cancel: () => {}, over: Promise.resolve(state), state };
    this.#attempts.set(server.id, ended);
    this.#options.changed();
  }

  /** Null: none was begun. */
  state(id: string): SignIn | null {
    return this.#attempts.get(id)?.state ?? null;
  }

  /** Resolves when the one under way has ended, with how; null: it was cancelled, or there is none. */
  async over(id: string): Promise<SignIn | null> {
    return (await this.#attempts.get(id)?.over) ?? null;
  }

  /** Ends those of servers that are gone, or signed in to otherwise. */
  keep(servers: readonly ServerSettings[]): void {
    for (const id of this.#ids()) {
      const server = servers.find((each) => each.id === id);
      const identity = this.#attempts.get(id)?.identity;
      if (server === undefined || (identity !== undefined && identityOf(server) !== identity)) this.cancel(id);
    }
  }

  close(): void {
    for (const id of this.#ids()) this.cancel(id);
  }

  #ids(): readonly string[] {
    return [...this.#attempts.keys(), ...this.#beginning.keys()];
  }

  #follow(server: ServerSettings, { begun, tokens, cancel }: Underway): void {
    const current = () => this.#attempts.get(server.id) === attempt;
    const over = tokens.then(
      async (given): Promise<SignIn | null> => {
        if (!current()) return null;
        await this.#options.took(server, given);
        return { name: 'done' };
      },
      (error: unknown): SignIn | null =>
        error instanceof Cancelled ? null : { name: 'failed', why: failureOf(error, server.url).why },
    );
    const attempt: Attempt = { identity: identityOf(server), cancel, over, state: begun };
    this.#attempts.set(server.id, attempt);
    this.#options.changed();
    void over.then((state) => {
      if (state === null || !current()) return;
      attempt.state = state;
      this.#options.changed();
    });
  }
}

function unwanted(issuer: string): SignInFailure {
  return new SignInFailure({ code: 'sign-in', params: { host: hostOf(issuer), text: 'it was cancelled' } });
}
