import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleJson } from '../../preload/contract/texts/visible.ts';

describe('what was received, as it is shown', () => {
  it.each([
    ['turned', '\u202etxt.exe', '\\u202etxt.exe'],
    ['of no width', 'a\u200bb', 'a\\u200bb'],
    ['a tag beyond 16 bits', '\u{e0041}', '\\udb40\\udc41'],
    ['an escape of a terminal', '\u001b[31m\u007f\u009b31m', '\\u001b[31m\\u007f\\u009b31m'],
    ['an end of a line that JSON leaves', 'a\u2028b', 'a\\u2028b'],
    ['a line break', 'a\nb', 'a\\nb'],
    ['markup', '<b>&amp;', '<b>&amp;'],
    ['words of other scripts', 'Температура ↑ 温度', 'Температура ↑ 温度'],
  ])('%s', (_, text, shown) => {
    expect(visibleJson(text)).toBe(`"${shown}"`);
  });

  it('is JSON that says the same, with nothing in it that is not seen', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const shown = visibleJson(value);
        expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(JSON.stringify(JSON.parse(shown))).toBe(JSON.stringify(value));
      }),
    );
  });
});
