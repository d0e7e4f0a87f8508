import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { openNet } from '../../../main/connections/net.ts';
import { isFatal } from '../../../main/protocols/causes.ts';
import { rackhd } from '../../../main/protocols/rackhd/adapter.ts';
import type { Cause } from '../../../preload/contract/api.ts';
import { causeText } from '../../../preload/contract/texts/index.ts';
import { FakeClock } from '../../fake-clock.ts';
import { ownCertificate } from '../../own-certificate.ts';
import { startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { openLine } from '../line.ts';
import { House, settings } from './lines.ts';

const socketIo2 = createRequire(import.meta.url)('socket.io-2') as (server: Server) => { close(): void };
const house = new House();
afterEach(() => house.close());

/** As the shared development certificate of RackHD: nobody has signed it. */
const own = ownCertificate();

async function listening(server: Server | TcpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  house.closing(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An HTTP server that knows nothing of WebSocket: it answers handshakes like any other request. */
function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.on('upgrade', (request, socket) => {
    socket.end(`HTTP/1.1 ${request.url === '/socket.io/' ? 400 : 404} No\r\nConnection: close\r\n\r\n`);
  });
  return listening(server);
}

async function causeOf(url: string, change: object = {}): Promise<Cause> {
  const server = settings(url, change);
  const line = openLine(rackhd(), server, { net: openNet(server) });
  house.closing(() => line.session.close());
  const { cause, fatal } = await until('down', () => line.down);
  expect(line.said).toEqual(['down']);
  expect(fatal).toBe(isFatal(cause));
  return cause;
}

test.each(['', '/socket.io/', '/socket.io/?EIO=4&transport=websocket'])('a SAYMON server, at %j', async (path) => {
  const server = await startSaymon();
  house.closing(() => server.close());
  const cause = await causeOf(`${server.url}${path}`);
  expect(cause.code).toBe('socketio-4');
  expect(isFatal(cause)).toBe(true);
  expect(causeText(cause)).toEqual({
    why: `127.0.0.1:${server.port} speaks Socket.IO 4`,
    remedy: 'Choose SAYMON or Kamea',
  });
});

test('a server of Socket.IO 2', async () => {
  const http = createServer();
  const io = socketIo2(http);
  house.closing(() => io.close());
  expect(await causeOf(`ws://${await listening(http)}`)).toMatchObject({ code: 'socketio-2' });
});

test('Flamenco, which takes no polling', async () => {
  const host = await answering((request, response) => {
    const polls = request.url?.startsWith('/socket.io/') === true;
    response.writeHead(polls ? 503 : 200).end(polls ? 'Upgrade failed: no upgrade' : '<html>Flamenco</html>');
  });
  const cause = await causeOf(`http://${host}`);
  expect(cause).toMatchObject({ code: 'socketio-2' });
  expect(causeText(cause).remedy).toBe('Choose the kind Flamenco');
});

test('Flamenco at its own path takes the socket, says its handshake, and drops what it does not know', async () => {
  const http = createServer((_, response) => response.writeHead(503).end('Upgrade failed: no upgrade'));
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => {
    socket.send('0{"sid":"abcdefghijklmnopqrst","upgrades":[],"pingInterval":30000,"pingTimeout":60000}');
    socket.send('40');
    socket.on('message', () => socket.terminate());
  });
  expect(await causeOf(`ws://${await listening(http)}/socket.io/`)).toMatchObject({ code: 'socketio-2' });
});

test.each(['http', 'ws'])('%s where https is needed', async (scheme) => {
  const server = createSecureServer(own, (_, response) => response.end());
  const cause = await causeOf(`${scheme}://${await listening(server)}`);
  expect(cause.code).toBe('https');
  expect(isFatal(cause)).toBe(true);
  expect(causeText(cause).remedy).toBe('Begin the address with https');
});

test('a redirect to https', async () => {
  const host = await answering((_, response) => response.writeHead(301, { location: 'https://elsewhere/' }).end());
  expect(await causeOf(`ws://${host}`)).toMatchObject({ code: 'https' });
});

test('https where http is needed', async () => {
  const server = await house.started();
  expect(await causeOf(server.url.replace('ws', 'wss'))).toMatchObject({ code: 'tls' });
});

test('a certificate that nobody signed is refused, until its own authority is given, or it is let pass for this server', async () => {
  const server = await house.started({ tls: own });
  expect(await causeOf(server.url)).toMatchObject({ code: 'authority' });
  for (const tls of [{ ca: own.cert }, { rejectUnauthorized: false }]) {
    const trusting = settings(server.url, { tls });
    const line = openLine(rackhd(), trusting, { net: openNet(trusting) });
    house.closing(() => line.session.close());
    await until('up', () => line.said.includes('up'));
  }
});

test('a sign-in that a proxy before it wants', async () => {
  const server = await house.started();
  server.refuse = 401;
  expect(await causeOf(server.url)).toMatchObject({ code: 'sign-in' });
});

test.each([404, 502, 503])('any other answer, %i, is tried again', async (status) => {
  const server = await house.started();
  server.refuse = status;
  const cause = await causeOf(server.url);
  expect(cause).toMatchObject({ code: 'http', params: { status } });
  expect(isFatal(cause)).toBe(false);
});

test('another WebSocket server, which does not know init', async () => {
  const http = createServer((_, response) => response.writeHead(404).end());
  const asked: string[] = [];
  new WebSocketServer({ server: http }).on('connection', (socket) => {
    socket.on('message', (frame) => asked.push(String(frame)));
  });
  const server = settings(`ws://${await listening(http)}`);
  const clock = new FakeClock(Date.now());
  const line = openLine(rackhd(), server, { net: openNet(server), clock });
  house.closing(() => line.session.close());
  await until('asked', () => asked.length > 0);
  await clock.tick(5_000);
  await until('down', () => line.down);
  expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
});

test('something that is no HTTP at all', async () => {
  const server = createTcpServer((socket) => socket.on('error', () => {}).end('220 mail ready\r\n'));
  const cause = await causeOf(`ws://${await listening(server)}`);
  expect(isFatal(cause)).toBe(false);
});

test('nobody there', async () => {
  const server = await house.started();
  await server.kill();
  expect(await causeOf(server.url)).toMatchObject({ code: 'refused' });
});
