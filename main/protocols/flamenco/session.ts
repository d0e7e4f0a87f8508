import { CatchingUp } from '../catching-up.ts';
import { causeOf, downFor, hostOf, unexpected } from '../causes.ts';
import { type Lacks, limitsOf, withLacks } from '../lacks.ts';
import type { Down, Link, Session, Target } from '../protocol.ts';
import { fieldsOf } from '../readers.ts';
import { Timers } from '../timers.ts';
import type { Context } from './event.ts';
import { whyNotConnected } from './identify.ts';
import { Inquiry } from './inquiry.ts';
import { Listener } from './listener.ts';
import { baseOf } from './places.ts';
import { Rest } from './rest.ts';
import type { FlamencoSettings } from './schema.ts';
import { openWire, type Wire } from './socket.ts';
import type { Standing } from './standing.ts';
import { Subscriptions } from './subscriptions.ts';
import { type Wanted, wantedOf } from './topics.ts';
import { shutdown } from './translate.ts';
import { readJob } from './wire.ts';

/** How long the server may take to let the socket in: one of another kind may never say a word. */
const acceptMs = 5_000;

/** One line to a Flamenco Manager, from the handshake to its end. */
export class FlamencoSession implements Session {
  readonly #target: Target<FlamencoSettings>;
  readonly #link: Link;
  readonly #wanted: Wanted;
  readonly #standing: Standing;
  readonly #listener: Listener;
  readonly #context: Context;
  readonly #rest: Rest;
  readonly #host: string;
  readonly #timers: Timers;
  readonly #aborting = new AbortController();
  readonly #wire: Wire;
  readonly #subscriptions: Subscriptions;
  readonly #inquiry: Inquiry;
  readonly #catchingUp: CatchingUp;
  #stage: 'connecting' | 'subscribing' | 'up' | 'ended' = 'connecting';
  #shuttingDown = false;
  /** How many messages came on this line. */
  #heard = 0;
  /** Since when reading is held back, epoch ms; null: it is not. */
  #heldSince: number | null = null;
  /** How often it was: what is not answered or told meanwhile proves nothing. */
  #holds = 0;
  #lacks: Lacks = {};

