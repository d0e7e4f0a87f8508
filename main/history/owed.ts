import { kindCodes, outcomeCodes, reasonCodes } from './codes.ts';
import type { Database } from './database.ts';
import type { PackedEvent } from './packing.ts';

/** The table of what a summary has to tell yet: from which event on, by server. Within the writer's transactions. */
export interface OwedTable {
  add(server: number, id: number): void;
  /** A summary told what a server was owed up to an event. */
  told(server: number, upTo: number): void;
  /** The same for all servers. */
  toldAll(upTo: number): void;
  /** Ids of what is owed up to an event, and of what was to be shown and was not. */
  all(upTo: number): readonly number[];
  /** The newest of all, oldest first, and how many there are. */
  newest(limit: number): { readonly ids: readonly number[]; readonly count: number };
}

/** What came after a gap is told in the summary of the gap; the word that the server is back is that summary itself. */
const isOwed = `outcome = ${outcomeCodes.code('merged')}
  AND reason IN (${reasonCodes.code('catch-up')}, ${reasonCodes.code('storm')})
  AND NOT (kind = ${kindCodes.code('connection')} AND reason = ${reasonCodes.code('catch-up')})`;

const everything = `(
  SELECT id FROM events WHERE outcome = ${outcomeCodes.code('pending')}
  UNION ALL
  SELECT events.id FROM owed CROSS JOIN events ON events.server = owed.server AND events.id >= owed.first_id
  WHERE ${isOwed})`;

/** The same of an event that is about to be stored. */
export function needsSummary({ outcome, reason, kind }: PackedEvent): boolean {
  if (outcome !== outcomeCodes.code('merged')) return false;
  if (reason === reasonCodes.code('catch-up')) return kind !== kindCodes.code('connection');
  return reason === reasonCodes.code('storm');
}

export function openOwedTable(database: Database): OwedTable {
  const insert = database.prepare('INSERT OR IGNORE INTO owed(server, first_id) VALUES (?, ?)');
  const later = database.prepare<{ id: number | null }>(
    `SELECT min(id) AS id FROM events WHERE server = ? AND id > ? AND ${isOwed}`,
  );
  const move = database.prepare('UPDATE owed SET first_id = ? WHERE server = ? AND first_id < ?');
  const clear = database.prepare('DELETE FROM owed WHERE server = ?');
  const servers = database.prepare<{ server: number }>('SELECT server FROM owed');

  function told(server: number, upTo: number): void {
    const first = later.get(server, upTo)?.id ?? null;
    if (first === null) clear.run(server);
    else move.run(first, server, first);
  }
  return {
    add: (server, id) => void insert.run(server, id),
    told,
    toldAll(upTo) {
      for (const { server } of servers.all()) told(server, upTo);
    },
    all: (upTo) =>
      database
        .prepare<{ id: number }>(`SELECT id FROM ${everything} WHERE id <= ?`)
        .all(upTo)
        .map(({ id }) => id),
    newest(limit) {
      const newest = database.prepare<{ id: number }>(`SELECT id FROM ${everything} ORDER BY id DESC LIMIT ?`);
      const count = database.prepare<{ count: number }>(`SELECT count(*) AS count FROM ${everything}`);
      return {
        ids: newest
          .all(limit)
          .map(({ id }) => id)
          .reverse(),
        count: count.get()?.count ?? 0,
      };
    },
  };
}
