import type { Database } from './database.ts';
import type { Trail } from './history.ts';
import { eventRow, rowColumns, type StoredRow } from './rows.ts';
import type { Words } from './words.ts';

const rowsAtMost = 500;
/** A page ends early when its payloads get long: whoever takes it reads them in one turn of the loop. */
const payloadCharacters = 500_000;

/** Walks all events from the newest one back, with their payloads where they are asked for. */
export function openTrail(database: Database, words: Words) {
  const rows = database.prepare<StoredRow & { readonly stream: number }>(
    `SELECT ${rowColumns}, e.stream FROM events AS e WHERE e.id < ? ORDER BY e.id DESC LIMIT ?`,
  );
  const payload = database.prepare<{ payload: string }>('SELECT payload FROM payloads WHERE id = ?');

  return (before: number | null, limit: number, withPayload: boolean): Trail => {
    const most = Math.max(1, Math.min(limit, rowsAtMost));
    const found = rows.all(before ?? Number.MAX_SAFE_INTEGER, most);
    const steps: Trail['steps'][number][] = [];
    let characters = 0;
    for (const row of found) {
      const text = withPayload ? (payload.get(row.id)?.payload ?? 'null') : null;
      characters += text?.length ?? 0;
      steps.push({ row: eventRow(row, words), stream: row.stream === 1, payload: text });
      if (characters > payloadCharacters) break;
    }
    const isEnd = found.length < most && steps.length === found.length;
    return { steps, next: isEnd ? null : (steps.at(-1)?.row.id ?? null) };
  };
}
