import { outcomeCodes } from './codes.ts';
import type { Database, Value } from './database.ts';
import { openInsert } from './insert.ts';
import type { PackedEvent } from './packing.ts';

/** What of an event is counted elsewhere too. */
interface Delivered {
  readonly stream: number;
  readonly receivedAt: number;
  readonly severity: number;
}

/** An event with its alert and the row of that; null: it has none. */
interface Threaded {
  readonly event: PackedEvent;
  readonly alert: string | null;
  readonly thread: number | null;
}

/** The rows of events, their payloads and the text index, within the writer's transactions. */
export interface EventTable {
  /** Stores events, searchable, with ids from `firstId` on; `code` gives the number of the batch's name at a place. */
  add(firstId: number, events: readonly Threaded[], code: (place: number) => number): void;
  /** Makes an event that has changed searchable as it is now. */
  indexAnew(id: number): void;
  /** What became of a pending event; null: it is not pending any more, and nothing changes. */
  deliver(id: number, outcome: number, reason: number | null, driver: number | null): Delivered | null;
  /** Ids of the pending events up to this one. */
  pending(upTo: number): readonly number[];
}

export function openEventTable(database: Database): EventTable {
  const insertEvents = openInsert(
    database,
    `INSERT INTO events(
      id, stream, received_at, seen_at, outcome, reason, server, severity, attention, thread, kind, phase, via, rule,
      driver, server_name, protocol, occurred_at, key, topic, level, subject_type, subject_id, subject_name, alert,
      title, body, url, told_with, ours)`,
  );
  const insertPayloads = openInsert(database, 'INSERT INTO payloads(id, payload)');
  const indexRange = database.prepare(`INSERT INTO search(rowid, title, body, subject, topic, facets)
    SELECT id, title, body, subject, topic, facets FROM search_rows WHERE id >= ? AND id < ?`);
  const unindex = database.prepare('DELETE FROM search WHERE rowid = CAST(? AS INTEGER)');
  const deliver = database.prepare('UPDATE events SET outcome = ?, reason = ?, driver = ? WHERE id = ?');
  const undelivered = database.prepare<Delivered>(
    `SELECT stream, received_at AS receivedAt, severity FROM events
     WHERE id = ? AND outcome = ${outcomeCodes.code('pending')}`,
  );
  const pending = database.prepare<{ id: number }>(
    `SELECT id FROM events WHERE outcome = ${outcomeCodes.code('pending')} AND id <= ?`,
  );

  function indexAnew(id: number): void {
    unindex.run(id);
    indexRange.run(id, id + 1);
  }
  return {
    add(firstId, events, code) {
      if (events.length === 0) return;
      const ids = events.map((_, index) => firstId + index);
      const column = (read: (row: Threaded) => Value) => events.map(read);
      insertEvents([
        ids,
        column(({ event }) => event.stream),
        column(({ event }) => event.receivedAt),
        column(({ event }) => event.seenAt),
        column(({ event }) => event.outcome),
        column(({ event }) => event.reason),
        column(({ event }) => code(event.server)),
        column(({ event }) => event.severity),
        column(({ event }) => event.attention),
        column(({ thread }) => thread),
        column(({ event }) => event.kind),
        column(({ event }) => event.phase),
        column(({ event }) => event.via),
        column(({ event }) => (event.rule === null ? null : code(event.rule))),
        column(({ event }) => (event.driver === null ? null : code(event.driver))),
        column(({ event }) => code(event.serverName)),
        column(({ event }) => code(event.protocol)),
        column(({ event }) => event.occurredAt),
        column(({ event }) => event.key),
        column(({ event }) => event.topic),
        column(({ event }) => event.level),
        column(({ event }) => event.subjectType),
        column(({ event }) => event.subjectId),
        column(({ event }) => event.subjectName),
        column(({ alert }) => alert),
        column(({ event }) => event.title),
        column(({ event }) => event.body),
        column(({ event }) => event.url),
        column(({ event }) => event.toldWith),
        column(({ event }) => event.ours),
      ]);
      insertPayloads([ids, column(({ event }) => event.payload)]);
      indexRange.run(firstId, firstId + events.length);
    },
    indexAnew,
    deliver(id, outcome, reason, driver) {
      const event = undelivered.get(id);
      if (event === undefined) return null;
      deliver.run(outcome, reason, driver, id);
      indexAnew(id);
      return event;
    },
    pending: (upTo) => pending.all(upTo).map(({ id }) => id),
  };
}
