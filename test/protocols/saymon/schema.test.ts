import { describe, expect, test } from 'vitest';
import { protocols } from '../../../main/protocols/registry.ts';
import { schema } from '../../../main/protocols/saymon/schema.ts';
import { wantedOf } from '../../../main/protocols/saymon/topics.ts';

const session = { auth: { type: 'session', sessionId: 'x' } };

describe('the settings', () => {
  test.each<[string, object]>([
    ['the least', session],
    [
      'a password from the environment',
      { auth: { type: 'password', login: 'ops', password: { env: 'NOC_PASSWORD' } } },
    ],
    ['a provider', { auth: { type: 'oidc', issuer: 'https://login.example/realms/plant', clientId: 'tocsin' } }],
    [
      'a provider on this computer, with a scope',
      { auth: { type: 'oidc', issuer: 'http://127.0.0.1:8080', clientId: 'tocsin', scope: 'openid' } },
    ],
    [
      'all',
      {
        ...session,
        apiUrl: 'https://saymon.example',
        webUrl: 'https://saymon.example',
        subscriptions: { incidents: true, 'snmp-trap': false, stat: ['1:64bb02', '2:7'], custom: ['my-event'] },
        incidentFilter: { filter: ['$and', [['severity', [1, '64ff']]]], parentFilter: '' },
        severities: { 'level:64ff': 'critical', 'state:8': 'warning', 'event:1': 'info' },
      },
    ],
  ])('%s', (_, settings) => {
    expect(schema.parse(settings)).toEqual(settings);
  });

  test.each<[string, object]>([
    ['no sign-in', {}],
    ['a field of another sign-in', { auth: { type: 'token', token: 'x', sessionId: 'y' } }],
    ['a provider without TLS', { auth: { type: 'oidc', issuer: 'http://login.example', clientId: 'tocsin' } }],
    ['a provider that is none', { auth: { type: 'oidc', issuer: 'login', clientId: 'tocsin' } }],
    ['a provider without a client', { auth: { type: 'oidc', issuer: 'https://login.example' } }],
    ['an address that is none', { ...session, apiUrl: 'saymon' }],
    ['a script as an address', { ...session, webUrl: 'javascript:alert(1)' }],
    ['an unknown topic', { ...session, subscriptions: { incident: true } }],
    ['stat without a type', { ...session, subscriptions: { stat: ['64bb02'] } }],
    ['a severity that is none', { ...session, severities: { 'level:1': 'bad' } }],
  ])('refused: %s', (_, settings) => {
    expect(schema.safeParse(settings).success).toBe(false);
  });

  test('each field of the form has a place in the schema', () => {
    const paths = protocols.get('saymon')?.fields.map(({ path }) => path.split('.')[0]);
    const known = new Set([...Object.keys(schema.shape), 'url']);
    expect(paths?.filter((path) => path === undefined || !known.has(path))).toEqual([]);
  });
});

test('what is subscribed: the usual topics, until the settings say which', () => {
  const server = {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    enabled: true,
    muted: false,
    url: 'http://noc',
    auth: { type: 'token', token: 'x' },
  } as const;
  expect(wantedOf(server).topics).toEqual([
    'incidents',
    'incident-count',
    'snmp-trap',
    'client-notification',
    'job-added',
    'job-result-received',
  ]);
  const subscriptions = { incidents: true, mqtt: false, stat: ['1:a', '1:a'], custom: ['mine', 'incidents', 'error'] };
  expect(wantedOf({ ...server, subscriptions })).toEqual({
    topics: ['incidents', 'mine'],
    stat: ['1:a'],
    custom: ['mine', 'incidents', 'error'],
  });
});
