import { expect, test } from 'vitest';
import { type Lacks, limitsOf, withLacks } from '../../main/protocols/lacks.ts';

const why = { code: 'broken', params: { host: 'noc.example', text: 'gone' } } as const;

test('what a line lacks no more is forgotten, and so is what it never lacked', () => {
  const lacking = withLacks({ REST: why }, { Names: why });
  expect(limitsOf(lacking).map(({ subscription }) => subscription)).toEqual(['REST', 'Names']);
  let lacks: Lacks = withLacks(lacking, { REST: null });
  for (let n = 0; n < 100; n++) lacks = withLacks(lacks, { [`tasks of ${n}`]: null });
  expect(Object.keys(lacks)).toEqual(['Names']);
  expect(withLacks(lacks, { ['__proto__']: why })).toHaveProperty(['__proto__'], why);
});
