import { describe, expect, test } from 'vitest';
import { kamea } from '../../../main/protocols/kamea/adapter.ts';
import type { Protocol } from '../../../main/protocols/protocol.ts';
import { type boiler, type Kamea, type KameaOptions, tenant } from '../../servers/kamea.ts';
import { until } from '../../until.ts';
import type { Line } from '../line.ts';
import { opened, settings, settled, started } from './world.ts';

const devices = Array.from({ length: 5 }, (_, n) => ({
  deviceId: `1c1d7a52-5b0e-4c6a-8a86-0f5f0b0f2a0${n}`,
  tenantId: tenant,
  name: `Boiler ${n}`,
}));
const [first, , third, fourth] = devices as [typeof boiler, typeof boiler, typeof boiler, typeof boiler];

async function plant(denied: readonly string[], options: KameaOptions = {}): Promise<Kamea> {
  const server = await started({ devices, ...options });
  for (const id of denied) server.denied.add(id);
  return server;
}

function denials(lines: readonly Line[]): (string | null | undefined)[] {
  const events = lines.flatMap((line) => line.events).filter(({ kind }) => kind === 'access-denied');
  return events.map(({ subject, phase }) => (phase === null ? 'unclear' : `${phase} ${subject?.name}`));
}

function askedFor(server: Kamea): number {
  return server.subscriptions()[0]?.asked.length ?? 0;
}

async function lines(server: Kamea, protocol: Protocol = kamea(), change: Record<string, unknown> = {}) {
  return settled(protocol, settings(server, { devices, ...change }));
}

