import { type EventRow, type Reason, rankOf, type ServerSettings, type Severity } from '../../preload/contract/api.ts';
import type { Alerts, OpenAlert } from '../alerts/alerts.ts';
import { saidOf, Thresholds } from '../alerts/thresholds.ts';
import type { Clock } from '../clock.ts';
import type { AlertChange, AlertRecord, NewEvent } from '../history/history.ts';
import { lineOf } from '../merging/lines.ts';
import { Merging } from '../merging/merging.ts';
import { type Told, toldWith } from '../merging/tally.ts';
import type { WireEvent } from '../protocols/protocol.ts';
import { acknowledgementAfter, acknowledgementStep, isAnew, isSettled } from '../rules/acknowledgement.ts';
import { type AlertStep, alertStep, standAfter } from '../rules/alert.ts';
import { type Circumstances, decisionOf, evaluate, firstOwn, severityBy, type Verdict } from '../rules/evaluate.ts';
import type { Facts, OwnRule, Rules } from '../rules/rule.ts';
import { admit, calm, type Storm } from '../rules/storm.ts';
import type { Silence } from '../silence/silence.ts';
import { payloadText } from './payload.ts';

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
  /** Somebody acknowledged its alert on the server: no toast stands for that any more. */
  readonly acknowledged: boolean;
  /** The toast that it is told with, or that its own one replaces; null: as its alert has it. */
  readonly told: Told | null;
}

/** An event as it came in. */
export interface Received {
  readonly server: ServerSettings;
  readonly protocol: string;
  readonly wire: WireEvent;
  readonly receivedAt: number;
}

/** Events that are read together after a gap, or at the first look. */
export interface Group {
  /** Null: told by itself although it was caught up. */
  readonly held: 'catch-up' | 'first-look' | null;
  readonly askedAt: number;
}

/** An alert that a batch changes. */
export interface Changed extends Omit<AlertChange, 'record'> {
  readonly alert: OpenAlert;
}

export interface JudgeOptions {
  readonly alerts: Alerts;
  readonly clock: Clock;
  /** The rules in force, in order. */
  readonly rules: () => Rules;
  readonly maxPerMinute: () => number;
  readonly silence: Pick<Silence, 'hush'>;
  /** Whether a toast stands at a line, as far as that is known. */
  readonly stands: (line: string) => boolean;
}

const namesKept = 1_000;
/** The protocol of the events that are our own. */
const ownProtocol = 'tocsin';

