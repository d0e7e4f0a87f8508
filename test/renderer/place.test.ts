import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds, outcomes, phases, settingsSections, severities } from '../../preload/contract/api.ts';
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

const nowhere = {
  event: null,
  server: null,
  rule: null,
  like: null,
  show: false,
  section: null,
  first: null,
  filter: { streams: false as const },
};

describe('the address of the window', () => {
  it('brings every filter and event back', () => {
    const places: fc.Arbitrary<Place> = fc.record({
      screen: fc.constantFrom('history' as const, 'rules' as const),
      filter,
      event: fc.option(fc.nat()),
      server: fc.constant(null),
      rule: fc.constant(null),
      like: fc.constant(null),
      show: fc.constant(false),
      section: fc.constant(null),
      first: fc.constant(null),
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
  ] as const)('makes something of %j', (hash, screen) => {
    expect(placeOf(hash)).toEqual({ ...nowhere, screen });
  });

  it('holds the server whose form is open', () => {
    const place: Place = { ...nowhere, screen: 'servers', server: 'noc' };
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it.each(settingsSections)('holds the part of the settings that is shown: %s', (section) => {
    const place: Place = { ...nowhere, screen: 'settings', section };
    expect(hashOf(place)).toMatch(new RegExp(`^#settings=${section}`));
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it.each(['#settings', '#settings=', '#settings=nonsense', '#history=&settings=history'])(
    'shows no part of the settings for %s',
    (hash) => {
      expect(placeOf(hash).section).toBeNull();
    },
  );

  it('holds the rule that is open, and the event that a new one is made from', () => {
    expect(placeOf('#rules=noisy')).toEqual({ ...nowhere, screen: 'rules', rule: 'noisy' });
    expect(placeOf('#rules=new&from=12')).toEqual({ ...nowhere, screen: 'rules', rule: 'new', like: 12 });
    expect(placeOf('#rules=new&from=12&toast=show')).toMatchObject({ like: 12, show: true });
    expect(placeOf('#rules=new&toast=show').show).toBe(false);
    expect(hashOf(placeOf('#rules=new&from=12&toast=show'))).toContain('toast=show');
    expect(placeOf('#rules=noisy&from=12').like).toBeNull();
    // The event is no time, and the time from which the history is shown gets not lost on the way.
    const place: Place = { ...nowhere, screen: 'rules', rule: 'new', like: 12, filter: { from: 7, streams: false } };
    expect(hashOf(place)).toMatch(/^#rules=new&from=12&/);
    expect(placeOf(hashOf(place))).toEqual(place);
    expect(placeOf(hashOf({ ...place, screen: 'history', rule: null, like: null })).filter.from).toBe(7);
  });
});

/** Without the order of lists and fields, which an address need not keep. */
function canonical(place: Place): unknown {
  return JSON.parse(JSON.stringify(place), (_, value) => (Array.isArray(value) ? [...value].sort() : value));
}
