import type { OpenAlert } from './alerts.ts';
import { Newest } from './newest.ts';

/** More is not kept; the database keeps as many. */
const keptPassed = 1_000;

/** The alerts that came and went unseen, by their place, until they are seen or open again. */
export class Passed {
  readonly #alerts = new Map<string, OpenAlert>();
  readonly #newest = new Newest<OpenAlert>();

  get size(): number {
    return this.#alerts.size;
  }

  get(place: string): OpenAlert | null {
    return this.#alerts.get(place) ?? null;
  }

  all(): readonly OpenAlert[] {
    return [...this.#alerts.values()];
  }

  /** The newest ones, newest first, at most `limit`. */
  list(limit: number): readonly OpenAlert[] {
    return this.#newest.list(limit);
  }

  add(place: string, alert: OpenAlert): void {
    this.delete(place);
    this.#alerts.set(place, alert);
    this.#newest.add(alert);
    const [oldest] = this.#alerts.keys();
    if (this.#alerts.size > keptPassed && oldest !== undefined) this.delete(oldest);
  }

  delete(place: string): void {
    const alert = this.#alerts.get(place);
    if (alert === undefined) return;
    this.#alerts.delete(place);
    this.#newest.delete(alert);
  }
}
