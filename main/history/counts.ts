/** How often each small number, like a code or a place, came in each stretch of time. */
export class Counts {
  readonly #stretches = new Map<number, number[]>();

  add(stretch: number, number: number): void {
    let counts = this.#stretches.get(stretch);
    if (counts === undefined) {
      counts = [];
      this.#stretches.set(stretch, counts);
    }
    counts[number] = (counts[number] ?? 0) + 1;
  }

  /** What came at all. */
  *all(): Iterable<{ readonly stretch: number; readonly number: number; readonly count: number }> {
    for (const [stretch, counts] of this.#stretches) {
      for (const [number, count] of counts.entries()) if (count > 0) yield { stretch, number, count };
    }
  }
}
