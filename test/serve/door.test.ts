import { readdir, readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Address, usualAddress } from '../../main/serve/address.ts';
import { openDoor } from '../../main/serve/door.ts';
import { dataDirectory, type RunningHost, startHost, tocsin } from '../host.ts';
import { until } from '../until.ts';

/** A door that nobody goes through. */
const untouched = {
  expectWindow: () => undefined,
  openWindow: () => {
    throw new Error('No window is opened here.');
  },
  exported: () => Promise.reject(new Error('Nothing is exported here.')),
  export: () => Promise.reject(new Error('Nothing is exported here.')),
};

let host: RunningHost;
let data: Awaited<ReturnType<typeof dataDirectory>>;
let port: number;
let token: string;

beforeAll(async () => {
  data = await dataDirectory({ version: 1 });
  host = await startHost(data.path);
  port = Number(new URL(host.url).port);
  token = new URL(host.url).hash.replace('#token=', '');
});
afterAll(async () => {
  await host.stop();
  await data.remove();
});

function fetched(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

const upgrade = (path: string, ...headers: readonly string[]) =>
  [`GET ${path} HTTP/1.1`, 'Connection: Upgrade', 'Upgrade: websocket', ...headers, '', ''].join('\r\n');

/** The first line of the answer to what is sent as it is; empty: the line was ended without one. */
function answered(sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    socket.setEncoding('utf8').on('data', (more: string) => (text += more));
    socket.on('close', () => resolve(text.split('\r\n', 1)[0] ?? ''));
    socket.on('error', reject);
  });
}

/** Opens the socket; what came, and how it ended. */
function entered(
  first: unknown,
  headers: Record<string, string> = { origin: `http://127.0.0.1:${port}` },
  then?: unknown,
) {
  return new Promise<{ code: number | null; status: number | null; said: string[] }>((resolve, reject) => {
    const said: string[] = [];
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { headers });
    socket.on('unexpected-response', (_, response) => resolve({ code: null, status: response.statusCode ?? 0, said }));
    socket.on('open', () => {
      if (first !== undefined) socket.send(typeof first === 'string' ? first : JSON.stringify(first));
      if (then !== undefined) socket.send(JSON.stringify(then));
    });
    socket.on('message', (bytes) => {
      said.push(String(bytes));
      socket.close();
    });
    socket.on('close', (code) => resolve({ code, status: null, said }));
    socket.on('error', (error) => {
      if (!error.message.includes('Unexpected server response')) reject(error);
    });
  });
}

