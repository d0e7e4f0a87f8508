import type { Cause, Limit, ServerSettings, ServerState, UnreadFrames } from '../../preload/contract/api.ts';
import { type Clock, isLately } from '../clock.ts';
import type { Access, CatchUp, Down, Link, Net, Protocol, Session, Unread, WireEvent } from '../protocols/protocol.ts';
import { spreadOut } from './backoff.ts';
import type { OwnAlert } from './lifecycle.ts';
import { UnusableSetting } from './net.ts';
import { type NoticeTimes, Outage } from './outage.ts';
import type { Sink } from './sink.ts';
import { Timers } from './timers.ts';
import { type Input, type Life, stopped, transition } from './transition.ts';

export type Resolve = (
  server: ServerSettings,
) => Promise<{ readonly server: ServerSettings } | { readonly cause: Cause }>;

/** A token for a server, secrets resolved; null where it needs none; why there is none. */
export type AccessTo = (server: ServerSettings) => Promise<Access | Pick<Down, 'cause' | 'fatal'> | null>;

/** What every connection is lent. */
export interface Surroundings {
  readonly resolve: Resolve;
  readonly accessTo: AccessTo;
  readonly netFor: (server: ServerSettings) => Net;
  readonly sink: Sink;
  readonly clock: Clock;
  readonly random: () => number;
  /** After how long out of reach a server is told; asked again by `retime`. */
  readonly noticeTimes: () => NoticeTimes;
}

export interface ConnectionOptions extends Surroundings {
  readonly protocol: Protocol;
  /** Up to when the server is known from before; null: it was never reached. */
  readonly knownUntil: number | null;
  /** When the last event came over an earlier line; null: none since the start. */
  readonly lastEventAt: number | null;
  /** Alerts about this connection that an earlier run left open. */
  readonly raised: readonly OwnAlert[];
  /** How far the clock has been set back so far, ms. */
  readonly turnedBackMs: () => number;
  readonly changed: () => void;
}

const attemptMs = 20_000;
const proveMs = 300_000;
const knownMs = 30_000;
/** In a flood the time of the last event is told no oftener than this. */
const sayEventMs = 5_000;
/** After more than this between two looks the machine has slept, and the line may have been dead all the time. */
const sleptMs = 65_000;

/** One line's life: what comes from it after its end is ignored. */
interface Attempt {
  session: Session | null;
  ended: boolean;
  /** Resolves at its end. */
  readonly over: PromiseWithResolvers<void>;
  upAt: number | null;
  limits: readonly Limit[];
}

/** One server's life: the only owner of its retries. */
export class Connection {
  readonly #options: ConnectionOptions;
  #server: ServerSettings;
  #life: Life = stopped;
  #since: number;
  #attempt: Attempt | null = null;
  readonly #timers: Timers<'open' | 'overdue' | 'retry' | 'prove' | 'known'>;
  readonly #outage: Outage;
  #lastEventAt: number | null;
  #eventSaidAt = Number.NEGATIVE_INFINITY;
  #pressed = false;
  /** How often reading went on after it was held back: an answer that is late till then may only not have been read. */
  #releases = 0;
  #proven = false;
  #unreadable: UnreadFrames | null = null;
  /** Begin of what is not known yet; null: everything is known, or nothing ever was. */
  #gapFrom: number | null;
  /** How far the clock had been set back when that was noted; null: an earlier run noted it, by whatever clock. */
  #gapTurnedMs: number | null = null;
  /** Read completely since the line came up. */
  #complete = false;
  /** When the server was last known to be known; counts while `#complete`. */
  #knownAt = 0;
  /** When the line last gave a proof, the catch-up being the first. */
  #provenAt = 0;

  constructor(server: ServerSettings, options: ConnectionOptions) {
    this.#server = server;
    this.#options = options;
    this.#since = options.clock.now();
    this.#gapFrom = options.knownUntil;
    this.#lastEventAt = options.lastEventAt;
    this.#timers = new Timers(options.clock);
    this.#outage = new Outage(options.clock, options.noticeTimes, options.raised, (event) =>
      options.sink.own(this.#server, event),
    );
  }

  get server(): ServerSettings {
    return this.#server;
  }

  /** Takes a new name or a mute, which the line itself does not notice. */
  rename(server: ServerSettings): void {
    this.#server = server;
    this.#options.changed();
  }

  /** The times after which it is told that the server is out of reach may be others now. */
  retime(): void {
    this.#outage.retime();
  }

  /** Begins, or begins anew, after `delayMs`. */
  start(delayMs = 0): void {
    this.#leave(this.#knownAt);
    this.#input({ type: 'start' });
    this.#timers.set('open', delayMs, () => void this.#open());
  }

  /** Tries at once where it waits or is blocked; where something is lacking, the line is made anew for it. */
  retry(): void {
    const { state } = this.#life;
    const limited = state.name === 'online' && state.limits.length > 0;
    if (state.name === 'waiting' || state.name === 'blocked' || limited) this.start();
  }

