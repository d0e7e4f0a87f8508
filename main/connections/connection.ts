import type { Cause, ConnectionState, ServerSettings, ServerState } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { CatchUp, Down, Link, Net, Protocol, Session, WireEvent } from '../protocols/protocol.ts';
import { spreadOut } from './backoff.ts';
import { backEvents, blockedEvent, lostEvent, type OwnAlert, ownAlertOf, stillLostEvent } from './lifecycle.ts';
import type { Sink } from './sink.ts';
import { type Input, type Life, stopped, transition } from './transition.ts';

export type Resolve = (
  server: ServerSettings,
) => Promise<{ readonly server: ServerSettings } | { readonly cause: Cause }>;

export interface ConnectionOptions {
  readonly protocol: Protocol;
  readonly resolve: Resolve;
  readonly netFor: (server: ServerSettings) => Net;
  readonly sink: Sink;
  readonly clock: Clock;
  readonly random: () => number;
  /** Up to when the server is known from before; null: it was never reached. */
  readonly knownUntil: number | null;
  /** Alerts about this connection that an earlier run left open. */
  readonly raised: readonly OwnAlert[];
  readonly changed: () => void;
}

const attemptMs = 20_000;
const lostMs = 120_000;
const stillLostMs = 900_000;
const proveMs = 300_000;
const knownMs = 30_000;

/** One line's life: what comes from it after its end is ignored. */
interface Attempt {
  session: Session | null;
  ended: boolean;
  upAt: number | null;
}

/** One server's life: the only owner of its retries. */
export class Connection {
  readonly #options: ConnectionOptions;
  #server: ServerSettings;
  #life: Life = stopped;
  #since: number;
  #attempt: Attempt | null = null;
  #timers = new Map<string, () => void>();
  #lostAt: number | null = null;
  #lastEventAt: number | null = null;
  #pressed = false;
  #proven = false;
  /** Begin of what is not known yet; null: everything is known, or nothing ever was. */
  #gapFrom: number | null;
  /** Read completely since the line came up. */
  #complete = false;
  #byServer = false;
  readonly #raised: Set<OwnAlert>;

  constructor(server: ServerSettings, options: ConnectionOptions) {
    this.#server = server;
    this.#options = options;
    this.#since = options.clock.now();
    this.#gapFrom = options.knownUntil;
    this.#raised = new Set(options.raised);
  }

  get server(): ServerSettings {
    return this.#server;
  }

  /** Takes a new name or a mute, which the line itself does not notice. */
  rename(server: ServerSettings): void {
    this.#server = server;
    this.#options.changed();
  }

  /** Begins, or begins anew, after `delayMs`. */
  start(delayMs = 0): void {
    this.#leave();
    this.#input({ type: 'start' });
    this.#after('open', delayMs, () => void this.#open());
  }

