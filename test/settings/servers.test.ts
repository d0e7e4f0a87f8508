import { describe, expect, it } from 'vitest';
import { noc, world } from './world.ts';

async function tokenOf(store: Awaited<ReturnType<ReturnType<typeof world>['open']>>, id = 'noc') {
  const server = store.current().servers.find((each) => each.id === id);
  const resolved = server === undefined ? null : await store.resolve(server);
  return resolved !== null && 'server' in resolved ? (resolved.server['auth'] as { token?: string }).token : resolved;
}

describe('a saved server', () => {
  it('is in the file with what was said, without secrets and without defaults', async () => {
    const made = world();
    const store = await made.open();
    const form = {
      ...noc,
      name: 'noc',
      enabled: true,
      muted: false,
      subscriptions: { incidents: true, stat: ['1:a'] },
    };
    expect(await store.saveServer(form)).toEqual([]);
    expect(made.saved()).toEqual({
      version: 1,
      servers: [
        {
          id: 'noc',
          protocol: 'plant',
          url: noc.url,
          auth: { type: 'token', token: { stored: expect.any(String) } },
          subscriptions: { stat: ['1:a'] },
        },
      ],
    });
    expect(made.secrets()).toEqual(['hunter2']);
    expect(JSON.stringify(store.visibleServers())).not.toContain('hunter2');
    expect(store.current().servers).toMatchObject([{ ...form, auth: { type: 'token' } }]);
  });

  it('stays the same when its form is saved as it came', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer({ ...noc, headers: { 'X-Key': 'hunter3' }, watches: [{ label: 'a', key: 'hunter4' }] });
    const before = made.saved();
    const [form] = store.visibleServers();
    expect(await store.saveServer({ ...form })).toEqual([]);
    expect(made.saved()).toEqual(before);
    expect(made.secrets().toSorted()).toEqual(['hunter2', 'hunter3', 'hunter4']);
  });

  it('has a new secret in the place of the old one, which goes', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    await store.saveServer({ ...store.visibleServers()[0], auth: { type: 'token', token: 'hunter3' } });
    expect(made.secrets()).toEqual(['hunter3']);
    expect(await tokenOf(store)).toBe('hunter3');
    await store.saveServer({ ...store.visibleServers()[0], auth: { type: 'none' } });
    expect(made.secrets()).toEqual([]);
  });

  it('does not take the secret of another one with it', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    await store.saveServer({ ...store.visibleServers()[0], id: 'two' });
    await store.saveServer({ ...noc, auth: { type: 'none' } });
    expect(await tokenOf(store, 'two')).toBe('hunter2');
  });

  it('loses a field that the form no longer has', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer({ ...noc, apiUrl: 'https://api.example', muted: true });
    await store.saveServer(noc);
    expect(store.current().servers[0]).not.toHaveProperty('apiUrl');
    expect(store.current().servers[0]?.muted).toBe(false);
  });

  it.each([
    ['id', { ...noc, id: '../x' }],
    ['url', { ...noc, url: 'https://me:hunter2@noc.example' }],
    ['apiUrl', { ...noc, apiUrl: 'https://me:hunter2@noc.example' }],
    ['auth.token', { ...noc, auth: { type: 'token' } }],
    ['protocol', { ...noc, protocol: 'x' }],
    ['watches.0.key', { ...noc, watches: [{ label: 'a', key: 5 }] }],
  ])('that does not fit is told at its field, and nothing is written: %s', async (path, server) => {
    const made = world();
    made.write({ toasts: { previews: false } });
    const store = await made.open();
    const before = made.text();
    const faults = await store.saveServer(server);
    expect(faults.map((fault) => fault.path)).toEqual([path]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
    expect(made.text()).toBe(before);
    expect(made.secrets()).toEqual([]);
    expect((await store.tryServer(server)).faults.map((fault) => fault.path)).toEqual([path]);
  });

  it('is tried with its secrets and written nowhere', async () => {
    const made = world();
    const store = await made.open();
    expect(await store.tryServer(noc)).toMatchObject({ faults: [], server: { auth: { token: 'hunter2' } } });
    expect(made.secrets()).toEqual([]);
    expect(store.current().servers).toEqual([]);
    await store.saveServer(noc);
    const tried = await store.tryServer({ ...store.visibleServers()[0], url: 'https://other.example' });
    expect(tried.server).toMatchObject({ url: 'https://other.example', auth: { token: 'hunter2' } });
    expect(await store.tryServer({ ...noc, auth: { type: 'token', token: { stored: 'nothing' } } })).toEqual({
      faults: [{ path: 'auth.token', text: 'This secret cannot be read here: enter it again' }],
      server: null,
    });
  });
});

