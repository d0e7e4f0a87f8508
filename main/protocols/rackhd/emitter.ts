/** Arguments of each event, by its name. */
type Signatures<Events> = { readonly [Name in keyof Events]: readonly unknown[] };

type Listener<Values extends readonly unknown[]> = (...values: Values) => void;

/** A typed emitter. Unlike Node's own, an `error` that nobody listens for is nothing. */
export class Emitter<Events extends Signatures<Events>> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Calls `listener` at each event of that name; the returned function ends it. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** The same at the next event only. */
  once<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const end = this.on(name, (...values) => {
      end();
      listener(...values);
    });
    return end;
  }

  /** Calls those that listen now, in the order in which they came. */
  emit<Name extends keyof Events>(name: Name, ...values: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) (listener as Listener<Events[Name]>)(...values);
  }
}
