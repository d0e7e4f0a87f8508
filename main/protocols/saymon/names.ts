import type { Cause } from '../../../preload/contract/api.ts';
import { isLately } from '../../clock.ts';
import { RestFailure } from '../rest-failure.ts';
import type { Rest } from './rest.ts';

/** What is remembered of a server from one line to the next. */
export interface Memory {
  /** The session that a sign-in gave; null: none, or it was refused. */
  session: string | null;
  /** The provider's token that the session was made with; null: it was none. */
  token: string | null;
  /** Names by `type:id`. */
  readonly names: Map<string, string>;
  levelNames: ReadonlyMap<string, string>;
  stateNames: ReadonlyMap<string, string>;
  /** When names were last read as a whole, epoch ms; null: never. */
  filledAt: number | null;
}

/** What is known of a server before its first line: nothing. */
export function newMemory(): Memory {
  return { session: null, token: null, names: new Map(), levelNames: new Map(), stateNames: new Map(), filledAt: null };
}

const atOnce = 4;
/** More than this waiting is a storm: names are not looked up one by one then. */
const mostWaiting = 20;
const keptNames = 200_000;
const freshMs = 10 * 60_000;

interface Lookup {
  readonly type: string;
  readonly id: string;
  /** For an operation: the entity that has it. */
  readonly owner: { readonly type: string; readonly id: string } | null;
}

/** Names of entities, operations and users: all at once when the line is made, what is missing one by one. */
export class Names {
  readonly #memory: Memory;
  readonly #rest: Rest | null;
  readonly #session: () => string;
  readonly #named: (type: string, id: string, name: string | null) => void;
  readonly #waiting: Lookup[] = [];
  readonly #asked = new Set<string>();
  #running = 0;

  /** Without REST there are no names. `named` is told what a look-up found. */
  constructor(
    memory: Memory,
    rest: Rest | null,
    session: () => string,
    named: (type: string, id: string, name: string | null) => void,
  ) {
    this.#memory = memory;
    this.#rest = rest;
    this.#session = session;
    this.#named = named;
  }

  /** The name as far as it is known. */
  of(type: string, id: string): string | null {
    return this.#memory.names.get(`${type}:${id}`) ?? null;
  }

  /** Forgets a name that may have changed. */
  forget(type: string, id: string): void {
    this.#memory.names.delete(`${type}:${id}`);
  }

  /** Reads all names, unless they were read in the last 10 minutes. Why those of entities could not be read, or null. */
  async fill(now: number): Promise<Cause | null> {
    const rest = this.#rest;
    const { filledAt } = this.#memory;
    if (rest === null || (filledAt !== null && isLately(filledAt, freshMs, now))) return null;
    const [objects, links, levels, states, users] = await Promise.all(
      ['objects', 'links', 'incident-levels', 'states', 'users'].map((collection) => this.#read(rest, collection)),
    );
    if (objects instanceof Map) this.#keep('object', objects);
    if (links instanceof Map) this.#keep('link', links);
    if (users instanceof Map) this.#keep('user', users);
    // Not every user may read these; the built-in words stand for them then.
    if (levels instanceof Map) this.#memory.levelNames = levels;
    if (states instanceof Map) this.#memory.stateNames = states;
    const failed = [objects, links].find((answer) => answer instanceof RestFailure);
    if (failed === undefined) this.#memory.filledAt = now;
    return failed?.why ?? null;
  }

  /** Starts to look a name up. False: it cannot be had, or too many wait already. */
  ask(lookup: Lookup): boolean {
    const key = `${lookup.type}:${lookup.id}`;
    if (this.#rest === null || lookup.type === 'flow') return false;
    if (lookup.type === 'operation' && lookup.owner === null) return false;
    if (this.#asked.has(key)) return true;
    if (this.#waiting.length >= mostWaiting) return false;
    this.#asked.add(key);
    this.#waiting.push(lookup);
    this.#next(this.#rest);
    return true;
  }

  async #read(rest: Rest, collection: string): Promise<ReadonlyMap<string, string> | RestFailure> {
    try {
      return await rest.names(this.#session(), collection);
    } catch (error) {
      if (error instanceof RestFailure) return error;
      throw error;
    }
  }

  #next(rest: Rest): void {
    while (this.#running < atOnce) {
      const lookup = this.#waiting.shift();
      if (lookup === undefined) return;
      this.#running++;
      void this.#look(rest, lookup).then((name) => {
        this.#running--;
        this.#asked.delete(`${lookup.type}:${lookup.id}`);
        this.#named(lookup.type, lookup.id, name);
        this.#next(rest);
      });
    }
  }

  /** Null also when REST failed: the event stands with its id, and the next one of this subject asks again. */
  async #look(rest: Rest, { type, id, owner }: Lookup): Promise<string | null> {
    try {
      if (type === 'operation' && owner !== null) {
        this.#keep('operation', await rest.operations(this.#session(), owner.type, owner.id));
        return this.of(type, id);
      }
      const name = await rest.name(this.#session(), type, id);
      if (name !== null) this.#keep(type, new Map([[id, name]]));
      return name;
    } catch {
      // The name cannot be had now, which is what null says; the line itself is proven elsewhere.
      return null;
    }
  }

  #keep(type: string, names: ReadonlyMap<string, string>): void {
    if (this.#memory.names.size + names.size > keptNames) this.#memory.names.clear();
    for (const [id, name] of names) this.#memory.names.set(`${type}:${id}`, name);
  }
}
