import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openNet } from '../../main/connections/net.ts';
import { reach } from '../../main/protocols/reach.ts';
import { saymon } from '../../main/protocols/saymon/adapter.ts';
import type { ServerSettings, TestStep } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { targetOf } from './line.ts';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-reach-'));
afterAll(() => rmSync(folder, { recursive: true }));
const args = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test';
execFileSync(
  'openssl',
  [...args.split(' '), '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', 'test.key', '-out', 'test.pem'],
  { cwd: folder, stdio: 'ignore' },
);
const cert = readFileSync(join(folder, 'test.pem'), 'utf8');
const key = readFileSync(join(folder, 'test.key'), 'utf8');

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Its host and port, and how many are connected to it now. */
async function listening(server: Server): Promise<{ readonly host: string; readonly open: () => number }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, open: () => sockets.size };
}

function settings(url: string, tls: object = {}): ServerSettings {
  return { id: 'noc', name: 'NOC', protocol: 'saymon', enabled: true, muted: false, url, tls };
}

async function steps(server: ServerSettings, clock?: FakeClock, signal = new AbortController().signal) {
  const said: TestStep[] = [];
  const net = openNet(server);
  const target = targetOf(server, { net, ...(clock === undefined ? {} : { clock }) });
  const stood = await reach(target, (step) => said.push(step), signal);
  return { stood, said: said.map(({ name, state, why }) => `${name} ${state}${why === null ? '' : ` ${why.code}`}`) };
}

test('an address that is not encrypted is reached, and let go', async () => {
  const { host, open } = await listening(createPlainServer());
  expect(await steps(settings(`ws://${host}`))).toEqual({ stood: true, said: ['reach passed'] });
  await until('nobody connected', () => open() === 0);
});

test('an encrypted one is reached and encrypted, and let go', async () => {
  const { host, open } = await listening(createSecureServer({ cert, key }));
  const said = ['reach passed', 'tls passed'];
  expect(await steps(settings(`https://${host}`, { ca: cert }))).toEqual({ stood: true, said });
  expect(await steps(settings(`wss://${host}`, { rejectUnauthorized: false }))).toEqual({ stood: true, said });
  await until('nobody connected', () => open() === 0);
});

test('a certificate of an authority that is not trusted stops at the encryption', async () => {
  const { host } = await listening(createSecureServer({ cert, key }));
  const said = ['reach passed', 'tls failed authority'];
  expect(await steps(settings(`https://${host}`))).toEqual({ stood: false, said });
});

test('so does a server without TLS behind an address with it', async () => {
  const { host } = await listening(createPlainServer());
  expect(await steps(settings(`https://${host}`))).toEqual({ stood: false, said: ['reach passed', 'tls failed tls'] });
});

test('one that accepts and says nothing is given 5 s', async () => {
  const { host, open } = await listening(createServer((socket) => void socket.resume()));
  const clock = new FakeClock(0);
  const trying = steps(settings(`https://${host}`), clock);
  await until('it to be connected', () => open() === 1);
  await clock.tick(5_000);
  expect(await trying).toEqual({ stood: false, said: ['reach passed', 'tls failed time'] });
});

test('it says nothing more when it is called off', async () => {
  const { host, open } = await listening(createServer((socket) => void socket.resume()));
  const aborting = new AbortController();
  const trying = steps(settings(`https://${host}`), undefined, aborting.signal);
  await until('it to be connected', () => open() === 1);
  aborting.abort();
  const { stood, said } = await trying;
  expect(stood).toBe(false);
  expect(said).not.toContain('tls failed broken');
  await until('nobody connected', () => open() === 0);
});

test('a line that an agent makes is left to it', async () => {
  const server = { ...settings('https://127.0.0.1:9'), proxy: 'http://127.0.0.1:9' };
  expect(await steps(server)).toEqual({ stood: true, said: [] });
});

test('a sign-in elsewhere that is refused does not hide that nobody is at the address of the line', async () => {
  const stand = await startSaymon();
  closing.push(() => stand.close());
  const auth = { type: 'password', login: 'nobody', password: 'wrong' };
  const server = (url: string) => ({ ...settings(url), apiUrl: stand.url, auth }) as never;
  const told = async (url: string) => {
    const said: string[] = [];
    const { signal } = new AbortController();
    await saymon().test(
      { ...targetOf(settings(url)), server: server(url) },
      (s) => said.push(`${s.name} ${s.state}`),
      signal,
    );
    return said;
  };
  expect(await told('http://127.0.0.1:9')).toEqual(['name passed', 'reach failed']);
  expect(await told(stand.url)).toEqual(['name passed', 'reach passed', 'sign-in failed']);
});
