import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldTest } from '../../main/rules/payload.ts';
import type { FieldTest } from '../../preload/contract/api.ts';
import { readPath } from '../../preload/contract/rule-syntax.ts';

const payload = {
  values: { temperature: 84, level: '12.5', unit: '°C', 'CPU load': 3 },
  items: [{ name: 'a', tags: ['red', 'Blue'] }, { name: 'b' }],
  'a.b': { c: true },
  none: null,
  big: '9007199254740993',
};

describe('a field of the payload', () => {
  const cases: readonly [path: string, test: FieldTest['test'], value: FieldTest['value'], holds: boolean][] = [
    ['values.temperature', '>', 80, true],
    ['values.temperature', '>', 84, false],
    ['values.temperature', '>=', '84', true],
    ['values.temperature', '<', 84.5, true],
    ['values.temperature', '<=', 83, false],
    ['values.level', '>', 12, true],
    ['values.unit', '<', 1, false],
    ['values.unit', '>', -1, false],
    ['values', '>', 0, false],
    ['values.CPU load', '=', 3, true],
    ['values.temperature', '=', 84, true],
    ['values.temperature', '=', '84', true],
    ['values.level', '=', 12.5, true],
    ['values.unit', '=', '°C', true],
    ['values.unit', '=', '°c', false],
    ['["a.b"].c', '=', true, true],
    ['["a.b"].c', '=', 'true', true],
    ['none', '=', null, true],
    ['values.level', '=', null, false],
    ['big', '=', '9007199254740992', false],
    ['big', '=', '9007199254740993', true],
    ['values.temperature', '!=', 80, true],
    ['values.temperature', '!=', '84', false],
    ['values.humidity', '!=', 80, false],
    ['values.unit', 'contains', 'c', true],
    ['values.unit', 'contains', 'F', false],
    ['values.temperature', 'contains', '8', true],
    ['items[0].tags', 'contains', 'red', true],
    ['items[0].tags', 'contains', 're', false],
    ['items.0.name', '=', 'a', true],
    ['items[1].name', '=', 'a', false],
    ['items[2].name', 'exists', undefined, false],
    ['items.*.name', '=', 'b', true],
    ['items[*].name', '=', 'c', false],
    ['items.*.tags.*', '=', 'Blue', true],
    ['items.*.name', '!=', 'b', false],
    ['items.*.name', '!=', 'c', true],
    ['values.*', '>', 80, true],
    ['values.temperature', 'exists', undefined, true],
    ['none', 'exists', undefined, false],
    ['none', 'absent', undefined, true],
    ['values.temperature.deeper', 'exists', undefined, false],
    ['values.humidity', 'absent', undefined, true],
    ['values.humidity.deeper', 'absent', undefined, true],
    ['values.temperature', 'absent', undefined, false],
  ];
  it.each(cases)('%s %s %j: %s', (path, test, value, holds) => {
    expect(fieldTest({ path, test, ...(value === undefined ? {} : { value }) })(payload)).toBe(holds);
  });
});

describe('a hostile payload', () => {
  const exists = (path: string) => fieldTest({ path, test: 'exists' });

  it('gives nothing but what it has itself', () => {
    for (const path of ['__proto__', 'constructor', 'toString', '__proto__.polluted', 'a.constructor.name']) {
      expect(exists(path)({ a: {} }), path).toBe(false);
    }
    const own: unknown = JSON.parse('{"__proto__": {"admin": true}}');
    expect(fieldTest({ path: '__proto__.admin', test: '=', value: true })(own)).toBe(true);
    expect(exists('admin')(own)).toBe(false);
  });

  it('may be anything', () => {
    for (const any of [null, undefined, 5, 'text', true, [], Buffer.from('x'), Object.create(null)]) {
      expect(exists('a.b')(any)).toBe(false);
      expect(fieldTest({ path: 'a.*', test: 'absent' })(any)).toBe(true);
    }
  });

  it('may be as deep as it likes', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect(exists(Array(20).fill('a').join('.'))(deep)).toBe(true);
    expect(fieldTest({ path: Array(20).fill('*').join('.'), test: '=', value: 1 })(deep)).toBe(false);
  });

  it('is looked at in a thousand places at most', () => {
    const wide = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => ({ x: 0 })));
    let looked = 0;
    const counting = wide.map((row) =>
      row.map(() => ({
        get x() {
          looked += 1;
          return 0;
        },
      })),
    );
    expect(fieldTest({ path: '*.*.x', test: '=', value: 1 })(counting)).toBe(false);
    expect(looked).toBeLessThanOrEqual(1_000);
    expect(looked).toBeGreaterThan(900);
  });

  it('never throws', () => {
    const tests = ['=', '!=', '<', '>', '<=', '>=', 'contains', 'exists', 'absent'] as const;
    const paths = fc.constantFrom('a', '*', 'a.*', '*.*', '0', '["__proto__"]', 'a.length');
    fc.assert(
      fc.property(paths, fc.constantFrom(...tests), fc.jsonValue(), (path, test, any) => {
        expect(typeof fieldTest({ path, test, value: 1 })(any)).toBe('boolean');
      }),
    );
  });
});

describe('a path', () => {
  it.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a[x]', 'a[1', '["a]', 'a*', 'a."b"', '[""x]', `${'a.'.repeat(20)}b`])(
    '%j is none',
    (text) => {
      expect(readPath(text)).toBeNull();
    },
  );

  it('has names, indexes and stars', () => {
    const names = (text: string) => readPath(text)?.map((step) => (step.each ? '*' : step.name));
    expect(names('a.b c.0[1].*[*]["x.\\"y"]')).toEqual(['a', 'b c', '0', '1', '*', '*', 'x."y']);
    expect(names('[0].a')).toEqual(['0', 'a']);
  });
});
