import type { Cause } from '../../../preload/contract/api.ts';
import { type Asked, CatchingUp } from '../catching-up.ts';
import { downFor, hostOf, unexpected } from '../causes.ts';
import { type Lacks, limitsOf, withLacks } from '../lacks.ts';
import type { Down, Link, Session, Target } from '../protocol.ts';
import { Timers } from '../timers.ts';
import { largestBytes } from '../transports.ts';
import { unseen } from '../unread.ts';
import { socketUrl } from './address.ts';
import { gather } from './catch-up.ts';
import { MonorailClient } from './client.ts';
import { acceptMs, closedBy, downOf, isDoubtful, silence } from './down.ts';
import type { Context } from './event.ts';
import { MonorailFault } from './fault.ts';
import type { Item, Removal } from './frames.ts';
import { Listener } from './listener.ts';
import { type Answered, Liveness } from './liveness.ts';
import type { Memory } from './memory.ts';
import { mismatchOf } from './mismatch.ts';
import { Names } from './names.ts';
import { type Watch, watched, watchesOf, watchText } from './presets.ts';
import type { RackhdSettings } from './schema.ts';
import { isHeartbeat } from './translate.ts';
import { fieldsOf, textOf } from './wire.ts';

/** How long watches are placed one by one; on a slow line the rest goes at once, and a refusal names no watch. */
const placingMs = 5_000;

/** One line to a RackHD server, from the socket to its end. */
export class RackhdSession implements Session {
  readonly #target: Target<RackhdSettings>;
  readonly #link: Link;
  readonly #memory: Memory;
  readonly #timers: Timers;
  readonly #watches: readonly Watch[];
  readonly #context: Context;
  readonly #client: MonorailClient;
  readonly #listener: Listener;
  readonly #liveness: Liveness;
  readonly #catchingUp: CatchingUp;
  /** `proving`: open, but not yet known to be of this kind and to watch. */
  #stage: 'connecting' | 'proving' | 'up' | 'ended' = 'connecting';
  /** The watch that is being placed: what is refused meanwhile is it. */
  #placing: Watch | null = null;
  #lacks: Lacks = {};
  /** How many messages came on this line. */
  #heard = 0;
  /** What kind of server it is instead, asked once. */
  #mismatch: Promise<Cause | null> | null = null;
  /** Since when reading is held back, epoch ms; null: it is not. */
  #heldSince: number | null = null;

