import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf, placeOf, readDocument } from '../../main/settings/json.ts';
import { scan } from '../../main/settings/json-places.ts';

function why(text: string): string {
  try {
    readDocument(text);
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    const place = placeOf(error);
    return `${place.line} ${place.text}`;
  }
  return 'fits';
}

describe('a document', () => {
  it.each([
    ['{"a": 1}', 'fits'],
    ['\uFEFF{"a": 1}', 'fits'],
    ['', '1 column 1: the file ends too early'],
    ['{\n  "a": 1,\n', '3 column 1: the file ends too early'],
    ['{\n  "a": hunter2\n}', '2 column 8: this is no JSON'],
    ['{\r\n  "a": 1,\r\n}', '3 column 1: this is no JSON'],
    ['{"a": 1 "b": 2}', '1 column 9: this is no JSON'],
    ['{"a" 1}', '1 column 6: this is no JSON'],
    ['{"a": "\\x"}', '1 column 7: this is no JSON'],
    ['{"a": 01}', '1 column 8: this is no JSON'],
    ['{} {}', '1 column 4: this is no JSON'],
    ['[]', '1 column 1: it is no JSON object'],
    ['null', '1 column 1: it is no JSON object'],
  ])('%j', (text, said) => expect(why(text)).toBe(said));

  const nested = (levels: number) => `{\n"a": ${'['.repeat(levels)}${']'.repeat(levels)}}`;

  it('is refused where it is nested deeper than what is done with it can go', () => {
    expect(why(nested(200))).toBe('fits');
    expect(why(nested(201))).toBe('2 column 206: this is nested too deeply');
    expect(why(nested(100_000))).toBe('2 column 206: this is nested too deeply');
    expect(why(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toContain('this is nested too deeply');
  });

  it('never tells what stands in the file', () => {
    for (const text of ['{"password": hunter2}', '{"a": "hunter2" "b"}', '{"hunter2"', '{"a": "hunter2']) {
      expect(why(text)).not.toContain('unter');
    }
  });

  it('finds a failure exactly where the parser of the engine fails', () => {
    const broken = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', '"', '{', ',', '}', ']', 'x', '\\', '\n', '-', '0', ' '),
      )
      .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
    fc.assert(
      fc.property(broken, (text) => {
        let fits = true;
        try {
          JSON.parse(text);
        } catch {
          fits = false;
        }
        expect(scan(text).failedAt === null).toBe(fits);
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends at a depth that no file of ours has', () => {
    expect(scan('['.repeat(100_000)).failedAt).toBe(201);
  });

  it('knows the lines of its values', () => {
    const text = '\uFEFF{\n  "enforced": {\n    "servers": [\n      {"id": "noc",\n       "url": 5}\n    ]\n  }\n}';
    expect(lineOf(text, ['enforced'])).toBe(2);
    expect(lineOf(text, ['enforced', 'servers', 0, 'url'])).toBe(5);
    expect(lineOf(text, ['enforced', 'servers', 0, 'auth', 'token'])).toBe(4);
    expect(lineOf(text, [])).toBe(1);
  });
});
