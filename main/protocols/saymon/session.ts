import type { Socket } from 'socket.io-client';
import type { Cause } from '../../../preload/contract/api.ts';
import { causeOf, downFor, hostOf, statusOf } from '../causes.ts';
import type { Down, Link, Session, Target } from '../protocol.ts';
import type { GuardedTransport } from '../transports.ts';
import { emptyCatchUp, gather } from './catch-up.ts';
import { Listener } from './listener.ts';
import { type Memory, Names } from './names.ts';
import { compared, verified } from './proof.ts';
import { Rest, RestFailure } from './rest.ts';
import type { SaymonSettings } from './schema.ts';
import { openWire } from './socket.ts';
import { type Wanted, wantedOf } from './topics.ts';
import { errorText } from './translate.ts';
import { countOf } from './translate-incidents.ts';

/** How long the server may take to accept the socket. */
export const acceptMs = 5_000;
/** An `error` event so soon after the socket was accepted is the answer to its session. */
const answerMs = 5_000;
/** A count that differs is looked into after this time, for the incident itself may follow. */
const countSettlesMs = 5_000;
const countChecksEveryMs = 60_000;

/** One line to a SAYMON server, from the sign-in to its end. */
export class SaymonSession implements Session {
  readonly #target: Target<SaymonSettings>;
  readonly #link: Link;
  readonly #memory: Memory;
  readonly #wanted: Wanted;
  readonly #rest: Rest | null;
  readonly #names: Names;
  readonly #listener: Listener;
  readonly #aborting = new AbortController();
  readonly #timers = new Set<() => void>();
  #socket: Socket | null = null;
  #transport: GuardedTransport | null = null;
  #session = '';
  #connectedAt = 0;
  /** `proving`: connected and subscribed, the session not yet known to be valid. */
  #stage: 'connecting' | 'proving' | 'up' | 'ended' = 'connecting';
  #renewed = false;
  #lacks: Readonly<Record<string, Cause | null>> = {};
  /** All active incidents are known, so that comparing them proves something. */
  #complete = false;
  #countCheckedAt: number | null = null;

  constructor(target: Target<SaymonSettings>, link: Link, memory: Memory) {
    const { server, net } = target;
    this.#target = target;
    this.#link = link;
    this.#memory = memory;
    this.#wanted = wantedOf(server);
    this.#rest = server.apiUrl === undefined ? null : new Rest(net, server.apiUrl, this.#aborting.signal);
    this.#names = new Names(
      memory,
      this.#rest,
      () => this.#session,
      (type, id, name) => {
        if (this.#stage === 'up') this.#link.named(type, id, name);
      },
    );
    this.#listener = new Listener(server, link, memory, this.#names, this.#wanted.custom);
    this.#run(() => this.#open());
  }

