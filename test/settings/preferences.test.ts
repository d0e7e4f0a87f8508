import { describe, expect, it } from 'vitest';
import { noc, world } from './world.ts';

const signIn = { url: 'http://proxy.example:3128', login: 'me', password: 'hunter2' };

describe('a preference', () => {
  it('is as it was at first once it is reset, and says what that is', async () => {
    const made = world();
    made.write({ toasts: { maxPerMinute: 60, previews: false } });
    const store = await made.open();
    expect(store.visiblePreferences().defaults.toasts.maxPerMinute).toBe(10);
    expect(await store.change({}, ['toasts.maxPerMinute'])).toEqual([]);
    expect(store.current().toasts).toMatchObject({ maxPerMinute: 10, previews: false });
    expect(await store.change({}, ['toasts.previews', 'quietHours.timeZone'])).toEqual([]);
    expect(made.saved()).toEqual({ version: 1 });
  });

  it('is reset to what the policy gives', async () => {
    const made = world();
    made.write({ toasts: { maxPerMinute: 60 } });
    made.writePolicy({ defaults: { toasts: { maxPerMinute: 20 } } });
    const store = await made.open();
    expect(store.visiblePreferences().defaults.toasts.maxPerMinute).toBe(20);
    await store.change({}, ['toasts.maxPerMinute']);
    expect(store.current().toasts.maxPerMinute).toBe(20);
  });

  it('that the policy has is not reset, and what the user had set stays under it', async () => {
    const made = world();
    made.write({ toasts: { maxPerMinute: 60, previews: false } });
    made.writePolicy({ enforced: { toasts: { maxPerMinute: 5 } } });
    const store = await made.open();
    for (const path of ['toasts.maxPerMinute', 'toasts', 'toasts.maxPerMinute.more']) {
      const [fault] = await store.change({ toasts: { previews: true } }, [path]);
      expect(fault).toMatchObject({ path, text: `Your administrator has set this (${made.policyFile})` });
    }
    expect(made.saved()['toasts']).toEqual({ maxPerMinute: 60, previews: false });
    expect(await store.change({}, ['toasts.previews'])).toEqual([]);
    expect(made.saved()['toasts']).toEqual({ maxPerMinute: 60 });
  });

  it.each(['servers', 'servers.noc', 'rules', 'version', '', '__proto__', '__proto__.toasts'])(
    'alone is reset: not %j',
    async (path) => {
      const made = world();
      made.write({ servers: [noc], toasts: { previews: false } });
      const store = await made.open();
      const before = made.text();
      expect(await store.change({ toasts: { previews: true } }, [path])).toEqual([
        { path, text: 'There is no such setting' },
      ]);
      expect(made.text()).toBe(before);
    },
  );

  it('is reset without a trace of places that are none', async () => {
    const made = world();
    made.write({ toasts: { previews: false } });
    const store = await made.open();
    expect(await store.change({}, ['toasts.__proto__.x', 'toasts.nothing.below', 'history.keepDays'])).toEqual([]);
    expect(made.saved()).toEqual({ version: 1, toasts: { previews: false } });
  });

  it('that has no value of its own can be taken away again', async () => {
    const made = world();
    const store = await made.open();
    await store.change({ quietHours: { timeZone: 'Europe/Berlin' } });
    expect(store.current().quietHours.timeZone).toBe('Europe/Berlin');
    await store.change({}, ['quietHours.timeZone']);
    expect(store.current().quietHours.timeZone).toBeUndefined();
  });
});

