import type { Protocol } from '../protocol.ts';
import { fields } from './fields.ts';
import { offersOf } from './offers.ts';
import { type FlamencoSettings, schema } from './schema.ts';
import { FlamencoSession } from './session.ts';
import { Standing } from './standing.ts';
import { testFlamenco } from './test.ts';
import { topics } from './topics.ts';

/** Blender's Flamenco Manager, Socket.IO 2. It remembers how its farms stood from line to line. */
export function flamenco(): Protocol<FlamencoSettings> {
  const farms = new Map<string, Standing>();
  return {
    name: 'flamenco',
    label: 'Flamenco',
    summary: 'Job results, workers in error, the state of the farm',
    schema,
    fields,
    topics,
    open(target, link) {
      const { id, url } = target.server;
      // Another address is another farm.
      const key = JSON.stringify([id, url]);
      const standing = farms.get(key) ?? new Standing();
      farms.set(key, standing);
      return new FlamencoSession(target, link, standing);
    },
    offers: offersOf,
    test: testFlamenco,
  };
}
