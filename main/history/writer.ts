import { openAlertTable } from './alert-table.ts';
import { outcomeCodes, reasonCodes } from './codes.ts';
import type { Database } from './database.ts';
import { openDigestTable } from './digest.ts';
import { slackMs } from './eras.ts';
import { openEventTable } from './event-table.ts';
import { openHeldTable } from './held.ts';
import type { Budget, Delivery, Remembered, StandingToast } from './history.ts';
import { keyHash, openKeys } from './keys.ts';
import { needsSummary, openOwedTable } from './owed.ts';
import { eachKey, type PackedBatch, type PackedKeys, unpack } from './packing.ts';
import { openPruner } from './prune.ts';
import { subjectExpression } from './query.ts';
import { remembered } from './remembered.ts';
import { openRuleHits } from './rule-hits.ts';
import { type State, stateOf } from './state.ts';
import { openWords } from './words.ts';

/** What can be asked of the writer thread. */
export interface WriterQuestions {
  remembered(): Remembered;
  /** For each key 1 when it is stored, else 0. */
  known(keys: PackedKeys): Uint8Array;
  add(batch: PackedBatch): number;
  delivered(deliveries: readonly Delivery[]): void;
  summarised(server: string, upTo: number): void;
  settle(): void;
  holdBack(summary: string, ids: readonly number[]): void;
  holdOwed(summary: string): void;
  heldElsewhere(from: string, to: string): void;
  heldTold(summary: string, upTo: number): void;
  saveAlerts(records: PackedBatch): void;
  toasted(server: string, alert: string, toast: StandingToast | null): void;
  seen(rows: readonly number[] | 'all', at: number): void;
  unseen(rows: readonly number[] | 'all', at: number): void;
  named(server: string, type: string, id: string, name: string, since: number): readonly number[];
  knownUntil(server: string, at: number): void;
  prune(budget: Budget, now: number): number;
}

/** The writer and what it does when nobody asks. */
export interface Writer {
  readonly questions: WriterQuestions;
  /** The id given last. */
  readonly lastId: number;
  /** One short step of work that can wait; false when nothing is left to do. */
  tidy(): boolean;
}

const namedAtMost = 1_000;
const keysPerStep = 4_000;
/** So many keys are written with each event while more are held than should be. */
const keysPerEvent = 2;

