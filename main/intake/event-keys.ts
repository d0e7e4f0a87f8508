/** Keys of events, each of its server. */
export class EventKeys {
  readonly #keys = new Map<string, Set<string>>();

  has(server: string, key: string): boolean {
    return this.#keys.get(server)?.has(key) ?? false;
  }

  /** False: it is there already. */
  add(server: string, key: string): boolean {
    const keys = this.#keys.get(server);
    if (keys === undefined) {
      this.#keys.set(server, new Set([key]));
      return true;
    }
    const before = keys.size;
    return keys.add(key).size > before;
  }
}
