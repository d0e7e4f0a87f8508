import type { EventRow, ServerSettings, Severity } from '../preload/contract/api.ts';
import { rankOf } from '../preload/contract/api.ts';
import type { Alerts, OpenAlert } from './alerts.ts';
import type { Clock } from './clock.ts';
import type { AlertChange, AlertRecord, Batch, History, NewEvent } from './history/history.ts';
import { payloadText } from './payload.ts';
import type { CatchUp, WireEvent } from './protocols/protocol.ts';
import { type AlertStep, alertStep, standAfter } from './rules/alert.ts';
import { type Circumstances, decisionOf, evaluate, type Verdict } from './rules/evaluate.ts';
import type { Facts, Rule } from './rules/rule.ts';
import { admit, calm, type Storm } from './rules/storm.ts';

/** One event that was committed, with what was decided of it. */
export interface Entry {
  readonly event: NewEvent;
  readonly verdict: Verdict;
  readonly step: AlertStep;
  /** The severity of its alert before it; null: it had none. */
  readonly was: Severity | null;
  /** When its alert opened. */
  readonly openedAt: number | null;
  /** The subject's name is on its way. */
  readonly naming: boolean;
}

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
  readonly rules: () => readonly Rule[];
  readonly maxPerMinute: () => number;
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

interface Received {
  readonly server: ServerSettings;
  readonly protocol: string;
  readonly wire: WireEvent;
  readonly receivedAt: number;
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
    };

const batchSize = 2_000;
const gatherMs = 10;
const highMark = 20_000;
const lowMark = 10_000;
const retryMs = 1_000;
const namesKept = 1_000;