/** Opens the writer over a migrated database that nobody else writes; ids up to `given` are not given again. */
export function openWriter(database: Database, given: number): Writer {
  const words = openWords(database);
  const firstState = stateOf(database);
  let state: State = { ...firstState, last_id: Math.max(firstState.last_id, given) };
  const seed = state.key_seed;
  /** What came later is none of the last run's. */
  const atStart = state.last_id;
  const keys = openKeys(database, state.keys_folded, unfoldedKeys());

  const writeState = database.prepare('UPDATE state SET last_id = ?, streams = ?, others = ?, latest_at = ?');
  const beginEra = database.prepare('INSERT INTO eras(first_id) VALUES (?)');
  const isEvent = database.prepare('SELECT 1 FROM events WHERE id = ? AND server = ? AND key = ?');
  const repeat = database.prepare('UPDATE events SET repeats = repeats + ? WHERE id = ?');
  const fail = database.prepare('INSERT OR REPLACE INTO failures(id, why) VALUES (?, ?)');
  const serverOf = database.prepare<{ server: number }>('SELECT server FROM events WHERE id = ?');
  const marked = database.prepare<{ upto: number | null }>('SELECT max(upto) AS upto FROM seen_marks');
  const markAll = database.prepare('INSERT OR IGNORE INTO seen_marks(upto, at) VALUES (?, ?)');
  const markOne = database.prepare('UPDATE events SET seen_at = ? WHERE id = ? AND id > ? AND seen_at IS NULL');
  const unmarkAll = database.prepare('DELETE FROM seen_marks WHERE at = ?');
  const unmarkOne = database.prepare('UPDATE events SET seen_at = NULL WHERE id = ? AND seen_at = ?');
  const nameless = database.prepare<{ id: number }>(
    `SELECT e.id FROM (
       SELECT rowid AS id FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ${namedAtMost}
     ) AS found CROSS JOIN events AS e ON e.id = found.id
     WHERE e.subject_id = ? AND e.subject_name IS NULL AND e.server = ? AND e.subject_type = ? AND e.received_at >= ?`,
  );
  const giveName = database.prepare('UPDATE events SET subject_name = ? WHERE id = ?');
  const writeKnownUntil = database.prepare(
    'INSERT INTO known_until(server, at) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET at = excluded.at',
  );
  const mergeIndex = database.prepare(`INSERT INTO search(search, rank) VALUES ('merge', 64)`);
  const changes = database.prepare<{ changes: number }>('SELECT total_changes() AS changes');
  const pruner = openPruner(database);
  const table = openAlertTable(database);
  const hits = openRuleHits(database);
  const held = openHeldTable(database);
  const owed = openOwedTable(database);
  const rows = openEventTable(database);
  const digest = openDigestTable(database);

  function hashOf(server: number, key: string): number {
    // As it comes back from the database.
    return keyHash(server, key.toWellFormed(), seed);
  }
  function unfoldedKeys(): readonly { readonly id: number; readonly hash: number }[] {
    return database
      .prepare<{ id: number; server: number; key: string }>(
        'SELECT id, server, key FROM events WHERE id > ? ORDER BY id',
      )
      .all(state.keys_folded)
      .map((row) => ({ id: row.id, hash: hashOf(row.server, row.key) }));
  }
  /** All of it or nothing, also of what is kept in memory. */
  function commit<T>(run: () => T): T {
    try {
      return database.atomically(run);
    } catch (error) {
      words.forget();
      table.forget();
      throw error;
    }
  }
  function findEvent(server: number, key: string): number | null {
    const candidates = keys.find(hashOf(server, key));
    return candidates.find((id) => isEvent.get(id, server, key) !== undefined) ?? null;
  }
  /** What became of a pending event; false: it is not pending any more, and nothing changes. */
  function settleOne(id: number, outcome: number, reason: number | null, driver: number | null): boolean {
    const event = rows.deliver(id, outcome, reason, driver);
    if (event !== null) digest.move(event, outcomeCodes.code('pending'), outcome);
    return event !== null;
  }

  function settle(): void {
    for (const id of rows.pending(atStart)) {
      settleOne(id, outcomeCodes.code('merged'), reasonCodes.code('restart'), null);
    }
    owed.toldAll(atStart);
  }

  function add(packed: PackedBatch): number {
    const { events, alerts } = unpack(packed);
    // Before the commit: what fails after it would make the caller add the batch again.
    if (events.length > 0) keys.learn(events.length);
    const base = state.last_id + 1;
    const hashes: number[] = [];
    const { next, folded } = commit(() => {
      const codes = packed.names.map((name) => words.code(name));
      const code = (place: number) => codes[place] ?? 0;
      const rowsOf = alerts.map((alert) => table.save(alert, code(alert.server), base));

      const noted = new Set<number>();
      let { streams, others, latest_at } = state;
      const threaded = events.map((event, index) => {
        const id = base + index;
        const server = code(event.server);
        hashes.push(hashOf(server, event.key));
        if (event.owedTo !== null) held.add(event.owedTo, id);
        if (event.stream === 1) streams++;
        else others++;
        if (event.receivedAt < latest_at - slackMs) {
          beginEra.run(id);
          latest_at = event.receivedAt;
        }
        latest_at = Math.max(latest_at, event.receivedAt);
        if (!noted.has(server) && needsSummary(event)) {
          owed.add(server, id);
          noted.add(server);
        }
        const { alert, change } = event;
        if (change !== null) return { event, alert: alerts[change]?.key ?? null, thread: rowsOf[change] ?? null };
        return { event, alert, thread: alert === null ? null : table.idOf(server, alert) };
      });
      rows.add(base, threaded, code);
      hits.add(events, code);
      digest.add(events);
      // The keys of this very batch are found by their hash only after it.
      const placeOf = (server: string, key: string) => `${server}\0${key}`;
      const own = new Map(
        packed.repeats.length === 0
          ? []
          : events.map(({ server, key }, index) => [placeOf(packed.names[server] ?? '', key), base + index]),
      );
      for (const { server, key, times } of packed.repeats) {
        const id = own.get(placeOf(server, key)) ?? findEvent(words.code(server), key);
        if (id !== null) repeat.run(times, id);
      }
      const last_id = state.last_id + events.length;
      writeState.run(last_id, streams, others, latest_at);
      // While events come without a pause nothing is tidied.
      const folded = keys.full ? keys.fold(keysPerEvent * events.length) : null;
      return { next: { ...state, last_id, streams, others, latest_at }, folded };
    });
    state = next;
    folded?.();
    keys.add(hashes, base);
    return base;
  }

  const questions: WriterQuestions = {
    remembered: () => database.atomically(() => remembered(database, words, owed)),
    known(packed) {
      const servers = packed.servers.map((server) => words.find(server));
      const flags = new Uint8Array(packed.places.length / 2);
      eachKey(packed, (place, key, index) => {
        const server = servers[place] ?? null;
        if (server !== null && findEvent(server, key) !== null) flags[index] = 1;
      });
      return flags;
    },
    add,
    delivered: (deliveries) =>
      commit(() => {
        for (const { id, outcome, reason, driver, why } of deliveries) {
          const settled = settleOne(
            id,
            outcomeCodes.code(outcome),
            reason === null ? null : reasonCodes.code(reason),
            driver === null ? null : words.code(driver),
          );
          if (settled && why !== undefined) fail.run(id, JSON.stringify(why));
        }
      }),
    summarised: (server, upTo) =>
      commit(() => {
        owed.told(words.code(server), upTo);
      }),
    settle: () => commit(settle),
    holdBack: (summary, ids) =>
      commit(() => {
        for (const id of ids) held.add(summary, id);
        const last = ids.reduce((most, id) => Math.max(most, id), 0);
        for (const server of new Set(ids.map((id) => serverOf.get(id)?.server))) {
          if (server !== undefined) owed.told(server, last);
        }
      }),
    holdOwed: (summary) =>
      commit(() => {
        for (const id of owed.all(atStart)) held.add(summary, id);
        settle();
      }),
    heldElsewhere: (from, to) => commit(() => held.move(from, to)),
    heldTold: (summary, upTo) => commit(() => held.told(summary, upTo)),
    saveAlerts: (packed) =>
      commit(() => {
        const codes = packed.names.map((name) => words.code(name));
        for (const alert of unpack(packed).alerts) table.save(alert, codes[alert.server] ?? 0, 0);
      }),
    toasted: (server, alert, toast) =>
      commit(() => {
        table.toasted(words.code(server), alert, toast);
      }),
    seen: (which, at) =>
      commit(() => {
        if (which === 'all') {
          markAll.run(state.last_id, at);
          return;
        }
        const mark = marked.get()?.upto ?? 0;
        for (const id of which) markOne.run(at, id, mark);
      }),
    unseen: (which, at) =>
      commit(() => {
        if (which === 'all') unmarkAll.run(at);
        else for (const id of which) unmarkOne.run(id, at);
      }),
    named: (server, type, id, name, since) =>
      commit(() => {
        const code = words.find(server);
        if (code === null) return [];
        const ids = nameless.all(subjectExpression(id), id, code, type, since).map((row) => row.id);
        for (const each of ids) {
          giveName.run(name, each);
          rows.indexAnew(each);
        }
        return ids.reverse();
      }),
    knownUntil: (server, at) =>
      commit(() => {
        writeKnownUntil.run(words.code(server), at);
      }),
    prune(budget, now) {
      const { removed, next } = commit(() => {
        const gone = pruner.step(state, budget, now).map((row) => ({ ...row, hash: hashOf(row.server, row.key) }));
        for (const row of gone) keys.remove(row.hash, row.id);
        hits.prune(now);
        digest.prune(now);
        const streams = gone.filter((row) => row.stream === 1).length;
        const left = { ...state, streams: state.streams - streams, others: state.others - gone.length + streams };
        if (gone.length > 0) writeState.run(left.last_id, left.streams, left.others, left.latest_at);
        return { removed: gone, next: left };
      });
      state = next;
      table.forget();
      for (const row of removed) keys.drop(row.hash, row.id);
      return removed.length;
    },
  };
  return {
    questions,
    get lastId() {
      return state.last_id;
    },
    tidy() {
      if (keys.learn(keysPerStep) || commit(() => keys.fold(keysPerStep))()) return true;
      const before = changes.get()?.changes ?? 0;
      mergeIndex.run();
      return (changes.get()?.changes ?? 0) - before >= 2;
    },
  };
}