describe('one device that may not be read', () => {
  test.each([
    ['a message that names it', (deviceId: string) => [{ message: 'Not yours', deviceId }], 2],
    ['a text that names it in capitals', (deviceId: string) => [`No right for ${deviceId.toUpperCase()}`], 2],
    ['no word of it', () => [], 4],
    ['a message that names nobody', () => [{ message: 'Access denied' }], 4],
  ])('is found out, and the others go on: %s', async (_, says, count) => {
    const server = await plant([third.deviceId]);
    server.denialSays = says;
    const told = await lines(server);
    expect(told).toHaveLength(count);
    expect(denials(told).filter((each) => each !== 'unclear')).toEqual(['opened Boiler 2']);
    expect(told.slice(0, -1).every(({ down }) => down?.fatal === false && down.byServer)).toBe(true);
    const last = told.at(-1);
    expect(last?.limits).toMatchObject([
      { subscription: 'Boiler 2', why: { code: 'denied', params: { server: 'IOT' } } },
    ]);
    expect(last?.catchUps[0]?.open).toEqual(['sign-in', `denied:${third.deviceId}`]);
    expect(askedFor(server)).toBe(4);
    server.telemetry(fourth.deviceId, { deviceId: fourth.deviceId, temperature: 1 });
    await until('the others are heard', () => last?.events.length === 1);
  });

  test('its event is an error about it, and says how to repair it', async () => {
    const server = await plant([third.deviceId]);
    server.denialSays = (deviceId) => [{ message: 'No read.telemetry', deviceId }];
    const told = await lines(server);
    expect(told[0]?.events[0]).toMatchObject({
      kind: 'access-denied',
      topic: 'access_denied',
      phase: 'opened',
      severity: 'error',
      subject: { type: 'device', id: third.deviceId, name: 'Boiler 2' },
      title: 'Its telemetry is refused. 4 other devices go on.',
      body: 'No read.telemetry\nAsk for the right to read it, or remove it here',
      stream: false,
    });
  });

  test('a server that is slow to deny is waited for longer, and no other device takes the blame', async () => {
    const server = await plant([first.deviceId]);
    // Longer than the 2 s, at this clock 200 ms, after which silence means yes.
    server.denialAfterMs = 330;
    const protocol = kamea();
    const told: Line[] = [];
    await until('found out', async () => {
      const line = opened(protocol, settings(server, { devices: devices.slice(0, 2) }));
      told.push(line);
      await until('down, or standing without the device', () => {
        const asked = server.subscriptions()[0]?.asked as { deviceId: string }[] | undefined;
        return line.down ?? (line.catchUps.length === 1 && asked?.every(({ deviceId }) => deviceId !== first.deviceId));
      });
      return line.limits.length > 0;
    });
    expect(denials(told).filter((each) => each !== 'unclear')).toEqual(['opened Boiler 0']);
  });

  test('while the API takes its time to vouch for the token nobody else is asked for', async () => {
    const server = await plant([third.deviceId]);
    server.apiAfterMs = 300;
    const told = await lines(server, kamea(), { apiUrl: server.url });
    expect(told).toHaveLength(4);
    expect(denials(told).filter((each) => each !== 'unclear')).toEqual(['opened Boiler 2']);
  });

  test('several are found out one after the other', async () => {
    const server = await plant([first.deviceId, fourth.deviceId]);
    const told = await lines(server);
    expect(
      denials(told)
        .filter((each) => each !== 'unclear')
        .sort(),
    ).toEqual(['opened Boiler 0', 'opened Boiler 3']);
    expect(
      told
        .at(-1)
        ?.limits.map(({ subscription }) => subscription)
        .sort(),
    ).toEqual(['Boiler 0', 'Boiler 3']);
    expect(askedFor(server)).toBe(3);
  });

  test('is not asked for again by later lines that the server ended', async () => {
    const server = await plant([third.deviceId]);
    const protocol = kamea();
    const told = await lines(server, protocol);
    server.disconnectAll();
    await until('lost', () => told.at(-1)?.down);
    const connections = server.connections;
    const [again] = await lines(server, protocol);
    expect(again?.down).toBeNull();
    expect(again?.limits.map(({ subscription }) => subscription)).toEqual(['Boiler 2']);
    expect(server.connections).toBe(connections + 1);
    expect(askedFor(server)).toBe(4);
  });

  test('is asked for again when the line is made anew by hand, and its next value closes the alert', async () => {
    const server = await plant([third.deviceId]);
    const protocol = kamea();
    const told = await lines(server, protocol);
    told.at(-1)?.session.close();
    server.denied.clear();
    const [again] = await lines(server, protocol);
    expect(askedFor(server)).toBe(5);
    expect(again?.limits).toEqual([]);
    expect(again?.catchUps[0]?.open).toEqual(['sign-in', `denied:${third.deviceId}`]);
    server.telemetry(third.deviceId, { deviceId: third.deviceId, temperature: 1 });
    await until('closed', () => again?.events.length === 2);
    expect(again?.events[1]).toMatchObject({
      kind: 'access-denied',
      phase: 'closed',
      severity: 'ok',
      alert: `denied:${third.deviceId}`,
    });
  });

  test('is forgotten with other settings', async () => {
    const server = await plant([third.deviceId]);
    const protocol = kamea();
    await lines(server, protocol);
    const other = await lines(server, protocol, { devices: devices.filter((device) => device !== third) });
    expect(other[0]?.catchUps[0]?.open).toEqual(['sign-in']);
    expect(other[0]?.limits).toEqual([]);
  });

  test('a right that is withdrawn from a standing line', async () => {
    const server = await plant([]);
    const protocol = kamea();
    const [standing] = await lines(server, protocol);
    server.withdraw(fourth.deviceId);
    await until('down', () => standing?.down);
    const told = await lines(server, protocol);
    expect(denials(told).filter((each) => each !== 'unclear')).toEqual(['opened Boiler 3']);
    expect(askedFor(server)).toBe(4);
  });

  test('a right that is withdrawn without a word is found by the proof', async () => {
    const server = await plant([]);
    const protocol = kamea();
    const [standing] = await lines(server, protocol);
    server.denied.add(first.deviceId);
    expect(await standing?.session.prove?.()).toBeNull();
    expect(standing?.down).toMatchObject({ cause: { code: 'denied' }, fatal: false });
  });
});

