import { expect, it } from 'vitest';
import { lineFields } from '../../main/connections/fields.ts';
import { protocols } from '../../main/protocols/registry.ts';

it.each([...protocols.values()].map(({ name, fields }) => [name, fields] as const))(
  'the form of %s asks for each thing once at a time',
  (_, fields) => {
    const always = [...fields, ...lineFields].filter(({ when }) => when === undefined).map(({ path }) => path);
    expect(always.filter((path, index) => always.indexOf(path) !== index)).toEqual([]);
  },
);
