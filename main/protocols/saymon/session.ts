import type { Cause } from '../../../preload/contract/api.ts';
import { CatchingUp } from '../catching-up.ts';
import { causeOf, downFor, hostOf, statusOf, unexpected } from '../causes.ts';
import { type Lacks, limitsOf, withLacks } from '../lacks.ts';
import type { Down, Link, Session, Target } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import { causeAt } from '../secure.ts';
import { disconnectedDown, mayPoll, type TransportName, type Wire } from '../socket-io-4.ts';
import { Timers } from '../timers.ts';
import { unsaid } from '../unsaid.ts';
import { acknowledge } from './acknowledge.ts';
import { emptyCatchUp } from './catch-up.ts';
import { Inquiry, type Line } from './inquiry.ts';
import { Listener } from './listener.ts';
import { type Memory, Names } from './names.ts';
import { verified } from './proof.ts';
import { Rest } from './rest.ts';
import type { SaymonSettings } from './schema.ts';
import { notSignedIn, sessionFor } from './sign-in.ts';
import { openWire, subscribe } from './socket.ts';
import { type Wanted, wantedOf } from './topics.ts';
import { errorText } from './translate.ts';
import { countOf, incidentOf } from './translate-incidents.ts';

/** An `error` event so soon after the socket was accepted is the answer to its session. */
const answerMs = 5_000;

/** One line to a SAYMON server, from the sign-in to its end. */
export class SaymonSession implements Session {
  /** The session by REST, and the active incidents where all of them are known here; without REST nothing. */
  readonly prove?: () => Promise<Down | null>;
  /** Incidents, over REST. */
  readonly acknowledges?: (alert: string) => boolean;
  readonly acknowledge?: (alert: string) => Promise<Cause | null>;
  readonly #target: Target<SaymonSettings>;
  readonly #link: Link;
  readonly #memory: Memory;
  readonly #wanted: Wanted;
  readonly #rest: Rest | null;
  readonly #names: Names;
  readonly #listener: Listener;
  readonly #inquiry: Inquiry | null;
  readonly #catchingUp: CatchingUp;
  readonly #aborting = new AbortController();
  readonly #timers: Timers;
  #wire: Wire | null = null;
  #session = '';
  /** So long after the socket was accepted that an `error` event is no answer to its session any more. */
  #settled = false;
  /** `proving`: connected and subscribed, the session not yet known to be valid. */
  #stage: 'connecting' | 'proving' | 'up' | 'ended' = 'connecting';
  #renewed = false;
  #lacks: Lacks = {};

