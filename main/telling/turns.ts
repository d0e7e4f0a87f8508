/** What is done at the same line is done one after the other. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does it after all that was begun at these lines, and before all that comes there later. It must not reject. */
  take<T>(lines: readonly string[], does: () => Promise<T>): Promise<T> {
    const before = lines.map((line) => this.#last.get(line));
    const turn = Promise.all(before).then(does);
    for (const line of lines) this.#last.set(line, turn);
    void turn.then(() => {
      for (const line of lines) if (this.#last.get(line) === turn) this.#last.delete(line);
    });
    return turn;
  }

  /** At which lines something is done. */
  lines(): Iterable<string> {
    return this.#last.keys();
  }

  isBusy(line: string): boolean {
    return this.#last.has(line);
  }

  /** Resolves when all that was begun has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
