import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds, outcomes, phases, severities } from '../../preload/contract/api.ts';
import { hashOf, type Place, placeOf } from '../../renderer/place.ts';

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const filter = fc.record(
  {
    text: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    servers: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/), { minLength: 1, maxLength: 3 }),
    kinds: some(kinds),
    minSeverity: fc.constantFrom(...severities),
    phases: some(phases),
    outcomes: some(outcomes),
    seen: fc.boolean(),
    from: fc.nat(),
    to: fc.nat(),
    streams: fc.constant(false),
  },
  { requiredKeys: [] },
);

describe('the address of the window', () => {
  it('brings every filter and event back', () => {
    const places: fc.Arbitrary<Place> = fc.record({
      screen: fc.constant('history' as const),
      filter,
      event: fc.option(fc.nat()),
      server: fc.constant(null),
    });
    fc.assert(
      fc.property(places, (place) => {
        expect(canonical(placeOf(hashOf(place)))).toEqual(canonical(place));
      }),
    );
  });

  it.each([
    ['', 'overview'],
    ['#', 'overview'],
    ['#kind=meteor&severity=bad', 'overview'],
    ['#event=-1', 'overview'],
    ['#event=x&seen=maybe', 'overview'],
    ['#%', 'overview'],
    ['#history=&from=1e9', 'history'],
  ])('makes something of %j', (hash, screen) => {
    expect(placeOf(hash)).toEqual({ screen, event: null, server: null, filter: { streams: false } });
  });

  it('holds the server whose form is open', () => {
    const place: Place = { screen: 'servers', filter: { streams: false }, event: null, server: 'noc' };
    expect(placeOf(hashOf(place))).toEqual(place);
  });
});

/** Without the order of lists and fields, which an address need not keep. */
function canonical(place: Place): unknown {
  return JSON.parse(JSON.stringify(place), (_, value) => (Array.isArray(value) ? [...value].sort() : value));
}
