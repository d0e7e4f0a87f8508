import type { ServerSettings } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { vanished } from '../alerts/vanished.ts';
import type { Clock } from '../clock.ts';
import type { Batch, History } from '../history/history.ts';
import type { CatchUp, WireEvent } from '../protocols/protocol.ts';
import type { Rules } from '../rules/rule.ts';
import type { Silence } from '../silence/silence.ts';
import { EventKeys } from './event-keys.ts';
import { type Changed, type Entry, type Group, isStale, Judge, type Received } from './judge.ts';

/** What one transaction stored; the events' ids count on from `firstId`. */
export interface Stored {
  readonly firstId: number;
  readonly entries: readonly Entry[];
}

/** What came of reading a server after a gap, or at the first look (`gap` null). */
export interface CaughtUp {
  readonly server: ServerSettings;
  readonly gap: { readonly from: number; readonly to: number } | null;
  /** Those that were new and are told together; empty when there was none, or one that was shown itself. */
  readonly told: readonly Stored[];
}

export interface IntakeOptions {
  readonly history: History;
  readonly alerts: Alerts;
  readonly clock: Clock;
  /** The rules in force, in order. */
  readonly rules: () => Rules;
  readonly maxPerMinute: () => number;
  readonly silence: Pick<Silence, 'hush'>;
  /** Whether a toast stands at a line, as far as that is known. */
  readonly stands: (line: string) => boolean;
  /** Something was committed. */
  readonly stored: (stored: Stored) => void;
  readonly caughtUp: (caughtUp: CaughtUp) => void;
  /** Rows were given the name of their subject. */
  readonly renamed: (server: string, type: string, id: string, name: string | null, rows: readonly number[]) => void;
  /** There is room again after `offer` said no. */
  readonly drained: () => void;
  /** A commit failed, and is tried again; null: it went through. */
  readonly failing: (error: Error | null) => void;
}

type Item =
  | ({ readonly type: 'event' } & Received)
  | {
      readonly type: 'caught-up';
      readonly server: ServerSettings;
      readonly gap: CaughtUp['gap'];
      readonly catchUp: CatchUp;
    }
  | {
      readonly type: 'name';
      readonly server: string;
      readonly subject: [type: string, id: string];
      readonly name: string | null;
    }
  | { readonly type: 'mark'; readonly reached: () => void };

/** Small, for what comes waits until the batch before it is judged and committed. */
const batchSize = 1_000;
/** Where so many wait that they wait long anyway, larger ones spare commits. */
const backlog = 8_000;
const backlogBatchSize = 2_000;
const gatherMs = 10;
/** In a flood more goes together, for each commit costs as much as some hundred events. */
const floodGatherMs = 60;
const floodSize = 100;
const highMark = 20_000;
const lowMark = 10_000;
const retryMs = 1_000;

/** A batch that is judged and waits for its commit. */
interface Prepared {
  readonly repeats: Batch['repeats'];
  readonly entries: readonly Entry[];
  readonly changes: readonly Changed[];
  /** Of its events. */
  readonly keys: EventKeys;
}

/** A batch that is being committed. */
interface Committing {
  readonly keys: EventKeys;
  /** The writer has or had it; false while it waits to be given to it, at first or once more. */
  underway: boolean;
  stored: Promise<Stored | null>;
}

