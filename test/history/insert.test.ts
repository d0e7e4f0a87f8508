import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Database, Value } from '../../main/history/database.ts';
import { openInsert } from '../../main/history/insert.ts';
import { tables } from './tables.ts';

const text = fc.string({ unit: 'binary' }).map((written) => written.toWellFormed().replaceAll('\0', ''));
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(null, '', 'NULL', '?', 0, 3, 999, 1_000, -1, 0.5, 1_700_000_000_000),
  text,
);
/** A column that says the same in all rows, in all but one, or something else in each. */
const column = (rows: number): fc.Arbitrary<readonly Value[]> =>
  fc.oneof(
    value.map((same) => Array.from({ length: rows }, () => same)),
    fc.tuple(value, value, fc.nat(Math.max(0, rows - 1))).map(([same, other, at]) => {
      return Array.from({ length: rows }, (_, row) => (row === at ? other : same));
    }),
    fc.array(value, { minLength: rows, maxLength: rows }),
  );
const batch = fc
  .oneof(fc.nat(45), fc.integer({ min: 95, max: 130 }))
  .chain((rows) => fc.tuple(column(rows), column(rows), column(rows)));

it('puts each value where it belongs, however many rows there are and whatever they have in common', () => {
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 4 }), (batches) => {
      const database = tables();
      database.exec('CREATE TABLE things(id INTEGER PRIMARY KEY, one, two, three)');
      const insert = openInsert(database, 'INSERT INTO things(one, two, three)');
      const rows = batches.flatMap(([one, two, three]) => {
        insert([one, two, three]);
        return one.map((each, row) => ({ one: each, two: two[row], three: three[row] }));
      });
      expect(database.prepare('SELECT one, two, three FROM things ORDER BY id').all()).toEqual(rows);
      database.close();
    }),
  );
});

/** The tables, and the statements that are prepared. */
function watched(): { readonly database: Database; readonly prepared: string[] } {
  const database = tables();
  const prepared: string[] = [];
  const prepare = <Row>(sql: string) => {
    prepared.push(sql);
    return database.prepare<Row>(sql);
  };
  return { database: { ...database, prepare }, prepared };
}

it('binds nothing of a column that says the same in all of many rows', () => {
  const { database, prepared } = watched();
  const insert = openInsert(database, 'INSERT INTO alerts(server, key, closed_at, record)');
  const keys = Array.from({ length: 100 }, (_, row) => `incident:${row}`);
  const same = (each: Value) => keys.map(() => each);
  insert([same(7), keys, same(null), same('{}')]);
  expect(prepared[2]).toBe('INSERT INTO alerts(server, key, closed_at, record) VALUES (7, ?, NULL, ?)');
  expect(database.prepare('SELECT DISTINCT server, closed_at, record FROM alerts').all()).toEqual([
    { server: 7, closed_at: null, record: '{}' },
  ]);
  database.close();
});

it('prepares a statement once for what it has in common, and few in all', () => {
  const { database, prepared } = watched();
  database.exec('CREATE TABLE things(one, two)');
  const insert = openInsert(database, 'INSERT INTO things(one, two)');
  const rows = Array.from({ length: 100 }, (_, row) => row);
  const add = (number: number) => insert([rows, rows.map(() => number)]);
  expect(prepared.length).toBe(2);
  for (let times = 0; times < 5; times++) add(1);
  expect(prepared.length).toBe(4);
  // A time is no number of a closed set: it would make a statement for each batch, and is bound as before.
  for (let times = 0; times < 5; times++) add(1_700_000_000_000 + times);
  expect(prepared.length).toBe(4);
  database.close();
});

it('says at once that a column is missing, not with the first rows', () => {
  const database = tables();
  expect(() => openInsert(database, 'INSERT INTO payloads(id, wanted)')).toThrow('no column named wanted');
  database.close();
});

it.each([0, 9, 10, 24, 'all'])('says what cannot be stored, be it the row at %s', (at) => {
  const database = tables();
  const insert = openInsert(database, 'INSERT INTO payloads(id, payload)');
  const rows = Array.from({ length: 125 }, (_, index) => index);
  const payloads = rows.map((index) => (index === at || at === 'all' ? null : 'text'));
  expect(() => database.atomically(() => insert([rows, payloads]))).toThrow('payloads.payload');
  expect(database.prepare('SELECT count(*) AS rows FROM payloads').get()).toEqual({ rows: 0 });
  database.close();
});
