import type { Database, Statement, Value } from './database.ts';

/** What a statement costs beside its rows, its call, its cursors and its result, is a quarter of a row of events. */
const atOnce = 10;
/** Of fewer rows it is not worth looking for what they have in common. */
const many = 100;
/** Numbers of closed sets and words are below; ids and times are not, and would make a statement for each batch. */
const commonBelow = 1_000;
/** So many sets of statements are kept prepared. */
const keptForms = 32;

type Columns = readonly (readonly Value[])[];

/** Statements in whose text some columns stand already. */
interface Form {
  readonly one: Statement<unknown>;
  readonly several: Statement<unknown>;
}

/**
 * Inserts many rows of one table, several with each statement, in their order. `into` is the statement up to its values,
 * like `INSERT INTO payloads(id, payload)`; what it returns takes the values column by column.
 *
 * Binding a value costs 0.1 µs whatever it is, and of a flood most columns say the same in all rows: nothing, or a number
 * of a closed set. That stands in the text of the statement instead.
 */
export function openInsert(database: Database, into: string): (columns: Columns) => void {
  const forms = new Map<string, Form>();

  function formOf(common: readonly (string | null)[]): Form {
    const marks = `(${common.map((value) => value ?? '?').join(', ')})`;
    const known = forms.get(marks);
    if (known !== undefined) return known;
    if (forms.size >= keptForms) forms.clear();
    const prepare = (rows: number) =>
      database.prepare(`${into} VALUES ${Array.from({ length: rows }, () => marks).join(', ')}`);
    const form = { one: prepare(1), several: prepare(atOnce) };
    forms.set(marks, form);
    return form;
  }
  // What is wrong with the table shows when it is opened, not with the first rows.
  const columnCount = into.slice(into.indexOf('(')).split(',').length;
  formOf(Array.from({ length: columnCount }, () => null));
  return (columns) => {
    const rows = columns[0]?.length ?? 0;
    if (rows === 0) return;
    const common = columns.map((values) => (rows < many ? null : commonOf(values)));
    const { one, several } = formOf(common);
    const bound = columns.filter((_, column) => common[column] === null);
    const whole = rows - (rows % atOnce);
    for (let row = 0; row < whole; row += atOnce) several.run(...valuesOf(bound, row, row + atOnce));
    for (let row = whole; row < rows; row++) one.run(...valuesOf(bound, row, row + 1));
  };
}

/** What all rows of a column have, as it stands in a statement; null: they differ, or it is to be bound. */
function commonOf(values: readonly Value[]): string | null {
  const [first = ''] = values;
  const isSmall = typeof first === 'number' && Number.isInteger(first) && first >= 0 && first < commonBelow;
  if (first !== null && !isSmall) return null;
  return values.every((value) => value === first) ? String(first ?? 'NULL') : null;
}

/** The values of some rows, row by row. */
function valuesOf(columns: Columns, from: number, to: number): readonly Value[] {
  const values: Value[] = [];
  for (let row = from; row < to; row++) for (const column of columns) values.push(column[row] ?? null);
  return values;
}
