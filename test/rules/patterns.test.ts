import { describe, expect, it } from 'vitest';
import { ownRule } from '../../main/rules/match.ts';
import { patternSees, textTest } from '../../main/rules/text.ts';
import { readPattern } from '../../preload/contract/rule-syntax.ts';
import { said } from './said.ts';

/** The shortest of a few runs, in ms: what it costs, not what else the machine did. */
function costMs(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return Math.min(...times);
}

describe('a pattern', () => {
  it('that would explode costs under 50 ms on 50,000 characters, also without the limit of what it sees', () => {
    const read = readPattern('(a+)+$');
    if ('fault' in read) throw new Error(read.fault);
    const { pattern } = read;
    const text = `${'a'.repeat(49_999)}!`;
    expect(pattern.test(text)).toBe(false);
    expect(costMs(() => pattern.test(text))).toBeLessThan(50);
    // What a pattern sees of a text has no end to match either: each stretch of it would explode.
    const long = `${'a'.repeat(24)}!`.repeat(2_000);
    const limited = textTest({ pattern: '(a+)+$' });
    expect(limited(long)).toBe(false);
    expect(costMs(() => limited(long))).toBeLessThan(50);
    const rule = ownRule({
      ...{ id: 'r', name: 'r', enabled: true, then: { toast: 'none' } },
      when: { text: [{ pattern: '(a+)+$' }], subject: [{ pattern: '(a|a)*$', not: true }] },
    });
    const event = said({ title: long, body: long, subject: { type: 'object', id: long, name: long } });
    expect(rule.matches(event)).toBe(false);
    expect(costMs(() => rule.matches(event))).toBeLessThan(50);
  });

  it('costs no more than its text is longer', () => {
    const passes = textTest({ pattern: '(?:a.{200}b|b.{199}a)c$' });
    const hard = (length: number) => 'abc'.repeat(length).slice(0, length);
    const [short, long] = [costMs(() => passes(hard(1_000))), costMs(() => passes(hard(4_000)))];
    expect(long).toBeLessThan(Math.max(short, 1) * 40);
  });

  it('sees the first 4,000 characters', () => {
    const passes = textTest({ pattern: 'needle' });
    const hay = (before: number) => `${' '.repeat(before)}needle and more`;
    expect(passes(hay(patternSees - 6))).toBe(true);
    expect(passes(hay(patternSees - 5))).toBe(false);
  });

  it.each(['a(?=b)', '(?<!a)b', '(a)\\1', '(?>a)', 'a++', '[', '(', 'a{2000}', '(?:.{0,200}a){3}z', 'x'.repeat(1_001)])(
    '%j is refused, with a reason',
    (text) => {
      expect(readPattern(text)).toEqual({
        fault: expect.stringMatching(/^This pattern is (not supported: |too |longer )/),
      });
    },
  );
});
