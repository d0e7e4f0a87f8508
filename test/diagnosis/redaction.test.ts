import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redaction, removed } from '../../main/diagnosis/redaction.ts';

const patterns: readonly (readonly [string, string, string])[] = [
  [
    'the sign-in of an address',
    'GET https://me:hunter2@a.example/x failed',
    `GET https://${removed}@a.example/x failed`,
  ],
  ['a header', 'Authorization: Bearer abc.def-123', `Authorization: Bearer ${removed}`],
  ['a header as JSON', '{"authorization":"Basic bWU6aHVudGVyMg=="}', `{"authorization":"Basic ${removed}"}`],
  ['a header of another kind', 'proxy-authorization: hunter2', `proxy-authorization: ${removed}`],
  ['a token on its own', 'sent Bearer abcdef123456 to it', `sent Bearer ${removed} to it`],
  ['a token of an address', 'wss://a.example/?EIO=4&token=hunter2&x=1', `wss://a.example/?EIO=4&token=${removed}&x=1`],
  ['the page of serve', 'http://127.0.0.1:4747/#token=hunter2', `http://127.0.0.1:4747/#token=${removed}`],
  [
    'a code of a redirect',
    'http://127.0.0.1:1/?code=hunter2&state=abc',
    `http://127.0.0.1:1/?code=${removed}&state=${removed}`,
  ],
  ['a field of JSON', '{"apiToken": "hun \\" ter", "a": 1}', `{"apiToken": "${removed}", "a": 1}`],
  ['a setting', 'password=hunter2, host=a', `password=${removed}, host=a`],
  ['a JWT', 'got eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.c2ln here', `got ${removed} here`],
];

const plain: readonly string[] = [
  'NOC is out of reach: Nothing answers at noc.example:1234.',
  'The token is missing, or is not the right one.',
  'https://a.example/path?page=2#part and me@example.org',
  '2026-11-20T14:02:07.000Z warn  The basic idea of a session',
  '{"token": null, "password": {"stored": "1"}}',
];

describe('what looks like a secret', () => {
  it.each(patterns)('is taken out: %s', (_, text, without) => {
    expect(new Redaction().text(text)).toBe(without);
  });

  it.each(plain)('and nothing else: %s', (text) => {
    expect(new Redaction().text(text)).toBe(text);
  });

  it('is taken out of a field by its name, whatever stands there', () => {
    expect(new Redaction().value({ customPassword: 'x', token: { env: 'A' }, colour: 'red' })).toEqual({
      customPassword: removed,
      token: { env: 'A' },
      colour: 'red',
    });
  });

  it('costs no time that grows with the square of a text', () => {
    const [short, long] = [20_000, 200_000].map((length) => {
      const text = 'tokentoken'.repeat(length / 10);
      // The shortest of a few runs: what it costs, not what else the machine did.
      const times = Array.from({ length: 3 }, () => {
        const from = performance.now();
        new Redaction().text(text);
        return performance.now() - from;
      });
      return Math.min(...times);
    });
    expect(long ?? 0).toBeLessThan(100 * Math.max(short ?? 0, 2));
  });
});

describe('a known secret', () => {
  const secret = fc.string({ minLength: 4, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim().length >= 4);
  const rest = fc.string({ maxLength: 30, unit: 'grapheme' });

  it('is in no text, as it is, in JSON, or in an address', () => {
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 5 }), rest, rest, (secrets, before, after) => {
        const redaction = new Redaction();
        redaction.know(secrets);
        for (const each of secrets) {
          for (const form of [each, JSON.stringify({ a: each }), `?x=${encodeURIComponent(each.toWellFormed())}`]) {
            const left = redaction.text(`${before}${form}${after}`);
            for (const known of secrets) expect(left.includes(known)).toBe(false);
          }
        }
      }),
    );
  });

  it('is in no value, as a text, a number or the name of a field', () => {
    fc.assert(
      fc.property(secret, fc.jsonValue({ maxDepth: 3 }), (text, value) => {
        const redaction = new Redaction();
        redaction.know([text]);
        const whole = { [text]: [value, text], [`${text}!`]: { deep: `a${text}b` } };
        const left = redaction.value(whole);
        const texts = (each: unknown): readonly string[] =>
          typeof each === 'object' && each !== null ? Object.entries(each).flat().flatMap(texts) : [String(each)];
        for (const each of texts(left)) expect(each.includes(text)).toBe(false);
      }),
    );
  });

  it('leaves nothing of one that overlaps with another', () => {
    const redaction = new Redaction();
    redaction.know(['xabc', 'abcdefgh']);
    expect(redaction.text('(xabcdefgh)')).toBe(`(${removed})`);
    redaction.know(['12345678', '2345']);
    expect(redaction.text('(12345678)')).toBe(`(${removed})`);
  });

  it('is known as it stands in an address, a form and JSON', () => {
    const redaction = new Redaction();
    redaction.know(['to "ü/1']);
    for (const form of ['to "ü/1', 'to \\"ü/1', 'to%20%22%C3%BC%2F1', 'to+%22%C3%BC%2F1']) {
      expect(redaction.text(`<${form}>`)).toBe(`<${removed}>`);
    }
  });

  it('that is very short goes only where it stands alone', () => {
    const redaction = new Redaction();
    redaction.know(['ab', '']);
    expect(redaction.text('ab, cab and "ab"')).toBe(`${removed}, cab and "${removed}"`);
  });

  it('of several lines is known without its line breaks', () => {
    const redaction = new Redaction();
    redaction.know(['-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END KEY-----']);
    expect(redaction.text('read MIIEvQIBADANBgkqhkiG here')).toBe(`read ${removed} here`);
  });
});
