/** What such a list holds carries its own place in it: it is in one list at a time. */
export interface Listed<T extends Listed<T>> {
  list: Newest<T> | null;
  older: T | null;
  newer: T | null;
}

/** A list that names its newest members without walking all of them; whoever comes or leaves passes no other. */
export class Newest<T extends Listed<T>> {
  #newest: T | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Puts what is in no list at the newest end; one that is here stays where it is. */
  add(member: T): void {
    if (member.list === this) return;
    member.list?.delete(member);
    member.list = this;
    member.older = this.#newest;
    if (this.#newest !== null) this.#newest.newer = member;
    this.#newest = member;
    this.#size += 1;
  }

  delete(member: T): void {
    if (member.list !== this) return;
    const { older, newer } = member;
    if (older !== null) older.newer = newer;
    if (newer === null) this.#newest = older;
    else newer.older = older;
    member.list = member.older = member.newer = null;
    this.#size -= 1;
  }

  /** The newest members, newest first, at most `limit`. */
  list(limit: number): readonly T[] {
    const listed: T[] = [];
    for (let next = this.#newest; next !== null && listed.length < limit; next = next.older) listed.push(next);
    return listed;
  }
}