  close(): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#aborting.abort();
    this.#drop();
  }

  pause(): void {
    this.#transport?.pause();
  }

  resume(): void {
    this.#transport?.resume();
  }

  /** The session by REST, and the active incidents where all of them are known here. */
  async prove(): Promise<Down | null> {
    const rest = this.#rest;
    if (rest === null || this.#stage !== 'up') return null;
    const verdict = await verified(rest, this.#session);
    if (this.#stage !== 'up') return null;
    if (verdict.name === 'invalid') return this.#sessionEnded('');
    try {
      if (verdict.name === 'unknown') throw verdict.why;
      const down = this.#complete ? await this.#compare(rest) : null;
      this.#limits({ REST: null });
      return down;
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      // That REST fails proves nothing of the line, whose heartbeat goes on; it is told as a limit.
      this.#limits({ REST: error.why });
      return null;
    }
  }

  async #open(): Promise<void> {
    const { auth } = this.#target.server;
    try {
      this.#session = auth.type === 'session' ? auth.sessionId : (this.#memory.session ?? (await this.#signIn()));
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      this.#end(downFor(error.why));
      return;
    }
    this.#connect('websocket');
  }

  async #signIn(): Promise<string> {
    const { auth } = this.#target.server;
    if (this.#rest === null || auth.type === 'session') {
      const text = 'to sign in with a password or token, the REST address is needed';
      throw new RestFailure({ code: 'settings', params: { field: 'apiUrl', text } });
    }
    const session = await this.#rest.signIn(auth);
    this.#memory.session = session;
    return session;
  }

  #connect(name: 'websocket' | 'polling'): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'connecting';
    this.#listener.forget();
    const { url } = this.#target.server;
    const unreadable = (bytes: number, text: string) => this.#unreadable(bytes, text);
    const { socket, transport } = openWire(this.#target, this.#session, name, unreadable);
    const mine = (run: () => void) => {
      if (this.#socket === socket && this.#stage !== 'ended') run();
    };
    this.#socket = socket;
    this.#transport = transport;
    const cancel = this.#after(acceptMs, () => {
      mine(() => this.#end(downFor({ code: 'time', params: { host: hostOf(url), seconds: acceptMs / 1_000 } })));
    });
    socket.once('connect', () => {
      cancel();
      mine(() => this.#connected(socket));
    });
    socket.on('connect_error', (error) => {
      cancel();
      // A second acceptance without a session's id, on a socket that stands.
      if (socket.connected && socket.active) unreadable(0, 'a second handshake');
      else mine(() => this.#notConnected(error, socket.active, name));
    });
    socket.on('disconnect', (reason, details) => mine(() => this.#disconnected(reason, details)));
    socket.onAny((topic: unknown, ...said: unknown[]) => {
      // A message that wants an answer carries the function for it; the documentation knows none.
      const values = said.filter((value) => typeof value !== 'function');
      mine(() => this.#said(String(topic), values.length > 1 ? values : values[0]));
    });
    socket.connect();
  }

  #connected(socket: Socket): void {
    const { incidentFilter } = this.#target.server;
    for (const topic of this.#wanted.topics) {
      if (topic === 'incidents' && incidentFilter !== undefined) socket.emit('add-topics', topic, incidentFilter);
      else socket.emit('add-topics', topic);
    }
    for (const entity of this.#wanted.stat) socket.emit('add-filtered-topic', 'stat', entity);
    this.#stage = 'proving';
    this.#connectedAt = this.#target.clock.now();
    const rest = this.#rest;
    if (rest === null) {
      this.#up(null);
      return;
    }
    this.#run(async () => {
      const verdict = await verified(rest, this.#session);
      if (this.#stage !== 'proving' || this.#socket !== socket) return;
      if (verdict.name === 'invalid') this.#refused('');
      else this.#up(verdict.name === 'unknown' ? verdict.why.why : null);
    });
  }

  #up(why: Cause | null): void {
    this.#stage = 'up';
    this.#link.up();
    if (why !== null) this.#limits({ REST: why });
    this.#listener.release();
    this.#transport?.resume();
    this.#after(this.#target.askAfterMs, () => this.#run(() => this.#catchUp()));
  }

  async #catchUp(): Promise<void> {
    const { clock, server, since } = this.#target;
    const rest = this.#rest;
    if (rest === null) {
      this.#link.caughtUp(emptyCatchUp(clock.now()));
      return;
    }
    const failed = await this.#names.fill(clock.now());
    if (this.#stage !== 'up') return;
    const question = {
      rest,
      session: this.#session,
      topics: this.#wanted.topics,
      filter: server.incidentFilter ?? {},
      since,
      askedAt: clock.now(),
    };
    const heard = new Set(this.#listener.standing.incidents);
    const { catchUp, active, why } = await gather(question, () => this.#listener.context());
    if (this.#stage !== 'up') return;
    for (const id of active ?? []) if (!heard.has(id)) this.#listener.standing.incidents.add(id);
    this.#complete = active !== null;
    this.#limits({ REST: why, Names: failed });
    this.#link.caughtUp(catchUp);
  }

  #said(topic: string, message: unknown): void {
    if (topic === 'error') {
      this.#errorSaid(message);
      return;
    }
    this.#hear(topic, message);
    if (topic === 'incident-count') this.#counted(countOf(message));
  }

  #hear(topic: string, message: unknown): void {
    if (!this.#listener.hear(topic, message)) this.#transport?.pause();
  }

  /** An `error` event is how a server may refuse a session; where the session is valid, it is news like any other. */
  #errorSaid(message: unknown): void {
    const text = errorText(message);
    const rest = this.#rest;
    if (rest === null) {
      const late = this.#target.clock.now() - this.#connectedAt > answerMs;
      if (late) this.#hear('error', message);
      if (late) this.#end({ ...this.#sessionEnded(text), fatal: false });
      else this.#refused(text);
      return;
    }
    const socket = this.#socket;
    this.#run(async () => {
      const verdict = await verified(rest, this.#session);
      if (this.#stage === 'ended' || this.#socket !== socket) return;
      if (verdict.name === 'invalid') this.#refused(text);
      else this.#hear('error', message);
    });
  }

  #counted(count: number | null): void {
    const rest = this.#rest;
    const now = this.#target.clock.now();
    const recent = this.#countCheckedAt !== null && now - this.#countCheckedAt < countChecksEveryMs;
    if (
      rest === null ||
      !this.#complete ||
      recent ||
      count === null ||
      count === this.#listener.standing.incidents.size
    )
      return;
    this.#countCheckedAt = now;
    this.#after(countSettlesMs, () => {
      this.#run(async () => {
        const down = await this.prove();
        if (down !== null && this.#stage === 'up') this.#end(down);
      });
    });
  }

  #compare(rest: Rest): Promise<Down | null> {
    const pause = (delayMs: number) => new Promise<void>((resolve) => this.#after(delayMs, resolve));
    return compared(rest, this.#session, this.#listener.standing.incidents, pause, this.#target.server.url);
  }

  #notConnected(error: Error, active: boolean, name: 'websocket' | 'polling'): void {
    const status = statusOf(error);
    const cause = causeOf(error, this.#target.server.url);
    if (!active && cause.code !== 'namespace') this.#refused(error.message);
    else if (name === 'websocket' && status !== null && status !== 401 && status !== 407) this.#again('polling');
    else if (status === 401 || status === 403) this.#refused('');
    else this.#end(downFor(cause));
  }

  #disconnected(reason: string, details: unknown): void {
    const { url } = this.#target.server;
    const params = { host: hostOf(url) };
    const rest = this.#rest;
    if (reason === 'io server disconnect' && rest !== null) {
      this.#run(async () => {
        const verdict = await verified(rest, this.#session);
        if (this.#stage === 'ended') return;
        if (verdict.name === 'invalid') this.#refused('');
        else this.#end(downFor({ code: 'closed', params }, true));
      });
    } else if (reason === 'io server disconnect' || reason === 'transport close') {
      this.#end(downFor({ code: 'closed', params }, true));
    } else if (reason === 'ping timeout') this.#end(downFor({ code: 'silent', params }));
    else this.#end(downFor(causeOf(details ?? reason, url)));
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

  /** The end for a session that is not valid; with a password or token the next line begins with a new one. */
  #sessionEnded(text: string): Down {
    this.#memory.session = null;
    const { auth, url } = this.#target.server;
    const cause: Cause = { code: 'sign-in', params: { host: hostOf(url), text } };
    return { cause, fatal: auth.type === 'session', byServer: false };
  }

  #again(name: 'polling'): void {
    this.#drop();
    this.#connect(name);
  }

  #unreadable(bytes: number, text: string): void {
    if (this.#stage === 'ended') return;
    this.#link.unreadable(bytes, { code: 'unreadable', params: { host: hostOf(this.#target.server.url), text } });
  }

  /** What the line lacks; what is not named stays as it was. */
  #limits(lacks: Readonly<Record<string, Cause | null>>): void {
    this.#lacks = { ...this.#lacks, ...lacks };
    const limits = Object.entries(this.#lacks).flatMap(([subscription, why]) =>
      why === null ? [] : [{ subscription, why }],
    );
    if (this.#stage === 'up') this.#link.limited(limits);
  }

  #end(down: Down): void {
    if (this.#stage === 'ended') return;
    this.close();
    this.#link.down(down);
  }

  /** Ends the socket; nothing of it is heard afterwards. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#transport?.resume();
    this.#transport = null;
    socket?.offAny();
    socket?.removeAllListeners();
    socket?.disconnect();
  }

  #after(delayMs: number, run: () => void): () => void {
    const cancel = this.#target.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }

  /** Work that nobody waits for: what it does not foresee ends the line and says so. */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      this.#end(downFor({ code: 'unexpected', params: { text } }));
    });
  }
}
