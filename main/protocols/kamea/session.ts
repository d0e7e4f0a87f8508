import type { Cause } from '../../../preload/contract/api.ts';
import { downFor, hostOf, unexpected } from '../causes.ts';
import { type Lacks, withLacks } from '../lacks.ts';
import type { Down, Link, Session, Target } from '../protocol.ts';
import { causeAt } from '../secure.ts';
import { disconnectedDown, mayPoll, openSocket, type TransportName, type Wire } from '../socket-io-4.ts';
import { Timers } from '../timers.ts';
import { unsaid } from '../unsaid.ts';
import { deniedCause, limitsOf } from './limits.ts';
import { Listener } from './listener.ts';
import { type Device, devicesOf, isFresh, keepListed, type Memory } from './memory.ts';
import { refusalCause } from './refusal.ts';
import { listDevices } from './rest.ts';
import { type KameaSettings, namespaceOf } from './schema.ts';
import { Subscriptions } from './subscriptions.ts';
import { hasEnded, isOutlived } from './token.ts';
import { accessDenied, internalError } from './topics.ts';
import { deniedAlert, errorAlert } from './translate.ts';
import { saidText } from './wire.ts';

/** The alert of a refused sign-in is the connection's, which closes it itself. */
const signInAlert = 'sign-in';

/** One line to a Kamea WebSocket server, from the token to its end. */
export class KameaSession implements Session {
  readonly #target: Target<KameaSettings>;
  readonly #link: Link;
  readonly #memory: Memory;
  readonly #token: string | null;
  readonly #timers: Timers;
  readonly #aborting = new AbortController();
  readonly #over = Promise.withResolvers<void>();
  readonly #listener: Listener;
  #wire: Wire | null = null;
  #subscriptions: Subscriptions | null = null;
  /** `asking`: connected, not yet up. `judging`: turned away, its reason is being sought. */
  #stage: 'connecting' | 'asking' | 'up' | 'judging' | 'ended' = 'connecting';
  #granted = false;
  #caughtUp = false;
  #connectedAt = 0;
  #failedProof = false;
  #lacks: Lacks = {};

  constructor(target: Target<KameaSettings>, link: Link, memory: Memory) {
    const { server, access, clock } = target;
    this.#target = target;
    this.#link = link;
    this.#memory = memory;
    this.#token = access?.token ?? (server.auth.type === 'bearer' ? server.auth.token : null);
    this.#timers = new Timers(clock);
    this.#listener = new Listener(server, link, memory);
    this.#run(() => this.#open());
  }

