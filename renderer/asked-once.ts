interface UnderWay {
  readonly answer: Promise<unknown>;
  /** How many changes had been asked for, itself included. */
  readonly changes: number;
}

/** What is under way is not asked for a second time: who presses twice gets the one answer twice. */
export class AskedOnce {
  readonly #underWay = new Map<string, UnderWay>();
  #changes = 0;

  /**
   * `ask`s, unless the very same is under way and nothing was to be changed since: of a switch that is turned on, off and
   * on each is asked for. `changes` false: it only reads.
   */
  ask<T>(what: string, changes: boolean, ask: () => Promise<T>): Promise<T> {
    const before = this.#underWay.get(what);
    // The same words were the same question, whose answer is of this kind.
    if (before?.changes === this.#changes) return before.answer as Promise<T>;
    if (changes) this.#changes += 1;
    const mine = { answer: ask(), changes: this.#changes };
    this.#underWay.set(what, mine);
    const forget = () => {
      if (this.#underWay.get(what) === mine) this.#underWay.delete(what);
    };
    mine.answer.then(forget, forget);
    return mine.answer;
  }
}