/**
 * The one way of an event into the house: what came while the last commit ran goes together; what is new is judged;
 * events, decisions and alerts are committed in one durable transaction; only then anybody else learns of them.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #run = `${Date.now().toString(36)}${Math.trunc(Math.random() * 1e9).toString(36)}`;
  readonly #names = new Map<string, string | null>();
  /** Servers whose catch-up was just told: their "Back" has been said with it. */
  readonly #backTold = new Set<string>();
  #queue: Item[] = [];
  #storm: Storm = calm;
  #receipts = 0;
  #full = false;
  #closed = false;
  #working: Promise<void> | null = null;

  constructor(options: IntakeOptions) {
    this.#options = options;
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

  /** Commits what waits, and takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  #push(item: Item): void {
    if (this.#closed) return;
    this.#queue.push(item);
    this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    // What the socket has read already comes in this turn of the loop, and goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const startedAt = performance.now();
      const size = await this.#next();
      if (size > 1 && !this.#closed) await this.#gather(gatherMs - (performance.now() - startedAt));
    }
    this.#working = null;
  }

  /** Under load commits are spared: what comes in 10 ms goes together. */
  async #gather(waitMs: number): Promise<void> {
    if (waitMs < 1 || this.#queue.length >= batchSize) return;
    await new Promise<void>((resolve) => this.#options.clock.after(waitMs, resolve));
  }

  async #next(): Promise<number> {
    const [first] = this.#queue;
    if (first?.type === 'caught-up') {
      this.#queue.shift();
      await this.#catchUp(first);
      return 1;
    }
    if (first?.type === 'name') {
      this.#queue.shift();
      await this.#name(first);
      return 1;
    }
    const size = this.#queue.slice(0, batchSize).findIndex((item) => item.type !== 'event');
    const batch = this.#queue.splice(0, size === -1 ? batchSize : size).filter((item) => item.type === 'event');
    await this.#store(await this.#fresh(batch), null);
    if (this.#full && this.#queue.length <= lowMark) {
      this.#full = false;
      this.#options.drained();
    }
    return batch.length;
  }

  /** Those that are not in the history yet; the others count as repeats. */
  async #fresh(received: readonly Received[]): Promise<readonly Received[]> {
    const keyed = received.flatMap(({ server, wire }) =>
      wire.key === null ? [] : [{ server: server.id, key: wire.key }],
    );
    if (keyed.length === 0) return received;
    const known = new Set(await this.#durably(() => this.#options.history.known(keyed)));
    const repeats = new Map<string, { server: string; key: string; times: number }>();
    const fresh = received.filter(({ server, wire }) => {
      if (wire.key === null) return true;
      const place = `${server.id}\0${wire.key}`;
      if (!known.has(place)) {
        known.add(place);
        return true;
      }
      const repeat = repeats.get(place) ?? { server: server.id, key: wire.key, times: 0 };
      repeats.set(place, { ...repeat, times: repeat.times + 1 });
      return false;
    });
    // A repeat of an event of this very batch finds its row only after the commit.
    this.#repeats.push(...repeats.values());
    return fresh;
  }

  #repeats: Batch['repeats'][number][] = [];

  async #store(received: readonly Received[], group: Group | null): Promise<Stored | null> {
    const repeats = this.#repeats;
    this.#repeats = [];
    if (received.length === 0 && repeats.length === 0) return null;
    const changes = new Map<string, Changed>();
    const entries = received.map((each, index) => this.#judge(each, index, group, changes));
    const batch: Batch = {
      events: entries.map((entry) => entry.event),
      alerts: [...changes.values()],
      repeats,
    };
    const firstId = await this.#durably(() => this.#options.history.add(batch));
    entries.forEach(({ event }, index) => {
      if (event.attention) this.#options.alerts.addAttention(firstId + index, event.severity);
    });
    for (const { alert, first, last } of changes.values()) {
      if (first !== null) alert.firstEvent = firstId + first;
      if (last !== null) alert.lastEvent = firstId + last;
    }
    const stored = { firstId, entries };
    if (entries.length > 0) this.#options.stored(stored);
    return stored;
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

  #judge(received: Received, index: number, group: Group | null, changes: Map<string, Changed>): Entry {
    const { server, protocol, receivedAt } = received;
    const wire = this.#withName(server.id, received.wire);
    const { alerts, clock, rules } = this.#options;
    const open = wire.alert === null ? null : alerts.get(server.id, wire.alert);
    const stale =
      group !== null &&
      wire.alert !== null &&
      wire.phase !== 'closed' &&
      alerts.closedSince(server.id, wire.alert, group.askedAt);
    const step = stale ? 'none' : alertStep(open?.record ?? null, wire.phase, wire.severity);
    const acknowledged = wire.acknowledgedBy !== null && step !== 'worsens' && step !== 'closes';
    const facts: Facts = {
      kind: wire.kind,
      phase: acknowledged || stale ? 'updated' : wire.phase,
      severity: wire.severity,
      stream: wire.stream,
      aim: wire.aim,
      automatic: wire.automatic,
      worse: !acknowledged && !stale && (open === null || step === 'worsens'),
      openingToasted: open?.record.toasted ?? false,
    };
    const circumstances = { caughtUp: this.#caughtUpReason(server, wire, group), muted: server.muted };
    const verdict = this.#inStorm(evaluate(facts, rules(), circumstances), server, wire, step);
    const occurredAt = wire.occurredAt ?? receivedAt;
    const deserved =
      verdict.toast !== 'none' &&
      verdict.held !== 'first-look' &&
      rankOf(wire.severity) >= rankOf('warning') &&
      wire.kind !== 'connection';
    const carried = step === 'opens' || step === 'worsens' || step === 'updates';
    const event: NewEvent = {
      key: wire.key ?? `receipt:${this.#run}:${this.#receipts++}`,
      server: server.id,
      serverName: server.name,
      protocol,
      kind: wire.kind,
      topic: wire.topic,
      phase: wire.phase,
      severity: wire.severity,
      level: wire.level,
      subject: wire.subject,
      alert: wire.alert,
      title: wire.title,
      body: wire.body,
      occurredAt,
      receivedAt,
      seenAt: verdict.held === 'first-look' ? clock.now() : null,
      url: wire.url,
      via: group === null ? 'live' : 'catch-up',
      decision: decisionOf(verdict),
      payload: payloadText(wire.payload),
      stream: wire.stream,
      attention: deserved && !carried,
    };
    const before = open?.record ?? null;
    if (wire.alert !== null && step !== 'none') {
      const record = recordAfter(before, wire.alert, event, wire, step, { deserved, verdict });
      const alert = alerts.put(record, clock.now());
      const place = `${server.id}\0${wire.alert}`;
      const first = step === 'opens' ? index : (changes.get(place)?.first ?? null);
      changes.set(place, { alert, record, first, last: index });
    }
    return {
      event,
      verdict,
      step,
      was: before?.severity ?? null,
      openedAt: before?.openedAt ?? null,
      naming: wire.naming && wire.subject?.name === null,
    };
  }

  #caughtUpReason(server: ServerSettings, wire: WireEvent, group: Group | null): Circumstances['caughtUp'] {
    if (group !== null) return group.held;
    const back = wire.kind === 'connection' && wire.phase === 'closed' && this.#backTold.delete(server.id);
    return back ? 'catch-up' : null;
  }

  /** A toast that takes the place of one that stands is no more noise than before, and passes. */
  #inStorm(verdict: Verdict, server: ServerSettings, wire: WireEvent, step: AlertStep): Verdict {
    if (verdict.held !== null || step === 'closes') return verdict;
    const toast = { server: server.id, severity: wire.severity };
    const { storm, admitted } = admit(this.#storm, toast, this.#options.maxPerMinute(), this.#options.clock.now());
    this.#storm = storm;
    return admitted ? verdict : { ...verdict, held: 'storm' };
  }

  async #catchUp({ server, gap, catchUp }: Extract<Item, { type: 'caught-up' }>): Promise<void> {
    const { alerts, clock, caughtUp } = this.#options;
    const receivedAt = clock.now();
    const wires = [...catchUp.events, ...vanished(alerts.of(server.id), catchUp)];
    const fresh: Received[] = [];
    for (let from = 0; from < wires.length; from += batchSize) {
      const part = wires
        .slice(from, from + batchSize)
        .map((wire) => ({ server, protocol: server.protocol, wire, receivedAt }));
      fresh.push(...(await this.#fresh(part)));
    }
    const telling = fresh.filter(({ wire }) => !wire.stream);
    const held = gap === null ? 'first-look' : telling.length === 1 ? null : 'catch-up';
    const told: Stored[] = [];
    for (let from = 0; from === 0 || from < fresh.length; from += batchSize) {
      const stored = await this.#store(fresh.slice(from, from + batchSize), { held, askedAt: catchUp.askedAt });
      if (stored !== null && held !== null) told.push(stored);
    }
    if (catchUp.open !== null) alerts.confirm(server.id);
    if (told.some(({ entries }) => entries.some(({ event }) => event.decision.outcome === 'merged'))) {
      this.#backTold.add(server.id);
    }
    caughtUp({ server, gap, told });
  }

  async #name({ server, subject: [type, id], name }: Extract<Item, { type: 'name' }>): Promise<void> {
    this.#names.set(`${server}\0${type}\0${id}`, name);
    if (this.#names.size > namesKept) {
      const [oldest] = this.#names.keys();
      if (oldest !== undefined) this.#names.delete(oldest);
    }
    const rows = name === null ? [] : await this.#durably(() => this.#options.history.named(server, type, id, name));
    this.#options.renamed(server, type, id, name, rows);
  }

  #withName(server: string, wire: WireEvent): WireEvent {
    if (!wire.naming || wire.subject === null || wire.subject.name !== null) return wire;
    const name = this.#names.get(`${server}\0${wire.subject.type}\0${wire.subject.id}`);
    if (name === undefined) return wire;
    return { ...wire, naming: false, subject: { ...wire.subject, name } };
  }
}