describe('the loopback door', () => {
  it.each(['//', '//[', '//a:99999999', '/socket/', '/other'])(
    'refuses to upgrade at %s, whoever asks',
    async (path) => {
      const evil = ['Host: 127.0.0.1', 'Origin: http://evil.example'];
      const ours = [`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`];
      expect(await answered(upgrade(path, ...evil))).toBe('HTTP/1.1 403 Forbidden');
      expect(await answered(upgrade(path, ...ours))).toBe('HTTP/1.1 404 Not Found');
      expect(host.stderr()).not.toContain('does not know');
    },
  );

  it('goes on when whoever asked for a socket is gone before the answer', async () => {
    const closed = Array.from({ length: 50 }, () => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(upgrade('/other', 'Host: 127.0.0.1'), () => socket.resetAndDestroy());
      });
      return new Promise((resolve) => socket.on('close', resolve).on('error', () => undefined));
    });
    await Promise.all(closed);
    expect((await fetched('/')).status).toBe(200);
    expect(host.stderr()).not.toContain('does not know');
  });

  it('serves the window with the headers that keep foreign code out', async () => {
    const page = await fetched('/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Tocsin');
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:",
    );
    expect(page.headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it.each(['evil.example', 'evil.example:4747', '127.0.0.1.evil.example'])('refuses the Host %j', async (name) => {
    expect((await fetched('/', { host: name })).status).toBe(403);
  });

  it.each(['localhost:9', '[::1]:9', '127.0.0.1'])('takes the Host %j, as a tunnel has it', async (name) => {
    expect((await fetched('/', { host: name })).status).toBe(200);
  });

  it('refuses a page of another origin, also where it reads files', async () => {
    expect((await fetched('/', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await entered({ token }, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await entered({ token }, { origin: `https://127.0.0.1:${port}` })).status).toBe(403);
    expect((await entered({ token }, {})).status).toBe(403);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await fetched('/', {}, method)).status).toBe(405);
  });

  it.each([
    '/../../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/settings.json',
    '//etc/passwd',
    '/settings.json',
  ])('has nothing at %s', async (path) => {
    expect((await fetched(path)).status).toBe(404);
  });

  it('answers nobody without the token', async () => {
    const command = { id: 1, command: 'history.watch', input: { filter: {} } };
    expect(await entered(command)).toMatchObject({ code: 4401, said: [] });
    expect(await entered({ token: `${token}x` }, undefined, command)).toMatchObject({ code: 4401, said: [] });
    expect(await entered({ token: '' }, undefined, command)).toMatchObject({ code: 4401, said: [] });
    expect(await entered('not json', undefined, command)).toMatchObject({ code: 4401, said: [] });
  });

  it('ends a page that says nothing for 5 s', async () => {
    expect(await entered(undefined)).toMatchObject({ code: 4401, said: [] });
  });

  it('ends a page that sends too much at once', async () => {
    // 1006 where the reset comes before the reason.
    expect([1006, 1009]).toContain((await entered('x'.repeat(5_000_000))).code);
  });

  it('answers commands to whoever has the token, and says what is wrong with others', async () => {
    const answered = await entered({ token }, undefined, {
      id: 7,
      command: 'history.page',
      input: { filter: {}, before: 1 },
    });
    expect(JSON.parse(answered.said[0] ?? '')).toMatchObject({ id: 7, answer: { ok: true, value: { rows: [] } } });
    const unknown = await entered({ token }, undefined, { id: 8, command: 'files.delete', input: {} });
    expect(JSON.parse(unknown.said[0] ?? '')).toMatchObject({
      answer: { ok: false, error: { code: 'unknown-command' } },
    });
    const bad = await entered({ token }, undefined, { id: 9, command: 'history.event', input: { id: 'one' } });
    expect(JSON.parse(bad.said[0] ?? '')).toMatchObject({ answer: { ok: false, error: { code: 'bad-input' } } });
    expect((await entered({ token }, undefined, { hello: true })).code).toBe(4400);
  });

  it('tells a page that its line stands, and nobody else', async () => {
    expect((await entered({ token }, undefined, { ping: 3 })).said).toEqual(['{"pong":3}']);
    expect(await entered({ ping: 3 })).toMatchObject({ code: 4401, said: [] });
  });

  it('keeps the token where only the user reads it', async () => {
    expect((await stat(join(data.path, 'serve-token'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(data.path, 'control.sock'))).mode & 0o777).toBe(0o600);
    const commandLine = await readFile(`/proc/${host.pid}/cmdline`, 'utf8');
    expect(commandLine).not.toContain(token);
    expect(host.stderr()).not.toContain(token);
    for (const name of await readdir(join(data.path, 'logs'))) {
      expect(await readFile(join(data.path, 'logs', name), 'utf8')).not.toContain(token);
    }
  });
});

describe('tocsin serve', () => {
  it.each(['0.0.0.0:4747', '192.168.1.5:80', '[::]:4747', 'example.com:80'])(
    'refuses to listen on %s',
    async (listen) => {
      const { code, stderr, stdout } = await tocsin(['serve', '--data-dir', data.path, '--listen', listen]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).toContain('ssh -L');
    },
  );

  it('says that another host holds the data directory, and which', async () => {
    const { code, stderr } = await tocsin(['serve', '--data-dir', data.path, '--listen', '127.0.0.1:0']);
    expect(code).toBe(3);
    expect(stderr).toContain(`(process ${host.pid}) holds the data directory ${data.path}`);
    // One that hangs cannot say who it is.
    process.kill(host.pid, 'SIGSTOP');
    const hanging = await tocsin(['serve', '--data-dir', data.path, '--listen', '127.0.0.1:0']);
    process.kill(host.pid, 'SIGCONT');
    expect(hanging.code).toBe(3);
    expect(hanging.stderr).toContain(`The host (process ${host.pid}) holds `);
  });

  it('ends with 2 when the port that was asked for is taken', async () => {
    const other = await dataDirectory({ version: 1 });
    const { code, stderr } = await tocsin(['serve', '--data-dir', other.path, '--listen', `127.0.0.1:${port}`]);
    expect(code).toBe(2);
    expect(stderr).toContain('The address is taken');
    await other.remove();
  });

  it('takes a free port when the usual one is taken, which nobody asked for', async () => {
    const taken: Address = { ...usualAddress, port, asked: false };
    const door = await openDoor(taken, token, new Map(), untouched, () => undefined);
    expect(door.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(door.origin).not.toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(door.origin)).status).toBe(404);
    await door.close();
    expect(usualAddress).toEqual({ host: '127.0.0.1', port: 4747, asked: false });
  });

  it('prints one line and nothing else on standard output with --json, to its end', async () => {
    const other = await dataDirectory({ version: 1, servers: 'none' });
    const run = await startHost(other.path);
    let more = '';
    run.child.stdout?.on('data', (text: string) => (more += text));
    await until('a line of the log', () => run.stderr() !== '');
    expect(await run.stop()).toBe(0);
    expect(more).toBe('');
    await other.remove();
  });

  it('keeps its token across restarts, makes a new one when asked, and ends with 0', async () => {
    const other = await dataDirectory({ version: 1 });
    const tokens: string[] = [];
    for (const args of [[], [], ['--new-token']]) {
      const run = await startHost(other.path, process.env, args);
      tokens.push(new URL(run.url).hash);
      expect(await run.stop()).toBe(0);
    }
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
    await other.remove();
  });

  it('takes over what a killed host left behind', async () => {
    const other = await dataDirectory({ version: 1 });
    await (await startHost(other.path)).kill();
    const again = await startHost(other.path);
    expect(await again.stop()).toBe(0);
    await other.remove();
  });

  it('ends though somebody who was refused sends on and never closes', async () => {
    const other = await dataDirectory({ version: 1 });
    const refusing = await startHost(other.path);
    const socket = connect({ port: Number(new URL(refusing.url).port), host: '127.0.0.1', allowHalfOpen: true }, () => {
      socket.write(`${upgrade('/other', 'Host: 127.0.0.1')}${'x'.repeat(200_000)}`);
    });
    socket.on('error', () => undefined);
    await until('the refusal', () => socket.bytesRead > 0 || socket.destroyed);
    expect(await refusing.stop()).toBe(0);
    socket.destroy();
    await other.remove();
  });
});
