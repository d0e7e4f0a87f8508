import type { EventRow, TrayPicture } from '../preload/contract/api.ts';
import type { Clock } from './clock.ts';
import type { History } from './history/history.ts';
import { type TrayInput, type TrayView, trayPicture, trayView } from './tray.ts';

type Part = Omit<TrayInput, 'recent' | 'now'>;

const gatherMs = 500;
const recentToasts = 10;

/** Tells the tray what it shows, gathered; it remembers the last events that toasted. */
export class TrayFeed {
  readonly #history: Pick<History, 'rows'>;
  readonly #clock: Clock;
  readonly #read: () => Part;
  readonly #listeners = new Set<(view: TrayView) => void>();
  readonly #recent: EventRow[] = [];
  #due: (() => void) | null = null;

  constructor(history: Pick<History, 'rows'>, clock: Clock, read: () => Part) {
    this.#history = history;
    this.#clock = clock;
    this.#read = read;
  }

  view(): TrayView {
    return trayView({ ...this.#read(), recent: this.#recent, now: this.#clock.now() });
  }

  /** What a tab shows in the place of the tray. */
  picture(): TrayPicture {
    return trayPicture({ ...this.#read(), now: this.#clock.now() });
  }

  listen(listener: (view: TrayView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    if (this.#listeners.size === 0 || this.#due !== null) return;
    this.#due = this.#clock.after(gatherMs, () => {
      this.#due = null;
      const view = this.view();
      for (const listener of this.#listeners) listener(view);
    });
  }

  /** The outcome of these rows is known. */
  async delivered(ids: readonly number[]): Promise<void> {
    const rows = await this.#history.rows(ids);
    this.#recent.unshift(...rows.filter((row) => row.decision.outcome === 'shown'));
    this.#recent.length = Math.min(this.#recent.length, recentToasts);
    this.changed();
  }

  close(): void {
    this.#due?.();
    this.#listeners.clear();
  }
}
