import type { Cause } from '../../preload/contract/api.ts';
import { type Clock, isLately } from '../clock.ts';
import { isFatal } from '../protocols/causes.ts';
import type { Access } from '../protocols/protocol.ts';
import { SignInFailure } from './failure.ts';
import type { Tokens } from './provider.ts';

/** Why there is no access; `fatal`: only a person helps. */
export interface Denied {
  readonly cause: Cause;
  readonly fatal: boolean;
}

export interface SourceOptions {
  readonly clock: Clock;
  /** Asks for a new token; rejects with `SignInFailure`. */
  readonly renew: () => Promise<Tokens>;
  /** Keeps what a person's sign-in gave. */
  readonly took: (tokens: Tokens) => Promise<void>;
  /** Renews before the end also while nobody asks: a refresh token that rests too long ends. */
  readonly lasting: boolean;
  /** Why the server is not content, once it refuses a token that was just made. */
  readonly unwanted: Cause;
  /** A renewal that nobody waits for was refused for good. */
  readonly ended: (why: Cause) => void;
}

interface Token {
  readonly text: string;
  readonly madeAt: number;
  /** Null: it holds until it is refused. */
  readonly endsAt: number | null;
  readonly marginMs: number;
  /** Made because the server refused the one before. */
  readonly replaces: boolean;
}

const marginMs = 60_000;
/** A token refused so soon after it was made was never good. */
const justMadeMs = 30_000;
const againMs = 60_000;
/** By itself no provider is asked more often, however short its tokens live. */
const shortestWaitMs = 10_000;
const longestWaitMs = 24 * 3_600_000;

/** One server's access token: renewed before its end, one renewal at a time. */
export class TokenSource {
  readonly #options: SourceOptions;
  #token: Token | null = null;
  #renewing: Promise<Token> | null = null;
  /** The server refused the last token, and what it says of the next one counts. */
  #refused = false;
  /** The server refuses new tokens too. */
  #unwanted = false;
  #cancel = () => {};
  #closed = false;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** A token that holds, or why there is none. */
  async access(): Promise<Access | Denied> {
    if (this.#unwanted) {
      // Whoever asks after this was told, and tries again because a person wants it.
      this.#unwanted = false;
      return { cause: this.#options.unwanted, fatal: true };
    }
    const token = this.#token;
    if (token !== null && !this.#nearsEnd(token)) return this.#accessOf(token);
    try {
      return this.#accessOf(await this.#renewed());
    } catch (error) {
      if (!(error instanceof SignInFailure)) throw error;
      const fatal = isFatal(error.why);
      if (!fatal && token !== null && token === this.#token && this.#holds(token)) return this.#accessOf(token);
      return { cause: error.why, fatal };
    }
  }

  /** A person has signed in: what was before counts no more. */
  async took(tokens: Tokens): Promise<void> {
    while (this.#renewing !== null) await this.#renewing.catch(() => undefined);
    this.#refused = false;
    this.#unwanted = false;
    await this.#run(async () => {
      await this.#options.took(tokens);
      return tokens;
    });
  }

  /** Ends renewing by itself; resolves when what is under way is done. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#renewing?.catch(() => undefined);
  }

  #accessOf(token: Token): Access {
    return { token: token.text, refused: () => this.#refuse(token) };
  }

  #refuse(token: Token): void {
    if (this.#token !== token) return;
    this.#token = null;
    const justMade = isLately(token.madeAt, justMadeMs, this.#options.clock.now());
    this.#unwanted = token.replaces && justMade;
    this.#refused = !this.#unwanted;
  }

  #renewed(): Promise<Token> {
    return this.#renewing ?? this.#run(this.#options.renew);
  }

  #run(ask: () => Promise<Tokens>): Promise<Token> {
    const renewing = ask()
      .then((tokens) => this.#keep(tokens))
      .finally(() => {
        this.#renewing = null;
      });
    this.#renewing = renewing;
    return renewing;
  }

  #keep({ access, lifeMs }: Tokens): Token {
    const madeAt = this.#options.clock.now();
    const token: Token = {
      text: access,
      madeAt,
      endsAt: lifeMs === null ? null : madeAt + lifeMs,
      marginMs: Math.min(marginMs, (lifeMs ?? 0) / 2),
      replaces: this.#refused,
    };
    this.#token = token;
    this.#refused = false;
    if (token.endsAt !== null) this.#renewAfter(token.endsAt - token.marginMs - madeAt);
    return token;
  }

  #renewAfter(delayMs: number): void {
    this.#cancel();
    if (this.#closed || !this.#options.lasting) return;
    const waitMs = Math.min(Math.max(delayMs, shortestWaitMs), longestWaitMs);
    this.#cancel = this.#options.clock.after(waitMs, () => {
      this.#renewed().catch((error: unknown) => {
        if (!(error instanceof SignInFailure)) throw error;
        if (isFatal(error.why)) this.#options.ended(error.why);
        else this.#renewAfter(againMs);
      });
    });
  }

  #nearsEnd({ endsAt, marginMs: margin }: Token): boolean {
    return endsAt !== null && this.#options.clock.now() >= endsAt - margin;
  }

  #holds({ endsAt }: Token): boolean {
    return endsAt === null || this.#options.clock.now() < endsAt;
  }
}
