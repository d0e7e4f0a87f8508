import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../main/clock.ts';
import { Room } from '../../main/protocols/backlog.ts';
import { guardedParser } from '../../main/protocols/guard.ts';
import { guardedTransport } from '../../main/protocols/transports.ts';
import type { Unreadable } from '../../main/protocols/unread.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Heard {
  readonly socket: Socket;
  readonly topics: string[];
  readonly unreadable: [bytes: number, text: string][];
}

async function connected(server: Saymon): Promise<Heard> {
  const unreadable: Heard['unreadable'] = [];
  const report: Unreadable = ({ bytes }, text) => void unreadable.push([bytes, text]);
  const socket = io(server.url, {
    ...guardedTransport('websocket', systemClock, report).options,
    parser: guardedParser(report),
    query: { sessionId: 'session-1' },
    forceNew: true,
    reconnection: false,
  });
  closing.push(() => socket.disconnect());
  const topics: string[] = [];
  socket.onAny((topic) => topics.push(String(topic)));
  await until('connected', () => socket.connected);
  socket.emit('add-topics', 'marker');
  await until('subscribed', () =>
    server.subscriptions().some(({ socket: id, calls }) => id === socket.id && calls.length === 1),
  );
  return { socket, topics, unreadable };
}

async function started(): Promise<Saymon> {
  const server = await startSaymon();
  closing.push(() => server.close());
  return server;
}

/** Frames that are nearly right are the dangerous ones. */
const frame = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('0', '2', '3', '4', '40', '42', '43', '44', '45', '46', '5', '6', 'b', '42/x,'), fc.string())
    .map((part) => part.join('')),
  fc
    .tuple(fc.constantFrom('0', '40', '42', '43', '431', '44', '421', '451-', '461-'), fc.json())
    .map((part) => part.join('')),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
);

describe('no bytes of a server crash the client', () => {
  test('any frames: the process lives, and a line that stands hears what comes next', async () => {
    const server = await started();
    const escaped: unknown[] = [];
    const note = (error: unknown) => void escaped.push(error);
    process.on('uncaughtException', note);
    closing.push(() => process.off('uncaughtException', note));
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 20 }), async (frames) => {
        const { socket, topics } = await connected(server);
        for (const each of frames) server.raw(each);
        server.emit('marker', 1);
        await until('the marker or the end', () => !socket.connected || !socket.active || topics.includes('marker'));
        socket.disconnect();
        await until('gone', () => server.subscriptions().length === 0);
        expect(escaped).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('a binary packet that is torn costs itself alone', async () => {
    const server = await started();
    const { topics, unreadable } = await connected(server);
    server.raw('451-["torn",{"_placeholder":true,"num":0}]');
    server.emit('marker', 1);
    await until('the marker', () => topics.includes('marker'));
    expect(topics).toEqual(['marker']);
    expect(unreadable).toHaveLength(1);
  });
});

describe('while reading pauses', () => {
  /** A server that gives up a silent line after two seconds. */
  async function impatient(): Promise<Saymon> {
    const server = await startSaymon({ heartbeat: { intervalMs: 100, timeoutMs: 2_000 } });
    closing.push(() => server.close());
    return server;
  }

  /** A line that writes down the numbers of the markers that it heard, and its end. */
  async function listening(server: Saymon, clock: Clock, room?: Room) {
    const transport = guardedTransport('websocket', clock, () => {}, room);
    const socket = io(server.url, {
      ...transport.options,
      parser: guardedParser(() => {}),
      query: { sessionId: 'session-1' },
      forceNew: true,
      reconnection: false,
    });
    closing.push(() => socket.disconnect());
    const heard: unknown[] = [];
    socket.on('marker', (number) => heard.push(number));
    socket.on('disconnect', () => heard.push('the end'));
    await until('connected', () => socket.connected);
    socket.emit('add-topics', 'marker');
    await until('subscribed', () => server.subscriptions()[0]?.calls.length === 1);
    return { transport, socket, heard };
  }

  const numbers = Array.from({ length: 3_000 }, (_, number) => number);

  test('heartbeats are answered, and the end of the line is heard after what came before it', async () => {
    const server = await impatient();
    const { transport, heard } = await listening(server, systemClock);
    transport.pause();
    for (const number of numbers) server.emit('marker', number);
    const before = server.heartbeats;
    await until('heartbeats behind them', () => server.heartbeats > before + 3);
    await server.kill();
    expect(heard).toEqual([]);
    transport.resume();
    await until('the end', () => heard.at(-1) === 'the end');
    expect(heard).toEqual([...numbers, 'the end']);
  });

  test('the server keeps what there is no room for, is told that the line lives, and sends it later', async () => {
    const server = await impatient();
    const room = new Room(500_000);
    // Heartbeats are made up every 50 ms.
    const hasty: Clock = { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 200, run) };
    const { transport, heard, socket } = await listening(server, hasty, room);
    transport.pause();
    for (const number of numbers) server.emit('marker', number, 'x'.repeat(1_000));
    await until('no room', () => room.full);
    const before = server.heartbeats;
    await until('heartbeats', () => server.heartbeats > before + 20);
    expect(socket.connected).toBe(true);
    // What was read of the socket in one go is taken in.
    expect(room.taken).toBeLessThan(700_000);
    expect(heard).toEqual([]);
    transport.resume();
    await until('all', () => heard.length === numbers.length);
    expect(heard).toEqual(numbers);
    expect(room.taken).toBe(0);
  });

  test('a line that is given up reads nothing more, and its room is free', async () => {
    const server = await impatient();
    const room = new Room(500_000);
    const { transport, heard, socket } = await listening(server, systemClock, room);
    transport.pause();
    for (const number of numbers) server.emit('marker', number, 'x'.repeat(1_000));
    await until('no room', () => room.full);
    socket.disconnect();
    await until('its room', () => room.taken === 0);
    await until('the server to know', () => server.subscriptions().length === 0);
    transport.resume();
    expect(heard).toEqual(['the end']);
  });
});