/** Decides what becomes of new events, in their order: decision, alert, attention. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #run = `${Date.now().toString(36)}${Math.trunc(Math.random() * 1e9).toString(36)}`;
  readonly #names = new Map<string, string | null>();
  /** Servers whose catch-up was just told: their "Back" has been said with it. */
  readonly #backTold = new Set<string>();
  readonly #thresholds: Thresholds;
  readonly #merging: Merging;
  #storm: Storm = calm;
  #receipts = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#thresholds = new Thresholds(options.alerts);
    this.#merging = new Merging(options.alerts, options.stands);
  }

  /** Judges one event; its alert changes at once here, and in `changes` for the transaction. */
  judge(received: Received, index: number, group: Group | null, changes: Map<string, Changed>): Entry {
    const { server, protocol, receivedAt } = received;
    const { alerts, clock, silence } = this.#options;
    const rules = this.#options.rules();
    const { wire, own } = this.#ruled(received, rules);
    const line = wire.alert === null ? null : lineOf(server.id, wire.alert);
    const open = line === null ? null : alerts.at(line);
    const stale = group !== null && isStale(alerts, server.id, wire, group.askedAt, clock.now());
    const step = stale ? 'none' : alertStep(open?.record ?? null, wire.phase, wire.severity);
    const before = open?.record ?? null;
    const acknowledgement = stale ? 'none' : acknowledgementStep(before, wire);
    const acknowledged = isSettled(before, step, acknowledgement);
    const anew = isAnew(before, acknowledgement);
    const takenCareOf = acknowledged && acknowledgement === 'given' && step === 'updates';
    const facts: Facts = {
      kind: wire.kind,
      phase: acknowledged || stale ? 'updated' : wire.phase,
      severity: wire.severity,
      stream: wire.stream,
      aim: wire.aim,
      automatic: wire.automatic,
      worse: !acknowledged && !stale && (open === null || step === 'worsens' || anew),
      openingToasted: open?.record.toasted ?? false,
      settled: acknowledged || stale || wire.silent === true,
    };
    const hush = silence.hush({
      server: server.id,
      alert: wire.alert,
      subject: wire.subject,
      severity: wire.severity,
      step,
      connectionLost: protocol === ownProtocol && tellsOfLoss(wire),
      stale,
    });
    const circumstances: Circumstances = {
      caughtUp: this.#caughtUpReason(server, wire, group),
      muted: server.muted,
      paused: hush.paused,
      snoozed: hush.snoozed,
      quiet: hush.quiet,
      replaces: step === 'closes' && line !== null && this.#merging.closesStanding(line),
    };
    const key = wire.key ?? `receipt:${this.#run}:${this.#receipts++}`;
    const { verdict, told } = this.#merging.decide(
      {
        server: server.id,
        key,
        line,
        wire,
        step,
        acknowledged: takenCareOf,
        verdict: evaluate(facts, rules.defaults, circumstances, own),
      },
      () => this.#admit(server.id, wire.severity),
      clock.now(),
    );
    const occurredAt = wire.occurredAt ?? receivedAt;
    const deserved =
      verdict.toast !== 'none' &&
      group?.held !== 'first-look' &&
      rankOf(wire.severity) >= rankOf('warning') &&
      wire.kind !== 'connection';
    const carried = step === 'opens' || step === 'worsens' || step === 'updates';
    const event: NewEvent = {
      key,
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
      ours: wire.ours,
      occurredAt,
      receivedAt,
      seenAt: group?.held === 'first-look' ? clock.now() : null,
      url: wire.url,
      via: group === null ? 'live' : 'catch-up',
      decision: decisionOf(verdict),
      payload: payloadText(wire.payload),
      stream: wire.stream,
      attention: deserved && !carried,
      toldWith: verdict.held === 'storm' && told !== null ? toldWith(told) : null,
      owedTo: verdict.toast !== 'none' && isHushed(verdict.held) ? hush.summary : null,
    };
    if (wire.alert !== null && line !== null && step !== 'none') {
      const unseenAgain = deserved && (step === 'opens' || step === 'worsens' || anew);
      const record = recordAfter(before, wire.alert, event, wire, step, {
        unseenAgain,
        toasted: isToasted(verdict, told),
      });
      // What a server was asked for is as it stood before the question.
      const heardAt = group === null ? receivedAt : group.askedAt - 1;
      const alert = alerts.put(record, heardAt, open);
      alert.heardAt = heardAt;
      const first = step === 'opens' ? index : (changes.get(line)?.first ?? null);
      changes.set(line, { alert, first, last: index });
    }
    return {
      event,
      verdict,
      step,
      was: before?.severity ?? null,
      openedAt: before?.openedAt ?? null,
      naming: wire.naming && wire.subject?.name === null,
      acknowledged: takenCareOf,
      told,
    };
  }

  /** The event as the rules of the user leave it, and the one of them that matched. */
  #ruled({ server, protocol, wire: received }: Received, rules: Rules): { wire: WireEvent; own: OwnRule | null } {
    const named = this.#withName(server.id, received);
    const { wire, crossed } = this.#thresholds.crossed(server.id, protocol, named, rules.thresholds);
    const own = rules.own.length === 0 ? null : firstOwn(saidOf(server.id, protocol, wire, crossed), rules.own);
    const severity = severityBy(own, wire);
    return { wire: severity === wire.severity ? wire : { ...wire, severity }, own };
  }

  #caughtUpReason(server: ServerSettings, wire: WireEvent, group: Group | null): Circumstances['caughtUp'] {
    if (group !== null) return group.held;
    const back = wire.kind === 'connection' && wire.phase === 'closed' && this.#backTold.delete(server.id);
    return back ? 'catch-up' : null;
  }

  #admit(server: string, severity: Severity): boolean {
    const { clock, maxPerMinute } = this.#options;
    const { storm, admitted } = admit(this.#storm, { server, severity }, maxPerMinute(), clock.now());
    this.#storm = storm;
    return admitted;
  }

  /** The catch-up of a server was told in a summary. */
  toldBack(server: string): void {
    this.#backTold.add(server);
  }

  /** An alert was closed by hand. */
  closedByHand(server: string, key: string): void {
    this.#thresholds.closedByHand(server, key);
  }

  /** An alert was closed here, not by its server; the line whose toast says nothing any more, null: none. */
  closedHere(server: string, key: string): string | null {
    return this.#merging.closedHere(server, key);
  }

  /** The toasts of these lines say nothing any more: they were seen, or could not be shown. */
  ended(lines: ReadonlySet<string>): void {
    this.#merging.ended(lines);
  }

  /** A closing by hand was taken back. */
  reopened(server: string, key: string): void {
    this.#thresholds.reopened(server, key);
  }

  /** A name came; events that still wait for it get it at once. */
  learn(server: string, type: string, id: string, name: string | null): void {
    this.#names.set(`${server}\0${type}\0${id}`, name);
    if (this.#names.size <= namesKept) return;
    const [oldest] = this.#names.keys();
    if (oldest !== undefined) this.#names.delete(oldest);
  }

  #withName(server: string, wire: WireEvent): WireEvent {
    if (!wire.naming || wire.subject === null || wire.subject.name !== null) return wire;
    const name = this.#names.get(`${server}\0${wire.subject.type}\0${wire.subject.id}`);
    if (name === undefined) return wire;
    return { ...wire, naming: false, subject: { ...wire.subject, name } };
  }
}

