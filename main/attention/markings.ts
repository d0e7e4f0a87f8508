import type { EventRow } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { Attention, Seen } from './attention.ts';

interface Rooms {
  readonly attention: Pick<Attention, 'see' | 'clear' | 'unsee'>;
  readonly clock: Clock;
}

const undoMs = 30_000;

/** What was marked seen by hand, which can be taken back for 30 s, by the number that the marking has. */
export class Markings {
  readonly #in: Rooms;
  readonly #kept = new Map<number, { readonly seen: Seen; readonly cancel: () => void }>();
  #last = 0;

  constructor(rooms: Rooms) {
    this.#in = rooms;
  }

  async see(rows: readonly EventRow[] | 'all'): Promise<number> {
    return this.#keep(await this.#in.attention.see(rows));
  }

  /** Marks everything that came and went unseen. */
  async clear(): Promise<number> {
    return this.#keep(await this.#in.attention.clear());
  }

  /** Takes a marking back; false: it is too late. */
  async undo(marking: number): Promise<boolean> {
    const kept = this.#kept.get(marking);
    if (kept === undefined) return false;
    this.#forget(marking);
    await this.#in.attention.unsee(kept.seen);
    return true;
  }

  /** Nothing can be taken back any more. */
  end(): void {
    for (const marking of this.#kept.keys()) this.#forget(marking);
  }

  #keep(seen: Seen): number {
    const marking = ++this.#last;
    this.#kept.set(marking, { seen, cancel: this.#in.clock.after(undoMs, () => this.#forget(marking)) });
    return marking;
  }

  #forget(marking: number): void {
    this.#kept.get(marking)?.cancel();
    this.#kept.delete(marking);
  }
}
