import Sqlite from 'better-sqlite3';
import type { Database, Value } from '../../main/history/database.ts';
import { migrate } from '../../main/history/migrate.ts';

/** The tables of a history, in memory. `asked` is told of each statement that reads rows. */
export function tables(asked: (sql: string) => void = () => undefined): Database {
  const sqlite = new Sqlite(':memory:');
  const database: Database = {
    prepare: <Row>(sql: string) => {
      const statement = sqlite.prepare<Value[], Row>(sql);
      return {
        run: (...values) => statement.run(...values),
        get: (...values) => statement.get(...values),
        all: (...values) => {
          asked(sql);
          return statement.all(...values);
        },
      };
    },
    exec: (sql) => void sqlite.exec(sql),
    pragma: (text) => sqlite.pragma(text, { simple: true }),
    atomically: (run) => sqlite.transaction(run)(),
    close: () => void sqlite.close(),
  };
  migrate(database);
  return database;
}
