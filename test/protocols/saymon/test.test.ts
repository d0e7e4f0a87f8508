import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketServer } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { saymon } from '../../../main/protocols/saymon/adapter.ts';
import type { TestStep } from '../../../preload/contract/api.ts';
import { startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { targetOf } from '../line.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function server(url: string, change: Record<string, unknown> = {}) {
  const auth = { type: 'session', sessionId: 'session-1' };
  return { id: 'noc', name: 'NOC', protocol: 'saymon', enabled: true, muted: false, url, apiUrl: url, auth, ...change };
}

async function steps(settings: ReturnType<typeof server>, signal = new AbortController().signal): Promise<TestStep[]> {
  const said: TestStep[] = [];
  await saymon().test({ ...targetOf(settings), server: settings as never }, (step) => said.push(step), signal);
  return said;
}

function told(said: readonly TestStep[]): string[] {
  return said.map(({ name, state, why }) => `${name} ${state}${why === null ? '' : ` ${why.code}`}`);
}

test('each step passes, the last one by what is open', async () => {
  const stand = await startSaymon();
  closing.push(() => stand.close());
  stand.openIncident();
  expect(told(await steps(server(stand.url)))).toEqual([
    'name passed',
    'reach passed',
    'connect passed',
    'sign-in passed',
    'subscribe passed',
    'event passed',
  ]);
  await until('gone', () => stand.subscriptions().length === 0);
});

test('a quiet server is no fault', async () => {
  const stand = await startSaymon();
  closing.push(() => stand.close());
  expect(told(await steps(server(stand.url))).at(-1)).toBe('event skipped');
});

test('a name that is not known', async () => {
  expect(told(await steps(server('http://nowhere.invalid')))).toEqual(['name failed name']);
});

test('nobody there', async () => {
  const stand = await startSaymon();
  await stand.close();
  expect(told(await steps(server(stand.url)))).toEqual(['name passed', 'reach failed refused']);
});

test.each(['middleware', 'error-event', 'silent'] as const)('a refused session: %s', async (refuse) => {
  const stand = await startSaymon();
  closing.push(() => stand.close());
  stand.refuse = refuse;
  expect(told(await steps(server(stand.url)))).toEqual(['name passed', 'reach passed', 'sign-in failed sign-in']);
});

test('a plain WebSocket server', async () => {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => socket.send('{"resource":"mq"}'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    http.close();
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  expect(told(await steps(server(url, { apiUrl: undefined })))).toEqual([
    'name passed',
    'reach passed',
    'connect failed plain-websocket',
  ]);
});

test('a server that knows no namespace `/` of ours', async () => {
  const http = createServer();
  const sockets = new SocketServer(http, { serveClient: false });
  sockets.use((_, next) => next(new Error('Invalid namespace')));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closing.push(() => sockets.close());
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  expect(told(await steps(server(url, { apiUrl: undefined })))).toEqual([
    'name passed',
    'reach passed',
    'connect failed namespace',
  ]);
});

test('a server that accepts and never answers', async () => {
  const http = createServer();
  http.on('upgrade', () => {});
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    http.closeAllConnections();
    http.close();
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  expect(told(await steps(server(url, { apiUrl: undefined })))).toEqual([
    'name passed',
    'reach passed',
    'connect failed time',
  ]);
});

test('it ends when it is called off', async () => {
  const stand = await startSaymon();
  closing.push(() => stand.close());
  const aborting = new AbortController();
  const testing = steps(server(stand.url), aborting.signal);
  await until('subscribed', () => stand.subscriptions().some(({ calls }) => calls.length > 0));
  aborting.abort();
  await testing;
  await until('gone', () => stand.subscriptions().length === 0);
});