  constructor(target: Target<SaymonSettings>, link: Link, memory: Memory) {
    const { server, net, clock } = target;
    this.#target = target;
    this.#timers = new Timers(target.clock);
    this.#link = link;
    this.#memory = memory;
    this.#wanted = wantedOf(server);
    const { signal } = this.#aborting;
    this.#rest = server.apiUrl === undefined ? null : new Rest(net, server.apiUrl, signal, () => clock.now());
    this.#names = new Names(
      memory,
      this.#rest,
      () => this.#session,
      (type, id, name) => {
        if (this.#stage === 'up') this.#link.named(type, id, name);
      },
    );
    this.#listener = new Listener(server, link, memory, this.#names, this.#wanted.custom);
    const inquiry = this.#rest === null ? null : new Inquiry(this.#line(), this.#rest);
    this.#inquiry = inquiry;
    this.#catchingUp = new CatchingUp({
      timers: this.#timers,
      random: target.random,
      ask: async () =>
        inquiry === null ? { catchUp: emptyCatchUp(target.clock.now()), why: null } : inquiry.catchUp(),
      tell: (catchUp) => link.caughtUp(catchUp),
      run: (work) => this.#run(work),
    });
    if (inquiry !== null) this.prove = () => this.#prove(inquiry);
    const rest = this.#rest;
    if (rest !== null) {
      this.acknowledges = (alert) => this.#stage === 'up' && incidentOf(alert) !== null;
      this.acknowledge = (alert) => this.#acknowledge(rest, alert);
    }
    this.#run(() => this.#open());
  }

  close(): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    this.#timers.end();
    this.#aborting.abort();
    this.#drop();
  }

  pause(): void {
    this.#wire?.pause();
  }

  resume(): void {
    this.#wire?.resume();
  }

  behindSince(): number | null {
    return this.#wire?.behindSince() ?? null;
  }

  async #open(): Promise<void> {
    try {
      const { server, access } = this.#target;
      this.#session = await sessionFor(server, this.#rest, this.#memory, access);
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      this.#end(notSignedIn(error.why, this.#target.access));
      return;
    }
    this.#connect('websocket');
  }

  #connect(name: TransportName): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'connecting';
    this.#listener.forget();
    const wire = openWire(this.#target, this.#session, name, {
      connected: () => this.#connected(wire),
      notConnected: (error, refused) => this.#notConnected(error, refused, name),
      late: (down) => this.#end(down),
      disconnected: (reason, details) => this.#disconnected(reason, details),
      said: (topic, message) => this.#said(topic, message),
      unreadable: (frame, why) => this.#link.unreadable(frame, why),
    });
    this.#wire = wire;
  }

  #connected(wire: Wire): void {
    subscribe(wire, this.#wanted, this.#target.server);
    this.#stage = 'proving';
    // A timer, for by the wall clock one that is set back would take every error for an answer.
    this.#timers.after(answerMs, () => {
      if (this.#wire === wire) this.#settled = true;
    });
    const rest = this.#rest;
    if (rest === null) {
      this.#up(null);
      return;
    }
    this.#run(async () => {
      const verdict = await verified(rest, this.#session);
      if (this.#stage !== 'proving' || this.#wire !== wire) return;
      if (verdict.name === 'invalid') this.#refused('');
      else this.#up(verdict.name === 'unknown' ? verdict.why.why : null);
    });
  }

  #up(why: Cause | null): void {
    this.#stage = 'up';
    this.#link.up();
    if (why !== null) this.#limits({ REST: why });
    this.#wire?.resume();
    this.#listener.release();
    this.#timers.after(this.#target.askAfterMs, () => this.#run(() => this.#catchingUp.ask()));
  }

  #said(topic: string, message: unknown): void {
    if (topic === 'error') {
      this.#errorSaid(message);
      return;
    }
    this.#hear(topic, message);
    const inquiry = this.#inquiry;
    if (topic === 'incident-count' && inquiry !== null) this.#run(() => this.#counted(inquiry, countOf(message)));
  }

  #hear(topic: string, message: unknown): void {
    if (!this.#listener.hear(topic, message)) this.#wire?.pause();
  }

  /** An `error` event is how a server may refuse a session; where the session is valid, it is news like any other. */
  #errorSaid(message: unknown): void {
    const text = errorText(message);
    const rest = this.#rest;
    if (rest === null) {
      if (this.#settled) this.#hear('error', message);
      if (this.#settled) this.#end({ ...this.#sessionEnded(text), fatal: false });
      else this.#refused(text);
      return;
    }
    const wire = this.#wire;
    this.#run(async () => {
      const verdict = await verified(rest, this.#session);
      if (this.#stage === 'ended' || this.#wire !== wire) return;
      if (verdict.name === 'invalid') this.#refused(text);
      else this.#hear('error', message);
    });
  }

  async #prove(inquiry: Inquiry): Promise<Down | null> {
    if (this.#stage !== 'up') return null;
    const found = await inquiry.prove();
    if (this.#stage !== 'up') return null;
    if (found === null && this.#catchingUp.owed) this.#run(() => this.#catchingUp.ask());
    return found === 'invalid' ? this.#sessionEnded('') : found;
  }

  /** What is read back goes the way of what the wire tells, so that the two meet. */
  async #acknowledge(rest: Rest, alert: string): Promise<Cause | null> {
    const { server } = this.#target;
    const incident = incidentOf(alert);
    if (incident === null) return { code: 'acknowledge-unknown', params: { server: server.name } };
    const pause = (delayMs: number) => this.#timers.pause(delayMs);
    const told = await acknowledge(rest, this.#session, incident, server.name, pause);
    if (this.#stage !== 'up') return told.why;
    if (told.incident !== null) this.#hear('incidents', { changeType: 2, payload: told.incident });
    if (told.why?.code === 'sign-in') this.#run(() => this.#examine());
    return told.why;
  }

  /** Whether the session is valid still; where it is not, the line ends. */
  async #examine(): Promise<void> {
    const down = (await this.prove?.()) ?? null;
    if (down !== null && this.#stage === 'up') this.#end(down);
  }

  async #counted(inquiry: Inquiry, count: number | null): Promise<void> {
    if (await inquiry.doubts(count)) await this.#examine();
  }

  #notConnected(error: Error, refused: boolean, name: TransportName): void {
    const { url } = this.#target.server;
    const status = statusOf(error);
    const cause = causeOf(error, url);
    if (refused && cause.code !== 'namespace') {
      const broken: Cause = {
        code: 'broken',
        params: { host: hostOf(url), text: unsaid(error.message, this.#session) },
      };
      this.#run(() => this.#turnedAway(error.message, downFor(broken)));
    } else if (mayPoll(name, error)) {
      this.#drop();
      this.#connect('polling');
    } else if (status === 401 || status === 403) this.#refused('');
    else {
      this.#drop();
      this.#run(async () => this.#end(downFor(await causeAt(error, url, this.#target.net, this.#aborting.signal))));
    }
  }

  /** Refused or sent away by Comet: for its session, unless REST calls that valid; any other reason may pass. */
  async #turnedAway(text: string, otherwise: Down): Promise<void> {
    const verdict = this.#rest === null ? null : await verified(this.#rest, this.#session);
    if (this.#stage === 'ended') return;
    if (verdict === null || verdict.name === 'invalid') this.#refused(text);
    else this.#end(otherwise);
  }

  #disconnected(reason: string, details: unknown): void {
    const down = disconnectedDown(reason, details, this.#target.server.url);
    if (reason === 'io server disconnect' && this.#rest !== null) this.#run(() => this.#turnedAway('', down));
    else this.#end(down);
  }

  /** The server does not take the session: one is made anew, once; a session that was given ends the line for good. */
  #refused(text: string): void {
    const down = this.#sessionEnded(text);
    if (this.#stage === 'up') {
      this.#end(down);
      return;
    }
    if (down.fatal || this.#renewed) {
      this.#end({ ...down, fatal: true });
      return;
    }
    this.#renewed = true;
    this.#drop();
    this.#run(() => this.#open());
  }

  /** The end for a session that is not valid; with anything else the next line begins with a new one. */
  #sessionEnded(text: string): Down {
    this.#memory.session = null;
    const { auth, url } = this.#target.server;
    const cause: Cause = { code: 'sign-in', params: { host: hostOf(url), text: unsaid(text, this.#session) } };
    return { cause, fatal: auth.type === 'session', byServer: false };
  }

  /** What the line lacks; what is not named stays as it was. */
  #limits(lacks: Lacks): void {
    this.#lacks = withLacks(this.#lacks, lacks);
    if (this.#stage === 'up') this.#link.limited(limitsOf(this.#lacks));
  }

  #end(down: Down): void {
    if (this.#stage === 'ended') return;
    this.close();
    this.#link.down(down);
  }

  /** Ends the socket; nothing of it is heard afterwards. */
  #drop(): void {
    this.#wire?.drop();
    this.#wire = null;
  }

  #line(): Line {
    return {
      target: this.#target,
      topics: this.#wanted.topics,
      session: () => this.#session,
      context: () => this.#listener.context(),
      names: this.#names,
      standing: this.#listener.standing,
      isUp: () => this.#stage === 'up',
      isBehind: () => this.behindSince() !== null,
      pause: (delayMs) => this.#timers.pause(delayMs),
      lacks: (lacks) => this.#limits(lacks),
    };
  }

  /** Work that nobody waits for: what it does not foresee ends the line and says so. */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.#end(unexpected(error));
    });
  }
}
