import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/clock.ts';
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

  test('reading pauses for longer than the heartbeat allows, and the line stands', async () => {
    const server = await startSaymon({ heartbeat: { intervalMs: 200, timeoutMs: 800 } });
    closing.push(() => server.close());
    const transport = guardedTransport(
      'websocket',
      { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 200, run) },
      () => {},
    );
    const socket = io(server.url, {
      ...transport.options,
      parser: guardedParser(() => {}),
      query: { sessionId: 'session-1' },
      forceNew: true,
      reconnection: false,
    });
    closing.push(() => socket.disconnect());
    await until('connected', () => socket.connected);
    let markers = 0;
    socket.on('marker', () => markers++);
    socket.emit('add-topics', 'marker');
    await until('subscribed', () => server.subscriptions()[0]?.calls.length === 1);
    transport.pause();
    const pausedAt = performance.now();
    await until('three heartbeats', () => {
      server.emit('marker', 1);
      return performance.now() - pausedAt > 2_500;
    });
    expect(socket.connected).toBe(true);
    expect(markers).toBe(0);
    transport.resume();
    await until('the markers', () => markers > 10);
  });
});
