import type { Severity } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { lineOf } from '../merging/lines.ts';

/** More alerts than these are counted, but not followed until they close. */
const followed = 10_000;

/** The alerts that a summary told, until they close. */
export class StormAlerts {
  readonly #alerts: Pick<Alerts, 'get'>;
  readonly #open = new Map<string, { readonly server: string; readonly key: string }>();
  #cleared = 0;

  constructor(alerts: Pick<Alerts, 'get'>) {
    this.#alerts = alerts;
  }

  /** How many have closed. */
  get cleared(): number {
    return this.#cleared;
  }

  list(): Iterable<{ readonly server: string; readonly key: string }> {
    return this.#open.values();
  }

  told(server: string, key: string): void {
    if (this.#open.size < followed) this.#open.set(lineOf(server, key), { server, key });
  }

  /** Whether all of these are told by it, and any are. */
  tellsAll(alerts: Iterable<{ readonly server: string; readonly key: string }>): boolean {
    let any = false;
    for (const { server, key } of alerts) {
      if (!this.#open.has(lineOf(server, key))) return false;
      any = true;
    }
    return any;
  }

  /** An alert has closed; false: it is none of these. */
  closed(server: string, key: string): boolean {
    const known = this.#open.delete(lineOf(server, key));
    if (known) this.#cleared += 1;
    return known;
  }

  /** How many are open still, as they are now. */
  open(): Readonly<Record<Severity, number>> {
    const counts: Record<Severity, number> = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
    for (const [place, { server, key }] of this.#open) {
      const alert = this.#alerts.get(server, key);
      // By hand, or with its server.
      if (alert === null) this.#open.delete(place);
      else counts[alert.record.severity] += 1;
    }
    return counts;
  }

  get isOver(): boolean {
    return this.#open.size === 0;
  }
}
