import { keepName, type Memory } from './memory.ts';

/** How many names may wait; beyond it the ids stand. */
const mostWaiting = 20;

/** Names of nodes: those that are known, and one look-up after the other for those that are not. */
export class Names {
  readonly #memory: Memory;
  readonly #lookUp: (node: string) => Promise<string | null>;
  readonly #named: (node: string, name: string | null) => void;
  readonly #waiting = new Set<string>();
  #working = false;

  /** `lookUp` rejects where it cannot say. */
  constructor(
    memory: Memory,
    lookUp: (node: string) => Promise<string | null>,
    named: (node: string, name: string | null) => void,
  ) {
    this.#memory = memory;
    this.#lookUp = lookUp;
    this.#named = named;
  }

  of(node: string): string | null {
    return this.#memory.names.get(node) ?? null;
  }

  /** True: the name is being looked up, and will be told. */
  ask(node: string): boolean {
    if (!this.#waiting.has(node) && this.#waiting.size >= mostWaiting) return false;
    this.#waiting.add(node);
    if (!this.#working) void this.#work();
    return true;
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let [node] = this.#waiting; node !== undefined; [node] = this.#waiting) {
      const name = await this.#lookUp(node).catch(() => null);
      if (name !== null) keepName(this.#memory, node, name);
      this.#waiting.delete(node);
      this.#named(node, name);
    }
    this.#working = false;
  }
}