interface Group {
  /** Null: told by itself although it was caught up. */
  readonly held: 'catch-up' | 'first-look' | null;
  readonly askedAt: number;
}

interface Changed extends AlertChange {
  readonly alert: OpenAlert;
}

/** Closings for the alerts that a server no longer has, of the kinds that it told completely. */
function vanished(alerts: readonly OpenAlert[], catchUp: CatchUp): readonly WireEvent[] {
  if (catchUp.open === null) return [];
  const open = new Set(catchUp.open);
  return alerts
    .filter(
      ({ record, heardAt }) =>
        catchUp.kinds.includes(record.kind) && !open.has(record.key) && heardAt < catchUp.askedAt,
    )
    .map(({ record }) => ({
      key: `gone:${record.key}:${record.openedAt}`,
      kind: record.kind,
      topic: 'catch-up',
      phase: 'closed',
      severity: 'ok',
      level: null,
      subject: record.subject,
      alert: record.key,
      title: record.title,
      body: '',
      occurredAt: catchUp.askedAt,
      url: null,
      payload: null,
      stream: false,
      naming: false,
      aim: null,
      automatic: false,
      acknowledgedBy: null,
    }));
}

function recordAfter(
  before: AlertRecord | null,
  key: string,
  event: NewEvent,
  wire: WireEvent,
  step: AlertStep,
  { deserved, verdict }: { deserved: boolean; verdict: Verdict },
): AlertRecord {
  const shown = verdict.held === null && verdict.toast !== 'none';
  const unseenAgain = deserved && (step === 'opens' || step === 'worsens');
  return {
    server: event.server,
    key,
    kind: event.kind,
    subject: event.subject ?? before?.subject ?? null,
    title: event.title === '' ? (before?.title ?? '') : event.title,
    openedAt: before?.openedAt ?? event.occurredAt,
    changedAt: event.occurredAt,
    closedAt: step === 'closes' ? event.occurredAt : null,
    ...standAfter(before, step, event.severity),
    count: (before?.count ?? 0) + 1,
    seenAt: unseenAgain ? null : (before?.seenAt ?? event.seenAt),
    unseen: unseenAgain || ((before?.unseen ?? false) && wire.acknowledgedBy === null),
    acknowledgedBy: wire.acknowledgedBy ?? (step === 'worsens' ? null : (before?.acknowledgedBy ?? null)),
    toasted: (before?.toasted ?? false) || shown,
    toast: before?.toast ?? null,
  };
}

/** A stored event as lists carry it. */
export function rowOf({ payload: _, stream: __, attention: ___, ...event }: NewEvent, id: number): EventRow {
  return { ...event, id, repeats: 0 };
}
