import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openInsert } from '../../main/history/insert.ts';
import { tables } from './tables.ts';

const payload = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replaceAll('\0', ''));

it('puts each row where it belongs, however many there are', () => {
  fc.assert(
    fc.property(fc.array(payload, { maxLength: 45 }), (payloads) => {
      const database = tables();
      openInsert(database, 'INSERT INTO payloads(id, payload)')(payloads.map((text, index) => [index + 1, text]));
      expect(database.prepare('SELECT id, payload FROM payloads ORDER BY id').all()).toEqual(
        payloads.map((text, index) => ({ id: index + 1, payload: text })),
      );
      database.close();
    }),
  );
});

it.each([0, 9, 10, 24])('says what cannot be stored, be it the row at %d', (at) => {
  const database = tables();
  const insert = openInsert(database, 'INSERT INTO payloads(id, payload)');
  const rows = Array.from({ length: 25 }, (_, index) => [index + 1, index === at ? null : 'text']);
  expect(() => database.atomically(() => insert(rows))).toThrow('payloads.payload');
  expect(database.prepare('SELECT count(*) AS rows FROM payloads').get()).toEqual({ rows: 0 });
  database.close();
});
