import type { History } from './history/history.ts';

/** Up to when each server is known, in epoch ms: what came after that and was not heard is a gap. */
export class KnownUntil {
  readonly #history: Pick<History, 'knownUntil'>;
  readonly #failed: (line: string) => void;
  readonly #known: Map<string, number>;

  constructor(
    history: Pick<History, 'knownUntil'>,
    remembered: Readonly<Record<string, number>>,
    failed: (line: string) => void,
  ) {
    this.#history = history;
    this.#failed = failed;
    this.#known = new Map(Object.entries(remembered));
  }

  /** Null: it was never reached. */
  of(server: string): number | null {
    return this.#known.get(server) ?? null;
  }

  /** Holds at once, and for the next run as soon as it is stored. */
  keep(server: string, at: number): void {
    this.#known.set(server, at);
    this.#store(server, at);
  }

  /** The history has lost all that it knew. */
  storeAnew(): void {
    for (const [server, at] of this.#known) this.#store(server, at);
  }

  #store(server: string, at: number): void {
    this.#history
      .knownUntil(server, at)
      .catch((error) => this.#failed(`Up to when ${server} is known was not stored: ${error}`));
  }
}
