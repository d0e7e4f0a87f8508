import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UnusableFile } from '../../main/settings/unusable.ts';
import { utf16, windows1251 } from './encodings.ts';
import { codes, noc, sentences, world } from './world.ts';

describe('the start', () => {
  it('without a file has the built-in settings and writes nothing', async () => {
    const made = world();
    const store = await made.open();
    expect(store.current()).toEqual({
      version: 1,
      servers: [],
      rules: [],
      defaultRules: [],
      network: { proxy: 'system' },
      quietHours: {
        enabled: false,
        windows: [{ from: '22:00', to: '06:00' }],
        passSeverity: 'critical',
        passConnectionLost: true,
      },
      connections: { lostMinutes: 2, stillLostMinutes: 15 },
      toasts: {
        driver: 'auto',
        previews: true,
        maxPerMinute: 10,
        sounds: { ok: 'desktop', info: 'desktop', warning: 'desktop', error: 'desktop', critical: 'alarm' },
        repeatCritical: false,
        click: 'window',
      },
      history: {
        keepDays: 90,
        keepRows: 1_000_000,
        streams: { keepDays: 7, keepRows: 200_000 },
        keepMegabytes: 2048,
      },
      secrets: { keep: 'auto' },
      start: { withSystem: false },
      updates: { enabled: true, source: null },
      appearance: { theme: 'system', language: 'system' },
      window: { closeSaid: false, greeted: false, singleKeys: true },
    });
    expect(store.notices()).toEqual([]);
    expect(store.locked()).toEqual({ paths: [], file: null });
    expect(() => statSync(made.file)).toThrow('ENOENT');
  });

  it('fills in what a server does not say', async () => {
    const made = world();
    made.write({ servers: [noc] });
    const [server] = (await made.open()).current().servers;
    expect(server).toMatchObject({
      name: 'noc',
      enabled: true,
      muted: false,
      subscriptions: { incidents: true, stat: [] },
    });
  });

  it('moves literals of secrets to the store, wherever they stand', async () => {
    const made = world();
    const server = {
      ...noc,
      headers: { 'X-Key': 'hunter3', 'X-Env': { env: 'KEY' } },
      tls: { passphrase: 'hunter4', ca: '/etc/ca.pem' },
      proxy: { url: 'http://proxy.example', login: 'me', password: 'hunter5' },
      watches: [{ label: 'first', key: 'hunter6' }],
    };
    made.write({ version: 1, servers: [server, { id: 'mill', protocol: 'mill', url: 'http://m', pin: 'hunter7' }] });
    const store = await made.open();
    expect(made.text()).not.toContain('hunter');
    expect(made.text()).toContain('"stored"');
    expect(made.secrets().toSorted()).toEqual(['hunter2', 'hunter3', 'hunter4', 'hunter5', 'hunter6', 'hunter7']);
    expect(JSON.stringify(store.visibleServers())).not.toContain('hunter');
    const [first] = store.current().servers;
    process.env['KEY'] = 'hunter8';
    expect(first && (await store.resolve(first))).toMatchObject({
      server: {
        auth: { token: 'hunter2' },
        headers: { 'X-Key': 'hunter3', 'X-Env': 'hunter8' },
        watches: [{ label: 'first', key: 'hunter6' }],
      },
    });
    delete process.env['KEY'];
    expect(first && (await store.resolve(first))).toEqual({
      cause: { code: 'secret-unreadable', params: { field: 'headers.X-Env (environment variable KEY)' } },
      path: 'headers.X-Env',
    });
    const again = made.text();
    await made.open();
    expect(made.text()).toBe(again);
  });

  it('moves a literal that stands beside a mistake as well', async () => {
    const made = world();
    made.write({ servers: [{ ...noc, auth: { type: 'password', login: 5, password: 'hunter2' } }] });
    const store = await made.open();
    expect(store.current().servers).toEqual([]);
    expect(made.text()).not.toContain('hunter2');
    expect(made.text()).toContain('"login": 5');
  });

  it('reads a secret from a file, and says which file cannot be read', async () => {
    const made = world();
    const path = `${made.directory}/token`;
    made.write({ servers: [{ ...noc, auth: { type: 'token', token: { file: path } } }] });
    const store = await made.open();
    const [server] = store.current().servers;
    expect(server && (await store.resolve(server))).toMatchObject({
      cause: { code: 'secret-unreadable', params: { field: `auth.token (file ${path})` } },
    });
    writeFileSync(path, 'hunter2\n');
    expect(server && (await store.resolve(server))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
  });

  it('keeps what it does not know', async () => {
    const made = world();
    made.write({ later: { a: [1] }, toasts: { previews: false, sound: 'bell' }, servers: [{ ...noc, colour: 'red' }] });
    const store = await made.open();
    await store.change({ toasts: { maxPerMinute: 3 } });
    expect(made.saved()).toMatchObject({
      later: { a: [1] },
      toasts: { previews: false, sound: 'bell', maxPerMinute: 3 },
      servers: [{ id: 'noc', colour: 'red' }],
    });
  });

  it('takes a byte order mark', async () => {
    const made = world();
    made.write(`\uFEFF${JSON.stringify({ toasts: { maxPerMinute: 3 } })}`);
    expect((await made.open()).current().toasts.maxPerMinute).toBe(3);
  });
});

describe('a file that cannot be used', () => {
  const nested = `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;

  it.each([
    ['is broken', '{\n  "servers": [\n    {"id": "noc", "auth": hunter2}', 'line 3, column 27: this is no JSON'],
    ['ends too early', '{"servers": [', 'line 1, column 14: the file ends too early'],
    ['is empty', '', 'line 1, column 1: the file ends too early'],
    ['is no object', '[1]', 'line 1, column 1: it is no JSON object'],
    ['is of a newer version', '{"version": 2, "hunter2": 1}', 'it is of version 2, this Tocsin reads version 1'],
    ['is nested too deeply', nested, 'line 1, column 207: this is nested too deeply'],
    ['is in another encoding', windows1251, 'it is not in UTF-8: save it in that encoding'],
    ['is in UTF-16', utf16, 'it is not in UTF-8: save it in that encoding'],
    ['is in UTF-16 without its mark', utf16.subarray(2), 'it is not in UTF-8: save it in that encoding'],
  ])('is set aside when it %s, and told', async (_, text, why) => {
    const made = world();
    made.write(text);
    const store = await made.open();
    const [aside = ''] = made.asides();
    expect(made.asides()).toHaveLength(1);
    expect(aside).toBe(`${made.file}.unusable-20261121T060000Z`);
    expect(readFileSync(aside)).toEqual(Buffer.from(text));
    expect(store.notices()).toEqual([{ code: 'settings-set-aside', params: { file: made.file, aside, text: why } }]);
    expect(made.logged.join()).toContain(why);
    expect(JSON.stringify([store.notices(), made.logged])).not.toContain('hunter2');
    expect(store.current().servers).toEqual([]);
    expect(await store.saveServer(noc)).toEqual([]);
    expect((await made.open()).current().servers).toHaveLength(1);
  });

  it('never takes the place of another one that was set aside', async () => {
    const made = world();
    for (const text of ['first', 'second', 'third']) {
      made.write(text);
      await made.open();
    }
    const texts = made.asides().map((path) => readFileSync(path, 'utf8'));
    expect(texts.toSorted()).toEqual(['first', 'second', 'third']);
  });

  it('ends the start when it cannot be read at all', async () => {
    const made = world();
    mkdirSync(made.file);
    await expect(made.open()).rejects.toThrow(UnusableFile);
    await expect(made.open()).rejects.toThrow(`The settings ${made.file} cannot be read: EISDIR`);
  });
});

describe('a server that does not fit', () => {
  it.each([
    ['a bad id', { ...noc, id: 'no c' }, 'servers.no c.id', 'Give letters, digits'],
    ['no id', { ...noc, id: undefined }, 'servers..id', 'Give this'],
    ['an unknown kind', { ...noc, protocol: 'nope' }, 'servers.noc.protocol', 'give one of plant, mill'],
    ['no kind', { ...noc, protocol: undefined }, 'servers.noc.protocol', 'Give the kind of server'],
    ['no address', { ...noc, url: undefined }, 'servers.noc.url', 'Give this'],
    ['what is no address', { ...noc, url: 'noc.example' }, 'servers.noc.url', 'This is no address'],
    ['an address of another kind', { ...noc, url: 'ftp://noc.example' }, 'servers.noc.url', 'Begin the address'],
    ['a sign-in in the address', { ...noc, url: 'https://me:hunter2@noc.example' }, 'servers.noc.url', 'its own field'],
    ['a sign-in without slashes', { ...noc, url: 'https:me:hunter2@noc.example' }, 'servers.noc.url', 'its own field'],
    ['a sign-in in another address', { ...noc, apiUrl: 'http://hunter2@api' }, 'servers.noc.apiUrl', 'its own field'],
    ['a sign-in in the proxy', { ...noc, proxy: 'http://me:hunter2@proxy' }, 'servers.noc.proxy', 'its own field'],
    ['a sign-in that does not fit', { ...noc, auth: { type: 'token' } }, 'servers.noc.auth.token', 'Give this'],
    [
      'a secret in an unknown form',
      { ...noc, auth: { type: 'token', token: 5 } },
      'servers.noc.auth.token',
      'does not fit',
    ],
    ['a header that is none', { ...noc, headers: { 'a b': 'x' } }, 'servers.noc.headers.a b', ''],
  ])('is left out and told, and the others go on: %s', async (_, server, path, text) => {
    const made = world();
    made.write({ servers: [server, { ...noc, id: 'other' }] });
    const store = await made.open();
    expect(store.current().servers.map(({ id }) => id)).toEqual(['other']);
    const [notice] = store.notices();
    expect(notice).toMatchObject({ code: 'setting-unusable', params: { path, file: made.file } });
    expect(notice?.params['text']).toContain(text);
    expect(made.logged.filter((line) => line.includes(path))).toHaveLength(1);
    expect(JSON.stringify([sentences(store), made.logged, store.visibleServers()])).not.toContain('hunter2');
    await store.change({ toasts: { previews: false } });
    expect(made.saved()['servers']).toHaveLength(2);
    expect(JSON.stringify(await store.export(false))).not.toContain('hunter2');
  });

  it('is the second one of two with one id', async () => {
    const made = world();
    made.write({ servers: [noc, { ...noc, name: 'twin' }] });
    const store = await made.open();
    expect(store.current().servers.map(({ name }) => name)).toEqual(['noc']);
    expect(sentences(store).join()).toContain('Another server has this id');
    await store.saveServer({ ...noc, name: 'changed' });
    expect(made.saved()['servers']).toMatchObject([{ name: 'changed' }, { name: 'twin' }]);
  });

  it('may be no object: it stays in the file', async () => {
    const made = world();
    made.write({ servers: ['noc', noc, 5] });
    const store = await made.open();
    expect(store.notices().map(({ params }) => params['path'])).toEqual(['servers.0', 'servers.2']);
    expect(made.saved()['servers']).toMatchObject(['noc', { id: 'noc' }, 5]);
  });

  it('may be no list at all: nothing is written over it before it is set aside', async () => {
    const made = world();
    const text = JSON.stringify({ servers: { noc } });
    made.write(text);
    const store = await made.open();
    expect(made.text()).toBe(text);
    expect(codes(store)).toEqual(['setting-unusable']);
    expect(JSON.stringify(await store.export(false))).not.toContain('hunter2');
    await store.saveServer(noc);
    expect(made.asides().map((path) => readFileSync(path, 'utf8'))).toEqual([text]);
    expect(made.saved()['servers']).toMatchObject([{ id: 'noc' }]);
    expect(codes(store)).toEqual(['settings-set-aside']);
  });
});

describe('a preference that does not fit', () => {
  it('counts as if the user had not set it', async () => {
    const made = world();
    made.writePolicy({ defaults: { toasts: { maxPerMinute: 4 } } });
    made.write({ toasts: { maxPerMinute: 'many', previews: false }, history: 5 });
    const store = await made.open();
    expect(store.current().toasts).toMatchObject({ driver: 'auto', previews: false, maxPerMinute: 4 });
    expect(store.current().history.keepDays).toBe(90);
    expect(store.notices().map(({ params }) => params['path'])).toEqual(['toasts.maxPerMinute', 'history']);
    expect(await store.change({ toasts: { previews: true } })).toMatchObject([{ path: 'toasts.maxPerMinute' }]);
    expect(await store.change({ toasts: { maxPerMinute: 7 }, history: {} })).toMatchObject([]);
    expect(store.notices()).toEqual([]);
  });
});
