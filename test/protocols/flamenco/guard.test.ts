import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { guardedParser2, said } from '../../../main/protocols/guard-2.ts';
import type { Listening } from '../../servers/flamenco-farm.ts';
import { until } from '../../until.ts';
import type { Line } from '../line.ts';
import { Lines } from './lines.ts';

const lines = new Lines();
const escaped: unknown[] = [];
const note = (error: unknown) => void escaped.push(error);
afterEach(async () => {
  await lines.end();
  process.off('uncaughtException', note);
  expect(escaped.splice(0)).toEqual([]);
});

/** What socket.io-client 2.5.0 dies of by itself. */
const deadly: readonly [string, readonly (string | Buffer)[]][] = [
  ['an event that is no JSON', ['42["/x",]']],
  ['a message without a packet', ['4']],
  ['a binary packet without a number', ['45-["x"]']],
  ['a binary frame', [Buffer.from([4, 1, 2])]],
  ['text after the head of a binary packet', ['451-["x",{"_placeholder":true,"num":0}]', '42["/x",1]']],
  ['a handshake that is no JSON', ['0{']],
  ['a handshake that is null', ['0null']],
  ['a handshake without upgrades', ['0{"sid":"x"}']],
];

/** Frames that must cost themselves alone. */
const harmless: readonly (string | Buffer)[] = [
  '42',
  '421',
  '42[]',
  '42[{}]',
  '42/x,["/jobs",{}]',
  '43',
  '431',
  '430["again"]',
  '4399999["x"]',
  '44',
  '49',
  '4 ',
  '40',
  '40{"sid":1}',
  '40/other,',
  '41/other,',
  '46-[]',
  '5',
  '6',
  '3',
  '2probe',
  '1',
  '',
  'b',
  'b4AAAA',
  'b0eyJ9',
  '\u0000',
  '{"resource":"mq"}',
  '42["connect"]',
  '42["connect_error",1]',
  '42["disconnect","transport close"]',
  '42["error",{"message":"x"}]',
  '42["reconnect",1]',
  '42["ping"]',
  '42["said","/jobs",{}]',
  '42[5,1]',
  '427["/jobs",{"id":"x"}]',
  `42["/jobs",${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
  '42["/jobs",{"id":{"id":1},"status":[],"updated":5}]',
  '42["/jobs",{"id":"\\ud800","status":"failed","previous_status":"active","updated":"9999-99-99T99:99:99Z"}]',
  '42["/last-rendered",{"job_id":5,"thumbnail":{"base":"//evil.example","suffixes":[null,"x"]}}]',
  '42["/lifecycle",null]',
  '42["/status",[]]',
  Buffer.from([]),
  Buffer.from([0]),
  Buffer.from('0{}'),
];

describe('no bytes of a server crash the client', () => {
  test.each(deadly)('%s, which ends a bare client, does no harm here', async (_, frames) => {
    process.on('uncaughtException', note);
    const server = await lines.start();
    const line = await lines.online(server);
    for (const frame of frames) server.raw(frame);
    server.setStatus('inoperative');
    await until('what comes next', () => line.events.some(({ topic }) => topic === '/status'));
    expect(line.down).toBeNull();
    expect(line.unreadable.length).toBeGreaterThan(0);
    expect(line.unreadable[0]?.why).toMatchObject({ code: 'unreadable', params: { host: new URL(server.url).host } });
  });

  test.each(deadly.slice(0, 5))('%s does end a bare client', async (_, frames) => {
    const server = await lines.start();
    const script = `
      const socket = require('socket.io-client-2')('${server.url}', { transports: ['websocket'], forceNode: true });
      socket.on('connect', () => socket.emit('/subscription', { op: 'subscribe', type: 'allJobs' }));`;
    const ran = promisify(execFile)(process.execPath, ['-e', script]).then(
      () => 'lived',
      () => 'died',
    );
    await until('connected', () => server.sockets().some(({ asked }) => asked.length > 0));
    for (const frame of frames) server.raw(frame);
    expect(await ran).toBe('died');
  });

  test.each(harmless.map((frame) => [typeof frame === 'string' ? frame.slice(0, 60) : frame.toString('hex'), frame]))(
    'the frame %s costs itself alone',
    async (_, frame) => {
      process.on('uncaughtException', note);
      const server = await lines.start();
      const line = await lines.online(server);
      server.raw(frame);
      server.setStatus('inoperative');
      await until('what comes next', () => line.events.some(({ topic }) => topic === '/status'));
      expect(line.down).toBeNull();
      expect(line.said.filter((each) => each === 'up')).toHaveLength(1);
      expect(server.sockets()[0]?.asked).toHaveLength(2);
    },
  );

  test.each(deadly.slice(0, 5))('%s: the parser alone stands it', (_, frames) => {
    const unreadable: string[] = [];
    const packets: unknown[] = [];
    const decoder = new (guardedParser2((_, text) => void unreadable.push(text)).Decoder)();
    decoder.on('decoded', (packet) => packets.push(packet));
    for (const frame of frames) decoder.add(typeof frame === 'string' ? frame.slice(1) || undefined : frame);
    expect(unreadable).toHaveLength(1);
    decoder.add('2["/jobs",1]');
    expect(packets.at(-1)).toMatchObject({ data: [said, '/jobs', 1] });
  });

  test.each(['42/x,["/jobs",{}]', '49', '42["/jobs",', 'x'])(
    '%s is told as unreadable, with its size',
    async (frame) => {
      const server = await lines.start();
      const line = await lines.online(server);
      server.raw(frame);
      await until('told', () => line.unreadable.length === 1);
      expect(line.unreadable[0]?.bytes).toBeGreaterThan(0);
    },
  );

  test('a goodbye of Socket.IO ends the line as closed by the server', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    server.raw('41');
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'closed' }, fatal: false, byServer: true });
  });

  test('20,000 frames, random and nearly right: the process lives, and a line beside misses nothing', async () => {
    process.on('uncaughtException', note);
    const server = await lines.start();
    const healthy = await lines.online(server, {}, { net: { headers: { 'x-line': 'healthy' } } });
    const victim = ({ headers }: Listening) => headers['x-line'] === 'victim';
    const options = { net: { headers: { 'x-line': 'victim' } } };
    const frames = fc.sample(frame, { numRuns: 20_000, seed: 7 });
    let line: Line | null = null;
    let opened = 0;
    let markers = 0;
    for (let from = 0; from < frames.length; from += 100) {
      if (line === null || line.down !== null) {
        line = await lines.online(server, {}, options);
        opened++;
      }
      const attacked: Line = line;
      for (const each of frames.slice(from, from + 100)) server.raw(each, victim);
      const marker = `marker ${markers++}`;
      server.emit('/lifecycle', marker, {});
      await until('the marker or the end', () => {
        const heard = (of: Line) => of.events.some(({ topic }) => topic === marker);
        return heard(healthy) && (attacked.down !== null || heard(attacked));
      });
      attacked.events.length = 0;
    }
    expect(healthy.events.map(({ topic }) => topic)).toEqual([...Array(markers).keys()].map((n) => `marker ${n}`));
    expect(healthy.down).toBeNull();
    expect(healthy.unreadable).toEqual([]);
    // Most batches hold nothing that ends a line.
    expect(opened).toBeLessThan(frames.length / 100);
  }, 30_000);

  test('whatever comes in the place of a handshake', async () => {
    process.on('uncaughtException', note);
    const first = fc.sample(frame, { numRuns: 300, seed: 11 });
    let next = 0;
    const http = createServer((_, response) => void response.writeHead(503).end('Upgrade failed: x'));
    const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
    sockets.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.send(first[next++] ?? '');
      socket.terminate();
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    lines.ends(() => http.close());
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    for (let from = 0; from < first.length; from += 50) {
      const batch = first.slice(from, from + 50).map(() => lines.open(url));
      await until('all ended', () => batch.every(({ down }) => down !== null));
      expect(batch.flatMap(({ said }) => said)).toEqual(batch.map(() => 'down'));
    }
  });
});

describe('limits', () => {
  test('a message of 10 MB arrives whole', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    const name = 'x'.repeat(10 * 1024 * 1024);
    server.raw(`42["/jobs",{"id":"j1","name":"${name}","status":"active","previous_status":"queued"}]`);
    const event = await until('the job', () => line.events.find(({ topic }) => topic === '/jobs'));
    expect(event.payload).toMatchObject({ name });
    expect(event.title).toBe('active');
  });

  test('a message beyond 32 MiB is told, and ends the line', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    server.raw(`42["/jobs","${'x'.repeat(33 * 1024 * 1024)}"]`);
    await until('down', () => line.down);
    expect(line.unreadable).toHaveLength(1);
    expect(line.down).toMatchObject({ cause: { code: 'unreadable' }, fatal: false });
  });

  test('reading pauses for longer than the heartbeat allows, and the line stands', async () => {
    const server = await lines.start({ heartbeat: { intervalMs: 200, timeoutMs: 800 } });
    const hasty: Clock = { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 200, run) };
    const line = await lines.online(server);
    line.session.close();
    const paused = lines.open(server.url, {}, { clock: hasty });
    await until('caught up', () => paused.catchUps.length === 1);
    paused.session.pause();
    const pausedAt = performance.now();
    let sent = 0;
    await until('three heartbeats', () => {
      server.setStatus(`status ${sent++}`);
      return performance.now() - pausedAt > 2_500;
    });
    expect(paused.down).toBeNull();
    expect(paused.events).toEqual([]);
    paused.session.resume();
    await until('all, in order', () => paused.events.length === sent);
    expect(paused.events.map(({ level }) => level)).toEqual([...Array(sent).keys()].map((n) => `status ${n}`));
  });
});

/** Frames that are nearly right are the dangerous ones. */
const frame: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('0', '2', '3', '4', '40', '42', '43', '44', '45', '46', '5', '6', 'b', '42/x,'), fc.string())
    .map((part) => part.join('')),
  fc
    .tuple(fc.constantFrom('0', '40', '42', '43', '431', '44', '421', '451-', '461-'), fc.json())
    .map((part) => part.join('')),
  fc
    .tuple(
      fc.constantFrom(
        '/jobs',
        '/task',
        '/workers',
        '/workertags',
        '/last-rendered',
        '/status',
        '/lifecycle',
        '/message',
      ),
      fc.jsonValue(),
    )
    .map((message) => `42${JSON.stringify(message)}`),
  fc
    .tuple(
      fc.constantFrom('/jobs', '/task', '/workers', '/status'),
      fc.record(
        {
          id: fc.oneof(fc.constantFrom('j1', 'j2'), fc.jsonValue()),
          job_id: fc.constantFrom('j1', 5, null),
          name: fc.jsonValue(),
          status: fc.oneof(fc.constantFrom('active', 'failed', 'error', '__proto__', 'constructor'), fc.jsonValue()),
          previous_status: fc.oneof(fc.constantFrom('active', 'queued'), fc.jsonValue()),
          updated: fc.oneof(
            fc.constantFrom('2026-01-02T03:04:05.123456789+01:00', '0001-01-01T00:00:00Z'),
            fc.string(),
          ),
          steps_completed: fc.jsonValue(),
          steps_total: fc.jsonValue(),
          was_deleted: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    )
    .map((message) => `42${JSON.stringify(message)}`),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
);
