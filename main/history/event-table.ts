import { outcomeCodes } from './codes.ts';
import type { Database } from './database.ts';
import { openInsert } from './insert.ts';
import type { PackedEvent } from './packing.ts';

/** What of an event is counted elsewhere too. */
interface Delivered {
  readonly stream: number;
  readonly receivedAt: number;
  readonly severity: number;
}

/** An event and the row of its alert; null: it has none. */
interface Threaded {
  readonly event: PackedEvent;
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
      insertEvents(
        events.map(({ event, thread }, index) => [
          firstId + index,
          event.stream,
          event.receivedAt,
          event.seenAt,
          event.outcome,
          event.reason,
          code(event.server),
          event.severity,
          event.attention,
          thread,
          event.kind,
          event.phase,
          event.via,
          event.rule === null ? null : code(event.rule),
          event.driver === null ? null : code(event.driver),
          code(event.serverName),
          code(event.protocol),
          event.occurredAt,
          event.key,
          event.topic,
          event.level,
          event.subjectType,
          event.subjectId,
          event.subjectName,
          event.alert,
          event.title,
          event.body,
          event.url,
          event.toldWith,
          event.ours,
        ]),
      );
      insertPayloads(events.map(({ event }, index) => [firstId + index, event.payload]));
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