  constructor(target: Target<RackhdSettings>, link: Link, memory: Memory) {
    const { server, net, clock } = target;
    this.#target = target;
    this.#link = link;
    this.#memory = memory;
    this.#timers = new Timers(clock);
    this.#watches = watchesOf(server);
    const url = socketUrl(server);
    const client = new MonorailClient({ url, tls: net.tls, agent: net.agent, headers: net.headers, clock, acceptMs });
    this.#client = client;
    const names = new Names(
      memory,
      async (node) => textOf(fieldsOf(await client.get('nodes', { id: node })).name) || null,
      (node, name) => {
        if (this.#stage === 'up') this.#link.named('node', node, name);
      },
    );
    this.#context = {
      nameOf: (node) => names.of(node),
      webUrl: server.webUrl ?? null,
      pairs: watched(this.#watches, 'on.events', 'graph.finished.x'),
    };
    this.#listener = new Listener({ link, clock, timers: this.#timers, memory, names, context: this.#context });
    this.#liveness = new Liveness({
      clock,
      answered: () => this.#answered(),
      memory,
      silent: () => this.#end(downFor(silence(server.url))),
      lacks: (lacking) => this.#limits({ heartbeat: lacking ? silence(server.url) : null }),
    });
    this.#catchingUp = new CatchingUp({
      timers: this.#timers,
      random: target.random,
      ask: () => this.#gather(),
      tell: (catchUp) => link.caughtUp(catchUp),
      run: (work) => this.#run(work),
    });
    this.#listen();
    client.connect();
  }

  close(): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    this.#timers.end();
    this.#liveness.end();
    this.#client.disconnect();
  }

  /** Before the line is up its answers must be read; what else comes is held back by then. */
  pause(): void {
    this.#heldSince ??= this.#target.clock.now();
    if (this.#stage === 'up') this.#hold();
  }

  resume(): void {
    this.#heldSince = null;
    this.#client.resume();
    if (this.#stage === 'up') this.#liveness.begin();
  }

  /** What comes while reading is held back waits in the socket, and is lost with it. */
  behindSince(): number | null {
    return this.#heldSince;
  }

  /**
   * `init` is answered with the session's id (on-wss, lib/ws-service.js). While reading is held back nothing can be
   * said.
   */
  async prove(): Promise<Down | null> {
    if (this.#stage !== 'up' || this.#heldSince !== null) return null;
    if ((await this.#answered()) === 'no') return downFor(silence(this.#target.server.url));
    if (this.#stage === 'up' && this.#catchingUp.owed) this.#run(() => this.#catchingUp.ask());
    return null;
  }

  #listen(): void {
    const client = this.#client;
    const { server } = this.#target;
    client.on('open', () => {
      this.#stage = 'proving';
      this.#run(() => this.#begin());
    });
    client.on('message', () => void this.#heard++);
    client.on('item', (item, answers) => {
      if (isHeartbeat(item)) this.#liveness.heard(item);
      else if (!answers) this.#hear(item);
    });
    client.on('remove', (removal, answers) => {
      if (!answers) this.#hear(removal);
    });
    client.on('unreadable', (frame, text) => {
      this.#link.unreadable(frame, { code: 'unreadable', params: { host: hostOf(server.url), text } });
      // The handshake of Engine.IO is one.
      if (this.#stage === 'proving') this.#doubt(null);
    });
    client.on('error', (fault) => {
      if (fault.kind !== 'refused') this.#failed(fault);
      else if (!fault.answers) this.#refused(fault);
    });
    client.on('close', () => this.#doubt(closedBy(server.url)));
  }

  #hear(message: Item | Removal): void {
    if (!this.#listener.hear(message)) this.#up();
  }

  /** Known to be of this kind once it gives a session's id; then the watches, one by one. */
  async #begin(): Promise<void> {
    const { clock } = this.#target;
    const placedBy = clock.now() + placingMs;
    if (!(await this.#goesOn())) return;
    for (const watch of this.#watches) {
      this.#placing = clock.now() < placedBy ? watch : null;
      this.#client.watch(watch.resource, watch.params);
      // Nothing confirms a watch. A refusal leaves the server right after it has read the watch, so it is here before
      // the second answer, and is told of no other watch.
      if (this.#placing !== null && !((await this.#goesOn()) && (await this.#goesOn()))) return;
    }
    this.#placing = null;
    if (await this.#goesOn()) this.#up();
  }

  /** False: it does not answer, and the line is over. */
  async #goesOn(): Promise<boolean> {
    if ((await this.#answered()) === 'no') this.#doubt(downFor(silence(this.#target.server.url)));
    else return this.#stage !== 'ended';
    return false;
  }

  /** On a slow line an answer waits behind other messages, and these prove as much. */
  async #answered(): Promise<Answered> {
    const heard = this.#heard;
    try {
      await this.#client.init();
      return 'yes';
    } catch (error) {
      if (!(error instanceof MonorailFault)) throw error;
      if (error.kind === 'closed') return 'ended';
      return this.#heard > heard ? 'yes' : 'no';
    }
  }

  /** The line stands; also once more came than can wait for the last watch. */
  #up(): void {
    if (this.#stage !== 'proving') return;
    this.#stage = 'up';
    this.#link.up();
    this.#limits({});
    this.#listener.release();
    if (this.#heldSince !== null) this.#hold();
    else this.#liveness.begin();
    this.#timers.after(this.#target.askAfterMs, () => this.#run(() => this.#catchingUp.ask()));
  }

  #hold(): void {
    this.#liveness.end();
    this.#client.pause();
  }

  /** What was missed; null: the line ended meanwhile. */
  async #gather(): Promise<Asked | null> {
    const { server, since, clock } = this.#target;
    const { catchUp, lacks, why } = await gather({
      client: this.#client,
      url: server.url,
      watches: this.#watches.filter((watch) => (this.#lacks[watchText(watch)] ?? null) === null),
      memory: this.#memory,
      since,
      askedAt: clock.now(),
      now: () => clock.now(),
      context: this.#context,
    });
    if (this.#stage !== 'up') return null;
    this.#limits(lacks);
    return { catchUp, why };
  }

  #failed(fault: MonorailFault): void {
    const down = downOf(fault, this.#stage !== 'connecting', this.#target.server.url);
    if (down.cause.code === 'unreadable') {
      const { code } = (fault.cause ?? {}) as { code?: unknown };
      this.#link.unreadable(unseen(code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? largestBytes : 0), down.cause);
    }
    this.#doubt(down);
  }

  /**
   * The refusal of one watch says nothing of the others. One that comes later does not say of which, and of what nobody
   * watches there may be any number.
   */
  #refused({ resource, message }: MonorailFault): void {
    const isWatched = this.#watches.some((watch) => watch.resource === resource);
    const later = isWatched && resource !== null ? resource : 'watch';
    const subscription = this.#placing === null ? later : watchText(this.#placing);
    const params = { server: this.#target.server.name, subscription, text: message };
    this.#limits({ [subscription]: { code: 'subscription', params } });
  }

  /** A line that ends before it was known to be of this kind may lead to a server of another. */
  #doubt(down: Down | null): void {
    const { server, net } = this.#target;
    const early = this.#stage === 'connecting' || this.#stage === 'proving';
    if (!early || (down !== null && !isDoubtful(down))) {
      if (down !== null) this.#end(down);
      return;
    }
    this.#mismatch ??= mismatchOf(server.url, net);
    const asked = this.#mismatch;
    this.#run(async () => {
      const cause = await asked;
      const end = cause === null ? down : downFor(cause);
      if (end !== null) this.#end(end);
    });
  }

  /** What the line lacks; what is not named stays as it was. */
  #limits(lacks: Lacks): void {
    this.#lacks = withLacks(this.#lacks, lacks);
    if (this.#stage === 'up') this.#link.limited(limitsOf(this.#lacks));
  }

  #end(down: Down): void {
    if (this.#stage === 'ended') return;
    if (this.#stage === 'up') this.#listener.flush();
    this.close();
    this.#link.down(down);
  }

  /** Work that nobody waits for: what it does not foresee ends the line and says so. */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      // The line is closing, and says so by itself.
      if (error instanceof MonorailFault && error.kind === 'closed') return;
      this.#end(unexpected(error));
    });
  }
}
