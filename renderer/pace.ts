/** Runs what is wished: at once, then again only after a rest, once for all wishes that came meanwhile. */
export class Pace {
  readonly #run: () => Promise<void>;
  readonly #after: (run: () => void) => () => void;
  #state: 'idle' | 'busy' | 'wanted' = 'idle';
  #cancel: () => void = () => undefined;
  #closed = false;

  /** `after` runs something after the rest; the returned function takes that back. */
  constructor(run: () => Promise<void>, after: (run: () => void) => () => void) {
    this.#run = run;
    this.#after = after;
  }

  wish(): void {
    if (this.#closed) return;
    if (this.#state === 'idle') void this.#go();
    else this.#state = 'wanted';
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  async #go(): Promise<void> {
    this.#state = 'busy';
    await this.#run();
    if (this.#closed) return;
    // The rest begins after the answer, so that nothing piles up where answers are slow.
    this.#cancel = this.#after(() => {
      const wanted = this.#state === 'wanted';
      this.#state = 'idle';
      if (wanted) this.wish();
    });
  }
}
