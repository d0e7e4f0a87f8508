import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockText, countText, dayAndTime, speak } from '../../preload/contract/texts/index.ts';
import { form } from '../../preload/contract/texts/ru/form.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';

describe.each([
  ['en-GB', null],
  ['ru', russian],
])('numbers and days in %s', (locale, translation) => {
  beforeEach(() => speak(() => translation));
  afterEach(() => speak(() => null));

  it('are grouped as its locale has them', () => {
    const format = new Intl.NumberFormat(locale);
    const isItsOwn = (count: number) => countText(count) === format.format(count);
    fc.assert(fc.property(fc.nat(10_000_000_000), isItsOwn));
    expect([0, 9, 999, 1_000, 10_000, 999_999, 1_000_000].filter((count) => !isItsOwn(count))).toEqual([]);
  });

  it('have its months', () => {
    const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
    for (let month = 0; month < 12; month++) {
      const at = new Date(2025, month, 3, 14, 2).getTime();
      const now = new Date(2026, month, 3, 14, 2).getTime();
      expect(dayAndTime(at, now)).toEqual({ day: format.format(at), time: '14:02' });
      expect(clockText(at, now)).toBe(`${format.format(at)} 14:02`);
    }
  });
});

describe('words after Russian numbers', () => {
  it('have the form of its rules', () => {
    const rules = new Intl.PluralRules('ru');
    for (let count = 0; count <= 2_000; count++)
      expect([count, form(count, 'one', 'few', 'many')]).toEqual([count, rules.select(count)]);
  });
});
