/** What can be bound to a statement. Times and ids are whole numbers below 2^53. */
export type Value = string | number | null;

export interface Statement<Row> {
  run(...values: readonly Value[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  get(...values: readonly Value[]): Row | undefined;
  all(...values: readonly Value[]): Row[];
}

/** The part of an SQLite connection that the history uses. Numbers are bound as REAL: cast where a column does not. */
export interface Database {
  prepare<Row>(sql: string): Statement<Row>;
  exec(sql: string): void;
  /** The first column of a pragma's first row. */
  pragma(text: string): unknown;
  /** Runs all of it or nothing of it. */
  atomically<T>(run: () => T): T;
  close(): void;
}

/** Prepares statements whose text depends on a filter, each text once. */
export function statements(database: Database): <Row>(sql: string) => Statement<Row> {
  const prepared = new Map<string, Statement<unknown>>();
  return <Row>(sql: string) => {
    const statement = prepared.get(sql) ?? database.prepare<unknown>(sql);
    prepared.set(sql, statement);
    return statement as Statement<Row>;
  };
}
