import { type EventRow, rankOf, type Severity, worseOf } from '../../preload/contract/api.ts';
import { catchUpToast, firstLookToast, restartToast } from '../../preload/contract/texts/index.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { History, NewEvent, Remembered } from '../history/history.ts';
import type { CaughtUp, Stored } from '../intake/intake.ts';
import { lineOf } from '../merging/lines.ts';
import { type Silence, silenceSummary } from '../silence/silence.ts';
import type { Owed } from './owed.ts';
import { Storms } from './storms.ts';
import { type Summary, summaryOf } from './summary.ts';
import { showSummary, urgencyOf } from './summary-toast.ts';
import type { Content } from './toast-room.ts';
import type { Toaster } from './toaster.ts';
import { written } from './written.ts';

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

/** What could not be shown is tried again after this. */
const retryMs = 10_000;
/** As which the start owes. */
const startTeller = 'start';

/** The toasts that stand for many events: storms, what was missed, the first look, the restart. */
export class Summaries {
  readonly #options: SummariesOptions;
  readonly #storms: Storms;
  readonly #underway = new Set<Promise<void>>();
  /** Ends the waiting for the next try. */
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(options: SummariesOptions) {
    this.#options = options;
    this.#storms = new Storms(options);
  }

  /** Takes the events that go into a storm's summary, and the closings of what such summaries told. */
  stored(stored: Stored): void {
    this.#storms.stored(stored);
  }

  /** What toasts said that gave way to others. */
  gaveWay(content: Content): void {
    this.#storms.gaveWay(content);
  }

  /** Tells what was missed, or what is open at the first look. */
  caughtUp(caughtUp: CaughtUp): Promise<void> {
    return this.#tell(() => this.#tellCaughtUp(caughtUp));
  }

  /** False: it could not be shown. */
  async #tellCaughtUp({ server, gap, told }: CaughtUp): Promise<boolean> {
    let summary: Summary | null = null;
    let deserved = false;
    for (const { firstId, entries } of told) {
      const events = entries.map(({ event }) => event);
      summary = summaryOf(summary, events, firstId, (event) => isNews(event) || isOver(event));
      deserved ||= events.some(isNews);
    }
    if (summary === null || !deserved) return true;
    const teller = `gap ${told[0]?.firstId}`;
    for (const { firstId } of told) this.#options.owed.owes(server.id, teller, firstId);
    this.#options.owed.owes(server.id, teller, summary.upTo);
    const news = told.flatMap(({ entries }) => entries.map(({ event }) => event)).filter(isNews);
    const open = this.#stillOpen(news);
    // What no alert carries, as a trap, stays unseen and counts like what is open.
    const unseen = news.filter(({ attention }) => attention);
    const worst = worstOf([...open, ...unseen]);
    if (this.#options.silence.holds({ severity: worst, connectionLost: false })) {
      const ids = told.flatMap(({ firstId, entries }) =>
        entries.flatMap(({ event }, index) => (isNews(event) ? [firstId + index] : [])),
      );
      await this.#write(() => this.#options.history.holdBack(silenceSummary, ids));
      this.#options.owed.leave(server.id, teller);
      return true;
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
            notSeen: countedBySeverity(unseen),
            previews,
          });
    const shown = await showSummary(this.#options.toaster, {
      ...words,
      urgency: gap === null ? 'quiet' : urgencyOf(worst),
      severity: gap === null ? worst : summary.worst,
      replaces: this.#options.toaster.takeStanding(lineOf(server.id, 'connection')),
    });
    if (shown === null) return false;
    await this.#options.owed.told(server.id, teller, summary.upTo);
    return true;
  }

  /** Tells what the last run committed and was not known to have shown. */
  async restart(remembered: Pick<Remembered, 'owed' | 'moreOwed'>): Promise<void> {
    const { owed, moreOwed } = remembered;
    if (owed.length === 0) return;
    // What is told of a server meanwhile does not tell this.
    for (const { server, id } of owed) this.#options.owed.owes(server, startTeller, moreOwed === 0 ? id : 1);
    await this.#tell(() => this.#tellOwed(remembered));
  }

  /** False: it could not be shown. */
  async #tellOwed({ owed, moreOwed }: Pick<Remembered, 'owed' | 'moreOwed'>): Promise<boolean> {
    const { history } = this.#options;
    const counts = countedBySeverity(owed);
    const worst = worstOf(owed);
    if (this.#options.silence.holds({ severity: worst, connectionLost: false })) {
      await this.#settle(owed, () => history.holdOwed(silenceSummary));
      return true;
    }
    const count = owed.length + moreOwed;
    const shown = await showSummary(this.#options.toaster, {
      ...restartToast({ count, counts, previews: this.#options.previews() }),
      urgency: urgencyOf(worst),
      severity: worst,
      replaces: null,
    });
    if (shown === null) return false;
    await this.#settle(owed, () => history.settle());
    return true;
  }

  async #settle(owed: Remembered['owed'], settle: () => Promise<void>): Promise<void> {
    await this.#write(settle);
    const last = new Map(owed.map(({ server, id }) => [server, id]));
    for (const [server, id] of last) await this.#options.owed.told(server, startTeller, id);
  }

  /** Ends after what is being told; what is left to tell goes into the summary of the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#waiting) cancel();
    await Promise.all([this.#storms.close(), ...this.#underway]);
  }

  /** What cannot be shown is tried again, with what is so by then, until it can be. */
  #tell(attempt: () => Promise<boolean>): Promise<void> {
    return this.#track(
      attempt().then((shown) => {
        if (shown || this.#closed) return;
        const cancel = this.#options.clock.after(retryMs, () => {
          this.#waiting.delete(cancel);
          void this.#tell(attempt);
        });
        this.#waiting.add(cancel);
      }),
    );
  }

  #track(telling: Promise<void>): Promise<void> {
    const tracked = telling.finally(() => this.#underway.delete(tracked));
    this.#underway.add(tracked);
    return tracked;
  }

  /** What these events opened and is open now, one entry an alert. */
  #stillOpen(news: readonly NewEvent[]): readonly { readonly name: string; readonly severity: Severity }[] {
    const open = new Map<string, { name: string; severity: Severity }>();
    for (const { server, alert: key } of news) {
      const alert = key === null ? null : this.#options.alerts.get(server, key);
      if (key === null || alert === null || rankOf(alert.record.severity) < rankOf('warning')) continue;
      const { subject, title, severity } = alert.record;
      open.set(key, { name: subject?.name ?? subject?.id ?? title, severity });
    }
    return [...open.values()];
  }

  #write(write: () => Promise<void>): Promise<void> {
    return written(write, 'That a summary was shown', this.#options.failed);
  }
}

/** What would have been shown by itself: nothing that is muted, snoozed, or kept to the history by a rule. */
function isNews({ stream, decision }: NewEvent): boolean {
  return !stream && decision.outcome === 'merged';
}

/** What came while the server was away and is over. */
function isOver({ kind, phase, stream, decision }: NewEvent): boolean {
  return !stream && phase === 'closed' && kind !== 'job' && decision.reason === 'catch-up';
}

function countedBySeverity(rows: readonly Pick<EventRow, 'severity'>[]): Readonly<Record<Severity, number>> {
  const counts: Record<Severity, number> = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
  for (const { severity } of rows) counts[severity] += 1;
  return counts;
}

function worstOf(rows: readonly Pick<EventRow, 'severity'>[]): Severity {
  return rows.reduce<Severity>((worst, row) => worseOf(worst, row.severity), 'ok');
}
