import {
  type DigestBucket,
  type Event,
  type EventRow,
  type Grounds,
  type HistoryFilter,
  type HistorySize,
  noGrounds,
  type Page,
} from '../../preload/contract/api.ts';
import { type Database, statements } from './database.ts';
import { openDigest } from './digest.ts';
import { groundsReader } from './grounds.ts';
import { heldReader } from './held.ts';
import type { Found, Held, Trail } from './history.ts';
import { eventRow, rowColumns, type StoredRow } from './rows.ts';
import { ruleHits } from './rule-hits.ts';
import { placesOf } from './selection.ts';
import { sizeReader } from './size.ts';
import { subjectNamesReader } from './subject-names.ts';
import { openTrail } from './trail.ts';
import { openWords } from './words.ts';

const countedAtMost = 1_000;
const rowsAtMost = 1_000;

/** What can be asked of the reader thread. */
export interface ReaderQuestions {
  page(filter: HistoryFilter, before: number | null, limit: number): Page;
  search(filter: HistoryFilter, limit: number): Found;
  event(id: number): Event | null;
  rows(ids: readonly number[]): readonly EventRow[];
  events(ids: readonly number[]): readonly Event[];
  tally(filter: HistoryFilter, first: number, end: number): number;
  story(server: string, alert: string, limit: number): readonly EventRow[];
  grounds(id: number, calmMs: number): Omit<Grounds, 'heldBack'>;
  trail(before: number | null, limit: number, withPayload: boolean): Trail;
  ruleHits(now: number): Readonly<Record<string, number>>;
  subjectNames(ids: readonly string[]): Readonly<Record<string, string>>;
  held(summary: string): Held | null;
  digest(from: number, to: number, bucketMs: number): readonly DigestBucket[];
  size(): HistorySize;
}

/** The answers of a history that does not exist yet. */
export const emptyReader: ReaderQuestions = {
  page: () => ({ rows: [], next: null }),
  search: () => ({ page: { rows: [], next: null }, count: { count: 0, more: false } }),
  event: () => null,
  rows: () => [],
  events: () => [],
  tally: () => 0,
  story: () => [],
  grounds: () => noGrounds,
  trail: () => ({ steps: [], next: null }),
  ruleHits: () => ({}),
  subjectNames: () => ({}),
  held: () => null,
  digest: () => [],
  size: () => ({ bytes: 0, rows: 0, streams: 0, oldestAt: null }),
};

/** Answers over a connection that only reads. Each answer sees one state of the database. */
export function openReader(database: Database): ReaderQuestions {
  const words = openWords(database);
  const prepared = statements(database);
  const lastId = database.prepare<{ last_id: number }>('SELECT last_id FROM state');
  const byId = database.prepare<StoredRow>(`SELECT ${rowColumns} FROM events AS e WHERE e.id = ?`);
  const payload = database.prepare<{ payload: string }>('SELECT payload FROM payloads WHERE id = ?');
  const story = database.prepare<StoredRow>(
    `SELECT ${rowColumns} FROM events AS e
     WHERE e.thread = (SELECT id FROM alerts WHERE server = ? AND key = ?) ORDER BY e.id DESC LIMIT ?`,
  );

  const grounds = groundsReader(database);
  const trail = openTrail(database, words);
  const subjectNames = subjectNamesReader(database);

  /** The newest rows of a filter before an id, at most `limit`. */
  function newest<Row>(columns: string, filter: HistoryFilter, before: number | null, limit: number): readonly Row[] {
    const last = lastId.get()?.last_id ?? 0;
    const found: Row[] = [];
    for (const place of placesOf(database, words, last, filter)) {
      if (found.length === limit) break;
      const end = Math.min(place.end, before ?? place.end);
      const statement = prepared<Row>(`SELECT ${columns} ${place.clause} ORDER BY ${place.id} DESC LIMIT ?`);
      found.push(...statement.all(place.first, end, ...place.values, limit - found.length));
    }
    return found;
  }

  function rowsOf(ids: readonly number[]): readonly EventRow[] {
    return ids
      .map((id) => byId.get(id))
      .filter((row) => row !== undefined)
      .map((row) => eventRow(row, words));
  }

  function eventOf(id: number): Event | null {
    const row = byId.get(id);
    if (row === undefined) return null;
    return { ...eventRow(row, words), payload: parsed(payload.get(id)?.payload ?? 'null') };
  }

  return {
    held: heldReader(database),
    digest: openDigest(database),
    size: sizeReader(database),
    page: (filter, before, limit) =>
      database.atomically(() => {
        const most = Math.max(1, Math.min(limit, rowsAtMost));
        const found = newest<StoredRow>(rowColumns, filter, before, most + 1);
        const rows = found.slice(0, most).map((row) => eventRow(row, words));
        return { rows, next: found.length > most ? (rows.at(-1)?.id ?? null) : null };
      }),
    search: (filter, limit) =>
      database.atomically(() => {
        const most = Math.max(1, Math.min(limit, countedAtMost));
        const found = newest<{ id: number }>('e.id AS id', filter, null, countedAtMost + 1);
        const rows = rowsOf(found.slice(0, most).map(({ id }) => id));
        return {
          page: { rows, next: found.length > most ? (rows.at(-1)?.id ?? null) : null },
          count: { count: Math.min(found.length, countedAtMost), more: found.length > countedAtMost },
        };
      }),
    event: (id) => database.atomically(() => eventOf(id)),
    events: (ids) => database.atomically(() => ids.map(eventOf).filter((event) => event !== null)),
    tally: (filter, first, end) =>
      database.atomically(() => {
        const last = lastId.get()?.last_id ?? 0;
        return placesOf(database, words, last, filter).reduce((sum, place) => {
          const statement = prepared<{ count: number }>(`SELECT count(*) AS count ${place.clause}`);
          const range = [Math.max(first, place.first), Math.min(end, place.end)] as const;
          return sum + (statement.get(...range, ...place.values)?.count ?? 0);
        }, 0);
      }),
    rows: (ids) => database.atomically(() => rowsOf(ids)),
    story: (server, alert, limit) =>
      database.atomically(() => {
        const code = words.find(server);
        if (code === null) return [];
        const rows = story.all(code, alert, Math.max(1, Math.min(limit, rowsAtMost)));
        return rows.map((row) => eventRow(row, words)).reverse();
      }),
    grounds: (id, calmMs) => database.atomically(() => grounds(id, calmMs)),
    trail: (before, limit, withPayload) => database.atomically(() => trail(before, limit, withPayload)),
    ruleHits: (now) => database.atomically(() => ruleHits(database, words, now)),
    subjectNames: (ids) => database.atomically(() => subjectNames(ids)),
  };
}

/** A payload that is not JSON is shown as the text that it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
