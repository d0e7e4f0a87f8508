import { describe, expect, test } from 'vitest';
import { eventsOf, readDescription } from '../../../main/protocols/kamea/document.ts';
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
  test.each(['json', 'page'] as const)('is read from /doc, served as %s', async (doc) => {
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
