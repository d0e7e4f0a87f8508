/** Writes `docs/policy.schema.json` out of the settings' schema: `node build/write-policy-schema.ts`. */
import { writeFile } from 'node:fs/promises';
import { protocols } from '../main/protocols/registry.ts';
import { policySchema } from '../main/settings/policy-schema.ts';

const file = new URL('../docs/policy.schema.json', import.meta.url);
await writeFile(file, `${JSON.stringify(policySchema(protocols), null, 2)}\n`);
