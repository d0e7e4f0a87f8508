const kept = 256;

/** A set that can name its newest members without walking all of them. */
export class Newest<T> {
  readonly #members = new Set<T>();
  /** The newest ones, oldest first; some of them may have left, and some come twice: they left and came again. */
  #recent: T[] = [];

  get size(): number {
    return this.#members.size;
  }

  add(member: T): void {
    if (this.#members.has(member)) return;
    this.#members.add(member);
    this.#recent.push(member);
    if (this.#recent.length > 2 * kept) this.#recent = this.#recent.slice(-kept);
  }

  delete(member: T): void {
    this.#members.delete(member);
  }

  /** The newest members, newest first, at most `limit` (up to 256). */
  list(limit: number): readonly T[] {
    const wanted = Math.min(limit, kept, this.#members.size);
    const recent = new Set<T>();
    for (const member of this.#recent.toReversed()) if (this.#members.has(member)) recent.add(member);
    if (recent.size >= wanted) return [...recent].slice(0, wanted);
    this.#recent = [...this.#members].slice(-kept);
    return this.#recent.slice(-wanted).reverse();
  }
}
