import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../main/clock.ts';
import type { Protocol } from '../../../main/protocols/protocol.ts';
import { saymon } from '../../../main/protocols/saymon/adapter.ts';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import { type Saymon, type SaymonOptions, startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { type Line, type LineOptions, openLine } from '../line.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started(options: SaymonOptions = {}): Promise<Saymon> {
  const server = await startSaymon(options);
  closing.push(() => server.close());
  return server;
}

function settings(server: Saymon, change: Record<string, unknown> = {}): ServerSettings {
  return {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    enabled: true,
    muted: false,
    url: server.url,
    apiUrl: server.url,
    auth: { type: 'session', sessionId: 'session-1' },
    ...change,
  };
}

function opened(protocol: Protocol, server: ServerSettings, options: LineOptions = {}): Line {
  const line = openLine(protocol, server, options);
  closing.push(() => line.session.close());
  return line;
}

async function online(server: Saymon, change: Record<string, unknown> = {}, options: LineOptions = {}): Promise<Line> {
  const line = opened(saymon(), settings(server, change), options);
  await until('caught up', () => line.catchUps.length === 1);
  return line;
}

const hasty: Clock = { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 10, run) };

const password = { auth: { type: 'password', login: 'ops', password: 'secret' } };

describe('opening', () => {
  test('it subscribes exactly once to each topic, with the filter and the entities of stat', async () => {
    const server = await started();
    const filter = { filter: ['severity', ['1']] };
    const line = await online(server, {
      subscriptions: {
        incidents: true,
        'snmp-trap': true,
        mqtt: false,
        stat: ['1:64bb02', '1:64bb02'],
        custom: ['my-event', 'mine'],
      },
      incidentFilter: filter,
    });
    const [subscriber] = server.subscriptions();
    expect(subscriber?.sessionId).toBe('session-1');
    expect(subscriber?.transport).toBe('websocket');
    expect(subscriber?.calls).toEqual([
      { call: 'add-topics', topic: 'incidents', filter },
      { call: 'add-topics', topic: 'snmp-trap', filter: undefined },
      { call: 'add-topics', topic: 'my-event', filter: undefined },
      { call: 'add-topics', topic: 'mine', filter: undefined },
      { call: 'add-filtered-topic', topic: 'stat', filter: '1:64bb02' },
    ]);
    expect(line.said).toEqual(['up', 'caughtUp']);
    expect(server.attempts).toBe(1);
  });

  test('each new line subscribes anew, once', async () => {
    const server = await started();
    const first = await online(server);
    await server.kill();
    await until('lost', () => first.down);
    expect(first.down).toMatchObject({ cause: { code: 'closed' }, fatal: false, byServer: true });
    await server.start();
    await online(server);
    const calls = server.subscriptions().map(({ calls }) => calls.map(({ topic }) => topic));
    expect(calls).toEqual([
      ['incidents', 'incident-count', 'snmp-trap', 'client-notification', 'job-added', 'job-result-received'],
    ]);
  });

  test('a password is turned into a session, whose id comes in quotes, and is kept for the next line', async () => {
    const server = await started();
    const protocol = saymon();
    const first = opened(protocol, settings(server, password));
    await until('up', () => first.said.includes('up'));
    const [subscriber] = server.subscriptions();
    expect(subscriber?.sessionId).toMatch(/^[0-9a-f-]{36}$/);
    first.session.close();
    const second = opened(protocol, settings(server, password));
    await until('up again', () => second.said.includes('up'));
    expect(server.signIns).toBe(1);
  });

  test('a token signs in too', async () => {
    const server = await started();
    await online(server, { auth: { type: 'token', token: 'token-1' } });
    expect(server.signIns).toBe(1);
  });

  test('where WebSocket is refused it polls', async () => {
    const server = await started({ refuseTransport: 'websocket' });
    const line = await online(server);
    expect(server.subscriptions()[0]?.transport).toBe('polling');
    server.openIncident();
    await until('the incident', () => line.events.some(({ kind, phase }) => kind === 'incident' && phase === 'opened'));
  });

  test('without a REST address the line stands, and nothing can be asked', async () => {
    const server = await started();
    const line = await online(server, { apiUrl: undefined });
    expect(line.catchUps[0]).toMatchObject({ events: [], open: null, filled: 'nothing' });
    expect(server.requests).toEqual([]);
    expect(line.session.prove).toBeUndefined();
  });

  test('a password without a REST address is a fault of the settings', async () => {
    const server = await started();
    const line = opened(saymon(), settings(server, { ...password, apiUrl: undefined }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'settings', params: { field: 'apiUrl' } }, fatal: true });
  });

  test('another path of Socket.IO', async () => {
    const server = await started({ path: '/comet/socket.io/' });
    await online(server, { path: '/comet/socket.io/' });
    expect(server.connections).toBe(1);
  });
});

