import { createHash } from 'node:crypto';
import type { Protocol } from '../protocol.ts';
import { fields } from './fields.ts';
import { type Memory, newMemory } from './memory.ts';
import { offersOf } from './offers.ts';
import type { KameaSettings } from './schema.ts';
import { schema } from './schema.ts';
import { KameaSession } from './session.ts';
import { testKamea } from './test.ts';
import { topics } from './topics.ts';

/** Kamea's WebSocket server, Socket.IO 4. It remembers from line to line which devices of a server may be read. */
export function kamea(): Protocol<KameaSettings> {
  const memories = new Map<string, { readonly of: string; readonly memory: Memory }>();
  return {
    name: 'kamea',
    label: 'Kamea',
    summary: 'Telemetry of devices, access denials, errors of the server',
    blind:
      'Whether values still get from the devices to this server cannot be asked: where they do not, it stays online and nothing comes. The last value of a device is in the history.',
    schema,
    fields,
    topics,
    open(target, link) {
      const { id, url, apiUrl, auth, devices } = target.server;
      // Another account, address or choice of devices starts anew.
      const of = createHash('sha256')
        .update(JSON.stringify([url, apiUrl, auth, devices]))
        .digest('base64');
      const before = memories.get(id);
      const memory = before?.of === of ? before.memory : newMemory();
      memories.set(id, { of, memory });
      return new KameaSession(target, link, memory);
    },
    offers: offersOf,
    test: testKamea,
  };
}
