import { type EventRow, rankOf, type Severity, worseOf } from '../../preload/contract/api.ts';
import {
  buttonText,
  catchUpToast,
  firstLookToast,
  restartToast,
  stormOverToast,
  stormToast,
} from '../../preload/contract/texts/index.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { History, Remembered } from '../history/history.ts';
import type { CaughtUp, Stored } from '../intake/intake.ts';
import type { Entry } from '../intake/judge.ts';
import { lineOf } from '../merging/lines.ts';
import { calmMs } from '../rules/storm.ts';
import { type Silence, silenceSummary } from '../silence/silence.ts';
import type { Toast, ToastRef, Urgency } from '../toasts/driver.ts';
import type { Owed } from './owed.ts';
import { StormAlerts } from './storm-alerts.ts';
import { mostOften, type Summary, summaryOf, together } from './summary.ts';
import type { Content, Occupant } from './toast-room.ts';
import type { Toaster } from './toaster.ts';

export interface SummariesOptions {
  readonly toaster: Toaster;
  readonly history: History;
  readonly alerts: Alerts;
  readonly silence: Pick<Silence, 'holds'>;
  readonly owed: Owed;
  readonly clock: Clock;
  readonly previews: () => boolean;
  readonly failed: (line: string) => void;
}

/** A summary in place of many toasts is renewed at most this often. */
const renewMs = 1_000;
const retryMs = 10_000;
/** As which it owes; the toasts of equal events have their lines. */
const teller = 'summary';
const gapTeller = 'gap';

/** So many servers have a summary of their own at a time; what more of them send is told in one. */
const ownSummaries = 3;

interface Storm {
  /** Ids and names. */
  readonly servers: Map<string, string>;
  summary: Summary;
  readonly alerts: StormAlerts;
  shown: { readonly summary: Summary; readonly ref: ToastRef | null } | null;
  /** All of it was told before, each by a toast of its own: nothing in it is new. */
  heard: boolean;
  /** It made its sound. */
  rang: boolean;
  state: 'raging' | 'calm';
  /** The next renewal, or the end of the storm. */
  cancel: () => void;
  renewing: boolean;
}

/** Calm storms are followed until their alerts have closed; of more the oldest are forgotten. */
const followedStorms = 20;

/** The toasts that stand for many events: storms, what was missed, the first look, the restart. */
export class Summaries {
  readonly #options: SummariesOptions;
  #storms: readonly Storm[] = [];
  readonly #underway = new Set<Promise<void>>();
  #ended = false;

  constructor(options: SummariesOptions) {
    this.#options = options;
  }

