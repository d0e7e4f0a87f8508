import { rankOf, type Severity, severities } from '../../preload/contract/api.ts';
import { buttonText, heldBackToast } from '../../preload/contract/texts/index.ts';
import type { Clock } from '../clock.ts';
import type { Held, History } from '../history/history.ts';
import { type SnoozeStand, snoozeKey } from '../rules/snooze.ts';
import { type Silence, silenceSummary } from '../silence/silence.ts';
import { urgencyOf } from './summary-toast.ts';
import type { Toaster } from './toaster.ts';

export interface HeldBackOptions {
  readonly history: Pick<History, 'held' | 'heldTold' | 'heldElsewhere'>;
  readonly toaster: Pick<Toaster, 'show'>;
  readonly silence: Pick<Silence, 'holds' | 'timeAround' | 'view'>;
  readonly clock: Clock;
  readonly previews: () => boolean;
  /** Resolves when all that came before is committed. */
  readonly settled: () => Promise<void>;
  readonly failed: (line: string) => void;
}

const retryMs = 60_000;

type How = 'paused' | 'quiet' | 'snoozed';

/** One summary at the end of what held toasts back: the pause, the quiet hours, a snooze. */
export class HeldBack {
  readonly #options: HeldBackOptions;
  /** One after the other, so that nothing is told twice. */
  #turn: Promise<void> = Promise.resolve();
  /** Summaries that were shown, and up to which event, as long as the history does not know. */
  readonly #shown = new Map<string, number>();
  #cancelRetry: () => void = () => undefined;
  #closed = false;

  constructor(options: HeldBackOptions) {
    this.#options = options;
  }

  /** Tells what earlier runs held back, where nothing holds it back any more. */
  start(summaries: readonly string[]): void {
    const snoozed = new Set([
      silenceSummary,
      ...this.#options.silence.view().snoozes.map(({ what }) => snoozeKey(what)),
    ]);
    // Snoozes that nobody knows any more: their names are lost, their events are not.
    for (const lost of summaries.filter((each) => !snoozed.has(each))) this.#inTurn(() => this.#move(lost));
    if (summaries.length > 0) this.over();
  }

  /** Pause or quiet hours are over, or one of both. */
  over(): void {
    this.#inTurn(() => this.#tellSilence());
  }

  /** A snooze is over. */
  woken(snooze: SnoozeStand): void {
    this.#inTurn(() => this.#tellSnooze(snooze));
  }

  /** Ends after what is being told. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    await this.#turn;
  }

  #inTurn(tell: () => Promise<void>): void {
    this.#turn = this.#turn.then(async () => {
      if (this.#closed) return;
      try {
        await this.#options.settled();
        await tell();
      } catch (error) {
        const { message } = error instanceof Error ? error : new Error(String(error));
        this.#options.failed(
          `What was held back could not be told, or not be stored as told, it is tried again: ${message}`,
        );
        this.#tryLater();
      }
    });
  }

  async #tellSilence(): Promise<void> {
    const held = await this.#held(silenceSummary);
    if (held === null || this.#holds(held)) return;
    const { from, to, paused, quiet } = this.#options.silence.timeAround(held.firstAt);
    const silent = paused || quiet;
    await this.#tell(held, silenceSummary, {
      how: howOf({ ...held, paused, quiet }),
      name: null,
      from,
      to: silent ? to : held.lastAt,
    });
  }

  async #tellSnooze(snooze: SnoozeStand): Promise<void> {
    const summary = snoozeKey(snooze.what);
    const held = await this.#held(summary);
    if (held === null) return;
    if (this.#holds(held)) return this.#move(summary);
    const now = this.#options.clock.now();
    const { name, since, until } = snooze;
    await this.#tell(held, summary, { how: 'snoozed', name, from: since, to: Math.min(until ?? now, now) });
  }

  async #tell(
    held: Held,
    summary: string,
    time: { how: How; name: string | null; from: number; to: number },
  ): Promise<void> {
    const { toaster, clock, previews } = this.#options;
    const shown = await toaster.show({
      ...heldBackToast({ ...held, ...time, now: clock.now(), previews: previews() }),
      urgency: urgencyOf(held.worst),
      severity: worstIn(held.counts),
      buttons: [{ key: 'open', label: buttonText('open') }],
      replaces: null,
    });
    if (shown.shown) {
      this.#shown.set(summary, held.upTo);
      return this.#store(summary);
    }
    if (summary !== silenceSummary) await this.#move(summary);
    this.#tryLater();
  }

  /** What is yet to be told in a summary. */
  async #held(summary: string): Promise<Held | null> {
    await this.#store(summary);
    return this.#options.history.held(summary);
  }

  /** Stores that a summary was shown, where that is not stored yet. */
  async #store(summary: string): Promise<void> {
    const upTo = this.#shown.get(summary);
    if (upTo === undefined) return;
    await this.#options.history.heldTold(summary, upTo);
    this.#shown.delete(summary);
  }

  #holds({ worst, connectionLost }: Held): boolean {
    return this.#options.silence.holds({ severity: worst, connectionLost });
  }

  /** It is told with what pause and quiet hours hold back. */
  #move(summary: string): Promise<void> {
    return this.#options.history.heldElsewhere(summary, silenceSummary);
  }

  #tryLater(): void {
    this.#cancelRetry();
    if (!this.#closed) this.#cancelRetry = this.#options.clock.after(retryMs, () => this.#again());
  }

  #again(): void {
    for (const snoozed of this.#shown.keys()) if (snoozed !== silenceSummary) this.#inTurn(() => this.#store(snoozed));
    this.over();
  }
}

/** Where the settings have changed since, the reasons of the events say what it was. */
function howOf({ paused, quiet, reasons }: Pick<Held, 'reasons'> & { paused: boolean; quiet: boolean }): How {
  if (quiet || reasons.includes('quiet-hours')) return 'quiet';
  return paused || reasons.includes('paused') ? 'paused' : 'snoozed';
}

function worstIn(counts: Readonly<Record<Severity, number>>): Severity {
  return severities.findLast((severity) => counts[severity] > 0 && rankOf(severity) > 0) ?? 'ok';
}
