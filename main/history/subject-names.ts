import type { Database } from './database.ts';
import { subjectExpression } from './query.ts';

/** Finds how subjects are called: by the newest event of each that says so. */
export function subjectNamesReader(database: Database) {
  const newest = database.prepare<{ name: string }>(
    `SELECT e.subject_name AS name FROM search CROSS JOIN events AS e ON e.id = search.rowid
     WHERE search MATCH ? AND e.subject_id = ? AND e.subject_name <> '' ORDER BY search.rowid DESC LIMIT 1`,
  );
  return (ids: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const found = searchable(id) ? newest.get(subjectExpression(id), id) : undefined;
        return found === undefined ? [] : [[id, found.name]];
      }),
    );
}

/** An id without a letter or digit is in no index. */
function searchable(id: string): boolean {
  return /[\p{L}\p{N}]/u.test(id);
}
