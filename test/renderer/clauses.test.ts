import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauses } from '../../main/protocols/saymon/clauses.ts';
import { blank, type Condition, conditionsOf, filterOf } from '../../renderer/servers/clauses.ts';

const named = (name: string) => {
  const clause = clauses.find((each) => each.name === name);
  if (clause === undefined) throw new Error(`There is no clause ${name}`);
  return clause;
};
const several = (values: readonly string[]): Condition => ({ clause: named('severity'), asks: 'several', values });
const id = (name: string, text: string): Condition => ({ clause: named(name), asks: 'id', id: text });
const words = (op: string, text: string): Condition => ({ clause: named('text'), asks: 'words', op, text });

describe('a filter', () => {
  it.each<[string, readonly Condition[], unknown]>([
    ['nothing', [], undefined],
    ['conditions that ask nothing', clauses.map(blank), undefined],
    ['levels', [several(['1', '4', '64ff'])], { filter: ['severity', [1, 4, '64ff']] }],
    ['an object', [id('entity', 'objects-64bb02')], { filter: ['entity', 'objects-64bb02'] }],
    ['below an object', [id('parentFilter', '62fc')], { parentFilter: '62fc' }],
    ['a text', [words('_nct', 'test')], { filter: ['text', { value: 'test', op: '_nct' }] }],
    [
      'several conditions',
      [id('parentFilter', '62fc'), several(['1']), id('tags', '628f'), words('_ct', 'a'), words('_ct', 'b')],
      {
        filter: [
          '$and',
          [
            ['severity', [1]],
            ['tags', '628f'],
            ['text', { value: 'a', op: '_ct' }],
            ['text', { value: 'b', op: '_ct' }],
          ],
        ],
        parentFilter: '62fc',
      },
    ],
  ])('of %s', (_, conditions, filter) => {
    expect(filterOf(conditions)).toEqual(filter);
  });

  it.each<[string, unknown]>([
    ['a text that is no JSON', '{"filter": ['],
    ['a list', ['severity', [1]]],
    ['an alternative', { filter: ['$or', [['severity', [1]]]] }],
    ['an alternative within', { filter: ['$and', [['$or', [['severity', [1]]]]]] }],
    ['the form of the REST page', { filter: [['severity', [1]]] }],
    ['another field', { filter: ['stateId', ['1']] }],
    ['a field at the wrong place', { filter: ['parentFilter', '62fc'] }],
    ['an unknown field beside it', { filter: ['tags', 'a'], limit: 5 }],
    ['another comparison', { filter: ['text', { value: 'a', op: '_x' }] }],
    ['more in a comparison', { filter: ['text', { value: 'a', op: '_ct', x: 1 }] }],
    ['a number as a text', { filter: ['severity', ['1']] }],
    ['levels that are none', { filter: ['severity', 1] }],
    ['an id that is none', { filter: ['classId', 34] }],
    ['null', { filter: null }],
  ])('with %s is left to its JSON', (_, value) => {
    expect(conditionsOf(clauses, value)).toBeNull();
  });

  it('that the form can show is written again as it was', () => {
    const leaf = fc.oneof(
      fc
        .array(fc.oneof(fc.nat({ max: 999_999_999 }), fc.stringMatching(/^[a-f]{1,24}$/)), { minLength: 1 })
        .map((each) => ['severity', each]),
      fc.tuple(fc.constantFrom('classId', 'tags', 'entity'), fc.string({ minLength: 1 })),
      fc.tuple(
        fc.constant('text'),
        fc.record({ value: fc.string({ minLength: 1 }), op: fc.constantFrom('_eq', '_neq', '_m', '_ct', '_nct') }),
      ),
    );
    const filter = fc.oneof(
      leaf.map((each) => ({ filter: each })),
      fc.array(leaf, { minLength: 2 }).map((each) => ({ filter: ['$and', each] })),
    );
    fc.assert(
      fc.property(filter, fc.option(fc.string({ minLength: 1 }), { nil: undefined }), (asked, parent) => {
        const value = { ...asked, ...(parent === undefined ? {} : { parentFilter: parent }) };
        const conditions = conditionsOf(clauses, value);
        expect(conditions && filterOf(conditions)).toEqual(value);
      }),
    );
  });
});
