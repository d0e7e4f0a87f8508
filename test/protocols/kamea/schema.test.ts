import { describe, expect, test } from 'vitest';
import { namespaceOf, schema } from '../../../main/protocols/kamea/schema.ts';
import { protocols } from '../../../main/protocols/registry.ts';
import { boiler, pump } from '../../servers/kamea.ts';

const least = { auth: { type: 'bearer', token: 'x' }, devices: [boiler] };

describe('the settings', () => {
  test.each<[string, object]>([
    ['the least', least],
    ['a device by its id alone', { ...least, apiUrl: 'https://api.example', devices: [{ deviceId: 'a' }] }],
    [
      'a sign-in with the browser',
      { ...least, auth: { type: 'oidc', issuer: 'https://login.example/realms/x', clientId: 'tocsin' } },
    ],
    [
      'a client of a wall board',
      {
        ...least,
        auth: {
          type: 'oauth2',
          tokenUrl: 'https://login.example/token',
          clientId: 'board',
          clientSecret: { env: 'BOARD_SECRET' },
          scope: 'telemetry',
        },
      },
    ],
    ['all', { ...least, apiUrl: 'https://api.example', webUrl: 'https://kamea.example/{id}', events: ['telemetries'] }],
  ])('%s', (_, settings) => {
    expect(schema.parse(settings)).toEqual(settings);
  });

  test.each<[string, object]>([
    ['no sign-in', { devices: [boiler] }],
    ['a field of another sign-in', { ...least, auth: { type: 'bearer', token: 'x', clientId: 'y' } }],
    ['no device', { ...least, devices: [] }],
    ['a device twice, in other letters', { ...least, devices: [boiler, { deviceId: boiler.deviceId.toUpperCase() }] }],
    ['a device without an id', { ...least, devices: [pump, { name: 'x' }] }],
    ['an address that is none', { ...least, apiUrl: 'api' }],
    ['a script as an address', { ...least, webUrl: 'javascript:alert(1)' }],
    ['no event at all', { ...least, events: [] }],
  ])('refused: %s', (_, settings) => {
    expect(schema.safeParse(settings).success).toBe(false);
  });

  test('each field of the form has a place in the schema', () => {
    const paths = protocols.get('kamea')?.fields.map(({ path }) => path.split('.')[0]);
    const known = new Set([...Object.keys(schema.shape), 'url']);
    expect(paths?.filter((path) => path === undefined || !known.has(path))).toEqual([]);
  });
});

test.each([
  ['https://wss.example', '/devices'],
  ['https://wss.example/', '/devices'],
  ['https://wss.example:8443/devices/', '/devices'],
  ['https://wss.example/jobs', '/jobs'],
])('the namespace of %s is %s', (url, namespace) => {
  expect(namespaceOf(url)).toBe(namespace);
});