  /** The line is made anew unless it was refused: a machine that slept has only dead lines. */
  rebuild(delayMs: number): void {
    if (this.#life.state.name !== 'blocked' && this.#life.state.name !== 'stopped') this.start(delayMs);
  }

  /** Tries after `delayMs` where it waits for longer. */
  hasten(delayMs: number): void {
    const { state } = this.#life;
    if (state.name === 'waiting' && state.retryAt - this.#options.clock.now() > delayMs) this.start(delayMs);
  }

  resume(): void {
    if (!this.#pressed) return;
    this.#pressed = false;
    this.#releases++;
    this.#attempt?.session?.resume();
    this.#options.changed();
  }

  stop(): void {
    this.#leave(this.#knownUntil());
    this.#outage.end();
    this.#input({ type: 'stop' });
  }

  /** Whether the server takes an acknowledgement of this alert, now. */
  acknowledges(alert: string): boolean {
    return this.#life.state.name === 'online' && this.#attempt?.session?.acknowledges?.(alert) === true;
  }

  /** Acknowledges an alert on the server; null when the server says that it is, else why not. Never rejects. */
  async acknowledge(alert: string): Promise<Cause | null> {
    const attempt = this.#attempt;
    const session = attempt?.session;
    const params = { server: this.#server.name };
    const offline: Cause = { code: 'acknowledge-offline', params };
    if (attempt === null || this.#life.state.name !== 'online') return offline;
    if (session?.acknowledge === undefined || !this.acknowledges(alert)) return { code: 'acknowledge-unknown', params };
    const asked = session.acknowledge(alert).catch((error) => unexpected(error).cause);
    // A line that ends answers nothing any more, and somebody waits for it.
    return Promise.race([asked, attempt.over.promise.then(() => offline)]);
  }

  state(): ServerState {
    const { id, name, protocol, enabled, muted } = this.#server;
    return {
      id,
      name,
      protocol,
      enabled,
      muted,
      state: this.#life.state,
      since: this.#since,
      lostAt: this.#outage.since,
      lastEventAt: this.#lastEventAt,
      pressed: this.#pressed,
      proven: this.#proven,
      unreadable: this.#unreadable,
    };
  }

  async #open(): Promise<void> {
    const { resolve, accessTo, protocol, netFor, clock, random } = this.#options;
    const attempt: Attempt = {
      session: null,
      ended: false,
      over: Promise.withResolvers(),
      upAt: null,
      limits: [],
    };
    this.#attempt = attempt;
    this.#timers.set('overdue', attemptMs, () => this.#down(attempt, overdue(this.#server)));
    try {
      const resolved = await resolve(this.#server);
      if (attempt.ended) return;
      if ('cause' in resolved) return this.#block(attempt, resolved.cause);
      const { server } = resolved;
      const access = await accessTo(server);
      if (attempt.ended) return;
      if (access !== null && 'cause' in access) return this.#down(attempt, { ...access, byServer: false });
      const since = this.#gapBegin();
      const askAfterMs = since === null ? 0 : spreadOut(random);
      const target = { server, since, net: netFor(server), clock, random, access, askAfterMs };
      const session = protocol.open(target, this.#link(attempt));
      this.#proven = session.prove !== undefined;
      if (attempt.ended) return session.close();
      attempt.session = session;
      if (this.#pressed) session.pause();
      this.#options.changed();
    } catch (error) {
      if (error instanceof UnusableSetting) return this.#block(attempt, error.why);
      this.#down(attempt, unexpected(error));
    }
  }

  #link(attempt: Attempt): Link {
    const { sink } = this.#options;
    const live = (run: () => void) => {
      if (!attempt.ended) run();
    };
    return {
      up: () => live(() => this.#up(attempt)),
      event: (event) => live(() => this.#event(attempt, event)),
      caughtUp: (catchUp) => live(() => this.#caughtUp(attempt, catchUp)),
      limited: (limits) => live(() => this.#limited(attempt, limits)),
      named: (type, id, name) => live(() => sink.named(this.#server, type, id, name)),
      unreadable: (frame, why) => live(() => this.#unread(frame, why)),
      down: (down) => live(() => this.#down(attempt, down)),
    };
  }

  #up(attempt: Attempt): void {
    attempt.upAt = this.#options.clock.now();
    this.#timers.cancel('overdue');
    this.#outage.up();
    this.#input({ type: 'up' });
    this.#limited(attempt, attempt.limits);
    this.#timers.set('prove', proveMs, () => void this.#prove(attempt));
  }

  #unread(frame: Unread, why: Cause): void {
    const { clock, sink, changed } = this.#options;
    this.#unreadable = { count: (this.#unreadable?.count ?? 0) + 1, at: clock.now(), why, begin: frame.begin };
    sink.unreadable(this.#server, frame, why);
    changed();
  }

  /** What is said of it before the line is up holds when it is. */
  #limited(attempt: Attempt, limits: readonly Limit[]): void {
    attempt.limits = limits;
    this.#input({ type: 'limited', limits });
  }

  #event(attempt: Attempt, event: WireEvent): void {
    const now = this.#options.clock.now();
    this.#lastEventAt = now;
    if (!isLately(this.#eventSaidAt, sayEventMs, now)) {
      this.#eventSaidAt = now;
      this.#options.changed();
    }
    if (this.#options.sink.event(this.#server, event) || this.#pressed) return;
    this.#pressed = true;
    attempt.session?.pause();
    this.#options.changed();
  }

  #caughtUp(attempt: Attempt, catchUp: CatchUp): void {
    if (attempt.upAt === null) return;
    const gap = this.#gapFrom === null ? null : { from: this.#gapFrom, to: attempt.upAt };
    this.#options.sink.caughtUp(this.#server, gap, catchUp);
    this.#outage.over(gap, catchUp);
    this.#complete = true;
    this.#knownAt = this.#options.clock.now();
    this.#provenAt = this.#knownAt;
    this.#known();
  }

  /** The server is known up to now, and again every 30 s. */
  #known(): void {
    this.#knownAt = this.#knownUntil();
    this.#options.sink.knownUntil(this.#server.id, this.#toldUntil(this.#knownAt));
    this.#timers.set('known', knownMs, () => this.#known());
  }

  /** Now, unless the machine has slept since the last look. */
  #knownUntil(): number {
    const now = this.#options.clock.now();
    return now - this.#knownAt > sleptMs ? this.#knownAt : now;
  }

  /** What came and was not told yet is not known, and goes with the line. */
  #toldUntil(knownUntil: number): number {
    return Math.min(knownUntil, this.#attempt?.session?.behindSince?.() ?? knownUntil);
  }

  /** A line that cannot prove itself has been lost since it last did. */
  async #prove(attempt: Attempt): Promise<void> {
    const { session } = attempt;
    if (session?.prove === undefined) return;
    const startedAt = this.#options.clock.now();
    const fail = (down: Down) => this.#down(attempt, down, Math.min(this.#provenAt, this.#knownUntil()));
    this.#limitProof(() => fail(overdue(this.#server)));
    const down = await session.prove().catch(unexpected);
    if (attempt.ended) return;
    if (down !== null) return fail(down);
    this.#provenAt = startedAt;
    this.#timers.set('prove', proveMs, () => void this.#prove(attempt));
  }

  #limitProof(late: () => void): void {
    const releases = this.#releases;
    this.#timers.set('prove', attemptMs, () => {
      if (this.#pressed || this.#releases !== releases) this.#limitProof(late);
      else late();
    });
  }

  #down(attempt: Attempt, down: Down, knownUntil = this.#knownUntil()): void {
    if (attempt.ended) return;
    this.#leave(knownUntil);
    this.#input({ type: 'down', down });
    const { state } = this.#life;
    if (state.name === 'blocked') this.#outage.blocked(state.why);
    if (state.name !== 'waiting') return;
    this.#outage.failed(state.why);
    this.#timers.set('retry', state.retryAt - this.#options.clock.now(), () => {
      this.#input({ type: 'due' });
      void this.#open();
    });
  }

  #block(attempt: Attempt, cause: Cause): void {
    if (attempt.ended) return;
    this.#leave(this.#knownUntil());
    this.#input({ type: 'block', down: { cause } });
    this.#outage.blocked(cause);
  }

  /** Where the gap begins by the clock as it is now: it may have been set back since, or have been wrong. */
  #gapBegin(): number | null {
    const { turnedBackMs, clock } = this.#options;
    if (this.#gapFrom === null) return null;
    const turnedMs = turnedBackMs();
    if (this.#gapTurnedMs !== null) {
      this.#gapFrom -= turnedMs - this.#gapTurnedMs;
      this.#gapTurnedMs = turnedMs;
    }
    this.#gapFrom = Math.min(this.#gapFrom, clock.now());
    return this.#gapFrom;
  }

  /** Ends the line; what came after `knownUntil` will have to be asked for. */
  #leave(knownUntil: number): void {
    const attempt = this.#attempt;
    const toldUntil = this.#toldUntil(knownUntil);
    this.#attempt = null;
    this.#timers.cancelAll();
    this.#pressed = false;
    if (attempt === null) return;
    attempt.ended = true;
    attempt.over.resolve();
    attempt.session?.close();
    if (attempt.upAt !== null) this.#outage.begin();
    if (!this.#complete) return;
    this.#complete = false;
    this.#gapFrom = toldUntil;
    this.#gapTurnedMs = this.#options.turnedBackMs();
    this.#options.sink.knownUntil(this.#server.id, toldUntil);
  }

  #input(input: Input): void {
    const { clock, random, changed } = this.#options;
    const before = this.#life.state.name;
    this.#life = transition(this.#life, input, clock.now(), random);
    if (this.#life.state.name !== before) this.#since = clock.now();
    changed();
  }
}

function overdue({ url }: ServerSettings): Down {
  return {
    cause: { code: 'time', params: { host: hostOf(url), seconds: attemptMs / 1000 } },
    fatal: false,
    byServer: false,
  };
}

function unexpected(error: unknown): Down {
  const text = error instanceof Error ? error.message : String(error);
  return { cause: { code: 'unexpected', params: { text } }, fatal: false, byServer: false };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
