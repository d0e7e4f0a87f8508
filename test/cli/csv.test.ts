import { describe, expect, it } from 'vitest';
import { csvHead, csvRow } from '../../main/cli/csv.ts';
import { sinceOf } from '../../main/cli/since.ts';
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
  ])('writes %j safely', (title, cell) => {
    expect(csvRow(row({ title }))).toContain(`,${cell},`);
  });
});

describe('since', () => {
  const now = Date.UTC(2026, 10, 21, 3);
  it.each([
    ['2h', now - 7_200_000],
    ['7d', now - 604_800_000],
    ['90s', now - 90_000],
    ['1760000000000', 1_760_000_000_000],
    ['2026-11-20T03:00:00Z', now - 86_400_000],
    ['2026-11-20T04:00:00+01:00', now - 86_400_000],
    ['yesterday', null],
    ['2026-13-40', null],
    ['2h ago', null],
    ['', null],
  ])('reads %j', (text, at) => {
    expect(sinceOf(text, now)).toBe(at);
  });
});