describe('the proxy of the network', () => {
  it('is that of servers that name none, and of no server on this computer', async () => {
    const made = world();
    const urls = ['http://localhost:1', 'ws://127.0.0.2:1', 'http://[::1]:1', 'https://noc.localhost'];
    made.write({
      servers: [
        noc,
        { ...noc, id: 'own', proxy: 'none' },
        ...urls.map((url, index) => ({ ...noc, id: `here-${index}`, url })),
        { ...noc, id: 'not-here', url: 'https://127.0.0.1.example' },
      ],
    });
    const store = await made.open();
    const proxies = () => store.current().servers.map(({ id, proxy }) => `${id} ${proxy}`);
    const here = urls.map((_, index) => `here-${index} undefined`);
    expect(proxies()).toEqual(['noc system', 'own none', ...here, 'not-here system']);
    expect(await store.change({ network: { proxy: 'http://proxy.example:3128' } })).toEqual([]);
    expect(proxies()[0]).toBe('noc http://proxy.example:3128');
    expect(proxies()[1]).toBe('own none');
    // What a form shows of a server is its own.
    expect(store.visibleServers()[0]).not.toHaveProperty('proxy');
    expect(await store.tryServer({ ...noc, id: 'new' })).toMatchObject({
      server: { proxy: 'http://proxy.example:3128' },
    });
  });

  it('keeps its password where no window, file or export shows it', async () => {
    const made = world();
    made.write({ servers: [noc] });
    const store = await made.open();
    expect(await store.change({ network: { proxy: signIn } })).toEqual([]);
    const stored = { url: signIn.url, login: 'me', password: { stored: expect.any(String) } };
    expect(made.saved()['network']).toEqual({ proxy: stored });
    expect(made.secrets()).toContain('hunter2');
    expect(store.visiblePreferences().preferences.network).toEqual({ proxy: stored });
    expect(JSON.stringify(await store.export(false))).not.toContain('hunter2');
    expect((await store.export(false))['network']).toEqual({ proxy: { url: signIn.url, login: 'me' } });
    expect((await store.export(true))['network']).toEqual({ proxy: signIn });
    const [server] = store.current().servers;
    expect(server === undefined ? null : await store.resolve(server)).toMatchObject({ server: { proxy: signIn } });
  });

  it('has its password from a file that was written by hand, and one of a policy is not shown', async () => {
    const made = world();
    made.write({ network: { proxy: signIn } });
    await made.open();
    expect(made.text()).not.toContain('hunter2');
    expect(made.secrets()).toEqual(['hunter2']);
    const other = world();
    other.writePolicy({ enforced: { network: { proxy: signIn } } });
    const store = await other.open();
    expect(JSON.stringify(store.visiblePreferences())).not.toContain('hunter2');
    expect(store.locked().paths).toContain('network.proxy.password');
  });

  it('comes back with its password within 30 s, and gives it up after that', async () => {
    const made = world();
    const store = await made.open();
    await store.change({ network: { proxy: signIn } });
    const before = store.visiblePreferences().preferences.network.proxy;
    await store.change({ network: { proxy: 'none' } });
    await made.clock.tick(29_000);
    await store.change({ network: { proxy: before } }, ['network.proxy']);
    await made.clock.tick(60_000);
    await store.restoreServer('nobody');
    expect((await store.export(true))['network']).toEqual({ proxy: signIn });
    await store.change({ network: { proxy: 'none' } });
    expect(made.secrets()).toEqual(['hunter2']);
    await made.clock.tick(31_000);
    await store.restoreServer('nobody');
    expect(made.secrets()).toEqual([]);
    await store.close();
  });

  it('gives a replaced password up also when Tocsin ends before', async () => {
    const made = world();
    const store = await made.open();
    await store.change({ network: { proxy: signIn } });
    await store.change({ network: { proxy: { ...signIn, password: 'hunter3' } } });
    expect(made.secrets().toSorted()).toEqual(['hunter2', 'hunter3']);
    await store.close();
    expect(made.secrets()).toEqual(['hunter3']);
  });

  it.each([
    ['http://me:hunter2@proxy.example'],
    ['socks5://proxy.example'],
    ['proxy.example:3128'],
    [''],
    [{ url: 'http://proxy.example', login: '' }],
    [{ login: 'me', password: 'hunter2' }],
  ])('is refused with what to give: %j', async (proxy) => {
    const store = await world().open();
    const [fault] = await store.change({ network: { proxy } });
    expect(fault?.path).toMatch(/^network\.proxy/);
    expect(fault?.text).toContain('Give the address of a proxy, such as http://proxy.example:3128');
    expect(fault?.text).not.toContain('hunter2');
  });
});
