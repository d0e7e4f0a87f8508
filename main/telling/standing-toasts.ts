import type { Alerts } from '../alerts/alerts.ts';
import type { AlertRecord, History, StandingToast } from '../history/history.ts';
import { keepNewest } from '../keep-newest.ts';
import { lineOf } from '../merging/lines.ts';
import type { Urgency } from '../toasts/driver.ts';
import type { Said } from './said.ts';

interface Options {
  readonly alerts: Pick<Alerts, 'get' | 'toasted' | 'withToast'>;
  readonly history: Pick<History, 'toasted'>;
  /** Does a write, and tells when it fails. */
  readonly write: (write: () => Promise<void>) => void;
}

export interface Standing {
  readonly ref: StandingToast;
  readonly urgency: Urgency;
  /** Null: the last run showed it. */
  readonly said: Said | null;
}

/** Not every daemon says when a toast is gone. */
const kept = 1_000;

/** The last toast of each line that may still stand; those of alerts are remembered with them for a later run. */
export class StandingToasts {
  readonly #options: Options;
  readonly #standing = new Map<string, Standing>();

  constructor(options: Options, remembered: readonly AlertRecord[]) {
    this.#options = options;
    for (const { server, key, toast: ref } of remembered) {
      if (ref !== null) this.#standing.set(lineOf(server, key), { ref, urgency: 'show', said: null });
    }
  }

  at(line: string): Standing | null {
    return this.#standing.get(line) ?? null;
  }

  lines(): Iterable<string> {
    return this.#standing.keys();
  }

  linesOf(ref: StandingToast): readonly string[] {
    return [...this.#standing].flatMap(([line, standing]) => (isSame(standing.ref, ref) ? [line] : []));
  }

  put(line: string, standing: Standing): void {
    keepNewest(this.#standing, line, standing, kept);
  }

  take(line: string): Standing | null {
    const standing = this.at(line);
    this.#standing.delete(line);
    return standing;
  }

  /** A toast is gone. */
  forget(ref: StandingToast): void {
    for (const line of this.linesOf(ref)) this.#standing.delete(line);
    const alert = this.#options.alerts.withToast(ref);
    if (alert !== null) this.remember(alert.record.server, alert.record.key, null);
  }

  /** Remembers with the alert which toast stands for it, so that a later run can replace it. */
  remember(server: string, key: string, toast: StandingToast | null): void {
    const { alerts, history, write } = this.#options;
    const open = alerts.get(server, key);
    if (open === null || isSame(open.record.toast, toast)) return;
    alerts.toasted(open, toast);
    // Not the alert as it is here: what changed it last may not be committed yet, and would count as known after a kill.
    write(() => history.toasted(server, key, toast));
  }
}

function isSame(one: StandingToast | null, other: StandingToast | null): boolean {
  if (one === null || other === null) return one === other;
  return one.id === other.id && one.owner === other.owner && one.driver === other.driver;
}