  close(): void {
    // Only its owner ends a line that stands: by hand, or after a sleep. What was denied is asked for again then.
    if (this.#stage === 'up' && !this.#failedProof) this.#memory.admission.askAgain();
    this.#leave();
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

  /**
   * The token by the Management API, where its address is given; and one subscription, each time another, sent once
   * more, which the server answers where it would refuse it now. A line that went quiet after its token ended fails.
   */
  async prove(): Promise<Down | null> {
    if (this.#stage !== 'up') return null;
    const down = (await this.#readDevices()) ?? this.#outlived();
    if (this.#stage !== 'up') return null;
    this.#failedProof = down !== null;
    if (down === null) await Promise.race([this.#subscriptions?.probe(), this.#over.promise]);
    return down;
  }

  async #open(): Promise<void> {
    const { clock } = this.#target;
    if (this.#token === null) return this.#end({ ...this.#signInDown(''), fatal: true });
    const down = isFresh(this.#memory, clock.now()) ? null : await this.#readDevices();
    if (this.#stage === 'ended') return;
    const orphan = this.#devices().find(({ tenantId }) => tenantId === null);
    const why = this.#lacks.REST ?? null;
    if (down !== null) this.#end(down);
    else if (orphan === undefined) this.#connect('websocket');
    else if (why !== null) this.#end({ cause: why, fatal: false, byServer: false });
    else {
      const text = `the tenant of ${orphan.deviceId} is not given, and no Management API tells it`;
      this.#end(downFor({ code: 'settings', params: { field: 'devices', text } }));
    }
  }

  #connect(name: TransportName): void {
    if (this.#stage === 'ended') return;
    const { url, path } = this.#target.server;
    const headers = { authorization: `Bearer ${this.#token}` };
    const wire = openSocket({ url, namespace: namespaceOf(url), path, headers }, this.#target, name, {
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
    this.#stage = 'asking';
    this.#connectedAt = this.#target.clock.now();
    const subscriptions = new Subscriptions(this.#target, this.#devices(), this.#memory, this.#timers, wire, {
      up: () => this.#up(),
      granted: () => {
        this.#granted = true;
        this.#limits({});
        this.#tellCaughtUp();
      },
      failing: (why) => this.#limits({ Telemetry: why }),
    });
    this.#subscriptions = subscriptions;
    this.#run(() => subscriptions.begin());
  }

  #up(): void {
    if (this.#stage !== 'asking') return;
    this.#stage = 'up';
    this.#link.up();
    this.#limits({});
    this.#timers.after(this.#target.askAfterMs, () => {
      this.#caughtUp = true;
      this.#tellCaughtUp();
    });
  }

  /** Nothing is sent twice, and no history of values can be asked for: only what is refused, and that it works, is known. */
  #tellCaughtUp(): void {
    if (!this.#granted || !this.#caughtUp || this.#stage !== 'up') return;
    this.#caughtUp = false;
    const { admission, failing } = this.#memory;
    const open = [signInAlert, ...admission.told().map(deniedAlert), ...(failing ? [errorAlert] : [])];
    const askedAt = this.#connectedAt;
    this.#link.caughtUp({ events: [], open, kinds: ['access-denied', 'error'], askedAt, filled: 'nothing' });
  }

  #said(topic: string, message: unknown): void {
    if (this.#stage === 'judging') return;
    if (topic === accessDenied) this.#denied(message);
    else if (topic === internalError) this.#subscriptions?.failed(this.#listener.failed(message));
    else {
      const heard = this.#listener.hear(topic, message, this.#target.clock.now());
      if (heard.length > 0) this.#subscriptions?.heard(heard);
    }
  }

  /** The server ends the socket now, for all devices. The next line goes without the one that was meant. */
  #denied(message: unknown): void {
    const subscriptions = this.#subscriptions;
    if (subscriptions === null) return;
    this.#judge(() => {
      const { server, access } = this.#target;
      const culprit = subscriptions.denied(message);
      const left = subscriptions.granted().length;
      const whom = left > 0 || server.devices.length === 1 ? culprit : null;
      const cause = deniedCause(server, this.#memory, whom, saidText(message));
      this.#listener.denied(culprit, message, left);
      if (left > 0) return { cause, fatal: false, byServer: true };
      // With a token of a sign-in it may be that token; a new one is tried once.
      const renewable = access !== null && !this.#memory.renewed;
      if (renewable) access.refused();
      this.#memory.renewed = renewable;
      return { cause, fatal: !renewable, byServer: true };
    });
  }

  #notConnected(error: Error, refused: boolean, name: TransportName): void {
    const { url } = this.#target.server;
    if (!refused && mayPoll(name, error)) {
      this.#drop();
      this.#connect('polling');
      return;
    }
    const tell = (cause: Cause) =>
      this.#end(cause.code === 'sign-in' ? this.#signInDown(String(cause.params.text)) : downFor(cause));
    if (refused) {
      tell(refusalCause(error, unsaid(error.message, this.#token ?? ''), url, namespaceOf(url)));
      return;
    }
    this.#drop();
    this.#run(async () => tell(await causeAt(error, url, this.#target.net, this.#aborting.signal)));
  }

  #disconnected(reason: string, details: unknown): void {
    if (this.#stage === 'judging') return;
    const down = disconnectedDown(reason, details, this.#target.server.url);
    // A server may turn a token away without a word.
    if (reason === 'io server disconnect') this.#judge(() => down);
    else this.#end(down);
  }

  /** Turned away: for the token, where that is known to have ended; else for what `otherwise` says. */
  #judge(otherwise: () => Down): void {
    this.#stage = 'judging';
    this.#timers.end();
    this.#run(async () => {
      const refused = await this.#readDevices();
      if (this.#stage !== 'judging') return;
      this.#end(
        refused ?? (hasEnded(this.#token ?? '', this.#target.clock.now()) ? this.#signInDown('') : otherwise()),
      );
    });
  }

  /** Reads the devices, where there is an API; the end of the line when it does not take the token. */
  async #readDevices(): Promise<Down | null> {
    const { server, net, clock } = this.#target;
    if (server.apiUrl === undefined || this.#token === null) return null;
    const listing = await listDevices(net, server.apiUrl, this.#token, this.#aborting.signal);
    if (this.#stage === 'ended') return null;
    if (listing.name === 'refused') return this.#signInDown(String(listing.why.params.text ?? ''));
    this.#limits({ REST: listing.name === 'failed' ? listing.why : null });
    if (listing.name === 'devices') keepListed(this.#memory, listing.devices, clock.now());
    return null;
  }

  /** A line that outlived its token in silence may be dead: one with the new token tells. */
  #outlived(): Down | null {
    const { access, clock, server } = this.#target;
    const heardAt = this.#listener.heardAt ?? this.#connectedAt;
    if (access === null || !isOutlived(access.token, heardAt, clock.now())) return null;
    return downFor({ code: 'silent', params: { host: hostOf(server.url) } });
  }

  /** The end for a token that is not taken; one of a sign-in is renewed before the next line. */
  #signInDown(text: string): Down {
    const { access, server } = this.#target;
    access?.refused();
    const said = unsaid(text, this.#token ?? '');
    const cause: Cause = { code: 'sign-in', params: { host: hostOf(server.url), text: said } };
    return { cause, fatal: access === null, byServer: false };
  }

  #devices(): readonly Device[] {
    return devicesOf(this.#target.server, this.#memory);
  }

  /** What the line lacks; what is not named stays as it was. */
  #limits(lacks: Lacks): void {
    this.#lacks = withLacks(this.#lacks, lacks);
    if (this.#stage === 'up') this.#link.limited(limitsOf(this.#target.server, this.#memory, this.#lacks));
  }

  #end(down: Down): void {
    if (this.#stage === 'ended') return;
    this.#leave();
    this.#link.down(down);
  }

  #leave(): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    this.#over.resolve();
    this.#timers.end();
    this.#aborting.abort();
    this.#drop();
  }

  /** Ends the socket; nothing of it is heard afterwards. */
  #drop(): void {
    this.#wire?.drop();
    this.#wire = null;
  }

  /** Work that nobody waits for: what it does not foresee ends the line and says so. */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.#end(unexpected(error));
    });
  }
}
