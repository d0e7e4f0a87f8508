import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, csvRow } from '../../main/history/csv.ts';
import { row } from '../texts/rows.ts';

describe('csv', () => {
  it('has one cell for each column', () => {
    const cells = csvRow(row({})).split(',');
    expect(cells).toHaveLength(csvHead.split(',').length);
    expect(csvHead.endsWith('\r\n')).toBe(true);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['a "b", c', '"a ""b"", c"'],
    ['two\nlines', '"two\nlines"'],
    ['=cmd,"x"', `"'=cmd,""x"""`],
    ['plain', 'plain'],
    [' =1+1', "' =1+1"],
    ['＝1+1', "'＝1+1"],
    ['x;=1+1', "x;'=1+1"],
    ['x; \t@y', "x; \t'@y"],
    ['two\n\n=lines', '"two\n\n\'=lines"'],
    ['a-b = c + d', 'a-b = c + d'],
  ])('writes %j safely', (title, cell) => {
    expect(csvRow(row({ title }))).toContain(`,${cell},`);
  });

  it('never begins a cell as a formula, wherever a spreadsheet cuts the line', () => {
    const piece = fc.constantFrom('=', '+', '-', '@', '＝', ';', '\t', '\n', '\r', ' ', '"', ',', "'", 'a', '1');
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (title, body) => {
        const line = csvRow(row({ title, body }));
        for (const cell of [...cells(line), ...line.split(/[;\t\r\n]/)]) expect(cell).not.toMatch(/^[ ]*[=+\-@＝]/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read back as it was, but for the apostrophes and what a terminal would obey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const read = cells(csvRow(row({ title, body: 'b' })))[csvHead.split(',').indexOf('title')];
        const printed = title.replace(/(?:(?![\t\r\n])\p{Cc})+/gu, ' ');
        expect(read?.replaceAll("'", '')).toBe(printed.replaceAll("'", ''));
      }),
    );
  });
});

/** The cells of one line of RFC 4180. */
function cells(line: string): readonly string[] {
  return [...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}
