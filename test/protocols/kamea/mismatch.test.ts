import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketServer } from 'socket.io';
import { describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { kamea } from '../../../main/protocols/kamea/adapter.ts';
import type { Protocol } from '../../../main/protocols/protocol.ts';
import { saymon } from '../../../main/protocols/saymon/adapter.ts';
import { causeText } from '../../../preload/contract/texts/index.ts';
import { until } from '../../until.ts';
import { closes, opened, settings, started } from './world.ts';

/** An HTTP server on a free port, and its address. */
async function served(http: Server): Promise<string> {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closes(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

function sockets(http: Server, greet: (socket: WebSocket) => void): void {
  const server = new WebSocketServer({ server: http });
  server.on('connection', greet);
  closes(() => {
    for (const socket of server.clients) socket.terminate();
  });
}

/** The manners of Flamenco's library, golang-socketio: WebSocket alone, Socket.IO 2, 503 on polling. */
function flamenco(websocket: boolean): Server {
  const http = createServer((_, response) => {
    response.writeHead(503).end('Upgrade failed: websocket: the client is not using the websocket protocol');
  });
  const open = { sid: 'c2lkIG9mIDIwIGNoYXJzLi4', upgrades: [], pingInterval: 30_000, pingTimeout: 60_000 };
  if (websocket) {
    sockets(http, (socket) => {
      socket.send(`0${JSON.stringify(open)}`);
      socket.send('40');
    });
  }
  return http;
}

const kinds: readonly [string, () => Protocol, Record<string, unknown>][] = [
  ['Kamea', kamea, {}],
  ['SAYMON', saymon, { protocol: 'saymon', auth: { type: 'session', sessionId: 'x' } }],
];

describe.each(kinds)('given as %s', (_, protocol, change) => {
  async function down(url: string) {
    const line = opened(protocol(), settings({ url }, change));
    return until('down', () => line.down);
  }

  test('a Flamenco server is told as one, for good', async () => {
    const { cause, fatal } = await down(await served(flamenco(true)));
    expect([cause.code, fatal]).toEqual(['socketio-2', true]);
    expect(causeText(cause).remedy).toBe('Choose the kind Flamenco');
  });

  test('so it is where only polling reaches it', async () => {
    const { cause, fatal } = await down(await served(flamenco(false)));
    expect([cause.code, fatal]).toEqual(['socketio-2', true]);
  });

  test('a RackHD server that speaks first', async () => {
    const http = createServer();
    sockets(http, (socket) => socket.send('{"handler":"session","id":"1"}'));
    const { cause, fatal } = await down(await served(http));
    expect([cause.code, fatal]).toEqual(['plain-websocket', true]);
    expect(causeText(cause).remedy).toBe('Choose RackHD');
  });

  test('a RackHD server that waits to be spoken to', async () => {
    const http = createServer();
    sockets(http, () => {});
    const { cause, fatal } = await down(await served(http));
    expect([cause.code, fatal]).toEqual(['plain-websocket', false]);
  });

  test('a server that takes the connection and no more', async () => {
    const http = createServer();
    http.on('upgrade', () => {});
    const { cause, fatal } = await down(await served(http));
    expect([cause.code, fatal]).toEqual(['time', false]);
  });

  test('a page of the web', async () => {
    const http = createServer((_, response) => response.end('<html>'));
    const { cause, fatal } = await down(await served(http));
    expect([cause.code, fatal]).toEqual(['plain-websocket', true]);
  });
});

test('a SAYMON server given as Kamea has no such namespace', async () => {
  const http = createServer();
  const io = new SocketServer(http, { serveClient: false });
  closes(() => io.close());
  const url = await served(http);
  const line = opened(kamea(), settings({ url }));
  const { cause, fatal } = await until('down', () => line.down);
  expect([cause, fatal]).toEqual([{ code: 'namespace', params: { host: new URL(url).host, name: '/devices' } }, true]);
  expect(causeText(cause).why).toContain('does not know the namespace /devices');
});

test.each<[string, Record<string, unknown> | undefined, string]>([
  ['Unauthorized', undefined, 'sign-in'],
  ['jwt expired', undefined, 'sign-in'],
  ['No', { status: 403 }, 'sign-in'],
  ['Too many connections', undefined, 'broken'],
  ['Internal error', { status: 500 }, 'broken'],
])('a namespace that says %s %j', async (message, data, code) => {
  const http = createServer();
  const io = new SocketServer(http, { serveClient: false });
  closes(() => io.close());
  io.of('/devices').use((_, next) => next(Object.assign(new Error(message), { data })));
  const line = opened(kamea(), settings({ url: await served(http) }));
  const { cause, fatal } = await until('down', () => line.down);
  expect([cause, fatal]).toMatchObject([{ code, params: { text: message } }, code === 'sign-in']);
});

test('two namespaces of one origin share neither socket nor token', async () => {
  const http = createServer();
  const io = new SocketServer(http, { serveClient: false });
  closes(() => io.close());
  const came: string[] = [];
  for (const namespace of ['/devices', '/jobs']) {
    io.of(namespace).on('connection', ({ handshake, request }) => {
      came.push(`${namespace} ${handshake.headers.authorization} ${request.socket.remotePort}`);
    });
  }
  const url = await served(http);
  opened(kamea(), settings({ url }));
  await until('the first', () => came.length === 1);
  opened(kamea(), settings({ url: `${url}/jobs` }, { auth: { type: 'bearer', token: 'token-2' } }));
  await until('the second', () => came.length === 2);
  expect(came.map((each) => each.split(' ').slice(0, 3).join(' '))).toEqual([
    '/devices Bearer token-1',
    '/jobs Bearer token-2',
  ]);
  expect(new Set(came.map((each) => each.split(' ')[3])).size).toBe(2);
});

test('https where the server has none', async () => {
  const server = await started();
  const line = opened(kamea(), settings({ url: server.url.replace('http', 'https') }));
  const { cause } = await until('down', () => line.down);
  expect(cause.code).toBe('tls');
});
