import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, csvRow } from '../../main/history/csv.ts';
import { drawn } from '../../preload/contract/texts/index.ts';
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
    ['turned \u202etxt.exe', 'turned  txt.exe'],
    ['hid\u200bden \ufeff\u2066=1+1', 'hid den  =1+1'],
    ['\u200b=1+1', "' =1+1"],
    ['\u202e\t\u200e=1+1', "'\t'=1+1"],
    ['می\u200cخواهم 👨\u200d👩\u200d👧', 'می\u200cخواهم 👨\u200d👩\u200d👧'],
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

  it('is read back as it was, but for the apostrophes and what is never drawn', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const read = cells(csvRow(row({ title, body: 'b' })))[csvHead.split(',').indexOf('title')];
        expect(read?.replaceAll("'", '')).toBe(drawn(title).replaceAll("'", ''));
        expect(read).not.toMatch(/(?![\t\r\n])[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u);
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
