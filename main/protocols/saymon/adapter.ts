import { createHash } from 'node:crypto';
import type { Protocol } from '../protocol.ts';
import { fields } from './fields.ts';
import { type Memory, newMemory } from './names.ts';
import { offersOf } from './offers.ts';
import { type SaymonSettings, schema } from './schema.ts';
import { SaymonSession } from './session.ts';
import { testSaymon } from './test.ts';
import { topics } from './topics.ts';

/** SAYMON's Comet server, Socket.IO 4. It remembers sessions and names of its servers from line to line. */
export function saymon(): Protocol<SaymonSettings> {
  const memories = new Map<string, Memory>();
  /** Another account or address starts anew. */
  const keyOf = ({ id, apiUrl, auth }: SaymonSettings): string =>
    createHash('sha256')
      .update(JSON.stringify([id, apiUrl, auth]))
      .digest('base64');
  return {
    name: 'saymon',
    label: 'SAYMON',
    summary: 'Incidents, SNMP traps, job results, notifications, states',
    schema,
    fields,
    topics,
    open(target, link) {
      const key = keyOf(target.server);
      const memory = memories.get(key) ?? newMemory();
      memories.set(key, memory);
      return new SaymonSession(target, link, memory);
    },
    offers: (target, path) => offersOf(target, path, memories.get(keyOf(target.server)) ?? newMemory()),
    test: testSaymon,
  };
}
