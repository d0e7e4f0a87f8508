import type { EventRow, TrayPicture } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import { holdsMs, type TrayInput, type TrayView, trayPicture, trayView } from './tray.ts';

type Part = Omit<TrayInput, 'recent' | 'now'>;

interface Surroundings {
  readonly history: Pick<History, 'page'>;
  readonly clock: Clock;
  readonly read: () => Part;
  readonly failed: (line: string) => void;
}

const gatherMs = 500;
const recentToasts = 10;

/** Tells the tray what it shows, gathered; it remembers the last events that toasted. */
export class TrayFeed {
  readonly #in: Surroundings;
  readonly #listeners = new Set<(view: TrayView) => void>();
  #recent: readonly EventRow[] = [];
  #due: (() => void) | null = null;
  /** The next look without being told of anything. */
  #look: (() => void) | null = null;

  constructor(surroundings: Surroundings) {
    this.#in = surroundings;
  }

  view(): TrayView {
    return trayView({ ...this.#in.read(), recent: this.#recent, now: this.#in.clock.now() });
  }

  /** What a tab shows in the place of the tray. */
  picture(): TrayPicture {
    return trayPicture({ ...this.#in.read(), now: this.#in.clock.now() });
  }

  listen(listener: (view: TrayView) => void): () => void {
    this.#listeners.add(listener);
    this.#lookAgain();
    void this.#remember();
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    if (this.#listeners.size === 0 || this.#due !== null) return;
    this.#due = this.#in.clock.after(gatherMs, () => {
      this.#due = null;
      this.#tell();
    });
  }

  /** The outcome of an event is known. */
  delivered(row: EventRow): void {
    this.#toasted([row]);
  }

  close(): void {
    this.#due?.();
    this.#look?.();
    this.#listeners.clear();
  }

  /** What toasted in earlier runs. */
  async #remember(): Promise<void> {
    try {
      const { rows } = await this.#in.history.page({ outcomes: ['shown'] }, null, recentToasts);
      this.#toasted(rows);
    } catch (error) {
      this.#in.failed(`The tray could not read what toasted before: ${error instanceof Error ? error.message : error}`);
    }
  }

  #toasted(rows: readonly EventRow[]): void {
    const shown = new Map([...this.#recent, ...rows].map((row) => [row.id, row]));
    this.#recent = [...shown.values()]
      .filter(({ decision }) => decision.outcome === 'shown')
      .sort((one, other) => other.id - one.id)
      .slice(0, recentToasts);
    this.changed();
  }

  #tell(): void {
    const view = this.view();
    for (const listener of this.#listeners) listener(view);
    this.#lookAgain();
  }

  #lookAgain(): void {
    const { clock, read } = this.#in;
    this.#look?.();
    const ms = holdsMs({ ...read(), now: clock.now() });
    this.#look = ms === null ? null : clock.after(ms, () => this.#tell());
  }
}
