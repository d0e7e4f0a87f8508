import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../main/settings/json.ts';
import { difference, layered, lockedChanges, lockedPaths, over } from '../../main/settings/layers.ts';

describe('one document over another', () => {
  const cases: readonly [what: string, lower: Document, upper: Document, result: Document][] = [
    [
      'objects by field',
      { toasts: { driver: 'a', previews: true } },
      { toasts: { driver: 'b' } },
      { toasts: { driver: 'b', previews: true } },
    ],
    ['an absent field changes nothing', { toasts: { driver: 'a' } }, {}, { toasts: { driver: 'a' } }],
    ['lists as a whole', { list: [1, 2, 3] }, { list: [4] }, { list: [4] }],
    ['an empty list empties', { list: [1] }, { list: [] }, { list: [] }],
    [
      'servers by id',
      { servers: [{ id: 'a', url: 'x', muted: true }] },
      { servers: [{ id: 'a', url: 'y' }] },
      { servers: [{ id: 'a', url: 'y', muted: true }] },
    ],
    [
      'a new server behind',
      { servers: [{ id: 'a' }] },
      { servers: [{ id: 'b' }] },
      { servers: [{ id: 'a' }, { id: 'b' }] },
    ],
    [
      'the order is the lower one',
      { servers: [{ id: 'a' }, { id: 'b' }] },
      {
        servers: [
          { id: 'b', n: 1 },
          { id: 'a', n: 2 },
        ],
      },
      {
        servers: [
          { id: 'a', n: 2 },
          { id: 'b', n: 1 },
        ],
      },
    ],
    [
      'lists in a server as a whole',
      { servers: [{ id: 'a', stat: ['1', '2'] }] },
      { servers: [{ id: 'a', stat: ['3'] }] },
      { servers: [{ id: 'a', stat: ['3'] }] },
    ],
    [
      'rules by id',
      { rules: [{ id: 'r', name: 'x' }] },
      { rules: [{ id: 'r', then: 1 }] },
      { rules: [{ id: 'r', name: 'x', then: 1 }] },
    ],
    [
      'what is no object stays',
      { servers: ['text', { id: 'a' }] },
      { servers: [{ id: 'b' }] },
      { servers: ['text', { id: 'a' }, { id: 'b' }] },
    ],
    [
      'twins stay two',
      {
        servers: [
          { id: 'a', n: 1 },
          { id: 'a', n: 2 },
        ],
      },
      { servers: [{ id: 'a', n: 3 }] },
      {
        servers: [
          { id: 'a', n: 3 },
          { id: 'a', n: 2 },
        ],
      },
    ],
    [
      'a sign-in of another type takes its place',
      { auth: { type: 'password', login: 'me' } },
      { auth: { type: 'token', token: 't' } },
      { auth: { type: 'token', token: 't' } },
    ],
    [
      'a sign-in of the same type merges',
      { auth: { type: 'password', login: 'me' } },
      { auth: { type: 'password', password: 'p' } },
      { auth: { type: 'password', login: 'me', password: 'p' } },
    ],
    ['a value over an object', { toasts: { driver: 'a' } }, { toasts: null }, { toasts: null }],
  ];
  it.each(cases)('%s', (_, lower, upper, result) => expect(over(lower, upper)).toEqual(result));

  it('takes a field of any name for a field', () => {
    const hostile = JSON.parse('{"__proto__": {"toasts": 1}, "constructor": {"a": 1}}') as Document;
    const merged = over({}, hostile);
    expect(Object.keys(merged)).toEqual(['__proto__', 'constructor']);
    expect(merged['toasts']).toBeUndefined();
  });
});

describe('the layers', () => {
  it('come in their order, field by field', () => {
    const policy = {
      defaults: { toasts: { driver: 'policy', previews: false, maxPerMinute: 5 } },
      enforced: { toasts: { previews: false } },
    };
    expect(layered(policy, { toasts: { driver: 'user', previews: true } })).toMatchObject({
      toasts: { driver: 'user', previews: false, maxPerMinute: 5 },
    });
  });

  it('put enforced rules before the user’s', () => {
    const policy = { defaults: { rules: [{ id: 'd' }] }, enforced: { rules: [{ id: 'e2' }, { id: 'e1' }] } };
    const { rules } = layered(policy, { rules: [{ id: 'u' }, { id: 'e1', name: 'mine' }] });
    expect(rules).toEqual([{ id: 'e1', name: 'mine' }, { id: 'e2' }, { id: 'd' }, { id: 'u' }]);
  });

  it('lock the paths of what is enforced', () => {
    const enforced = {
      version: 1,
      toasts: { driver: 'freedesktop' },
      history: { streams: { keepDays: 3 } },
      servers: [
        { id: 'noc', url: 'https://x', tls: { ca: '/ca' }, auth: {} },
        { id: 'racks', watches: [] },
      ],
    };
    expect(lockedPaths(enforced)).toEqual([
      'toasts.driver',
      'history.streams.keepDays',
      'servers.noc.url',
      'servers.noc.tls.ca',
      'servers.racks.watches',
    ]);
  });

  const enforced = { toasts: { driver: 'a' }, servers: [{ id: 'noc', url: 'https://x', tls: { ca: '/ca' } }] };
  const changes: readonly [what: string, change: Document, touched: readonly string[]][] = [
    ['another field', { toasts: { previews: false } }, []],
    ['the field', { toasts: { driver: 'b' } }, ['toasts.driver']],
    ['the field to what it is', { toasts: { driver: 'a' } }, []],
    ['the field to what the user had', { servers: [{ id: 'noc', url: 'https://mine' }] }, []],
    ['what holds the field', { toasts: 'b' }, ['toasts']],
    ['below the field', { toasts: { driver: { name: 'b' } } }, ['toasts.driver.name']],
    ['a server’s field', { servers: [{ id: 'noc', url: 'https://y' }] }, ['servers.noc.url']],
    ['a server’s other fields', { servers: [{ id: 'noc', muted: true, tls: { cert: 'c' } }] }, []],
    ['another server', { servers: [{ id: 'mine', url: 'https://y' }] }, []],
    ['a server whose id begins alike', { servers: [{ id: 'noc.url', url: 'https://y' }] }, []],
  ];
  it.each(changes)('tell that a change touches what is enforced: %s', (_, change, touched) => {
    expect(lockedChanges(change, enforced, { servers: [{ id: 'noc', url: 'https://mine' }] })).toEqual(touched);
  });
});

describe('the difference', () => {
  const field = fc.constantFrom('a', 'b', 'type', 'c.d');
  const { value: document } = fc.letrec((tie) => ({
    value: fc.dictionary(
      field,
      fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(1, 'x', true, null),
        fc.array(fc.nat(3), { maxLength: 2 }),
        tie('value'),
      ),
      { maxKeys: 4 },
    ),
  }));

  it('laid over what was under it gives the document again', () => {
    fc.assert(
      fc.property(document as fc.Arbitrary<Document>, document as fc.Arbitrary<Document>, (lower, upper) => {
        const whole = over(lower, upper);
        expect(over(lower, difference(whole, lower))).toEqual(whole);
      }),
    );
  });

  it('is empty where nothing differs, whatever the order of fields', () => {
    expect(difference({ a: { x: 1, y: 2 }, b: [1] }, { b: [1], a: { y: 2, x: 1 } })).toEqual({});
  });
});
