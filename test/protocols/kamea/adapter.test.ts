import { describe, expect, test } from 'vitest';
import { kamea } from '../../../main/protocols/kamea/adapter.ts';
import { keepListed, newMemory } from '../../../main/protocols/kamea/memory.ts';
import { boiler, pump, tenant } from '../../servers/kamea.ts';
import { until } from '../../until.ts';
import { hasty, online, opened, settings, started } from './world.ts';

const { deviceId } = boiler;

test('a refusal that repeats the token repeats it no further', async () => {
  const server = await started();
  const said = { message: 'jwt malformed: token-1' };
  const request = async () => ({ status: 401, headers: {}, body: JSON.stringify(said) });
  const line = opened(kamea(), settings(server, { apiUrl: server.url }), { net: { request } });
  await until('down', () => line.down);
  expect(line.down).toMatchObject({ cause: { code: 'sign-in', params: { text: '' } } });
});

describe('opening', () => {
  test('it asks once for each device, with its tenant, the token in the handshake', async () => {
    const server = await started();
    const line = await online(server);
    expect(server.subscriptions()).toEqual([
      {
        token: 'token-1',
        transport: 'websocket',
        asked: [boiler, pump].map(({ deviceId, tenantId }) => ({ deviceId, tenantId })),
      },
    ]);
    expect(line.said).toEqual(['up', 'caughtUp']);
    expect(line.catchUps[0]).toMatchObject({ events: [], filled: 'nothing', kinds: ['access-denied', 'error'] });
    expect(server.attempts).toBe(1);
  });

  test('each new line asks anew, once', async () => {
    const server = await started();
    const protocol = kamea();
    const first = await online(server, {}, { protocol });
    await server.kill();
    await until('lost', () => first.down);
    expect(first.down).toMatchObject({ cause: { code: 'closed' }, fatal: false, byServer: true });
    await server.start();
    await online(server, {}, { protocol });
    expect(server.subscriptions().map(({ asked }) => asked.length)).toEqual([2]);
  });

  test('where WebSocket is refused it polls, with the token', async () => {
    const server = await started({ refuseTransport: 'websocket' });
    const line = await online(server);
    expect(server.subscriptions()).toMatchObject([{ transport: 'polling', token: 'token-1' }]);
    server.telemetry(deviceId, { deviceId, temperature: 21.4 });
    await until('the value', () => line.events.length === 1);
  });

  test('a path in the address is the namespace, and the path of Socket.IO is set apart', async () => {
    const server = await started({ namespaces: ['/plant/devices'], path: '/wss/socket.io/' });
    await online(server, { url: `${server.url}/plant/devices/`, path: '/wss/socket.io/' });
    expect(server.connections).toBe(1);
  });

  test('other subscriptions than telemetries', async () => {
    const server = await started();
    const line = opened(kamea(), settings(server, { events: ['telemetries', 'states', 'telemetries'] }));
    await until('asked', () => server.subscriptions()[0]?.asked.length === 2);
    expect(line.down).toBeNull();
  });

  test('two servers of one origin share neither socket nor token', async () => {
    const server = await started({ tokens: ['token-1', 'token-2'] });
    const protocol = kamea();
    await online(server, {}, { protocol });
    await online(server, { id: 'other', auth: { type: 'bearer', token: 'token-2' } }, { protocol });
    expect(server.subscriptions().map(({ token }) => token)).toEqual(['token-1', 'token-2']);
  });

  test('a sign-in lends its token', async () => {
    const server = await started({ tokens: ['fresh'] });
    const auth = { type: 'oidc', issuer: 'https://login.example', clientId: 'tocsin' };
    await online(server, { auth }, { access: { token: 'fresh', refused: () => {} } });
    expect(server.subscriptions()[0]?.token).toBe('fresh');
  });

  test.each([
    { type: 'oidc', issuer: 'https://login.example', clientId: 'tocsin' },
    { type: 'oauth2', tokenUrl: 'https://login.example/token', clientId: 'tocsin', clientSecret: 'x' },
  ])('without a token of its sign-in it is blocked: $type', async (auth) => {
    const server = await started();
    const line = opened(kamea(), settings(server, { auth }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    expect(server.attempts).toBe(0);
  });
});

describe('a refused token', () => {
  test.each(['middleware', 'http'] as const)('%s: one that was given ends the line for good', async (checks) => {
    const server = await started();
    server.checks = checks;
    const line = opened(kamea(), settings(server, { auth: { type: 'bearer', token: 'wrong' } }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    expect(JSON.stringify(line.down)).not.toContain('wrong');
    expect(line.said).toEqual(['down']);
  });

  test.each(['middleware', 'http'] as const)('%s: one of a sign-in is renewed', async (checks) => {
    const server = await started();
    server.checks = checks;
    let refusals = 0;
    const access = { token: 'old', refused: () => void refusals++ };
    const line = opened(kamea(), settings(server), { access });
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: false });
    expect(refusals).toBe(1);
  });

  test('by polling with a status of HTTP', async () => {
    const server = await started({ refuseTransport: 'websocket' });
    server.checks = 'http';
    const line = opened(kamea(), settings(server, { auth: { type: 'bearer', token: 'wrong' } }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
  });

  test('by the Management API before a socket is tried', async () => {
    const server = await started();
    const line = opened(kamea(), settings(server, { apiUrl: server.url, auth: { type: 'bearer', token: 'wrong' } }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({
      cause: { code: 'sign-in', params: { text: 'The token has ended' } },
      fatal: true,
    });
    expect(server.attempts).toBe(0);
  });
});

describe('devices by name', () => {
  test('the Management API tells the tenant where the settings do not', async () => {
    const server = await started();
    await online(server, { apiUrl: server.url, devices: [{ deviceId }] });
    expect(server.subscriptions()[0]?.asked).toEqual([{ deviceId, tenantId: tenant }]);
  });

  test('its name stands in the events', async () => {
    const server = await started();
    const line = await online(server, { apiUrl: server.url, devices: [{ deviceId }] });
    server.telemetry(deviceId, { deviceId: deviceId.toUpperCase(), temperature: 21.4 });
    await until('the value', () => line.events.length === 1);
    expect(line.events[0]?.subject).toMatchObject({ type: 'device', name: 'Boiler 3' });
  });

  test('the list is read once in ten minutes, not at each line', async () => {
    const server = await started();
    const protocol = kamea();
    const first = await online(server, { apiUrl: server.url }, { protocol });
    first.session.close();
    await online(server, { apiUrl: server.url }, { protocol });
    expect(server.requests).toEqual(['GET /devices']);
  });

  test('a tenant that nobody tells is a fault of the settings', async () => {
    const server = await started();
    const line = opened(kamea(), settings(server, { devices: [{ deviceId }] }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'settings', params: { field: 'devices' } }, fatal: true });
  });

  test('an API that fails is asked again where its answer is needed, and a limit where it is not', async () => {
    const server = await started();
    server.api = 503;
    const needed = opened(kamea(), settings(server, { apiUrl: server.url, devices: [{ deviceId }] }));
    await until('down', () => needed.down);
    expect(needed.down).toMatchObject({ cause: { code: 'http', params: { status: 503 } }, fatal: false });
    const line = await online(server, { apiUrl: server.url });
    expect(line.limits).toMatchObject([{ subscription: 'REST', why: { code: 'http' } }]);
  });
});

describe('what is heard', () => {
  test('values of a device, by the device alone that was asked for', async () => {
    const server = await started();
    const line = await online(server, { devices: [boiler] });
    server.telemetry(pump.deviceId, { deviceId: pump.deviceId, flow: 3 });
    server.telemetry(deviceId, {
      deviceId,
      timestamp: '2026-01-02T03:04:05Z',
      values: { temperature: 21.4, on: true },
    });
    await until('the value', () => line.events.length === 1);
    expect(line.events[0]).toMatchObject({
      kind: 'telemetry',
      topic: 'telemetries',
      stream: true,
      severity: 'info',
      subject: { type: 'device', id: deviceId, name: 'Boiler 3' },
      title: 'temperature 21.4, on true',
      body: 'temperature: 21.4\non: true',
      occurredAt: Date.parse('2026-01-02T03:04:05Z'),
    });
  });

  test('any other event is kept', async () => {
    const server = await started();
    const line = await online(server);
    server.say('states', { deviceId, state: 'online' });
    server.say('telemetry', { temperature: 1 });
    await until('both', () => line.events.length === 2);
    expect(line.events.map(({ kind, topic }) => [kind, topic])).toEqual([
      ['other', 'states'],
      ['telemetry', 'telemetry'],
    ]);
  });

  test('the first value says that the line is up, before it is known that nobody refuses', async () => {
    const server = await started();
    const line = opened(kamea(), settings(server), { clock: { now: Date.now, after: () => () => {} } });
    await until('asked', () => server.subscriptions()[0]?.asked.length === 2);
    server.telemetry(deviceId, { deviceId, temperature: 1 });
    await until('up', () => line.said.includes('up'));
    expect(line.events).toHaveLength(1);
    expect(line.catchUps).toHaveLength(0);
  });
});

describe("an error of the server's own", () => {
  test('opens an alert with the remedy, limits the line, is asked again, and closes by the next value', async () => {
    const server = await started();
    server.failing = [{ message: 'Management API unreachable' }];
    const line = await online(server, {}, { clock: hasty });
    expect(line.events.map(({ kind, phase, severity, alert }) => [kind, phase, severity, alert])).toEqual([
      ['error', 'opened', 'error', 'internal-error'],
      ['error', 'updated', 'error', 'internal-error'],
    ]);
    expect(line.events[0]?.title).toBe(
      'Internal error: Management API unreachable. Often its Management API is down or out of its reach.',
    );
    expect(line.limits).toMatchObject([
      { subscription: 'Telemetry', why: { code: 'server-error', params: { text: 'Management API unreachable' } } },
    ]);
    expect(line.catchUps[0]?.open).toContain('internal-error');
    server.failing = null;
    await until('asked again', () => line.limits.length === 0);
    expect(server.subscriptions()[0]?.asked).toHaveLength(4);
    server.telemetry(deviceId, { deviceId, temperature: 1 });
    await until('closed', () => line.events.some(({ phase }) => phase === 'closed'));
    expect(line.events.at(-1)).toMatchObject({ kind: 'error', severity: 'ok', alert: 'internal-error' });
    expect(line.down).toBeNull();
  });
});

describe('hostile bytes', () => {
  test.each([
    '42',
    '42/devices,',
    '44/devices,',
    '40/devices,',
    '0{',
    '4',
    '42/devices,["x",',
    'bAAAA',
    '42["telemetries",1]',
  ])('the frame %s does no harm, and what comes after it is heard', async (frame) => {
    const server = await started();
    const line = await online(server);
    server.raw(frame);
    server.telemetry(deviceId, { deviceId, temperature: 1 });
    await until('the value', () => line.events.length === 1);
    expect(line.down).toBeNull();
  });

  test('a message that fits nothing shows its JSON', async () => {
    const server = await started();
    const line = await online(server);
    server.telemetry(deviceId);
    server.telemetry(deviceId, null);
    server.telemetry(deviceId, { __proto__: null, constructor: [[[]]] });
    await until('all', () => line.events.length === 3);
    expect(line.events.map(({ kind }) => kind)).toEqual(['telemetry', 'telemetry', 'telemetry']);
  });
});

describe('the end', () => {
  test('nothing arrives after close', async () => {
    const server = await started();
    const line = await online(server);
    line.session.close();
    const said = line.said.length;
    server.telemetry(deviceId, { deviceId, temperature: 1 });
    await until('the server knows', () => server.subscriptions().length === 0);
    expect(line.said).toHaveLength(said);
  });

  test('pause holds what comes, resume brings it in order', async () => {
    const server = await started();
    const line = await online(server);
    const other = await online(server, { id: 'other' });
    line.session.pause();
    for (let n = 0; n < 50; n++) server.telemetry(deviceId, { deviceId, n });
    await until('another line heard it', () => other.events.length === 50);
    expect(line.events).toHaveLength(0);
    line.session.resume();
    await until('all', () => line.events.length === 50);
    expect(line.events.at(-1)?.title).toBe('n 49');
  });

  test('a server that is not there', async () => {
    const server = await started();
    await server.close();
    const line = opened(kamea(), settings(server));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'refused' }, fatal: false });
  });

  test('a line whose other end says nothing at all is found by the heartbeat', async () => {
    const server = await started({ heartbeat: { intervalMs: 300, timeoutMs: 800 } });
    const line = await online(server);
    server.freeze();
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });
});

test('devices that were listed once do not fill the memory', () => {
  const memory = newMemory();
  for (let time = 0; time < 5; time++) {
    const listed = Array.from({ length: 10_000 }, (_, n) => ({
      deviceId: `d${time}-${n}`,
      tenantId: null,
      name: null,
    }));
    keepListed(memory, listed, time);
    expect(memory.listed.size).toBeLessThanOrEqual(20_000);
    expect(memory.listed.has(`d${time}-9999`)).toBe(true);
  }
});