  /** `standing`: how the farm stood when this Manager was last heard. */
  constructor(target: Target<FlamencoSettings>, link: Link, standing: Standing) {
    const { server, net, clock } = target;
    this.#target = target;
    this.#link = link;
    this.#standing = standing;
    this.#wanted = wantedOf(server);
    this.#host = hostOf(server.url);
    this.#timers = new Timers(clock);
    this.#context = { base: baseOf(server), nameOf: (type, id) => standing.nameOf(type, id) };
    this.#listener = new Listener(link, standing, this.#wanted, this.#context);
    this.#rest = new Rest(net, this.#context.base, this.#aborting.signal, () => clock.now());
    const overdue = this.#timers.after(acceptMs, () => this.#notConnected(null, this.#wire.accepted));
    this.#wire = openWire(target, {
      connected: () => {
        overdue();
        this.#run(() => this.#connected());
      },
      notConnected: (error, accepted) => {
        overdue();
        this.#notConnected(error, accepted);
      },
      refused: (message) => this.#refused(message),
      disconnected: (reason, error) => this.#disconnected(reason, error),
      said: (topic, message) => this.#said(topic, message),
      unreadable: (frame, text) => {
        link.unreadable(frame, { code: 'unreadable', params: { host: this.#host, text } });
      },
    });
    const lacks = (found: Lacks) => this.#limits(found);
    this.#subscriptions = new Subscriptions(this.#wire, this.#timers, this.#wanted, this.#rest, lacks);
    this.#inquiry = new Inquiry({
      rest: this.#rest,
      wanted: () => this.#subscriptions.heard(),
      standing,
      context: this.#context,
      clock,
      isUp: () => this.#isUp(),
      pause: (delayMs) => this.#timers.pause(delayMs),
      lacks,
    });
    this.#catchingUp = new CatchingUp({
      timers: this.#timers,
      random: target.random,
      ask: () => this.#inquiry.catchUp(target.since),
      tell: (catchUp) => {
        link.caughtUp(catchUp);
        this.#run(() => this.#followTasks());
      },
      run: (work) => this.#run(work),
    });
  }

  close(): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    this.#timers.end();
    this.#aborting.abort();
    this.#wire.drop();
  }

  pause(): void {
    this.#heldSince ??= this.#target.clock.now();
    this.#holds++;
    this.#wire.pause();
  }

  resume(): void {
    this.#heldSince = null;
    this.#wire.resume();
  }

  /** What comes while reading is held back waits in the socket, and is lost with it. */
  behindSince(): number | null {
    return this.#heldSince;
  }

  /**
   * That the Manager still answers on this very line, and that REST knows nothing which the line has kept to itself. On
   * a slow line an answer waits behind other messages, and these prove as much.
   */
  async prove(): Promise<Down | null> {
    if (this.#stage !== 'up' || this.#heldSince !== null) return null;
    const silent = downFor({ code: 'silent', params: { host: this.#host } });
    const holds = this.#holds;
    const isDoubtful = () => this.#isUp() && this.#holds === holds;
    const heard = this.#heard;
    const answers = await this.#subscriptions.answers();
    if (!answers && this.#heard === heard) return isDoubtful() ? silent : null;
    const told = await this.#inquiry.agrees();
    if (this.#isUp() && this.#catchingUp.owed) this.#run(() => this.#catchingUp.ask());
    return !told && isDoubtful() ? silent : null;
  }

  async #connected(): Promise<void> {
    if (this.#stage !== 'connecting') return;
    this.#stage = 'subscribing';
    const answered = await this.#subscriptions.begin();
    if (answered) this.#up();
    else if (this.#stage === 'subscribing') this.#end(downFor({ code: 'silent', params: { host: this.#host } }));
  }

  #up(): void {
    if (this.#stage !== 'subscribing') return;
    this.#stage = 'up';
    this.#link.up();
    this.#limits({});
    this.#listener.release();
    this.#timers.after(this.#target.askAfterMs, () => this.#run(() => this.#catchingUp.ask()));
  }

  async #followTasks(): Promise<void> {
    if (this.#wanted.active) await this.#subscriptions.followOnly(this.#standing.running());
    for (const job of this.#subscriptions.followed()) await this.#readTasks(job);
  }

  #said(topic: string, message: unknown): void {
    if (this.#stage === 'ended') return;
    this.#heard++;
    if (topic === '/lifecycle' && fieldsOf(message).type === shutdown) this.#shuttingDown = true;
    // So much comes already that the line stands, whatever is still to be answered.
    if (!this.#listener.hear(topic, message, this.#target.clock.now())) this.#up();
    if (topic === '/task') this.#subscriptions.learnTask(message);
    if (topic === '/jobs') this.#follow(message);
  }

  /** Keeps up with the jobs that run, and fetches tasks whose changes were not sent one by one. */
  #follow(message: unknown): void {
    const { id, refreshTasks } = readJob(message);
    if (id === null || this.#stage !== 'up') return;
    if (this.#wanted.active) this.#run(() => this.#subscriptions.followOnly(this.#standing.running()));
    if (refreshTasks) this.#run(() => this.#readTasks(id));
  }

  async #readTasks(job: string): Promise<void> {
    const events = await this.#subscriptions.readTasks(job, this.#context);
    if (this.#isUp()) for (const event of events) this.#listener.tell(event);
  }

  #notConnected(error: unknown, accepted: boolean): void {
    if (this.#stage !== 'connecting') return;
    this.#wire.drop();
    this.#run(async () => {
      const why = await whyNotConnected(error, accepted, this.#target, this.#aborting.signal);
      this.#end(downFor(why));
    });
  }

  /** An error packet: before the socket is let in it is the answer to it, later it is news. */
  #refused(message: unknown): void {
    if (this.#stage !== 'connecting') {
      this.#said('error', message);
      return;
    }
    const text = typeof message === 'string' ? message : '';
    this.#end(downFor({ code: 'sign-in', params: { host: this.#host, text } }));
  }

  #disconnected(reason: string, error: unknown): void {
    const params = { host: this.#host };
    if (this.#shuttingDown) this.#end(downFor({ code: 'shut-down', params }, true));
    else if (reason === 'ping timeout') this.#end(downFor({ code: 'silent', params }));
    else if (reason === 'transport error' && error !== null) {
      this.#end(downFor(causeOf(error, this.#target.server.url)));
    } else this.#end(downFor({ code: 'closed', params }, true));
  }

  /** What the line lacks; what is not named stays as it was. */
  #limits(lacks: Lacks): void {
    this.#lacks = withLacks(this.#lacks, lacks);
    if (this.#stage === 'up') this.#link.limited(limitsOf(this.#lacks));
  }

  #isUp(): boolean {
    return this.#stage === 'up';
  }

  #end(down: Down): void {
    if (this.#stage === 'ended') return;
    this.close();
    this.#link.down(down);
  }

  /** Work that nobody waits for: what it does not foresee ends the line and says so. */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.#end(unexpected(error));
    });
  }
}
