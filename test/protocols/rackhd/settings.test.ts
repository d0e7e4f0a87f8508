import { describe, expect, test } from 'vitest';
import { socketUrl } from '../../../main/protocols/rackhd/address.ts';
import { watchesOf, watchText } from '../../../main/protocols/rackhd/presets.ts';
import { schema } from '../../../main/protocols/rackhd/schema.ts';
import { protocols } from '../../../main/protocols/registry.ts';

const mq = (routingKey: string, exchange = 'on.events') =>
  ({ resource: 'mq', params: { exchange, routingKey } }) as const;

describe('the settings', () => {
  test.each<[string, object]>([
    ['the least', {}],
    ['a watch', { watches: [mq('graph.finished.#')] }],
    [
      'all',
      {
        webUrl: 'https://rackhd.example/ui#/{type}/{id}',
        channel: 'mq',
        presets: { results: true, alerts: false, logs: 'error', state: true, nodes: true, records: true },
        watches: [mq('#', 'on.test'), { resource: 'profiles' }, { resource: 'nodes', params: { a: 1 } }],
        heartbeat: false,
      },
    ],
  ])('%s', (_, settings) => {
    expect(schema.parse(settings)).toEqual(settings);
  });

  test.each<[string, object]>([
    ['a queue without a routing key', { watches: [{ resource: 'mq', params: { exchange: 'on.events' } }] }],
    ['a queue without parameters', { watches: [{ resource: 'mq' }] }],
    ['a routing key of another type', { watches: [{ resource: 'mq', params: { exchange: 'x', routingKey: 7 } }] }],
    ['an unknown preset', { presets: { result: true } }],
    ['a level that is none', { presets: { logs: 'loud' } }],
    ['a channel with a query', { channel: 'mq?x=1' }],
    ['a script as an address', { webUrl: 'javascript:alert(1)' }],
  ])('refused: %s', (_, settings) => {
    expect(schema.safeParse(settings).success).toBe(false);
  });

  test('each field of the form has a place in the schema', () => {
    const fields = protocols.get('rackhd')?.fields ?? [];
    const known = new Set([...Object.keys(schema.shape), 'url']);
    expect(fields.map(({ path }) => path.split('.')[0]).filter((path) => !known.has(path ?? ''))).toEqual([]);
    const begin = Object.fromEntries(
      fields.flatMap(({ path, initial }) => (path.startsWith('presets.') ? [[path.slice(8), initial]] : [])),
    );
    expect(schema.safeParse({ presets: begin }).success).toBe(true);
    expect(watchesOf({ presets: begin })).toEqual(watchesOf({}));
  });
});

describe('what is watched', () => {
  const told = (wished: Parameters<typeof watchesOf>[0]) => watchesOf({ heartbeat: false, ...wished }).map(watchText);

  test('once presets or watches are given, only what they name', () => {
    expect(told({ presets: {} })).toEqual([]);
    expect(told({ watches: [mq('a.b')] })).toEqual(['on.events a.b']);
    expect(told({ presets: { results: true }, watches: [mq('a.b')] })).toEqual([
      'on.events graph.finished.#',
      'on.events a.b',
    ]);
  });

  test('logs of a level and worse', () => {
    expect(told({ presets: { logs: 'warning' } })).toEqual([
      'on.logging critical',
      'on.logging error',
      'on.logging warning',
    ]);
    expect(told({ presets: { logs: 'off' } })).toEqual([]);
  });

  test('none that another one covers, for its messages would come twice', () => {
    expect(told({ presets: { alerts: true, access: true, nodes: true } })).toEqual([
      'on.events polleralert.#',
      'on.events poller.alert.#',
      'on.events event.node',
      'on.events node.#',
      'on.events sku.assigned.#',
    ]);
    expect(told({ watches: [mq('#'), mq('graph.#'), mq('#'), mq('graph.#', 'on.test')] })).toEqual([
      'on.events #',
      'on.test graph.#',
    ]);
    expect(told({ presets: { skus: true }, watches: [{ resource: 'skus', params: { id: 's1' } }] })).toEqual(['skus']);
    expect(watchesOf({ watches: [mq('#')] }).map(watchText)).toEqual(['on.events #']);
  });
});

test.each<[object, string]>([
  [{ url: 'ws://rackhd:9100' }, 'ws://rackhd:9100'],
  [{ url: 'http://rackhd:9100/' }, 'ws://rackhd:9100'],
  [{ url: 'https://rackhd/mq/' }, 'wss://rackhd/mq'],
  [{ url: 'WSS://rackhd/mq?x=1#y' }, 'wss://rackhd/mq'],
  [{ url: 'ws://rackhd:9100/proxy', channel: 'mq' }, 'ws://rackhd:9100/proxy/mq'],
  [{ url: 'ws://rackhd:9100/old', path: '/new/' }, 'ws://rackhd:9100/new'],
  [{ url: 'ws://[::1]:9100' }, 'ws://[::1]:9100'],
])('%j goes to %s', (place, url) => {
  expect(socketUrl(place as { url: string })).toBe(url);
});
