import type { History } from '../history/history.ts';
import { written } from './written.ts';

/** What one teller has yet to tell of a server. */
interface Untold {
  readonly firstId: number;
  readonly lastId: number;
}

interface OwedOptions {
  readonly history: Pick<History, 'summarised'>;
  readonly failed: (line: string) => void;
}

/**
 * Which merged events still wait to be told, by whom: a storm's summary, the toast of their equals. The history forgets
 * what it owes of a server up to the first one that waits, so that none is lost when the program ends in between.
 */
export class Owed {
  readonly #options: OwedOptions;
  readonly #untold = new Map<string, Map<string, Untold>>();
  /** By server up to which event anything was told: what is not among the untold was told up to there. */
  readonly #told = new Map<string, number>();

  constructor(options: OwedOptions) {
    this.#options = options;
  }

  owes(server: string, teller: string, id: number): void {
    const untold = this.#untold.get(server) ?? new Map<string, Untold>();
    this.#untold.set(server, untold);
    const { firstId, lastId } = untold.get(teller) ?? { firstId: id, lastId: id };
    untold.set(teller, { firstId: Math.min(firstId, id), lastId: Math.max(lastId, id) });
  }

  /** Up to which id a teller has something to tell; null: nothing. */
  lastOf(server: string, teller: string): number | null {
    return this.#untold.get(server)?.get(teller)?.lastId ?? null;
  }

  /** A teller tells no more: what it owes has another one, or waits for the next start. */
  leave(server: string, teller: string): void {
    const untold = this.#untold.get(server);
    untold?.delete(teller);
    if (untold?.size === 0) this.#untold.delete(server);
  }

  /** A teller has told all up to an id. */
  async told(server: string, teller: string, upTo: number): Promise<void> {
    const untold = this.#untold.get(server) ?? new Map<string, Untold>();
    const waiting = untold.get(teller);
    if (waiting !== undefined && waiting.lastId > upTo) {
      untold.set(teller, { ...waiting, firstId: Math.max(waiting.firstId, upTo + 1) });
    } else {
      untold.delete(teller);
    }
    if (untold.size === 0) this.#untold.delete(server);
    const last = Math.max(upTo, this.#told.get(server) ?? 0);
    this.#told.set(server, last);
    const first = Math.min(...[...untold.values()].map(({ firstId }) => firstId));
    const { history, failed } = this.#options;
    await written(() => history.summarised(server, Math.min(last, first - 1)), 'That a summary was shown', failed);
  }
}
