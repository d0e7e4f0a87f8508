import type { Database } from './database.ts';
import { openInsert } from './insert.ts';
import { createKeyFilter } from './key-filter.ts';

/** Finds stored events by a hash of server and key. Two events may share a hash: the finder compares the keys. */
export interface Keys {
  /** Ids of the events that may have this hash. */
  find(hash: number): readonly number[];
  /** Adds the keys of events that were committed, by their ids in order. */
  add(hashes: readonly number[], firstId: number): void;
  /** Removes an event from the table, within the caller's transaction. */
  remove(hash: number, id: number): void;
  /** Forgets an event that was removed, once that is committed. */
  drop(hash: number, id: number): void;
  /**
   * Writes at most `limit` of the keys held in memory to their table, within the caller's transaction. What it returns is
   * called once that is committed; false when none are left to write.
   */
  fold(limit: number): () => boolean;
  /** Reads at most `limit` keys of earlier runs, so that a new one need not be looked up; false when all are read. */
  learn(limit: number): boolean;
  /** Whether so many are held in memory that they are to be written even while events come. */
  readonly full: boolean;
}

/** A hash of 53 bits; the seed keeps servers from choosing keys that collide. */
export function keyHash(server: number, key: string, seed: number): number {
  let low = 0xdeadbeef ^ seed ^ server;
  let high = 0x41c6ce57 ^ seed;
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0);
}

const heldAtMost = 50_000;

/** By hash the ids of the events that have it: mostly one. */
type Held = Map<number, number | readonly number[]>;

function idsOf(held: number | readonly number[] | undefined): readonly number[] {
  return typeof held === 'number' ? [held] : (held ?? []);
}

/**
 * Opens the table `keys`. Hashes fall on its pages at random, so that writing each batch at once would rewrite
 * most of the table with each; the newest keys are held in memory instead and written in runs sorted by hash.
 * What was held when a run of the program ended is read again from the events after `folded`.
 */
export function openKeys(
  database: Database,
  folded: number,
  rest: readonly { readonly id: number; readonly hash: number }[],
): Keys {
  const following = database.prepare<{ hash: number }>('SELECT hash FROM keys WHERE hash > ? ORDER BY hash LIMIT ?');
  const select = database.prepare<{ id: number }>('SELECT id FROM keys WHERE hash = ?');
  const insert = openInsert(database, 'INSERT OR IGNORE INTO keys(hash, id)');
  const deleteKey = database.prepare('DELETE FROM keys WHERE hash = ? AND id = ?');
  const mark = database.prepare('UPDATE state SET keys_folded = ?');

  const filter = createKeyFilter();
  /** Up to which hash the filter knows the table; infinite once it knows all of it. */
  let learnt = -1;
  let fresh: Held = new Map();
  let freshCount = 0;
  let lastFresh = folded;
  let run = { held: new Map() as Held, hashes: new Float64Array(0), next: 0, upTo: folded };

  function hold(hash: number, id: number): void {
    filter.add(hash);
    const before = fresh.get(hash);
    fresh.set(hash, before === undefined ? id : [...idsOf(before), id]);
    freshCount++;
    lastFresh = id;
  }
  for (const { id, hash } of rest) hold(hash, id);

  function startRun(): void {
    run = { held: fresh, hashes: Float64Array.from(fresh.keys()).sort(), next: 0, upTo: lastFresh };
    fresh = new Map();
    freshCount = 0;
  }
  function dropFrom(held: Held, hash: number, id: number): void {
    const ids = idsOf(held.get(hash)).filter((each) => each !== id);
    if (ids.length === 0) held.delete(hash);
    else held.set(hash, ids);
  }
  return {
    find(hash) {
      if (learnt === Number.POSITIVE_INFINITY && !filter.mayHave(hash)) return [];
      const stored = select.all(hash).map((row) => row.id);
      return [...stored, ...idsOf(run.held.get(hash)), ...idsOf(fresh.get(hash))];
    },
    add(hashes, firstId) {
      hashes.forEach((hash, index) => {
        hold(hash, firstId + index);
      });
    },
    remove(hash, id) {
      deleteKey.run(hash, id);
    },
    drop(hash, id) {
      dropFrom(run.held, hash, id);
      dropFrom(fresh, hash, id);
    },
    fold(limit) {
      if (run.held.size === 0 && fresh.size === 0) return () => false;
      if (run.next >= run.hashes.length) startRun();
      const end = Math.min(run.next + limit, run.hashes.length);
      const hashes: number[] = [];
      const ids: number[] = [];
      for (const hash of run.hashes.subarray(run.next, end)) {
        for (const id of idsOf(run.held.get(hash))) {
          hashes.push(hash);
          ids.push(id);
        }
      }
      insert([hashes, ids]);
      if (end === run.hashes.length) mark.run(run.upTo);
      return () => {
        run.next = end;
        if (end === run.hashes.length) run.held = new Map();
        return run.held.size > 0 || fresh.size > 0;
      };
    },
    learn(limit) {
      if (learnt === Number.POSITIVE_INFINITY) return false;
      const rows = following.all(learnt, limit);
      for (const { hash } of rows) filter.add(hash);
      learnt = rows.at(-1)?.hash ?? Number.POSITIVE_INFINITY;
      return true;
    },
    get full() {
      return run.held.size > 0 || freshCount >= heldAtMost;
    },
  };
}
