const kept = 256;

/** A set that can name its newest members without walking all of them. */
export class Newest<T> {
  readonly #members = new Set<T>();
  /** The newest ones, oldest first; some of them may have left. */
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
    let recent = this.#recent.filter((member) => this.#members.has(member));
    if (recent.length < wanted) {
      recent = [...this.#members].slice(-kept);
      this.#recent = recent;
    }
    return recent.slice(-wanted || recent.length).reverse();
  }
}
