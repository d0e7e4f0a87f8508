import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventKeys } from '../../main/intake/event-keys.ts';

it('knows a key of the server it was added for, and says when it is new', () => {
  const server = fc.constantFrom('noc', 'iot', 'noc\0');
  const key = fc.constantFrom('', 'a', '\0a', 'b');
  fc.assert(
    fc.property(fc.array(fc.tuple(server, key)), fc.array(fc.tuple(server, key)), (added, asked) => {
      const keys = new EventKeys();
      const known = new Set<string>();
      for (const pair of added) {
        const name = JSON.stringify(pair);
        expect(keys.add(...pair)).toBe(!known.has(name));
        known.add(name);
      }
      for (const pair of asked) expect(keys.has(...pair)).toBe(known.has(JSON.stringify(pair)));
    }),
  );
});
