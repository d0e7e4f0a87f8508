import type { EventRow } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';

/** How long a toast waits for the name of its subject. */
const nameMs = 1_000;

/** The names of subjects that toasts wait for. */
export class AwaitedNames {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Set<(name: string | null) => void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A name came, or cannot be had. */
  came(server: string, type: string, id: string, name: string | null): void {
    for (const resolve of this.#waiting.get(placeOf(server, type, id)) ?? []) resolve(name);
  }

  /** The row with its subject's name, where that comes in time. */
  async named(row: EventRow): Promise<EventRow> {
    const { subject } = row;
    if (subject === null || subject.id === null) return row;
    const place = placeOf(row.server, subject.type, subject.id);
    const waiting = this.#waiting.get(place) ?? new Set();
    this.#waiting.set(place, waiting);
    const name = await new Promise<string | null>((resolve) => {
      const done = (found: string | null) => {
        cancel();
        waiting.delete(done);
        if (waiting.size === 0) this.#waiting.delete(place);
        resolve(found);
      };
      const cancel = this.#clock.after(nameMs, () => done(null));
      waiting.add(done);
    });
    return name === null ? row : { ...row, subject: { ...subject, name } };
  }
}

function placeOf(server: string, type: string, id: string): string {
  return `${server}\0${type}\0${id}`;
}
