import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { openNet } from '../../../main/connections/net.ts';
import type { Cause } from '../../../preload/contract/api.ts';
import { causeText } from '../../../preload/contract/texts/index.ts';
import { startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { Lines, settings } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

const folder = mkdtempSync(join(tmpdir(), 'tocsin-flamenco-'));
afterAll(() => rmSync(folder, { recursive: true }));
execFileSync(
  'openssl',
  [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-keyout', 'key.pem', '-out', 'ca.pem', '-subj', '/CN=farm', '-addext', 'subjectAltName=IP:127.0.0.1'],
  ],
  { cwd: folder, stdio: 'ignore' },
);
const caFile = join(folder, 'ca.pem');
const tls = { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(caFile, 'utf8') };

/** The time limit passes ten times as fast. */
const hasty: Clock = { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 10, run) };

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  lines.ends(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function plainWebSocket(begin: (socket: WebSocket) => void, rest?: RequestListener): Promise<string> {
  const http = createServer(rest ?? ((_, response) => void response.writeHead(404).end()));
  new WebSocketServer({ server: http }).on('connection', begin);
  return listening(http);
}

/** How a line to this address ends. */
async function ended(url: string, options: Parameters<Lines['open']>[2] = {}) {
  const line = lines.open(url, {}, options);
  const down = await until('down', () => line.down, 15_000);
  expect(line.said).toEqual(['down']);
  return down;
}

function words(cause: Cause): string {
  const { why, remedy } = causeText(cause);
  return `${why}. ${remedy}`;
}

describe('a server of another kind blocks the line and says which it is', () => {
  test('SAYMON, Socket.IO 4', async () => {
    const saymon = await startSaymon();
    lines.ends(() => saymon.close());
    const down = await ended(saymon.url);
    expect(down).toMatchObject({ cause: { code: 'socketio-4' }, fatal: true });
    expect(words(down.cause)).toBe(`${new URL(saymon.url).host} speaks Socket.IO 4. Choose SAYMON or Kamea`);
  });

  test('SAYMON behind a proxy that hides the WebSocket', async () => {
    const saymon = await startSaymon({ refuseTransport: 'websocket' });
    lines.ends(() => saymon.close());
    expect(await ended(saymon.url)).toMatchObject({ cause: { code: 'socketio-4' }, fatal: true });
  });

  test('RackHD, a plain WebSocket that speaks at once', async () => {
    const url = await plainWebSocket((socket) => socket.send('{"resource":"mq"}'));
    const down = await ended(url);
    expect(down).toMatchObject({ cause: { code: 'plain-websocket' }, fatal: true });
    expect(words(down.cause)).toBe(`${new URL(url).host} speaks plain WebSocket. Choose RackHD`);
  });

  test('a plain WebSocket that waits to be spoken to', async () => {
    const url = await plainWebSocket(() => {});
    expect(await ended(url, { clock: hasty })).toMatchObject({ cause: { code: 'plain-websocket' }, fatal: true });
  });

  test('https where http was given, told by the server', async () => {
    const text = '<h1>400</h1>The plain HTTP request was sent to HTTPS port';
    const url = await listening(createServer((_, response) => void response.writeHead(400).end(text)));
    expect(await ended(url)).toMatchObject({ cause: { code: 'https' }, fatal: true });
  });

  test('https where http was given, told by a redirect', async () => {
    const url = await listening(
      createServer((_, response) => void response.writeHead(301, { location: 'https://x' }).end()),
    );
    expect(await ended(url, { net: openNet(settings(url)) })).toMatchObject({ cause: { code: 'https' }, fatal: true });
  });

  test.each<[string, boolean]>([
    ['that is trusted', true],
    ['that is not', false],
  ])('https where http was given, with a certificate %s', async (_, trusted) => {
    const server = await lines.start({ tls });
    const url = server.url.replace('https:', 'http:');
    const net = openNet(settings(url, trusted ? { tls: { ca: caFile } } : {}));
    const down = await ended(url, { net });
    expect(down).toMatchObject({ cause: { code: 'https' }, fatal: true });
    expect(words(down.cause)).toBe(`${new URL(url).host} answers only over https. Begin the address with https`);
  });
});

describe('what may pass is tried again', () => {
  test('a Manager that lets nobody in for now is silent', async () => {
    const url = await plainWebSocket(
      () => {},
      (_, response) => void response.writeHead(503).end('Upgrade failed: websocket: not a websocket handshake\n'),
    );
    expect(await ended(url, { clock: hasty })).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('a proxy whose Manager is away', async () => {
    const url = await listening(createServer((_, response) => void response.writeHead(502).end('Bad Gateway')));
    expect(await ended(url)).toMatchObject({ cause: { code: 'http', params: { status: 502 } }, fatal: false });
  });

  test('a server that takes the line and never answers', async () => {
    const http = createServer();
    http.on('upgrade', () => {});
    const url = await listening(http);
    expect(await ended(url, { clock: hasty })).toMatchObject({ cause: { code: 'time' }, fatal: false });
  });

  test('nobody there', async () => {
    const server = await lines.start();
    await server.close();
    expect(await ended(server.url)).toMatchObject({
      cause: { code: 'refused', params: { host: '127.0.0.1', port: String(server.port) } },
      fatal: false,
    });
  });

  test('a refusal by a packet, before it lets anybody in, is a refused sign-in', async () => {
    const url = await plainWebSocket((socket) => {
      socket.send('0{"sid":"x","upgrades":[],"pingInterval":30000,"pingTimeout":60000}');
      socket.send('44"Not you"');
    });
    expect(await ended(url)).toMatchObject({ cause: { code: 'sign-in', params: { text: 'Not you' } }, fatal: true });
  });

  test('401 of a proxy before the Manager is a refused sign-in', async () => {
    const url = await listening(createServer((_, response) => void response.writeHead(401).end()));
    expect(await ended(url)).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
  });
});

describe('TLS', () => {
  test.each<[string, Record<string, unknown>]>([
    ['an authority of its own', { ca: caFile }],
    ['a certificate that is trusted by hand', { rejectUnauthorized: false }],
  ])('%s', async (_, given) => {
    const server = await lines.start({ tls });
    const change = { tls: given };
    const line = await lines.online(server, change, { net: openNet(settings(server.url, change)) });
    server.setStatus('inoperative');
    await until('the farm', () => line.events.length === 1);
  });

  test('an unknown authority', async () => {
    const server = await lines.start({ tls });
    const down = await ended(server.url, { net: openNet(settings(server.url)) });
    expect(down).toMatchObject({ cause: { code: 'authority' }, fatal: false });
  });

  test('another certificate than the pinned one', async () => {
    const server = await lines.start({ tls });
    const pin = '00'.repeat(32);
    const net = openNet(settings(server.url, { tls: { pin, rejectUnauthorized: false } }));
    expect(await ended(server.url, { net })).toMatchObject({ cause: { code: 'tls' } });
  });
});

test.each<[string, Parameters<Lines['start']>[0], object]>([
  ['plain', {}, {}],
  ['with TLS', { tls }, { tls: { ca: caFile } }],
])('through a proxy, %s', async (_, options, given) => {
  const server = await lines.start(options);
  const asked: string[] = [];
  const http = createServer((request, response) => {
    // REST without TLS goes through a proxy as it is.
    asked.push(request.url ?? '');
    fetch(request.url ?? '').then(async (answer) => response.writeHead(answer.status).end(await answer.text()));
  });
  http.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    const { hostname, port } = new URL(`http://${request.url}`);
    const onward = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  const change = { ...given, proxy: await listening(http) };
  const line = await lines.online(server, change, { net: openNet(settings(server.url, change)) });
  expect(asked[0]).toBe(new URL(server.url).host);
  expect(asked.length).toBeGreaterThan(3);
  expect(line.limits).toEqual([]);
});
