import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { protocols } from '../../main/protocols/registry.ts';
import { policySchema } from '../../main/settings/policy-schema.ts';

it('publishes the schema of a policy as it is: run build/write-policy-schema.ts after a change', async () => {
  const file = await readFile(new URL('../../docs/policy.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(policySchema(protocols))));
});