describe('a removed server', () => {
  it('comes back at its place with its secrets within 30 seconds', async () => {
    const made = world();
    const store = await made.open();
    for (const id of ['a', 'noc', 'z']) await store.saveServer({ ...noc, id });
    const before = made.text();
    expect(await store.removeServer('noc')).toBe(true);
    expect(store.current().servers.map(({ id }) => id)).toEqual(['a', 'z']);
    await made.clock.tick(29_000);
    expect(await store.restoreServer('noc')).toBe(true);
    expect(made.text()).toBe(before);
    await made.clock.tick(60_000);
    await made.noticed(store);
    expect(await tokenOf(store)).toBe('hunter2');
    expect(await store.restoreServer('noc')).toBe(false);
  });

  it('is gone with its secrets after that', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    await store.removeServer('noc');
    expect(made.secrets()).toEqual(['hunter2']);
    await made.clock.tick(30_000);
    expect(await store.restoreServer('noc')).toBe(false);
    expect(made.secrets()).toEqual([]);
    expect(made.saved()).toEqual({ version: 1, servers: [] });
  });

  it('is gone with its secrets when the host ends', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    await store.removeServer('noc');
    await store.close();
    expect(made.secrets()).toEqual([]);
  });

  it('that was set up anew and removed again has 30 seconds of its own', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    await store.removeServer('noc');
    await made.clock.tick(20_000);
    expect(await store.saveServer({ ...noc, auth: { type: 'token', token: 'hunter3' } })).toEqual([]);
    expect(await store.restoreServer('noc')).toBe(false);
    await store.removeServer('noc');
    await made.clock.tick(20_000);
    expect(await store.restoreServer('noc')).toBe(true);
    expect(await tokenOf(store)).toBe('hunter3');
  });

  it('that was restored and removed again has 30 seconds of its own', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    await store.removeServer('noc');
    await made.clock.tick(20_000);
    await store.restoreServer('noc');
    await store.removeServer('noc');
    await made.clock.tick(20_000);
    expect(await store.restoreServer('noc')).toBe(true);
    expect(await tokenOf(store)).toBe('hunter2');
  });

  it('must be there', async () => {
    expect(await (await world().open()).removeServer('nobody')).toBe(false);
  });
});

describe('a change', () => {
  it('merges by field and writes no defaults', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    let heard = 0;
    const unlisten = store.listen(() => heard++);
    expect(await store.change({ toasts: { maxPerMinute: 3, previews: true } })).toEqual([]);
    expect(await store.change({ history: { streams: { keepDays: 2 } } })).toEqual([]);
    expect(await store.change({ servers: [{ id: 'noc', muted: true, enabled: true }] })).toEqual([]);
    expect(heard).toBe(3);
    unlisten();
    expect(made.saved()).toMatchObject({ toasts: { maxPerMinute: 3 }, history: { streams: { keepDays: 2 } } });
    expect(made.text()).not.toMatch(/previews|enabled|keepRows/);
    expect(store.current().servers).toMatchObject([{ id: 'noc', muted: true, url: noc.url }]);
    expect(await tokenOf(store)).toBe('hunter2');
    await store.change({ toasts: { maxPerMinute: 10 }, servers: [{ id: 'noc', muted: false }] });
    expect(made.text()).not.toMatch(/maxPerMinute|muted/);
    expect(heard).toBe(3);
  });

  it.each([
    ['toasts.maxPerMinute', { toasts: { maxPerMinute: 0 } }],
    ['toasts', { toasts: null }],
    ['history.streams.keepDays', { history: { streams: { keepDays: 1.5 } } }],
    ['servers', { servers: { noc: {} } }],
    ['servers', { servers: ['noc'] }],
    ['servers', { servers: [{ muted: true }] }],
    ['servers', { servers: [{ id: 'noc' }, { id: 'noc' }] }],
    ['servers.noc.url', { servers: [{ id: 'noc', url: 'x' }] }],
    ['servers.ghost.protocol', { servers: [{ id: 'ghost', muted: true }] }],
  ])('that does not fit is told at its path, and nothing is written: %s', async (path, change) => {
    const made = world();
    made.write({ servers: [noc], history: { keepDays: 3 } });
    const store = await made.open();
    const before = made.text();
    expect((await store.change(change)).map((fault) => fault.path)).toEqual([path]);
    expect(made.text()).toBe(before);
  });

  it('cannot make the file one of another version', async () => {
    const made = world();
    const store = await made.open();
    await store.change({ version: 2, toasts: { previews: false } });
    expect(made.saved()['version']).toBe(1);
  });

  it('follows the other one', async () => {
    const made = world();
    const store = await made.open();
    await Promise.all([
      store.change({ toasts: { maxPerMinute: 3 } }),
      store.saveServer(noc),
      store.change({ toasts: { previews: false } }),
      store.saveServer({ ...noc, id: 'two' }),
    ]);
    expect(made.saved()).toMatchObject({
      toasts: { maxPerMinute: 3, previews: false },
      servers: [{ id: 'noc' }, { id: 'two' }],
    });
  });
});