  /** Tries at once where it waits or is blocked. */
  retry(): void {
    if (this.#life.state.name === 'waiting' || this.#life.state.name === 'blocked') this.start();
  }

  /** The line is made anew unless it was refused: a machine that slept has only dead lines. */
  rebuild(delayMs: number): void {
    if (this.#life.state.name !== 'blocked' && this.#life.state.name !== 'stopped') this.start(delayMs);
  }

  resume(): void {
    if (!this.#pressed) return;
    this.#pressed = false;
    this.#attempt?.session?.resume();
    this.#options.changed();
  }

  stop(): void {
    this.#leave();
    this.#cancelAll();
    this.#input({ type: 'stop' });
    this.#lostAt = null;
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
      lostAt: this.#lostAt,
      lastEventAt: this.#lastEventAt,
      pressed: this.#pressed,
      proven: this.#proven,
    };
  }

  async #open(): Promise<void> {
    const { resolve, protocol, netFor, clock, random } = this.#options;
    const attempt: Attempt = { session: null, ended: false, upAt: null };
    this.#attempt = attempt;
    this.#after('overdue', attemptMs, () => this.#down(attempt, overdue(this.#server)));
    try {
      const resolved = await resolve(this.#server);
      if (attempt.ended) return;
      if ('cause' in resolved) return this.#block(attempt, resolved.cause);
      const askAfterMs = this.#byServer ? spreadOut(random) : 0;
      const { server } = resolved;
      const target = { server, since: this.#gapFrom, net: netFor(server), clock, random, askAfterMs };
      const session = protocol.open(target, this.#link(attempt));
      if (attempt.ended) session.close();
      else attempt.session = session;
      this.#proven = session.prove !== undefined;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#down(attempt, { cause: { code: 'unexpected', params: { text } }, fatal: false, byServer: false });
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
      limited: (limits) => live(() => this.#input({ type: 'limited', limits })),
      named: (type, id, name) => live(() => sink.named(this.#server, type, id, name)),
      unreadable: (bytes, why) => live(() => sink.unreadable(this.#server, bytes, why)),
      down: (down) => live(() => this.#down(attempt, down)),
    };
  }

  #up(attempt: Attempt): void {
    const now = this.#options.clock.now();
    attempt.upAt = now;
    this.#cancel('overdue');
    this.#cancel('lost');
    this.#lostAt = null;
    this.#input({ type: 'up' });
    this.#after('prove', proveMs, () => void this.#prove(attempt));
  }

  #event(attempt: Attempt, event: WireEvent): void {
    this.#lastEventAt = this.#options.clock.now();
    if (this.#options.sink.event(this.#server, event) || this.#pressed) return;
    this.#pressed = true;
    attempt.session?.pause();
    this.#options.changed();
  }

  #caughtUp(attempt: Attempt, catchUp: CatchUp): void {
    if (attempt.upAt === null) return;
    const { sink } = this.#options;
    const gap = this.#gapFrom === null ? null : { from: this.#gapFrom, to: attempt.upAt };
    sink.caughtUp(this.#server, gap, catchUp);
    for (const event of backEvents(this.#raised, gap, catchUp)) sink.own(this.#server, event);
    this.#raised.clear();
    this.#complete = true;
    this.#byServer = false;
    this.#known();
  }

  /** The server is known up to now, and again every 30 s. */
  #known(): void {
    this.#options.sink.knownUntil(this.#server.id, this.#options.clock.now());
    this.#after('known', knownMs, () => this.#known());
  }

  async #prove(attempt: Attempt): Promise<void> {
    const down = await attempt.session?.prove?.();
    if (attempt.ended) return;
    if (down !== null && down !== undefined) return this.#down(attempt, down);
    this.#after('prove', proveMs, () => void this.#prove(attempt));
  }

  #down(attempt: Attempt, down: Down): void {
    if (attempt.ended) return;
    this.#byServer = down.byServer;
    this.#leave();
    this.#input({ type: 'down', down });
    this.#afterLoss();
  }

  #block(attempt: Attempt, cause: Cause): void {
    if (attempt.ended) return;
    this.#leave();
    this.#input({ type: 'block', down: { cause } });
    this.#afterLoss();
  }

  #afterLoss(): void {
    const { state } = this.#life;
    const now = this.#options.clock.now();
    this.#lostAt ??= now;
    if (state.name === 'waiting') {
      this.#after('retry', state.retryAt - now, () => {
        this.#input({ type: 'due' });
        void this.#open();
      });
      if (!this.#timers.has('lost')) this.#after('lost', lostMs, () => this.#raiseLost());
    }
    if (state.name !== 'blocked') return;
    this.#cancel('lost');
    this.#raised.add(ownAlertOf(state.why));
    this.#options.sink.own(this.#server, blockedEvent(state.why, now));
  }

  #raiseLost(): void {
    const lostAt = this.#lostAt ?? this.#options.clock.now();
    this.#raised.add('connection');
    this.#options.sink.own(this.#server, lostEvent(whyOf(this.#life.state, this.#server), lostAt));
    this.#after('lost', stillLostMs - lostMs, () => {
      this.#options.sink.own(this.#server, stillLostEvent(whyOf(this.#life.state, this.#server), lostAt));
    });
  }

  /** Ends the line, and remembers from when on the server is not known. */
  #leave(): void {
    const attempt = this.#attempt;
    this.#attempt = null;
    for (const timer of ['open', 'overdue', 'retry', 'prove', 'known']) this.#cancel(timer);
    this.#pressed = false;
    if (attempt === null) return;
    attempt.ended = true;
    attempt.session?.close();
    if (!this.#complete) return;
    const now = this.#options.clock.now();
    this.#complete = false;
    this.#gapFrom = now;
    this.#options.sink.knownUntil(this.#server.id, now);
  }

  #input(input: Input): void {
    const { clock, random, changed } = this.#options;
    const before = this.#life.state.name;
    this.#life = transition(this.#life, input, clock.now(), random);
    if (this.#life.state.name !== before) this.#since = clock.now();
    changed();
  }

  #after(timer: string, delayMs: number, run: () => void): void {
    this.#cancel(timer);
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      run();
    });
    this.#timers.set(timer, cancel);
  }

  #cancel(timer: string): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }

  #cancelAll(): void {
    for (const timer of [...this.#timers.keys()]) this.#cancel(timer);
  }
}

function overdue({ url }: ServerSettings): Down {
  return {
    cause: { code: 'time', params: { host: hostOf(url), seconds: attemptMs / 1000 } },
    fatal: false,
    byServer: false,
  };
}

/** Why it is out of reach; while it tries again the last reason is gone, and nothing answers in time. */
function whyOf(state: ConnectionState, { url }: ServerSettings): Cause {
  if (state.name === 'waiting' || state.name === 'blocked') return state.why;
  return { code: 'time', params: { host: hostOf(url), seconds: attemptMs / 1000 } };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