/** Whether our own event says that a server is out of reach for long, or blocked. */
function tellsOfLoss({ kind, phase, severity }: WireEvent): boolean {
  const isLine = kind === 'connection' || kind === 'access-denied';
  return isLine && phase !== 'closed' && rankOf(severity) >= rankOf('error');
}

/** Whether an event is told by a toast of its own, or by that of its equal. What only follows is not told by itself. */
export function isToasted({ held, toast }: Verdict, told: Told | null): boolean {
  return toast !== 'none' && (held === null || (held === 'storm' && told !== null && told.change.follow === undefined));
}

function isHushed(held: Reason | null): boolean {
  return held === 'paused' || held === 'snoozed' || held === 'quiet-hours';
}

/** Whether what was asked for at `askedAt` tells of an alert that was heard to close since. */
export function isStale(
  alerts: Alerts,
  server: string,
  { alert, phase }: WireEvent,
  askedAt: number,
  now: number,
): boolean {
  return alert !== null && phase !== 'closed' && alerts.closedSince(server, alert, askedAt, now);
}

function recordAfter(
  before: AlertRecord | null,
  key: string,
  event: NewEvent,
  wire: WireEvent,
  step: AlertStep,
  { unseenAgain, toasted }: { unseenAgain: boolean; toasted: boolean },
): AlertRecord {
  const takenCareOf = acknowledgementStep(before, wire) === 'given';
  return {
    server: event.server,
    protocol: event.protocol,
    key,
    kind: event.kind,
    subject: event.subject ?? before?.subject ?? null,
    title: event.title === '' ? (before?.title ?? '') : event.title,
    ours: event.title === '' ? before?.ours : event.ours,
    openedAt: before?.openedAt ?? event.occurredAt,
    changedAt: event.occurredAt,
    closedAt: step === 'closes' ? event.occurredAt : null,
    ...standAfter(before, step, event.severity),
    count: (before?.count ?? 0) + 1,
    seenAt: unseenAgain ? null : (before?.seenAt ?? event.seenAt),
    unseen: unseenAgain || ((before?.unseen ?? false) && !takenCareOf),
    ...acknowledgementAfter(before, step, wire),
    toasted: (before?.toasted ?? false) || toasted,
    toast: before?.toast ?? null,
  };
}

/** A stored event as lists carry it. */
export function rowOf(
  { payload: _, stream: __, attention: ___, owedTo: ____, toldWith: _____, ...event }: NewEvent,
  id: number,
): EventRow {
  return { ...event, id, repeats: 0 };
}