describe('a refused session', () => {
  test.each(['middleware', 'error-event', 'silent'] as const)(
    '%s: a session that was given ends the line for good',
    async (refuse) => {
      const server = await started();
      server.refuse = refuse;
      const line = opened(saymon(), settings(server));
      await until('down', () => line.down);
      expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
      expect(line.said).toEqual(['down']);
    },
  );

  test.each(['middleware', 'error-event', 'silent'] as const)(
    '%s: a session that ended is made anew once',
    async (manner) => {
      const server = await started();
      server.refuseInvalid = manner;
      const protocol = saymon();
      const first = opened(protocol, settings(server, password));
      await until('up', () => first.said.includes('up'));
      first.session.close();
      server.endSessions();
      const second = opened(protocol, settings(server, password));
      await until('up', () => second.said.includes('up'));
      expect(server.signIns).toBe(2);
      expect(second.said).not.toContain('down');
    },
  );

  test.each(['middleware', 'error-event', 'silent'] as const)('%s: refused anew, it is given up', async (refuse) => {
    const server = await started();
    server.refuse = refuse;
    const line = opened(saymon(), settings(server, password));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
    expect(server.signIns).toBe(2);
  });

  test('a wrong password is refused with the words of the server', async () => {
    const server = await started();
    const line = opened(saymon(), settings(server, { auth: { type: 'password', login: 'ops', password: 'wrong' } }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({
      cause: { code: 'sign-in', params: { text: 'Wrong login or password' } },
      fatal: true,
    });
    expect(JSON.stringify(line.down)).not.toContain('wrong"');
  });

  test.each([
    ['as it came', (body: string) => ({ message: body })],
    ['as JSON within JSON', (body: string) => ({ message: JSON.stringify({ message: `Nobody knows ${body}` }) })],
    ['after many words', (body: string) => ({ message: `${'no '.repeat(58)}${body}` })],
  ])('a refusal that repeats what it was sent, %s, repeats it no further', async (_, answer) => {
    const server = await started();
    const secret = 'open "sesame"';
    const line = opened(saymon(), settings(server, { auth: { type: 'password', login: 'ops', password: secret } }), {
      net: {
        request: async (_, { body = '' } = {}) => ({ status: 401, headers: {}, body: JSON.stringify(answer(body)) }),
      },
    });
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in', params: { text: '' } }, fatal: true });
  });

  test('neither does one of the socket that names the session', async () => {
    const server = await started();
    server.refuse = 'error-event';
    const line = opened(
      saymon(),
      settings(server, { apiUrl: undefined, auth: { type: 'session', sessionId: 'valid' } }),
    );
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in', params: { text: '' } }, fatal: true });
  });

  test('without REST an `error` event right after the handshake is a refusal', async () => {
    const server = await started();
    server.refuse = 'error-event';
    const line = opened(saymon(), settings(server, { apiUrl: undefined }));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({
      cause: { code: 'sign-in', params: { text: 'Session is not valid' } },
      fatal: true,
    });
  });

  test('without REST a later one is news that costs the line, also where the clock was set back', async () => {
    const server = await started();
    let setBackMs = 0;
    const clock: Clock = { now: () => Date.now() - setBackMs, after: (ms, run) => systemClock.after(ms / 50, run) };
    const line = await online(server, { apiUrl: undefined }, { clock });
    await new Promise<void>((resolve) => clock.after(5_500, resolve));
    setBackMs = 3_600_000;
    server.emit('error', { message: 'Kafka is away' });
    await until('down', () => line.down);
    expect(line.events).toMatchObject([{ kind: 'error', title: 'Kafka is away' }]);
    expect(line.down).toMatchObject({ cause: { code: 'sign-in' }, fatal: false });
  });

  test('an `error` event while the session is valid is news, and the line stands', async () => {
    const server = await started();
    const line = await online(server);
    server.emit('error', { message: 'Kafka is away' });
    await until('the error', () => line.events.length > 0);
    expect(line.events[0]).toMatchObject({ kind: 'error', severity: 'error', title: 'Kafka is away' });
    expect(line.down).toBeNull();
  });
});

describe('what is heard', () => {
  test('an incident opens, changes and closes one alert', async () => {
    const server = await started();
    const line = await online(server);
    const { id } = server.openIncident({ state: '2' });
    server.changeIncident(id, { state: '1' });
    server.changeIncident(id, { state: '1', acknowledgedBy: '60aa', acknowledgementTimestamp: Date.now() });
    server.closeIncident(id);
    await until('all', () => line.events.filter(({ topic }) => topic === 'incidents').length === 4);
    const told = line.events.filter(({ topic }) => topic === 'incidents');
    expect(told.map(({ phase, severity, level, acknowledgedBy }) => [phase, severity, level, acknowledgedBy])).toEqual([
      ['opened', 'warning', 'Warning', null],
      ['updated', 'critical', 'Alarm', null],
      ['updated', 'critical', 'Alarm', '60aa'],
      ['closed', 'ok', 'Cleared', '60aa'],
    ]);
    expect(new Set(told.map(({ alert }) => alert))).toEqual(new Set([`incident:${id}`]));
    expect(told[0]?.subject).toEqual({ type: 'object', id: '64bb02', name: 'UPS-1' });
  });

  test('back to how it was before is news, not a repetition', async () => {
    const server = await started();
    const line = await online(server);
    const { id } = server.openIncident({ state: '2' });
    server.changeIncident(id, { state: '1' });
    server.changeIncident(id, { state: '2' });
    server.changeIncident(id, { state: '2' });
    await until('all', () => line.events.filter(({ topic }) => topic === 'incidents').length === 4);
    const keys = line.events.filter(({ topic }) => topic === 'incidents').map(({ key }) => key);
    expect(new Set(keys.slice(0, 3)).size).toBe(3);
    expect(keys[3]).toBe(keys[2]);
  });

  test('what does not match the filter never toasts', async () => {
    const server = await started();
    const line = await online(server, {
      incidentFilter: { filter: ['severity', ['1']] },
      subscriptions: { incidents: true },
    });
    server.openIncident({ state: '1' });
    server.openIncident({ state: '2' });
    await until('both', () => line.events.length === 2);
    expect(line.events.map(({ stream, severity }) => [stream, severity])).toEqual([
      [false, 'critical'],
      [true, 'info'],
    ]);
    expect(line.catchUps[0]?.open).toBeNull();
  });

  test('stat of one entity, and an event by a name of ours', async () => {
    const server = await started();
    const line = await online(server, { subscriptions: { stat: ['1:64bb02'], custom: ['my-event'] } });
    server.emit('stat', { entityId: 'other', entityType: 1, payload: {} });
    server.emit('stat', {
      entityId: '64bb02',
      entityType: 'obj',
      payload: { taskType: 'ping', payload: { exitCode: 0 } },
    });
    server.emit('my-event', { text: 'Shift begins', level: 2 }, 'more');
    await until('both', () => line.events.length === 2);
    expect(line.events[0]).toMatchObject({ kind: 'telemetry', stream: true, title: 'ping', body: 'exitCode 0' });
    expect(line.events[1]).toMatchObject({ kind: 'other', aim: 'custom', topic: 'my-event' });
  });

  test('a name that is missing is looked up, and told', async () => {
    const server = await started();
    const line = await online(server);
    server.entities.set('late', { id: 'late', name: 'db-9' });
    server.openIncident({ entityId: 'late' });
    server.openIncident({ entityId: 'nowhere' });
    await until('both names', () => line.names.length === 2);
    expect(line.events.filter(({ topic }) => topic === 'incidents').map(({ naming }) => naming)).toEqual([true, true]);
    expect(new Map(line.names.map(([, id, name]) => [id, name]))).toEqual(
      new Map([
        ['late', 'db-9'],
        ['nowhere', null],
      ]),
    );
  });

  test('what comes while the session is being verified waits for that, and gets its name afterwards', async () => {
    const server = await started();
    let verified: () => void = () => undefined;
    server.verifying = new Promise((resolve) => {
      verified = resolve;
    });
    const line = opened(saymon(), settings(server));
    await until('subscribed', () => server.subscriptions()[0]?.calls.length === 6);
    server.openIncident({ entityId: '64bb02' });
    server.raw('42');
    await until('heard', () => line.unreadable.length === 1);
    // A question of the line's would have its answer before this one.
    await fetch(`${server.url}/node/api/objects/64bb02`);
    await fetch(`${server.url}/node/api/objects/64bb02`);
    expect(line.said).toEqual([]);
    verified();
    await until('named', () => line.names.length === 1);
    expect(line.events[0]).toMatchObject({ subject: { id: '64bb02', name: null }, naming: true });
    expect(line.names).toEqual([['object', '64bb02', 'UPS-1']]);
  });

  test('in a storm of unknown entities no more than a few are looked up', async () => {
    const server = await started();
    const line = await online(server, { subscriptions: { incidents: true } });
    const asked = () => server.requests.filter((request) => /objects\/e/.test(request)).length;
    for (let n = 0; n < 200; n++) server.openIncident({ entityId: `e${n}` });
    await until('all', () => line.events.length === 200);
    const naming = line.events.filter((event) => event.naming).length;
    await until('all names', () => line.names.length === naming);
    expect(asked()).toBe(naming);
    expect(naming).toBeLessThan(100);
  });

  test('a job and its result are one alert, named after its operation', async () => {
    const server = await started({
      entities: [{ id: '64bb02', name: 'UPS-1', operations: [{ id: 'op1', name: 'Restart web' }] }],
    });
    const line = await online(server);
    const job = { id: 'j1', operation_id: 'op1', owner_id: '64bb02', owner_type: 1, timestamp: 1_730_000_000_000 };
    server.emit('job-added', { ...job, process_meta: { triggerStates: [5] } });
    await until('the name', () => line.names.length === 1);
    expect(line.names).toEqual([['operation', 'op1', 'Restart web']]);
    server.emit('job-result-received', { id: 'j1', description: { exitCode: 2, stdout: 'cannot open file' } });
    await until('the result', () => line.events.length === 2);
    expect(line.events[1]).toMatchObject({
      kind: 'job',
      phase: 'closed',
      severity: 'error',
      alert: 'job:j1',
      title: 'Exit code 2: cannot open file',
      automatic: true,
    });
  });
});

describe('after a gap', () => {
  test('what was missed comes under the keys of the live messages, and what is open is told completely', async () => {
    const server = await started();
    const since = Date.now() - 1_000;
    const subscriptions = { incidents: true, 'snmp-trap': true, mqtt: true };
    const live = await online(server, { subscriptions });
    const kept = server.openIncident();
    const acknowledged = server.openIncident({ state: 4 });
    server.changeIncident(acknowledged.id, { acknowledgedBy: 7 as never, acknowledgementTimestamp: Date.now() });
    server.closeIncident(server.openIncident().id);
    server.trap();
    server.mqtt();
    await until('all live', () => live.events.length === 7);
    const missed = server.trap({}, 'missed');
    live.session.close();

    const after = await online(server, { subscriptions }, { since });
    const [catchUp] = after.catchUps;
    const liveKeys = new Set(live.events.map(({ key }) => key));
    const news = catchUp?.events.filter(({ key }) => !liveKeys.has(key));
    expect(news?.map(({ key }) => key)).toEqual([`trap:${missed._id}`]);
    expect(catchUp?.events).toHaveLength(5);
    expect(catchUp?.open).toEqual([`incident:${kept.id}`, `incident:${acknowledged.id}`]);
    expect(catchUp?.kinds).toEqual(['incident']);
    expect(catchUp?.filled).toBe('state');
    expect(catchUp?.events.every(({ naming }) => !naming)).toBe(true);
  });

  test('the first look asks for what is open, not for the log', async () => {
    const server = await started();
    server.openIncident();
    server.trap({}, 'missed');
    const line = await online(server);
    expect(line.catchUps[0]?.events.map(({ topic, phase }) => [topic, phase])).toEqual([['incidents', 'opened']]);
    expect(server.requests.some((request) => request.includes('event-log'))).toBe(false);
  });

  test('only traps: then all of the gap is filled', async () => {
    const server = await started();
    server.trap({}, 'missed');
    const line = await online(server, { subscriptions: { 'snmp-trap': true } }, { since: Date.now() - 1_000 });
    expect(line.catchUps[0]).toMatchObject({ filled: 'all', open: null, kinds: [] });
    expect(line.catchUps[0]?.events).toHaveLength(1);
  });

  test('what was missed is found also where our clock is ahead', async () => {
    const server = await started();
    const aheadMs = 600_000;
    const clock: Clock = { now: () => Date.now() + aheadMs, after: systemClock.after };
    const missed = server.trap({}, 'missed');
    const line = await online(server, {}, { since: clock.now() - 30_000, clock });
    expect(line.catchUps[0]?.events.map(({ key }) => key)).toEqual([`trap:${missed._id}`]);
  });

  test('as many incidents as a server may have are told', async () => {
    const server = await started();
    for (let n = 0; n < 150_000; n++) server.incidents.set(`i${n}`, { id: `i${n}`, state: '2' });
    const line = await online(server);
    expect(line.catchUps[0]?.open).toHaveLength(150_000);
  });

  test('what nests deeper than any walks is left out of what was missed', async () => {
    const server = await started();
    const data = JSON.parse('['.repeat(4_000) + ']'.repeat(4_000));
    const { id } = server.openIncident({ data }, 'missed');
    const line = await online(server);
    expect(line.catchUps[0]?.events).toMatchObject([{ alert: `incident:${id}`, title: 'CPU over 95 %' }]);
    expect(JSON.stringify(line.catchUps[0]?.events[0]?.payload)).toMatch(/\[{90,100}null\]/);
  });

  test('a REST interface that fails leaves the line standing, limited', async () => {
    const server = await started();
    server.rest = 503;
    const line = await online(server, {}, { since: 1 });
    expect(line.catchUps[0]).toMatchObject({ events: [], open: null, filled: 'nothing' });
    expect(line.limits.map(({ subscription, why }) => [subscription, why.code])).toEqual([
      ['REST', 'http'],
      ['Names', 'http'],
    ]);
    expect(line.said).toEqual(['up', 'caughtUp']);
    const { id } = server.openIncident({}, 'missed');
    server.trap({}, 'missed');
    server.rest = 'answering';
    expect(await line.session.prove?.()).toBeNull();
    await until('asked again', () => line.catchUps.length === 2);
    expect(line.catchUps[1]).toMatchObject({
      events: [{ topic: 'incidents' }, { topic: 'snmp-trap' }],
      filled: 'state',
    });
    expect(line.catchUps[1]?.open).toEqual([`incident:${id}`]);
    expect(line.limits).toEqual([]);
  });

  test('and is asked again by itself, until it tells all', async () => {
    const server = await started();
    server.rest = 503;
    const line = await online(server, {}, { since: 1, clock: hasty });
    const { id } = server.openIncident({}, 'missed');
    await until('asked again', () => server.requests.filter((request) => request.endsWith('/incidents')).length > 1);
    expect(line.catchUps).toHaveLength(1);
    server.rest = 'answering';
    await until('caught up', () => line.catchUps.length === 2);
    expect(line.catchUps[1]?.open).toEqual([`incident:${id}`]);
    expect(line.limits).toEqual([]);
  });
});

describe('the proof', () => {
  test('passes while all is told', async () => {
    const server = await started();
    const line = await online(server);
    const { id } = server.openIncident();
    server.openIncident();
    server.closeIncident(id);
    await until('heard', () => line.events.filter(({ topic }) => topic === 'incidents').length === 3);
    expect(await line.session.prove?.()).toBeNull();
  });

  test('fails when the session has ended', async () => {
    const server = await started();
    const line = await online(server);
    server.endSessions();
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
  });

  test('fails when an incident was never told', async () => {
    const server = await started();
    const line = await online(server);
    server.incidents.set('silent', { id: 'silent', timestamp: Date.now() });
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test.each([
    ['cleared', { state: '3', clearTimestamp: 1_730_000_009_000 }],
    ['of a level that is set to ok here', { state: '2' }],
  ])('misses no incident that is %s and listed still', async (_, partial) => {
    const server = await started();
    server.openIncident(partial);
    const line = await online(server, { severities: { 'level:2': 'ok' } }, { clock: hasty });
    const { id } = server.openIncident();
    server.changeIncident(id, partial);
    await until('closed', () => line.events.some(({ phase }) => phase === 'closed'));
    expect(await line.session.prove?.()).toBeNull();
    server.incidents.set('silent', { id: 'silent', timestamp: Date.now() });
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'silent' } });
  });

  test('finds nothing missing that may be among what is not read yet', async () => {
    const server = await started();
    const line = await online(server);
    line.session.pause();
    server.openIncident();
    expect(await line.session.prove?.()).toBeNull();
    expect(line.session.behindSince?.()).toBeLessThan(Date.now() - 4_000);
    line.session.resume();
    await until('the incident', () => line.events.some(({ phase }) => phase === 'opened'));
    expect(line.session.behindSince?.()).toBeNull();
  });
});

describe('a count of incidents that differs', () => {
  test('from what was told ends the line, when the list differs too', async () => {
    const server = await started();
    const line = await online(server, {}, { clock: hasty });
    server.incidents.set('silent', { id: 'silent', timestamp: Date.now() });
    server.emit('incident-count', 1);
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('calls for a look also where the clock was set back since the last one', async () => {
    const server = await started();
    let setBackMs = 0;
    const clock: Clock = { ...hasty, now: () => Date.now() - setBackMs };
    const line = await online(server, {}, { clock });
    const asked = () => server.requests.filter((request) => request.endsWith('/incidents')).length;
    const before = asked();
    server.emit('incident-count', 99);
    await until('the list was asked for', () => asked() > before);
    setBackMs = 3_600_000;
    server.incidents.set('silent', { id: 'silent', timestamp: Date.now() });
    server.emit('incident-count', 1);
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('while the list does not differ it is only news', async () => {
    const server = await started();
    const line = await online(server, {}, { clock: hasty });
    const asked = () => server.requests.filter((request) => request.endsWith('/incidents')).length;
    const before = asked();
    server.emit('incident-count', 99);
    await until('the list was asked for', () => asked() > before);
    server.openIncident();
    await until('the incident', () => line.events.some(({ phase }) => phase === 'opened'));
    expect(line.down).toBeNull();
  });
});

describe('hostile bytes', () => {
  test.each([
    '42',
    '44',
    '40',
    '0{',
    '0null',
    '0{"sid":"x"}',
    '4',
    '45-["x"',
    '{"a":1}',
    '42["x",',
    '451-["x",{"_placeholder":true,"num":0}]',
    'bAAAA',
  ])('the frame %s does no harm, and what comes after it is heard', async (frame) => {
    const server = await started();
    const line = await online(server);
    server.raw(frame);
    server.openIncident();
    await until('the incident', () => line.events.some(({ phase }) => phase === 'opened'));
    expect(line.down).toBeNull();
    expect(server.subscriptions()[0]?.calls).toHaveLength(6);
  });

  test.each<[string, boolean, string, boolean]>([
    ['valid', false, 'broken', false],
    ['ended', true, 'sign-in', true],
  ])('a refusal of a socket that stands, its session %s, ends the line', async (_, ended, code, fatal) => {
    const server = await started();
    const line = await online(server);
    if (ended) server.endSessions();
    server.raw('44{"message":"Go away"}');
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code, params: { text: 'Go away' } }, fatal });
  });

  test('a frame that cannot be read is told, with its size', async () => {
    const server = await started();
    const line = await online(server);
    server.raw('42');
    server.raw(Buffer.from([1, 2, 3]));
    await until('both', () => line.unreadable.length === 2);
    expect(line.unreadable).toMatchObject([
      { why: { code: 'unreadable', params: { text: 'an event without a name' } } },
      { bytes: 3, why: { code: 'unreadable' } },
    ]);
  });

  test('a message of 10 MB arrives whole', async () => {
    const server = await started();
    const line = await online(server);
    const text = 'x'.repeat(10 * 1024 * 1024);
    server.openIncident({ text });
    const event = await until('the incident', () => line.events.find(({ phase }) => phase === 'opened'));
    expect((event.payload as { payload: { text: string } }).payload.text).toBe(text);
    expect(event.title.length).toBeLessThan(1_000);
  });

  test('a message beyond 32 MiB is told, and ends the line', async () => {
    const server = await started();
    const line = await online(server);
    server.raw(`42["incidents","${'x'.repeat(33 * 1024 * 1024)}"]`);
    await until('down', () => line.down);
    expect(line.unreadable).toHaveLength(1);
    expect(line.down).toMatchObject({ cause: { code: 'unreadable' }, fatal: false });
  });

  test('a message that nests deeper than any walks is told', async () => {
    const server = await started();
    const line = await online(server);
    server.raw(`42["incidents",${'['.repeat(5_000)}${']'.repeat(5_000)}]`);
    await until('told', () => line.unreadable.length === 1);
    expect(line.down).toBeNull();
  });
});

describe('the end', () => {
  test('nothing arrives after close', async () => {
    const server = await started();
    const line = await online(server);
    line.session.close();
    const said = line.said.length;
    server.openIncident();
    await until('the server knows', () => server.subscriptions().length === 0);
    expect(line.said).toHaveLength(said);
  });

  test('pause holds what comes, resume brings it in order', async () => {
    const server = await started();
    const line = await online(server, { subscriptions: { 'snmp-trap': true, custom: ['marker'] } });
    line.session.pause();
    for (let n = 0; n < 50; n++) server.trap();
    const other = await online(server, { subscriptions: { custom: ['marker'] } });
    server.emit('marker', 'now');
    await until('another line heard it', () => other.events.length === 1);
    expect(line.events).toHaveLength(0);
    line.session.resume();
    await until('all', () => line.events.length === 51);
    expect(line.events.at(-1)?.topic).toBe('marker');
  });

  test('a server that is not there', async () => {
    const server = await started();
    await server.close();
    const line = opened(saymon(), settings(server));
    await until('down', () => line.down);
    expect(line.down).toMatchObject({
      cause: { code: 'refused', params: { host: '127.0.0.1', port: String(server.port) } },
      fatal: false,
    });
  });
});
