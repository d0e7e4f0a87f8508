/** What is under way is not asked for a second time: who presses twice gets the one answer twice. */
export class AskedOnce {
  #last: { readonly what: string; readonly answer: Promise<unknown> } | null = null;

  /**
   * `ask`s, unless the very same was the last thing that was asked for, and is under way. With something else between
   * them, as a switch that is turned on, off and on, each is asked for.
   */
  ask<T>(what: string, ask: () => Promise<T>): Promise<T> {
    // The same words were the same question, whose answer is of this kind.
    if (this.#last?.what === what) return this.#last.answer as Promise<T>;
    const mine = { what, answer: ask() };
    this.#last = mine;
    const forget = () => {
      if (this.#last === mine) this.#last = null;
    };
    mine.answer.then(forget, forget);
    return mine.answer;
  }
}