/**
 * The one way of an event into the house: what came while the last commit ran goes together; what is new is judged;
 * events, decisions and alerts are committed in one durable transaction; only then anybody else learns of them. While
 * one batch is committed the next one is judged, and follows it at once: in a flood the writer never waits.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #judge: Judge;
  #queue: Item[] = [];
  #prepared: Prepared | null = null;
  /** What is being committed, the oldest first. */
  #committing: Committing[] = [];
  #full = false;
  #closed = false;
  #working: Promise<void> | null = null;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#judge = new Judge(options);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Takes an event; false: more wait than should, so the sender pauses until `drained`. */
  offer(server: ServerSettings, protocol: string, wire: WireEvent): boolean {
    this.#push({ type: 'event', server, protocol, wire, receivedAt: this.#options.clock.now() });
    if (this.#queue.length < highMark) return true;
    this.#full = true;
    return false;
  }

  catchUp(server: ServerSettings, gap: CaughtUp['gap'], catchUp: CatchUp): void {
    this.#push({ type: 'caught-up', server, gap, catchUp });
  }

  /** The name of a subject came, or cannot be had. In line with the events, so that it meets those before it. */
  named(server: string, type: string, id: string, name: string | null): void {
    this.#push({ type: 'name', server, subject: [type, id], name });
  }

  /** An alert was closed by hand: a limit opens it again only after its reading has been within it. */
  closedByHand(server: string, key: string): void {
    this.#judge.closedByHand(server, key);
  }

  /** An alert was closed here, not by its server; the line whose toast says nothing any more, null: none. */
  closedHere(server: string, key: string): string | null {
    return this.#judge.closedHere(server, key);
  }

  /** A closing by hand was taken back. */
  reopened(server: string, key: string): void {
    this.#judge.reopened(server, key);
  }

  /** The toasts of these lines say nothing any more: they were seen, or could not be shown. */
  ended(lines: ReadonlySet<string>): void {
    this.#judge.ended(lines);
  }

  /** Resolves when all that came before is committed, or when nothing is taken any more. */
  async settled(): Promise<void> {
    if (!this.#closed) await new Promise<void>((reached) => this.#push({ type: 'mark', reached }));
  }

  /** Commits what waits, and takes nothing more. Rejects where that cannot be committed: it is tried once. */
  async close(): Promise<void> {
    this.#closed = true;
    try {
      await this.#working;
    } finally {
      for (const item of this.#queue) if (item.type === 'mark') item.reached();
    }
  }

  #push(item: Item): void {
    if (this.#closed) return;
    this.#queue.push(item);
    this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    // What the socket has read already comes in this turn of the loop, and goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0 || this.#prepared !== null) {
      const startedAt = performance.now();
      const size = await this.#next();
      if (size > 1 && this.#prepared === null && !this.#closed) {
        const wholeMs = size < floodSize ? gatherMs : floodGatherMs;
        await this.#gather(wholeMs - (performance.now() - startedAt));
      }
    }
    this.#working = null;
  }

  /** Under load commits are spared: what comes meanwhile goes together. */
  async #gather(waitMs: number): Promise<void> {
    if (waitMs < 1 || this.#queue.length >= batchSize) return;
    await new Promise<void>((resolve) => this.#options.clock.after(waitMs, resolve));
  }

  async #next(): Promise<number> {
    const [first] = this.#queue;
    if (first === undefined || first.type === 'event') return this.#batch();
    // What came before it is committed before it.
    await this.#commit();
    this.#queue.shift();
    if (first.type === 'caught-up') await this.#catchUp(first);
    else if (first.type === 'name') await this.#name(first);
    else first.reached();
    return 1;
  }

  /** Judges the next batch while those before it are committed, two at most. */
  async #batch(): Promise<number> {
    if (this.#committing.length === 2) await this.#committing[0]?.stored;
    const size = this.#queue.length < backlog ? batchSize : backlogBatchSize;
    const end = this.#queue.slice(0, size).findIndex((item) => item.type !== 'event');
    const received = this.#queue.splice(0, end === -1 ? size : end).filter((item) => item.type === 'event');
    const known = this.#known(received);
    // Whoever waits for it meets its failure.
    this.#commit().catch(() => undefined);
    this.#prepared = this.#prepare(received, await known, null);
    // Only a full batch is worth judging meanwhile: of fewer, those that come while this one is committed go together.
    if (this.#queue.length < batchSize) await this.#commit();
    if (this.#full && this.#queue.length <= lowMark) {
      this.#full = false;
      this.#options.drained();
    }
    return received.length;
  }

  /** Which of these are in the history already. */
  async #known(received: readonly Received[]): Promise<EventKeys> {
    const keyed = received.flatMap(({ server, wire: { key } }) => (key === null ? [] : [{ server: server.id, key }]));
    const stored = keyed.length === 0 ? [] : await this.#durably(() => this.#options.history.known(keyed));
    const known = new EventKeys();
    keyed.forEach(({ server, key }, index) => {
      if (stored[index] === true) known.add(server, key);
    });
    return known;
  }

  /** Judges what is new; what came before, also in this batch or one that is being committed, counts as a repeat. */
  #prepare(received: readonly Received[], known: EventKeys, group: Group | null): Prepared | null {
    const changes = new Map<string, Changed>();
    const keys = new EventKeys();
    const entries: Entry[] = [];
    const repeats = new Map<string, Batch['repeats'][number]>();
    for (const each of received) {
      const { server, wire } = each;
      const { key } = wire;
      if (
        key !== null &&
        (known.has(server.id, key) || this.#isCommitting(server.id, key) || !keys.add(server.id, key))
      ) {
        // What is read once more after a gap has not come once more.
        if (group !== null) continue;
        const place = `${server.id}\0${key}`;
        repeats.set(place, { server: server.id, key, times: (repeats.get(place)?.times ?? 0) + 1 });
        continue;
      }
      entries.push(this.#judge.judge(each, entries.length, group, changes));
    }
    if (entries.length === 0 && repeats.size === 0) return null;
    return { repeats: [...repeats.values()], entries, changes: [...changes.values()], keys };
  }

  #isCommitting(server: string, key: string): boolean {
    return this.#committing.some(({ keys }) => keys.has(server, key));
  }

  /** Commits what is prepared, behind what is being committed, and then tells it. Null: it has no event. */
  #commit(): Promise<Stored | null> {
    const prepared = this.#prepared;
    const before = this.#committing.at(-1) ?? null;
    if (prepared === null) return before?.stored.then(() => null) ?? Promise.resolve(null);
    this.#prepared = null;
    const commit: Committing = { keys: prepared.keys, underway: false, stored: Promise.resolve(null) };
    commit.stored = this.#store(prepared, commit, before).finally(() => this.#committing.shift());
    this.#committing.push(commit);
    return commit.stored;
  }

  async #store(prepared: Prepared, commit: Committing, before: Committing | null): Promise<Stored | null> {
    const { alerts, stored } = this.#options;
    const firstId = await this.#add(prepared, commit, before);
    prepared.entries.forEach(({ event }, index) => {
      if (event.attention) alerts.addAttention(firstId + index, event.severity);
    });
    for (const { alert, first, last } of prepared.changes) {
      if (first !== null) alert.firstEvent = firstId + first;
      if (last !== null) alert.lastEvent = firstId + last;
    }
    if (prepared.entries.length === 0) return null;
    const told = { firstId, entries: prepared.entries };
    stored(told);
    return told;
  }

  /** In their order: behind one that fails it is refused, and tried again when that has gone through. */
  #add({ entries, changes, repeats }: Prepared, commit: Committing, before: Committing | null): Promise<number> {
    const events = entries.map(({ event }) => event);
    const add = async (): Promise<number> => {
      if (before?.underway === false) await before.stored;
      commit.underway = true;
      // As they are by now: one may have been seen, or got its toast, since it was judged or tried to be stored.
      const alerts = changes.map(({ alert: { record }, first, last }) => ({ record, first, last }));
      try {
        return await this.#options.history.add({ events, alerts, repeats });
      } catch (error) {
        commit.underway = false;
        if (before?.underway === false) return add();
        throw error;
      }
    };
    return this.#durably(add);
  }

  /** Nothing is lost to a full disk: a commit that fails is tried again until it goes through. */
  async #durably<T>(commit: () => Promise<T>): Promise<T> {
    for (let failed = false; ; failed = true) {
      try {
        const result = await commit();
        if (failed) this.#options.failing(null);
        return result;
      } catch (error) {
        this.#options.failing(error instanceof Error ? error : new Error(String(error)));
        if (this.#closed) throw error;
        await new Promise<void>((resolve) => this.#options.clock.after(retryMs, resolve));
      }
    }
  }

  async #catchUp({ server, gap, catchUp }: Extract<Item, { type: 'caught-up' }>): Promise<void> {
    const { alerts, clock, caughtUp } = this.#options;
    const receivedAt = clock.now();
    const wires = [...catchUp.events, ...vanished(alerts.of(server.id), catchUp, receivedAt)];
    const received = wires.map((wire) => ({ server, protocol: server.protocol, wire, receivedAt }));
    const known = await this.#known(received);
    const telling = wires.filter(
      (wire) =>
        !wire.stream &&
        (wire.key === null || !known.has(server.id, wire.key)) &&
        !isStale(alerts, server.id, wire, catchUp.askedAt, receivedAt),
    );
    const different = new Set(telling.map((wire) => wire.key ?? wire)).size;
    const held = gap === null ? 'first-look' : different === 1 ? null : 'catch-up';
    const told: Stored[] = [];
    for (let from = 0; from < received.length; from += batchSize) {
      const group: Group = { held, askedAt: catchUp.askedAt };
      this.#prepared = this.#prepare(received.slice(from, from + batchSize), known, group);
      for (const { event } of this.#prepared?.entries ?? []) known.add(event.server, event.key);
      const stored = await this.#commit();
      if (stored !== null && held !== null) told.push(stored);
    }
    if (catchUp.open !== null) alerts.confirm(server.id);
    // After the first look there is no "Back" that it could be told with.
    if (gap !== null && told.some(({ entries }) => entries.some(({ event }) => event.decision.outcome === 'merged'))) {
      this.#judge.toldBack(server.id);
    }
    caughtUp({ server, gap, told });
  }

  async #name({ server, subject: [type, id], name }: Extract<Item, { type: 'name' }>): Promise<void> {
    this.#judge.learn(server, type, id, name);
    this.#options.renamed(server, type, id, name, name === null ? [] : await this.#rename(server, type, id, name));
  }

  /** Rows and alerts that stand under an id get the name; the rows of it that changed. */
  async #rename(server: string, type: string, id: string, name: string): Promise<readonly number[]> {
    const { history, alerts } = this.#options;
    const rows = await this.#durably(() => history.named(server, type, id, name));
    const renamed = alerts.named(server, type, id, name);
    // As they are when it is written, for that may be tried again much later.
    if (renamed.length > 0) await this.#durably(() => history.saveAlerts(renamed.map(({ record }) => record)));
    return rows;
  }
}
