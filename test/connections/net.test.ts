import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createSocketServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openNet, openProviderNet } from '../../main/connections/net.ts';
import { causeOf } from '../../main/protocols/causes.ts';
import { until } from '../until.ts';
import { server } from './scripted.ts';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-net-'));
const caFile = join(folder, 'ca.pem');

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
}

function selfSigned(name: string, ...more: readonly string[]): { readonly cert: string; readonly key: string } {
  const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', `${name}.key`];
  openssl('req', '-x509', ...keys, '-out', `${name}.pem`, '-days', '2', '-subj', `/CN=${name}`, ...more);
  const read = (kind: string) => readFileSync(join(folder, `${name}.${kind}`), 'utf8');
  return { cert: read('pem'), key: read('key') };
}

const local = ['-nodes', '-addext', 'subjectAltName=IP:127.0.0.1'];
const ours = selfSigned('ca', ...local);
const other = selfSigned('other', ...local);
const elsewhere = selfSigned('elsewhere', '-nodes', '-addext', 'subjectAltName=DNS:elsewhere.example');
const proxys = selfSigned('proxy', ...local);
const locked = selfSigned('locked', ...local.slice(1), '-passout', 'pass:open-sesame');

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
const pinOf = ({ cert }: { readonly cert: string }) => sha256(new X509Certificate(cert).raw);
const keyPinOf = ({ cert }: { readonly cert: string }) =>
  sha256(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }));

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closings.splice(0)) await close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listening(started: Server | ReturnType<typeof createSocketServer>): Promise<string> {
  const sockets = new Set<Socket>();
  started.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  closings.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        started.close(() => resolve());
      }),
  );
  return `127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const hello: RequestListener = (_request, answer) => void answer.end('hello');

async function plain(listener: RequestListener = hello): Promise<string> {
  return `http://${await listening(createServer(listener))}`;
}

async function secure(identity: { cert: string; key: string } = ours, more: object = {}): Promise<string> {
  return `https://${await listening(createSecureServer({ ...identity, ...more }, hello))}`;
}

/** A proxy that tunnels and forwards, and writes down what it was asked for. */
async function proxy(
  login: string | null = null,
  identity: { cert: string; key: string } | null = null,
): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const allowed = (request: IncomingMessage) =>
    login === null || request.headers['proxy-authorization'] === `Basic ${Buffer.from(login).toString('base64')}`;
  const forward: RequestListener = (request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    answer.writeHead(allowed(request) ? 200 : 407).end('forwarded');
  };
  const started = identity === null ? createServer(forward) : createSecureServer(identity, forward);
  started.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!allowed(request)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  return { url: `${identity === null ? 'http' : 'https'}://${await listening(started)}`, asked };
}

function netFor(url: string, settings: Readonly<Record<string, unknown>> = {}) {
  return openNet({ ...server, url, ...settings });
}

/** What a user would read of a request: the answer, or the code of the cause. */
async function outcome(url: string, settings: Readonly<Record<string, unknown>> = {}): Promise<string> {
  try {
    return (await netFor(url, settings).request(url)).body;
  } catch (error) {
    return causeOf(error, url).code;
  }
}

