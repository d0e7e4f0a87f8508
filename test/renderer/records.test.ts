import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvHead, csvRow } from '../../main/history/csv.ts';
import { countRecords } from '../../renderer/history/records.ts';
import { row } from '../texts/rows.ts';

const text = fc
  .array(fc.constantFrom('a', '"', '\n', '\r\n', ',', 'é', '🔴'), { maxLength: 8 })
  .map((all) => all.join(''));
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 6 });

/** Counts a text that comes in pieces, cut anywhere, also within a character. */
function counted(format: 'csv' | 'json', whole: string, at: readonly number[]): number {
  const bytes = new TextEncoder().encode(whole);
  const count = countRecords(format);
  let last = 0;
  let begin = 0;
  for (const end of [...at].sort((one, other) => one - other).concat(bytes.length)) {
    last = count(bytes.subarray(begin, end));
    begin = Math.max(begin, end);
  }
  return last;
}

it('counts the events of a CSV, whatever stands in its cells and however it comes', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), cuts, (titles, at) => {
      const csv = csvHead + titles.map((title) => csvRow(row({ title }))).join('');
      expect(counted('csv', csv, at)).toBe(titles.length);
    }),
  );
});

it('counts the events of a list while they come', () => {
  const count = countRecords('json');
  const encoded = (piece: string) => new TextEncoder().encode(piece);
  expect(count(encoded('[\n{"a":"\\n\\""},\n'))).toBe(1);
  expect(count(encoded('{"a":2}'))).toBe(1);
  expect(count(encoded(',\n{"a":3}\n'))).toBe(3);
});
