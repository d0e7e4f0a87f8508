import { type EventRow, rankOf, type Severity, worseOf } from '../preload/contract/api.ts';
import { buttonText, catchUpToast, firstLookToast, restartToast, stormToast } from '../preload/contract/texts/index.ts';
import type { Alerts } from './alerts.ts';
import type { Clock } from './clock.ts';
import type { History, Remembered } from './history/history.ts';
import type { CaughtUp, Stored } from './intake.ts';
import { calmMs } from './rules/storm.ts';
import { type Silence, silenceSummary } from './silence.ts';
import { mostOften, type Summary, summaryOf } from './summary.ts';
import type { Toaster } from './toaster.ts';
import type { Toast, ToastRef, Urgency } from './toasts/driver.ts';

export interface SummariesOptions {
  readonly toaster: Toaster;
  readonly history: History;
  readonly alerts: Alerts;
  readonly silence: Pick<Silence, 'holds'>;
  readonly clock: Clock;
  readonly previews: () => boolean;
  readonly failed: (line: string) => void;
}

/** A summary in place of many toasts is renewed at most this often. */
const renewMs = 1_000;
const retryMs = 10_000;

interface Storm {
  readonly serverName: string;
  summary: Summary;
  shown: { readonly upTo: number; readonly worst: Severity; readonly ref: ToastRef | null } | null;
  /** The next renewal, or the end of the storm. */
  cancel: () => void;
  renewing: boolean;
}

/** The toasts that stand for many events: storms, what was missed, the first look, the restart. */
export class Summaries {
  readonly #options: SummariesOptions;
  readonly #storms = new Map<string, Storm>();
  readonly #underway = new Set<Promise<void>>();
  #closed = false;

  constructor(options: SummariesOptions) {
    this.#options = options;
  }

  /** Takes the events that go into a storm's summary. */
  stored({ firstId, entries }: Stored): void {
    const servers = new Set<string>();
    for (const { verdict, event } of entries) if (verdict.held === 'storm') servers.add(event.server);
    for (const server of servers) {
      const events = entries.map(({ event }) => event);
      const summary = summaryOf(
        this.#storms.get(server)?.summary ?? null,
        events,
        firstId,
        (event, index) => event.server === server && entries[index]?.verdict.held === 'storm',
      );
      if (summary === null) continue;
      const name = events.find((event) => event.server === server)?.serverName ?? server;
      this.#storm(server, name, summary);
    }
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
    const open = this.#stillOpen(told);
    // What no alert carries, as a trap, stays unseen and counts like what is open.
    const unseen = told.flatMap(({ entries }) => entries).filter(({ event }) => event.attention);
    const worst = worstOf([...open, ...unseen.map(({ event }) => event)]);
    if (this.#options.silence.holds({ severity: worst, connectionLost: false })) {
      const ids = told.flatMap(({ firstId, entries }) =>
        entries.flatMap(({ event }, index) => (event.decision.outcome === 'merged' ? [firstId + index] : [])),
      );
      await this.#write(() => this.#options.history.holdBack(silenceSummary, ids));
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
            previews,
          });
    const shown = await this.#show({
      ...words,
      urgency: gap === null ? 'quiet' : urgencyOf(worst),
      severity: gap === null ? worst : summary.worst,
      replaces: this.#options.toaster.takeStanding(server.id, 'connection'),
    });
    if (shown !== null) await this.#write(() => this.#options.history.summarised(server.id, summary.upTo));
  }

  /** Tells what the last run committed and was not known to have shown. */
  async restart({ owed, moreOwed }: Pick<Remembered, 'owed' | 'moreOwed'>): Promise<void> {
    if (owed.length === 0) return;
    const counts: Record<Severity, number> = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
    for (const row of owed) counts[row.severity] += 1;
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
    this.#closed = true;
    for (const storm of this.#storms.values()) storm.cancel();
    await Promise.all(this.#underway);
  }

  #track(telling: Promise<void>): Promise<void> {
    const tracked = telling.finally(() => this.#underway.delete(tracked));
    this.#underway.add(tracked);
    return tracked;
  }

  #storm(server: string, serverName: string, summary: Summary): void {
    const storm = this.#storms.get(server);
    if (storm === undefined) {
      const fresh: Storm = { serverName, summary, shown: null, cancel: () => undefined, renewing: true };
      this.#storms.set(server, fresh);
      void this.#track(this.#renew(server, fresh));
      return;
    }
    storm.summary = summary;
    if (storm.renewing) return;
    // Until then what comes is carried along.
    storm.renewing = true;
    storm.cancel();
    storm.cancel = this.#options.clock.after(renewMs, () => void this.#track(this.#renew(server, storm)));
  }

  async #renew(server: string, storm: Storm): Promise<void> {
    if (this.#closed) return;
    storm.renewing = true;
    const { summary, serverName } = storm;
    if (this.#options.silence.holds({ severity: summary.worst, connectionLost: false })) {
      storm.renewing = false;
      storm.cancel = this.#options.clock.after(retryMs, () => void this.#renew(server, storm));
      return;
    }
    const worse = storm.shown === null || rankOf(summary.worst) > rankOf(storm.shown.worst);
    const ref = await this.#show({
      ...stormToast({
        serverName,
        counts: summary.counts,
        forMs: summary.toAt - summary.fromAt,
        most: mostOften(summary, 2),
        previews: this.#options.previews(),
      }),
      urgency: urgencyOf(summary.worst),
      severity: summary.worst,
      replaces: storm.shown?.ref ?? null,
      silent: !worse,
    });
    storm.renewing = false;
    if (ref === null) {
      if (!this.#closed)
        storm.cancel = this.#options.clock.after(retryMs, () => void this.#track(this.#renew(server, storm)));
      return;
    }
    storm.shown = { upTo: summary.upTo, worst: summary.worst, ref: ref.ref };
    await this.#write(() => this.#options.history.summarised(server, summary.upTo));
    if (this.#closed) return;
    if (storm.summary.upTo > summary.upTo) {
      if (!storm.renewing) this.#storm(server, serverName, storm.summary);
      return;
    }
    storm.cancel = this.#options.clock.after(calmMs, () => this.#storms.delete(server));
  }

  async #show(toast: Omit<Toast, 'buttons'>): Promise<{ readonly ref: ToastRef | null } | null> {
    const shown = await this.#options.toaster.show({ ...toast, buttons: [{ key: 'open', label: buttonText('open') }] });
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

function worstOf(rows: readonly Pick<EventRow, 'severity'>[]): Severity {
  return rows.reduce<Severity>((worst, row) => worseOf(worst, row.severity), 'ok');
}