  /** Takes the events that go into a storm's summary, and the closings of what such summaries told. */
  stored({ firstId, entries }: Stored): void {
    const events = entries.map(({ event }) => event);
    const goesIn = ({ verdict, told }: Entry) => verdict.held === 'storm' && told === null;
    const raging = new Map<string, string>();
    for (const entry of entries) if (goesIn(entry)) raging.set(entry.event.server, entry.event.serverName);
    for (const [server, name] of raging) {
      const taken = (entry: Entry | undefined) => entry?.event.server === server && goesIn(entry);
      const summary = summaryOf(null, events, firstId, (_, index) => taken(entries[index]));
      if (summary === null) continue;
      this.#options.owed.owes(server, teller, firstId + entries.findIndex(taken));
      this.#options.owed.owes(server, teller, summary.upTo);
      this.#add(new Map([[server, name]]), summary, false, (storm) => {
        for (const entry of entries) {
          const { alert, phase } = entry.event;
          if (alert !== null && phase !== 'closed' && taken(entry)) storm.alerts.told(server, alert);
        }
      });
    }
    for (const { step, event } of entries) if (step === 'closes') this.#closed(event.server, event.alert ?? '');
  }

  /** What toasts said that gave way to others. */
  gaveWay({ servers, summary, alerts }: Content): void {
    if (this.#ended) return;
    const told = [...alerts];
    // What came again although a summary that stands has told it says nothing that goes on.
    const known = this.#storms.some(
      (storm) => storm.servers !== servers && this.#isSeen(storm) && storm.alerts.tellsAll(told),
    );
    if (known) return;
    this.#add(servers, summary, true, (storm) => {
      for (const { server, key } of told) storm.alerts.told(server, key);
    });
    // The summary of a storm that was over goes on in that one.
    this.#storms = this.#storms.filter((storm) => storm.servers !== servers);
  }

  /** Whether a summary stands, or is about to. */
  #isSeen({ renewing, shown }: Storm): boolean {
    return renewing || (shown !== null && shown.ref !== null && this.#options.toaster.isUp(shown.ref));
  }

  /** Tells what was missed, or what is open at the first look. */
  caughtUp(caughtUp: CaughtUp): Promise<void> {
    return this.#track(this.#tellCaughtUp(caughtUp));
  }

  async #tellCaughtUp({ server, gap, told }: CaughtUp): Promise<void> {
    let summary: Summary | null = null;
    let deserved = false;
    for (const { firstId, entries } of told) {
      const events = entries.map(({ event }) => event);
      summary = summaryOf(summary, events, firstId, (event) => !event.stream);
      deserved ||= entries.some(({ event }) => event.decision.outcome === 'merged');
    }
    if (summary === null || !deserved) return;
    for (const { firstId } of told) this.#options.owed.owes(server.id, gapTeller, firstId);
    this.#options.owed.owes(server.id, gapTeller, summary.upTo);
    const open = this.#stillOpen(told);
    // What no alert carries, as a trap, stays unseen and counts like what is open.
    const unseen = told.flatMap(({ entries }) => entries).filter(({ event }) => event.attention);
    const worst = worstOf([...open, ...unseen.map(({ event }) => event)]);
    if (this.#options.silence.holds({ severity: worst, connectionLost: false })) {
      const ids = told.flatMap(({ firstId, entries }) =>
        entries.flatMap(({ event }, index) => (event.decision.outcome === 'merged' ? [firstId + index] : [])),
      );
      await this.#write(() => this.#options.history.holdBack(silenceSummary, ids));
      this.#options.owed.leave(server.id, gapTeller);
      return;
    }
    const previews = this.#options.previews();
    const words =
      gap === null
        ? firstLookToast({ serverName: server.name, total: open.length, worst, previews })
        : catchUpToast({
            serverName: server.name,
            from: gap.from,
            to: gap.to,
            now: this.#options.clock.now(),
            counts: summary.counts,
            cleared: summary.cleared,
            openNow: open.map(({ name }) => name),
            notSeen: countedBySeverity(unseen.map(({ event }) => event)),
            previews,
          });
    const shown = await this.#show({
      ...words,
      urgency: gap === null ? 'quiet' : urgencyOf(worst),
      severity: gap === null ? worst : summary.worst,
      replaces: this.#options.toaster.takeStanding(lineOf(server.id, 'connection')),
    });
    if (shown === null) this.#options.owed.leave(server.id, gapTeller);
    else await this.#options.owed.told(server.id, gapTeller, summary.upTo);
  }

  /** Tells what the last run committed and was not known to have shown. */
  async restart({ owed, moreOwed }: Pick<Remembered, 'owed' | 'moreOwed'>): Promise<void> {
    if (owed.length === 0) return;
    const counts = countedBySeverity(owed);
    const worst = worstOf(owed);
    if (this.#options.silence.holds({ severity: worst, connectionLost: false })) {
      await this.#write(() => this.#options.history.holdOwed(silenceSummary));
      return;
    }
    const count = owed.length + moreOwed;
    const shown = await this.#show({
      ...restartToast({ count, counts, previews: this.#options.previews() }),
      urgency: urgencyOf(worst),
      severity: worst,
      replaces: null,
    });
    if (shown !== null) await this.#write(() => this.#options.history.settle());
  }

  /** Ends after what is being told; what is left to tell goes into the summary of the next start. */
  async close(): Promise<void> {
    this.#ended = true;
    for (const storm of this.#storms) storm.cancel();
    await Promise.all(this.#underway);
  }

  #track(telling: Promise<void>): Promise<void> {
    const tracked = telling.finally(() => this.#underway.delete(tracked));
    this.#underway.add(tracked);
    return tracked;
  }

  #add(servers: ReadonlyMap<string, string>, summary: Summary, heard: boolean, follow: (storm: Storm) => void): void {
    const raging = this.#storms.filter(({ state }) => state === 'raging');
    const known = raging.find((storm) => [...servers.keys()].some((server) => storm.servers.has(server)));
    const shared = heard || raging.length >= ownSummaries ? raging.at(-1) : undefined;
    const storm = known ?? shared ?? this.#begin(summary, heard);
    for (const [server, name] of servers) storm.servers.set(server, name);
    follow(storm);
    if (known === undefined && shared === undefined) {
      void this.#track(this.#renew(storm));
      return;
    }
    storm.summary = together(storm.summary, summary);
    storm.heard &&= heard;
    this.#soon(storm);
  }

  #begin(summary: Summary, heard: boolean): Storm {
    const storm: Storm = {
      servers: new Map(),
      summary,
      alerts: new StormAlerts(this.#options.alerts),
      shown: null,
      heard,
      rang: false,
      state: 'raging',
      cancel: () => undefined,
      renewing: true,
    };
    this.#storms = [...this.#storms, storm];
    return storm;
  }

  /** Renews it at most once a second; until then what comes is carried along. */
  #soon(storm: Storm): void {
    if (storm.renewing || this.#ended) return;
    storm.renewing = true;
    storm.cancel();
    // What cannot be taken back stands beside the one before.
    const afterMs = storm.shown !== null && storm.shown.ref === null ? calmMs : renewMs;
    storm.cancel = this.#options.clock.after(afterMs, () => void this.#track(this.#renew(storm)));
  }

  #later(storm: Storm): void {
    storm.renewing = false;
    if (!this.#ended) storm.cancel = this.#options.clock.after(retryMs, () => void this.#track(this.#renew(storm)));
  }

  async #renew(storm: Storm): Promise<void> {
    if (this.#ended) return;
    storm.renewing = true;
    if (storm.state === 'calm') return this.#over(storm);
    const { summary, servers } = storm;
    const upTo = new Map([...servers.keys()].map((server) => [server, this.#options.owed.lastOf(server, teller)]));
    if (this.#options.silence.holds({ severity: summary.worst, connectionLost: false })) return this.#later(storm);
    const worse = rankOf(summary.worst) > rankOf(storm.shown?.summary.worst ?? 'ok');
    const silent = storm.heard || (storm.rang && !worse);
    const ref = await this.#show(
      {
        ...stormToast({
          serverNames: [...servers.values()],
          counts: summary.counts,
          cleared: summary.cleared,
          forMs: summary.toAt - summary.fromAt,
          most: mostOften(summary, 2),
          previews: this.#options.previews(),
        }),
        urgency: urgencyOf(summary.worst),
        severity: summary.worst,
        replaces: storm.shown?.ref ?? null,
        silent,
      },
      {
        content: () => ({ servers, summary: storm.summary, alerts: storm.alerts.list() }),
        lasting: () => storm.state === 'raging',
      },
    );
    if (ref === null) return this.#later(storm);
    storm.renewing = false;
    storm.rang ||= !silent;
    storm.shown = { summary, ref: ref.ref };
    for (const [server, last] of upTo) if (last !== null) await this.#options.owed.told(server, teller, last);
    if (this.#ended) return;
    if (storm.summary !== summary) return this.#soon(storm);
    storm.cancel = this.#options.clock.after(calmMs, () => void this.#track(this.#calm(storm)));
  }

  async #calm(storm: Storm): Promise<void> {
    storm.state = 'calm';
    if (storm.alerts.cleared > 0) await this.#over(storm);
    else this.#leave(storm);
  }

  /** An alert has closed: a summary that told it says so when its storm is over. */
  #closed(server: string, key: string): void {
    for (const storm of this.#storms) {
      if (storm.alerts.closed(server, key) && storm.state === 'calm') this.#soon(storm);
    }
  }

  /** Says quietly, in the place of the summary, how many have cleared; where that is gone, when all have. */
  async #over(storm: Storm): Promise<void> {
    storm.renewing = false;
    const open = storm.alerts.open();
    const ref = storm.shown?.ref ?? null;
    const stands = ref !== null && this.#options.toaster.isUp(ref);
    const held = this.#options.silence.holds({ severity: 'ok', connectionLost: false });
    if (held && stands && storm.alerts.isOver) await this.#options.toaster.takeDown(ref);
    if (!held && (stands || storm.alerts.isOver)) {
      const { cleared } = storm.alerts;
      const shown = await this.#show({
        ...stormOverToast({ serverNames: [...storm.servers.values()], cleared, open }),
        urgency: 'quiet',
        severity: 'ok',
        replaces: stands ? ref : null,
        silent: true,
      });
      if (shown !== null && storm.shown !== null) storm.shown = { ...storm.shown, ref: shown.ref };
      if (cleared < storm.alerts.cleared && !this.#ended) return this.#soon(storm);
    }
    this.#leave(storm);
  }

  /** What is over is forgotten. */
  #leave(storm: Storm): void {
    const calm = this.#storms.filter(({ state }) => state === 'calm');
    const oldest = calm.length > followedStorms ? calm[0] : undefined;
    this.#storms = this.#storms.filter((each) => each !== oldest && (each !== storm || !storm.alerts.isOver));
  }

  async #show(
    toast: Omit<Toast, 'buttons'>,
    occupant?: Pick<Occupant, 'content' | 'lasting'>,
  ): Promise<{ readonly ref: ToastRef | null } | null> {
    const buttons = [{ key: 'open', label: buttonText('open') }];
    const shown = await this.#options.toaster.show({ ...toast, buttons }, occupant);
    return shown.shown ? { ref: shown.ref } : null;
  }

  /** What these events opened and is open now, one entry an alert. */
  #stillOpen(told: readonly Stored[]): readonly { readonly name: string; readonly severity: Severity }[] {
    const open = new Map<string, { name: string; severity: Severity }>();
    for (const { event } of told.flatMap(({ entries }) => entries)) {
      const alert = event.alert === null ? null : this.#options.alerts.get(event.server, event.alert);
      if (event.alert === null || alert === null || rankOf(alert.record.severity) < rankOf('warning')) continue;
      const { subject, title, severity } = alert.record;
      open.set(event.alert, { name: subject?.name ?? subject?.id ?? title, severity });
    }
    return [...open.values()];
  }

  async #write(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#options.failed(
        `That a summary was shown could not be stored: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}

/** How loud a summary is. */
export function urgencyOf(worst: Severity): Urgency {
  if (worst === 'critical') return 'urgent';
  return rankOf(worst) >= rankOf('warning') ? 'show' : 'quiet';
}

function countedBySeverity(rows: readonly Pick<EventRow, 'severity'>[]): Readonly<Record<Severity, number>> {
  const counts: Record<Severity, number> = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
  for (const { severity } of rows) counts[severity] += 1;
  return counts;
}

function worstOf(rows: readonly Pick<EventRow, 'severity'>[]): Severity {
  return rows.reduce<Severity>((worst, row) => worseOf(worst, row.severity), 'ok');
}