describe('nothing that may be read', () => {
  test('the only device: blocked, until somebody tries again', async () => {
    const server = await plant([first.deviceId]);
    const protocol = kamea();
    const told = await lines(server, protocol, { devices: [first] });
    expect(denials(told)).toEqual(['opened Boiler 0']);
    expect(told.at(-1)?.down).toMatchObject({
      cause: { code: 'denied', params: { subscription: 'Boiler 0' } },
      fatal: true,
    });
    server.denied.clear();
    const [again] = await lines(server, protocol, { devices: [first] });
    expect(again?.down).toBeNull();
  });

  test('every device of several: blocked', async () => {
    const server = await plant(devices.map(({ deviceId }) => deviceId));
    const told = await lines(server, kamea(), { devices: devices.slice(0, 2) });
    expect(told.at(-1)?.down).toMatchObject({ cause: { code: 'denied' }, fatal: true });
  });
});

describe('a token that is only checked with a subscription', () => {
  test('its end by the Management API is a refused sign-in, and no device is blamed', async () => {
    const server = await plant([]);
    server.checks = 'subscription';
    const line = opened(
      kamea(),
      settings(server, { devices, apiUrl: server.url, auth: { type: 'bearer', token: 'token-1' } }),
    );
    await until('caught up', () => line.catchUps.length === 1);
    server.tokens.clear();
    server.withdraw(first.deviceId);
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    expect(denials([line])).toEqual([]);
  });

  test('its end by its own words, too', async () => {
    const token = jwt(Date.now() - 60_000);
    const server = await plant([]);
    server.checks = 'subscription';
    let refusals = 0;
    const line = opened(kamea(), settings(server, { devices }), { access: { token, refused: () => void refusals++ } });
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: false });
    expect(denials([line])).toEqual([]);
    expect(refusals).toBe(1);
  });

  test('where a token says nothing of its end, a new one is tried once all is refused', async () => {
    const server = await plant([]);
    server.checks = 'subscription';
    let refusals = 0;
    const protocol = kamea();
    const access = { token: 'opaque', refused: () => void refusals++ };
    const told: Line[] = [];
    do {
      const line = opened(protocol, settings(server, { devices: [first] }), { access });
      told.push(line);
      await until('down', () => line.down);
    } while (told.at(-1)?.down?.fatal === false);
    expect(told).toHaveLength(2);
    expect(refusals).toBe(1);
  });
});

describe('the proof', () => {
  test('passes while all is granted, and asks for another device each time', async () => {
    const server = await plant([]);
    const [line] = await lines(server);
    expect(await line?.session.prove?.()).toBeNull();
    expect(await line?.session.prove?.()).toBeNull();
    const asked = server.subscriptions()[0]?.asked.slice(5) as { deviceId: string }[];
    expect(asked.map(({ deviceId }) => deviceId)).toEqual(devices.slice(0, 2).map(({ deviceId }) => deviceId));
    expect(line?.down).toBeNull();
  });

  test('fails when the Management API no longer takes the token', async () => {
    const server = await plant([]);
    const [line] = await lines(server, kamea(), { apiUrl: server.url });
    server.silent = true;
    server.tokens.clear();
    expect(await line?.session.prove?.()).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
  });

  test('fails when a line has outlived the token of its sign-in in silence', async () => {
    let ahead = 0;
    const clock = {
      now: () => Date.now() + ahead,
      after: (delayMs: number, run: () => void) => plainTimer(delayMs / 5, run),
    };
    const token = jwt(Date.now() + 60_000);
    const server = await plant([], { tokens: [token] });
    const access = { token, refused: () => {} };
    const line = opened(kamea(), settings(server, { devices }), { access, clock });
    await until('caught up', () => line.catchUps.length === 1);
    ahead = 300_000;
    expect(await line.session.prove?.()).toBeNull();
    ahead = 1_200_000;
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });
});

function plainTimer(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

function jwt(endsAt: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ exp: Math.floor(endsAt / 1_000) })}.x`;
}
