import { describe, expect, test } from 'vitest';
import { eventsOf, readDescription } from '../../../main/protocols/kamea/document.ts';
import { documentIn } from '../../../main/protocols/kamea/document-text.ts';
import { listDevices } from '../../../main/protocols/kamea/rest.ts';
import { boiler, pump } from '../../servers/kamea.ts';
import { description } from '../../servers/kamea-api.ts';
import { targetOf } from '../line.ts';
import { settings, started } from './world.ts';

const told = [
  { name: 'telemetries', summary: 'Telemetries of a device', direction: 'receive' },
  { name: 'telemetries', summary: 'Subscribe to the telemetries of a device', direction: 'send' },
  { name: 'access_denied', summary: 'The account may not read it', direction: 'receive' },
  { name: 'internal_server_error', summary: 'Something unexpected happened', direction: 'receive' },
];

describe("the server's own description", () => {
  test.each(['json', 'yaml', 'page', 'page beside yaml'] as const)('is read from /doc, served as %s', async (doc) => {
    const server = await started();
    server.doc = doc;
    const { net } = targetOf(settings(server));
    expect(await readDescription(net, `${server.url}/devices`, 'token-1')).toEqual({ name: 'events', events: told });
  });

  test('where there is none, why is told', async () => {
    const server = await started();
    server.doc = 'none';
    const { net } = targetOf(settings(server));
    expect(await readDescription(net, server.url, 'token-1')).toMatchObject({
      name: 'failed',
      why: { code: 'http', params: { status: 404 } },
    });
  });

  test.each<[string, string, string]>([
    ['a page', '<!doctype html>\n<title>channels: {}</title>', '/doc: it is a page, no document'],
    ['broken YAML', 'channels:\n  a: [b\n c: d: e', '/doc: it is neither JSON nor YAML'],
    ['two documents in one', 'a: 1\n---\nb: 2\n', '/doc: it is neither JSON nor YAML'],
    ['an alias bomb', bomb(9), '/doc: it names parts of itself that cannot be put together'],
    ['a name that nothing bears', 'channels: *all', '/doc: it names parts of itself that cannot be put together'],
    ['more names than are looked up', namesOf(300), '/doc: it names parts of itself more than 200 times'],
    ['nesting without end', '['.repeat(100_000), '/doc: it is neither JSON nor YAML'],
    ['too much YAML', `channels: {}\n${'# more\n'.repeat(40_000)}`, '/doc: as YAML it is longer than 256 KiB'],
    ['another document', 'openapi: 3.0.0', '/doc: no AsyncAPI document with events'],
    ['nothing', '', '/doc: no AsyncAPI document with events'],
  ])('%s in its place is told', async (_, text, told) => {
    const server = await started();
    server.doc = { text };
    const { net } = targetOf(settings(server));
    const startedAt = performance.now();
    expect(await readDescription(net, server.url, 'token-1')).toEqual({
      name: 'failed',
      why: { code: 'unreadable', params: { host: new URL(server.url).host, text: told } },
    });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('where nobody answers, too', async () => {
    const server = await started();
    await server.close();
    const net = {
      ...targetOf(settings(server)).net,
      request: async () => {
        throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      },
    };
    expect(await readDescription(net, server.url, 'token-1')).toMatchObject({
      name: 'failed',
      why: { code: 'refused' },
    });
  });

  test('in YAML, its tags make nothing but texts, lists and maps', () => {
    const text =
      '%YAML 1.1\n---\na: !!js/function "x"\nb: !!binary aGk=\nc: !<tag:x> {y: 1}\nd: !!set {e}\n<<: {f: 1}\n__proto__: {g: 1}\n? [h]\n: 1';
    expect(documentIn(text)).toEqual({ fault: 'it is neither JSON nor YAML' });
    const read = documentIn(text.replace('\n? [h]\n: 1', ''));
    const document = 'document' in read ? (read.document as object) : {};
    expect(document).toEqual({
      a: 'x',
      b: 'aGk=',
      c: { y: 1 },
      d: { e: null },
      '<<': { f: 1 },
      ['__proto__']: { g: 1 },
    });
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
  });

  test('in which everything refers to everything is read in a moment', () => {
    const all = Array.from({ length: 50_000 }, (_, n) => n);
    const reference = { $ref: '#/components/messages/all' };
    const document = {
      channels: Object.fromEntries(all.map((n) => [`/${n}`, { subscribe: { message: reference } }])),
      components: { messages: { all: { oneOf: all.map((n) => ({ name: `event-${n}` })) } } },
    };
    const startedAt = performance.now();
    expect(eventsOf(document)).toHaveLength(200);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('of version 2', () => {
    expect(eventsOf(description)).toEqual(told);
  });

  test('of version 2, its channel a namespace and its messages the events', () => {
    const document = {
      asyncapi: '2.6.0',
      channels: {
        '/devices': {
          subscribe: { message: { oneOf: [{ $ref: '#/components/messages/telemetries' }, { name: 'states' }] } },
        },
      },
      components: { messages: { telemetries: { summary: 'Values' } } },
    };
    expect(eventsOf(document)).toEqual([
      { name: 'telemetries', summary: 'Values', direction: 'receive' },
      { name: 'states', summary: '', direction: 'receive' },
    ]);
  });

  test('of version 3', () => {
    const document = {
      asyncapi: '3.0.0',
      channels: { values: { address: 'telemetries', messages: { Values: { name: 'Values' } } } },
      operations: {
        heard: { action: 'receive', channel: { $ref: '#/channels/values' }, summary: 'Values of a device' },
        asked: { action: 'send', channel: { $ref: '#/channels/values' } },
      },
    };
    expect(eventsOf(document)).toEqual([
      { name: 'telemetries', summary: 'Values of a device', direction: 'receive' },
      { name: 'telemetries', summary: '', direction: 'send' },
    ]);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'openapi: 3'],
    ['no channels', { asyncapi: '2.0.0' }],
    ['channels that are none', { channels: [1, null, 'x'] }],
    ['a reference to itself', { channels: { a: { $ref: '#/channels/a' } } }],
    ['a reference to nowhere', { channels: { '/a': { subscribe: { message: { $ref: '#/x/__proto__/y' } } } } }],
  ])('of %s has no events', (_, document) => {
    expect(eventsOf(document)).toEqual([]);
  });
});

describe('the devices of an account', () => {
  test('with tenant and name', async () => {
    const server = await started();
    const { net } = targetOf(settings(server));
    expect(await listDevices(net, `${server.url}/`, 'token-1')).toEqual({ name: 'devices', devices: [boiler, pump] });
  });

  test.each<[string, unknown, readonly unknown[]]>([
    ['a list', [{ id: 'a', name: 'A', tenantId: 't' }], [{ deviceId: 'a', tenantId: 't', name: 'A' }]],
    [
      'within',
      { data: { items: [{ uuid: 'a', tenant: { id: 't' } }] } },
      [{ deviceId: 'a', tenantId: 't', name: null }],
    ],
    ['with what is none', { devices: [null, 5, { name: 'no id' }] }, []],
  ])('as %s', async (_, answer, devices) => {
    const net = answering(200, JSON.stringify(answer));
    expect(await listDevices(net, 'https://api.example', 'x')).toEqual({ name: 'devices', devices });
  });

  test.each<[number, string, string, string]>([
    [401, '{"message":"ended"}', 'refused', 'sign-in'],
    [403, '', 'failed', 'http'],
    [500, '', 'failed', 'http'],
    [200, '<html>', 'failed', 'unreadable'],
  ])('an answer of %i %s', async (status, body, name, code) => {
    expect(await listDevices(answering(status, body), 'https://api.example', 'x')).toMatchObject({
      name,
      why: { code },
    });
  });
});

function answering(status: number, body: string) {
  const { net } = targetOf(settings({ url: 'https://wss.example' }));
  return { ...net, request: async () => ({ status, headers: {}, body }) };
}

/** Text that is short, and of which each line holds the one before it ten times: https://en.wikipedia.org/wiki/Billion_laughs_attack */
function bomb(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`).join(', ')}]`,
  );
  return ['l0: &l0 [lol]', ...lines].join('\n');
}

function namesOf(count: number): string {
  return Array.from({ length: count }, (_, n) => `- &n${n} x\n- *n${n}`).join('\n');
}