describe('a request', () => {
  it("brings method, headers and body, and the server's own headers", async () => {
    const url = await plain(async (request, answer) => {
      let body = '';
      for await (const part of request) body += part;
      const { 'x-own': own, 'x-one': one } = request.headers;
      answer.writeHead(201, { 'x-answer': 'yes' }).end(`${request.method} ${own} ${one} ${body}`);
    });
    const net = netFor(url, { headers: { 'x-own': 'own', 'x-one': 'replaced' } });
    const answer = await net.request(url, { method: 'POST', headers: { 'x-one': 'one' }, body: 'text' });
    expect(answer).toMatchObject({ status: 201, body: 'POST own one text', headers: { 'x-answer': 'yes' } });
  });

  it.each([
    ['that is never answered', () => undefined],
    ['whose answer stops halfway', (_request, answer) => void answer.write('half')],
  ] satisfies [string, RequestListener][])('%s ends in time', async (_what, listener) => {
    const url = await plain(listener);
    const startedAt = performance.now();
    const request = netFor(url).request(url, { timeoutMs: 200 });
    await expect(request).rejects.toMatchObject({
      code: 'ETIMEDOUT',
      message: expect.stringContaining('within 0.2 s'),
    });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('ends when it is given up', async () => {
    const url = await plain(() => undefined);
    const giveUp = new AbortController();
    const request = netFor(url).request(url, { signal: giveUp.signal });
    giveUp.abort();
    await expect(request).rejects.toMatchObject({ code: 'ABORT_ERR' });
  });

  it('refuses an answer of over 64 MiB, and takes one of just that', async () => {
    const part = Buffer.alloc(1024 * 1024, 'x');
    const url = await plain(async (request, answer) => {
      for (let sent = 0; sent < 64; sent++) answer.write(part);
      answer.end(request.url === '/more' ? 'x' : '');
    });
    const answer = await netFor(url).request(url, { timeoutMs: 20_000 });
    expect(answer.body).toHaveLength(64 * 1024 * 1024);
    await expect(netFor(url).request(`${url}/more`, { timeoutMs: 20_000 })).rejects.toThrow(/longer than 64 MiB/);
  });

  it('follows no redirect', async () => {
    let asked = false;
    const away = await plain((_request, answer) => {
      asked = true;
      answer.end();
    });
    const url = await plain((_request, answer) => void answer.writeHead(302, { location: away }).end());
    expect(await netFor(url).request(url)).toMatchObject({ status: 302 });
    expect(asked).toBe(false);
  });

  it('does not meet a socket from before a restart of the server', async () => {
    const ports = new Set<number | undefined>();
    const url = await plain((request, answer) => {
      ports.add(request.socket.remotePort);
      answer.end();
    });
    for (let time = 0; time < 3; time++) await netFor(url).request(url);
    expect(ports.size).toBe(3);
  });
});

describe('a certificate', () => {
  const wrong = pinOf(other);
  const colons = pinOf(ours)
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
  it.each([
    ['of an unknown authority', ours, {}, 'authority'],
    ['of an own authority as a file', ours, { ca: caFile }, 'hello'],
    ['of an own authority as text', ours, { ca: ours.cert }, 'hello'],
    ['of another authority', other, { ca: ours.cert }, 'authority'],
    ['that nobody checks', ours, { rejectUnauthorized: false }, 'hello'],
    ['for another name', elsewhere, { ca: elsewhere.cert }, 'certificate-name'],
    ['that is pinned, but of an unknown authority', ours, { pin: pinOf(ours) }, 'authority'],
    ['that is pinned, of an own authority', ours, { ca: ours.cert, pin: pinOf(ours) }, 'hello'],
    ['that is pinned in capitals with colons', ours, { ca: ours.cert, pin: colons }, 'hello'],
    ['that is pinned by its key', ours, { ca: ours.cert, pin: keyPinOf(ours) }, 'hello'],
    ['that is pinned, for another name', elsewhere, { ca: elsewhere.cert, pin: pinOf(elsewhere) }, 'hello'],
    ['that is not the pinned one', ours, { ca: ours.cert, pin: wrong }, 'tls'],
    ['that only the pin speaks for', ours, { pin: pinOf(ours), rejectUnauthorized: false }, 'hello'],
    ['that nobody else checks and that is not the pinned one', ours, { pin: wrong, rejectUnauthorized: false }, 'tls'],
  ])('%s', async (_what, identity, tls, expected) => {
    expect(await outcome(await secure(identity), { tls })).toBe(expected);
  });

  it('of ours is shown to a server that wants one', async () => {
    const url = await secure(ours, { requestCert: true, ca: [locked.cert], rejectUnauthorized: true });
    const tls = { ca: ours.cert, cert: locked.cert, key: locked.key, passphrase: 'open-sesame' };
    expect(await outcome(url, { tls })).toBe('hello');
    expect(await outcome(url, { tls: { ca: ours.cert } })).not.toBe('hello');
  });

  it('is compared before anything is sent', async () => {
    let heard = false;
    const started = createSecureServer(ours, (_request, answer) => {
      heard = true;
      answer.end();
    });
    const url = `https://${await listening(started)}`;
    expect(await outcome(url, { tls: { pin: wrong, rejectUnauthorized: false } })).toBe('tls');
    expect(heard).toBe(false);
  });

  it('that never comes does not hold a pinned line for ever', async () => {
    let closed = false;
    const mute = createSocketServer(
      (socket) =>
        void socket.resume().once('close', () => {
          closed = true;
        }),
    );
    const url = `https://${await listening(mute)}`;
    const net = netFor(url, { tls: { pin: wrong } });
    await expect(net.request(url, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    await until('the socket to be given up', () => closed);
  });

  it.each([
    ['the right pin', pinOf(ours), true],
    ['another pin', wrong, false],
  ])('guards a WebSocket and polling too: %s', async (_what, pin, expected) => {
    const started = createSecureServer(ours);
    const sockets = new SocketServer(started);
    const host = await listening(started);
    const url = `https://${host}`;
    const net = netFor(url, { tls: { pin, rejectUnauthorized: false } });
    for (const transport of ['websocket', 'polling']) {
      const { rejectUnauthorized } = net.tls;
      const agent = net.agent as unknown as string;
      const options = { transports: [transport], agent, rejectUnauthorized, forceNew: true, reconnection: false };
      const socket = io(url, options);
      const connected = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('connect_error', () => resolve(false));
      });
      expect([transport, connected]).toEqual([transport, expected]);
      socket.disconnect();
    }
    await sockets.close();
  });
});

describe('a setting that cannot be used', () => {
  const secret = 'MIIEvQIBADANBg';
  it.each([
    ['a file that is not there', { tls: { ca: '/nowhere/ca.pem' } }, 'tls.ca'],
    ['a key that is none', { tls: { cert: ours.cert, key: secret } }, 'tls.key'],
    ['a key of another certificate', { tls: { cert: ours.cert, key: other.key } }, 'tls'],
    ['a wrong passphrase', { tls: { cert: locked.cert, key: locked.key, passphrase: secret } }, 'tls'],
    ['a pin that is none', { tls: { pin: secret } }, 'tls.pin'],
    ['a proxy of a kind that is not known', { proxy: `socks5://user:${secret}@proxy:1080` }, 'proxy'],
    ['a proxy that is no address', { proxy: `http://[${secret}` }, 'proxy'],
  ])('says so, and nothing of its value: %s', (_what, settings, field) => {
    const open = () => netFor('https://noc.example', settings);
    expect(open).toThrow(expect.objectContaining({ why: expect.objectContaining({ code: 'settings' }) }));
    try {
      open();
    } catch (error) {
      const { why, message } = error as Error & { why: { params: { field: string } } };
      expect(why.params.field).toBe(field);
      expect(message + JSON.stringify(why)).not.toContain(secret);
    }
  });
});

describe('a proxy', () => {
  it('is not used unless it is wanted', async () => {
    const { url, asked } = await proxy();
    vi.stubEnv('http_proxy', url);
    vi.stubEnv('https_proxy', url);
    vi.stubEnv('no_proxy', '');
    const target = await plain();
    expect(await outcome(target)).toBe('hello');
    expect(await outcome(target, { proxy: 'none' })).toBe('hello');
    expect(asked).toEqual([]);
    expect(await outcome(target, { proxy: 'system' })).toBe('forwarded');
    vi.stubEnv('no_proxy', '127.0.0.1');
    expect(await outcome(target, { proxy: 'system' })).toBe('hello');
    expect(asked).toEqual([`GET ${target}/`]);
  });

  it('tunnels https, and the certificate is checked as without it', async () => {
    const { url, asked } = await proxy();
    const target = await secure();
    const tls = (settings: object) => outcome(target, { proxy: url, tls: settings });
    expect(await tls({ ca: ours.cert })).toBe('hello');
    expect(await tls({})).toBe('authority');
    expect(await tls({ pin: pinOf(ours), rejectUnauthorized: false })).toBe('hello');
    expect(await tls({ pin: pinOf(other), rejectUnauthorized: false })).toBe('tls');
    expect(new Set(asked)).toEqual(new Set([`CONNECT ${new URL(target).host}`]));
    const named = { ca: elsewhere.cert, pin: pinOf(elsewhere) };
    expect(await outcome(await secure(elsewhere), { proxy: url, tls: named })).toBe('hello');
  });

  it('is passed by where NO_PROXY says so, for every kind of address', async () => {
    const { url, asked } = await proxy();
    const way = { proxy: 'system', tls: { ca: ours.cert } };
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) vi.stubEnv(name, url);
    vi.stubEnv('no_proxy', '');
    const target = await secure();
    const { host } = new URL(target);
    for (const [names, passed] of [
      ['', true],
      ['elsewhere.example, .example', true],
      ['127.0.0.1:1', true],
      [host, false],
      ['elsewhere.example,127.0.0.1', false],
      ['*', false],
    ] as const) {
      vi.stubEnv('NO_PROXY', names);
      asked.length = 0;
      expect(await outcome(target, way)).toBe('hello');
      expect([names, asked]).toEqual([names, passed ? [`CONNECT ${host}`] : []]);
      const agents = ['ws', 'wss'].map((scheme) => netFor(`${scheme}://${host}`, way).agent !== undefined);
      expect([names, agents]).toEqual([names, [passed, passed]]);
    }
  });

  it.each([
    ['without TLS', null],
    ['with TLS of its own', proxys],
  ])('tunnels WebSockets, pinned or not, with TLS and without: a proxy %s', async (_what, identity) => {
    const before = getCACertificates('default');
    setDefaultCACertificates([...before, proxys.cert]);
    closings.push(async () => setDefaultCACertificates(before));
    const { url, asked } = await proxy(null, identity);
    for (const started of [createServer(), createSecureServer(ours)]) {
      const sockets = new WebSocketServer({ server: started });
      sockets.on('connection', (socket) => socket.send('hello'));
      const host = await listening(started);
      const address = `${started instanceof Server ? 'ws' : 'wss'}://${host}`;
      for (const tls of [{ ca: ours.cert }, { ca: ours.cert, pin: pinOf(ours) }]) {
        const net = netFor(address, { proxy: url, tls });
        const socket = new WebSocket(address, { agent: net.agent, handshakeTimeout: 3_000, ...net.tls });
        const said = await new Promise((resolve, reject) => {
          socket.once('message', (text) => resolve(String(text)));
          socket.once('error', reject);
        });
        expect(said).toBe('hello');
        expect(asked.at(-1)).toBe(`CONNECT ${host}`);
        socket.terminate();
      }
      if (address.startsWith('wss:')) {
        const net = netFor(address, { proxy: url, tls: { pin: pinOf(other), rejectUnauthorized: false } });
        const socket = new WebSocket(address, { agent: net.agent, handshakeTimeout: 3_000, ...net.tls });
        const error = await new Promise((resolve, reject) => {
          socket.once('open', () => reject(new Error('A certificate passed that is not the pinned one')));
          socket.once('error', resolve);
        });
        expect(causeOf(error, address).code).toBe('tls');
      }
      sockets.close();
    }
  });

  it.each([
    ['tunnelled', secure, 'hello'],
    ['forwarded', plain, 'forwarded'],
  ] as const)('is signed in to: %s', async (_what, start, expected) => {
    const { url } = await proxy('ops:p@ss:w%40rd/');
    const target = await start();
    const tls = { ca: ours.cert };
    const signIn = { url, login: 'ops', password: 'p@ss:w%40rd/' };
    expect(await outcome(target, { proxy: signIn, tls })).toBe(expected);
    const refused = await netFor(target, { proxy: url, tls }).request(target);
    expect(refused.status).toBe(407);
  });
});

describe('the way to the provider of a sign-in', () => {
  /** What a user would read of a request to a provider, of a server that is at `at`. */
  async function asked(url: string, at: string, settings: Readonly<Record<string, unknown>>): Promise<string> {
    try {
      return (await openProviderNet({ ...server, url: at, ...settings }, url).request(url)).body;
    } catch (error) {
      return causeOf(error, url).code;
    }
  }
  const away = 'https://noc.example:1234';

  it("brings the server's headers to its own address only", async () => {
    const url = await plain((request, answer) => void answer.end(request.headers['x-key'] ?? 'none'));
    const headers = { 'X-Key': 'hunter2' };
    expect(await asked(url, url, { headers })).toBe('hunter2');
    expect(await asked(url, 'http://127.0.0.1:1', { headers })).toBe('none');
    expect(await asked(url, url.replace('http', 'https'), { headers })).toBe('none');
  });

  it('trusts the CA file of the server beside the public authorities', async () => {
    const url = await secure();
    expect(await asked(url, away, {})).toBe('authority');
    expect(await asked(url, away, { tls: { ca: ours.cert } })).toBe('hello');
    expect(await asked(url, away, { tls: { ca: caFile } })).toBe('hello');
    expect(await asked(url, away, { tls: { ca: other.cert } })).toBe('authority');
  });

  it('neither wants the pin of the server elsewhere nor leaves a certificate unchecked', async () => {
    const url = await secure();
    expect(await asked(url, away, { tls: { ca: ours.cert, pin: pinOf(other) } })).toBe('hello');
    expect(await asked(url, away, { tls: { rejectUnauthorized: false } })).toBe('authority');
    expect(await asked(url, away, { tls: { pin: pinOf(ours), rejectUnauthorized: false } })).toBe('authority');
    expect(await asked(url, url, { tls: { pin: pinOf(ours), rejectUnauthorized: false } })).toBe('hello');
  });

  it("goes through the server's proxy", async () => {
    const { url: through, asked: heard } = await proxy();
    expect(await asked(await plain(), away, { proxy: through })).toBe('forwarded');
    expect(heard).toHaveLength(1);
  });
});
