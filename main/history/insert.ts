import type { Database, Value } from './database.ts';

/** What a statement costs beside its rows, its call, its cursors and its result, is a quarter of a row of events. */
const atOnce = 10;

/**
 * Inserts many rows of one table, several with each statement, in their order. `into` is the statement up to its values,
 * like `INSERT INTO payloads(id, payload)`.
 */
export function openInsert(database: Database, into: string): (rows: readonly (readonly Value[])[]) => void {
  const columns = into.slice(into.indexOf('(')).split(',').length;
  const marks = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  const one = database.prepare(`${into} VALUES ${marks}`);
  const several = database.prepare(`${into} VALUES ${Array.from({ length: atOnce }, () => marks).join(', ')}`);
  return (rows) => {
    const whole = rows.length - (rows.length % atOnce);
    for (let row = 0; row < whole; row += atOnce) several.run(...rows.slice(row, row + atOnce).flat());
    for (const values of rows.slice(whole)) one.run(...values);
  };
}
