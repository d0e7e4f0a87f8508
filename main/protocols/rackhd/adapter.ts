import type { Protocol } from '../protocol.ts';
import { fields } from './fields.ts';
import { type Memory, newMemory } from './memory.ts';
import { offersOf } from './offers.ts';
import { type RackhdSettings, schema } from './schema.ts';
import { RackhdSession } from './session.ts';
import { testRackhd } from './test.ts';
import { topics } from './topics.ts';

/** RackHD, once MonoRail: JSON over plain WebSocket. It remembers nodes and workflows of its servers from line to line. */
export function rackhd(): Protocol<RackhdSettings> {
  const memories = new Map<string, Memory>();
  return {
    name: 'rackhd',
    label: 'RackHD',
    summary: 'Workflow results, alerts of pollers, nodes out of reach, changes and logs',
    schema,
    fields,
    topics,
    open(target, link) {
      const { id, url } = target.server;
      // Another address is another server.
      const key = JSON.stringify([id, url]);
      const memory = memories.get(key) ?? newMemory();
      memories.set(key, memory);
      return new RackhdSession(target, link, memory);
    },
    offers: (target) => offersOf(target),
    test: testRackhd,
  };
}
