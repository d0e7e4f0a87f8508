import { isDefaultRule } from '../../preload/contract/rule-schemas.ts';
import type { Clock } from '../clock.ts';
import { type Document, isDocument } from './json.ts';
import { idOf, listOf, over, type PolicyLayers, rawListOf } from './layers.ts';

/** How long what was removed or replaced can be had back. */
export const restorableMs = 30_000;

type List = 'servers' | 'rules';

/** An entry that was taken out of its list, and where it stood. */
export interface Removed {
  readonly entry: Document;
  readonly index: number;
}

/**
 * Takes an entry of the user out of its list. Null when there is none, or when the policy has it too and it would stay;
 * a default rule stays in any case, as it was at first.
 */
export function taken(
  { defaults, enforced }: PolicyLayers,
  user: Document,
  list: List,
  id: string,
): (Removed & { readonly rest: readonly unknown[] }) | null {
  const entries = rawListOf(user[list]);
  const index = entries.findIndex((each) => isDocument(each) && idOf(each) === id);
  const entry = entries[index];
  const byPolicy = listOf(over(defaults, enforced)[list]).some((each) => idOf(each) === id);
  if (!isDocument(entry) || (byPolicy && !isDefaultRule(id))) return null;
  return { entry, index, rest: entries.filter((each) => !isDocument(each) || idOf(each) !== id) };
}

/** A list with a removed entry where it stood. */
export function putBack(list: unknown, { entry, index }: Removed): readonly unknown[] {
  return rawListOf(list).toSpliced(index, 0, entry);
}

/** What was removed in the last 30 s, and can be restored. */
export class Removals {
  readonly #clock: Clock;
  readonly #gone: (server: Document) => void;
  readonly #kept = new Map<string, Removed & { readonly list: List; readonly cancel: () => void }>();

  /** `gone` learns of each server that can no longer be restored. */
  constructor(clock: Clock, gone: (server: Document) => void) {
    this.#clock = clock;
    this.#gone = gone;
  }

  keep(list: List, id: string, { entry, index }: Removed): void {
    this.forget(list, id);
    const cancel = this.#clock.after(restorableMs, () => {
      this.#kept.delete(placeOf(list, id));
      if (list === 'servers') this.#gone(entry);
    });
    this.#kept.set(placeOf(list, id), { list, entry, index, cancel });
  }

  get(list: List, id: string): Removed | null {
    return this.#kept.get(placeOf(list, id)) ?? null;
  }

  /** It is back, or removed once more. */
  forget(list: List, id: string): void {
    this.#kept.get(placeOf(list, id))?.cancel();
    this.#kept.delete(placeOf(list, id));
  }

  /** The servers that can be restored. */
  servers(): readonly Document[] {
    return [...this.#kept.values()].filter(({ list }) => list === 'servers').map(({ entry }) => entry);
  }

  /** Ends the waiting; the servers that could have been restored come back. */
  close(): readonly Document[] {
    const servers = this.servers();
    for (const { cancel } of this.#kept.values()) cancel();
    this.#kept.clear();
    return servers;
  }
}

function placeOf(list: List, id: string): string {
  return `${list}.${id}`;
}
