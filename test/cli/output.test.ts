import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonText } from '../../main/cli/output.ts';

it('is the same value, in which no terminal finds anything to obey', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const text = jsonText({ title });
      expect(JSON.parse(text)).toEqual({ title });
      expect(text).not.toMatch(/\p{Cc}/u);
    }),
  );
  expect(jsonText({ title: '\u009b31m' })).toBe('{"title":"\\u009b31m"}');
});
