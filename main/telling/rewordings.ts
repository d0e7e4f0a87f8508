import type { Clock } from '../clock.ts';
import type { Said } from './said.ts';

/** Lines whose toasts are soon to say something new; what comes for one meanwhile goes with it. */
export class Rewordings {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #due: (line: string, latest: Said | null) => void;
  readonly #waiting = new Map<string, { latest: Said | null; readonly cancel: () => void }>();

  /** `due`: its time has come; `latest` null: of the same event. */
  constructor(clock: Pick<Clock, 'after'>, due: (line: string, latest: Said | null) => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** `latest` null: of the same event. What waits already keeps its time. */
  add(line: string, latest: Said | null, afterMs: number): void {
    const waiting = this.#waiting.get(line);
    if (waiting !== undefined) {
      waiting.latest = latest ?? waiting.latest;
      return;
    }
    const cancel = this.#clock.after(afterMs, () => {
      const due = this.#waiting.get(line);
      this.#waiting.delete(line);
      if (due !== undefined) this.#due(line, due.latest);
    });
    this.#waiting.set(line, { latest, cancel });
  }

  drop(line: string): void {
    this.#waiting.get(line)?.cancel();
    this.#waiting.delete(line);
  }

  end(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
  }
}
