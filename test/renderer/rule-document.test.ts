import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addable,
  emptyRule,
  isOf,
  isUntold,
  limitParts,
  linesOf,
  type RuleDocument,
  textTestForm,
  typedValue,
  valueAt,
  withCondition,
  withEffect,
  withoutLine,
  withTest,
  withValue,
} from '../../renderer/rules/document.ts';

const conditions = addable(emptyRule);

describe('a rule while it is edited', () => {
  it('gets conditions and loses them again, and is as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...conditions), { maxLength: 8 }), (added) => {
        const wanted = added.filter(
          (each, at) => added.indexOf(each) === at || ['text', 'subject', 'payload'].includes(each),
        );
        const full = wanted.reduce(withCondition, emptyRule);
        expect(
          linesOf(full)
            .map(({ condition }) => condition)
            .toSorted(),
        ).toEqual(wanted.toSorted());
        expect(linesOf(full).length).toBe(wanted.length);
        let left = full;
        for (let line = linesOf(left).at(-1); line !== undefined; line = linesOf(left).at(-1))
          left = withoutLine(left, line);
        expect(left).toEqual(emptyRule);
      }),
    );
  });

  it('offers each condition once, but tests of texts and fields', () => {
    const rule = conditions.reduce(withCondition, emptyRule);
    expect(addable(rule)).toEqual(['subject', 'text', 'payload']);
  });

  it('keeps what nobody knows, and shows it', () => {
    const rule: RuleDocument = {
      id: 'x',
      when: { kinds: ['trap'], severity: 'bad' },
      then: { toast: 'none' },
      note: 1,
    };
    expect(linesOf(rule)).toEqual([
      { condition: 'unknown', path: ['when', 'kinds'] },
      { condition: 'unknown', path: ['when', 'severity'] },
    ]);
    const added = withCondition(rule, 'kind');
    expect(added).toMatchObject({ when: { kinds: ['trap'], severity: 'bad', kind: [] }, note: 1 });
    expect(withoutLine(added, { condition: 'unknown', path: ['when', 'kinds'] })).toMatchObject({
      when: { severity: 'bad', kind: [] },
    });
  });

  it('takes one test out of several', () => {
    const rule = { when: { text: [{ contains: 'a' }, { is: 'b' }, { pattern: 'c' }] } };
    expect(withValue(rule, ['when', 'text', 1], undefined)).toEqual({
      when: { text: [{ contains: 'a' }, { pattern: 'c' }] },
    });
    expect(withValue(rule, ['when', 'text', 2, 'not'], true)).toMatchObject({
      when: { text: [{}, {}, { not: true }] },
    });
    expect(valueAt(rule, ['when', 'text', 2, 'pattern'])).toBe('c');
    expect(valueAt(rule, ['when', 'toString'])).toBeUndefined();
  });

  it('begins effects with what is meant most often', () => {
    expect(withEffect(emptyRule, 'repeat')).toMatchObject({
      then: { toast: 'none', repeat: { everyMin: 5, atMost: 12 } },
    });
  });
});

describe('a fault', () => {
  it.each([
    ['when.text.0.pattern', 'text', ['when', 'text', 0], true],
    ['when.text.10.pattern', 'text', ['when', 'text', 1], false],
    ['when.maxSeverity', 'severity', ['when', 'severity'], true],
    ['when.server', 'server', ['when', 'server'], true],
    ['then.alert.close', 'alert', ['then', 'alert'], true],
  ] as const)('at %s belongs to its line', (fault, condition, path, is) => {
    expect(isOf(fault, { condition, path })).toBe(is);
  });

  it.each([
    ['when.text.0.pattern', false],
    ['when.text.1.contains', true],
    ['when.server', true],
    ['then.alert.open', true],
    ['then.alert.close', false],
    ['when.payload', true],
  ])('at %s waits for something to be typed: %j', (fault, untold) => {
    const rule = {
      when: { server: [], text: [{ pattern: '(' }, { contains: '' }] },
      then: { alert: { field: 'x', open: '> ', close: '< a' } },
    };
    expect(isUntold(rule, fault)).toBe(untold);
  });
});

describe('what is typed', () => {
  it.each([
    ['80', 80],
    ['-1.5', -1.5],
    ['080', '080'],
    ['1e3', '1e3'],
    ['', ''],
    ['on', 'on'],
    ['99999999999999999999', '99999999999999999999'],
  ])('as %j is the value %j', (text, value) => {
    expect(typedValue(text)).toBe(value);
  });

  it.each([
    ['> 80', { test: '>', number: '80' }],
    ['<=75', { test: '<=', number: '75' }],
    ['> ', { test: '>', number: '' }],
    ['80', { test: '>', number: '80' }],
    [undefined, { test: '>', number: '' }],
  ])('as the limit %j is %j', (text, parts) => {
    expect(limitParts(text)).toEqual(parts);
  });

  it('is kept when another test is chosen, but where it compares with nothing', () => {
    expect(withTest({ path: 'a', test: '=', value: 1 }, '>')).toEqual({ path: 'a', test: '>', value: 1 });
    expect(withTest({ path: 'a', test: '=', value: 1 }, 'exists')).toEqual({ path: 'a', test: 'exists' });
    expect(withTest({ path: 'a', test: 'exists' }, '=')).toEqual({ path: 'a', test: '=', value: '' });
    expect(textTestForm({ pattern: '(', not: true })).toEqual({ form: 'pattern', not: true });
    expect(textTestForm('x')).toEqual({ form: 'contains', not: false });
  });
});
