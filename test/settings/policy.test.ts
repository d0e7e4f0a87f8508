import { chmodSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writableByUsers } from '../../main/settings/policy.ts';
import { policySchema } from '../../main/settings/policy-schema.ts';
import { UnusableFile } from '../../main/settings/unusable.ts';
import { utf16 } from './encodings.ts';
import { codes, kinds, noc, sentences, world } from './world.ts';

const fixed = { id: 'noc', protocol: 'plant', url: 'https://fixed.example', tls: { ca: '/etc/ca.pem' } };

describe('a policy', () => {
  it('lies under and over what the user sets', async () => {
    const made = world();
    made.writePolicy({
      defaults: { toasts: { driver: 'bell', maxPerMinute: 5 }, servers: [{ ...noc, id: 'all', name: 'Everybody’s' }] },
      enforced: { toasts: { previews: false }, servers: [fixed] },
    });
    made.write({
      toasts: { driver: 'mine', previews: true },
      servers: [
        { id: 'all', muted: true },
        { id: 'noc', url: 'https://elsewhere', auth: noc.auth },
      ],
    });
    const store = await made.open();
    expect(store.notices()).toEqual([]);
    expect(store.current().toasts).toMatchObject({ driver: 'mine', previews: false, maxPerMinute: 5 });
    expect(store.current().servers).toMatchObject([
      { id: 'all', name: 'Everybody’s', muted: true, url: noc.url },
      { id: 'noc', url: 'https://fixed.example', tls: { ca: '/etc/ca.pem' }, auth: { type: 'token' } },
    ]);
    expect(store.locked()).toEqual({
      paths: ['toasts.previews', 'servers.noc.protocol', 'servers.noc.url', 'servers.noc.tls.ca'],
      file: made.policyFile,
    });
    expect(JSON.stringify(store.visibleServers())).not.toContain('hunter2');
    const [all, own] = store.current().servers;
    expect(all && (await store.resolve(all))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
    expect(own && (await store.resolve(own))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
  });

  it('says at the field, and by which file, what cannot be changed', async () => {
    const made = world();
    made.writePolicy({ enforced: { toasts: { driver: 'bell' }, servers: [fixed] } });
    made.write({ servers: [{ id: 'noc', auth: noc.auth }] });
    const store = await made.open();
    const text = `Your administrator has set this (${made.policyFile})`;
    const form = { ...store.visibleServers()[0] };
    expect(await store.saveServer({ ...form, url: 'https://other' })).toEqual([{ path: 'url', text }]);
    expect(await store.saveServer({ ...form, tls: { ca: '/mine' } })).toEqual([{ path: 'tls.ca', text }]);
    expect(await store.change({ toasts: { driver: 'mine' } })).toEqual([{ path: 'toasts.driver', text }]);
    expect(await store.change({ servers: [{ id: 'noc', url: 'https://other' }] })).toEqual([
      { path: 'servers.noc.url', text },
    ]);
    expect((await store.import({ toasts: { driver: 'mine' } })).faults).toEqual([{ path: 'toasts.driver', text }]);
    expect((await store.tryServer({ ...form, url: 'https://other' })).server).toBeNull();
    expect(await store.removeServer('noc')).toBe(false);
    expect(await store.saveServer({ ...form, name: 'Mine', muted: true })).toEqual([]);
    expect(made.saved()['servers']).toMatchObject([{ id: 'noc', name: 'Mine', muted: true }]);
    expect(made.text()).not.toContain('fixed.example');
    expect(await store.change({ toasts: { driver: 'bell', previews: false } })).toEqual([]);
    expect(made.saved()['toasts']).toEqual({ previews: false });
  });

  it('is in force two seconds after it changed', async () => {
    const made = world();
    made.writePolicy({});
    const store = await made.open();
    let heard = 0;
    store.listen(() => heard++);
    made.writePolicy({ enforced: { toasts: { maxPerMinute: 2 } } });
    await made.noticed(store);
    expect(heard).toBe(1);
    expect(store.current().toasts.maxPerMinute).toBe(2);
    expect(store.locked().paths).toEqual(['toasts.maxPerMinute']);
  });

  it.each([
    ['breaks', '{"enforced": {', 'line 1, column 15: the file ends too early'],
    ['no longer fits', { enforced: { toasts: { maxPerMinute: 'x' } } }, 'line 4, enforced.toasts.maxPerMinute:'],
    ['is gone', null, 'ENOENT'],
  ])('stays in force as it last was when its file %s', async (_, text, why) => {
    const made = world();
    made.writePolicy({ enforced: { toasts: { maxPerMinute: 2 } } });
    const store = await made.open();
    if (text === null) rmSync(made.policyFile);
    else made.writePolicy(text);
    await made.noticed(store);
    expect(store.current().toasts.maxPerMinute).toBe(2);
    expect(store.locked().paths).toEqual(['toasts.maxPerMinute']);
    expect(codes(store)).toEqual(['policy-unusable']);
    expect(sentences(store).join()).toContain(why);
    expect(sentences(store).join()).not.toContain('line 0');
    expect(made.logged.join()).toContain(why);
    made.writePolicy({ enforced: { toasts: { maxPerMinute: 3 } } });
    await made.noticed(store);
    expect(store.notices()).toEqual([]);
    expect(store.current().toasts.maxPerMinute).toBe(3);
  });
});

describe('a server of a policy that lacks what only the user can give', () => {
  const part = { id: 'plant-1', name: 'Plant', protocol: 'plant', url: 'https://plant.example' };

  it.each([['enforced'], ['defaults']])('is told as such where the policy has it in %s', async (layer) => {
    const made = world();
    made.writePolicy({ [layer]: { servers: [part] } });
    const store = await made.open();
    expect(store.current().servers).toEqual([]);
    expect(store.unfinishedServers()).toEqual([
      { id: 'plant-1', name: 'Plant', protocol: 'plant', settings: expect.objectContaining(part) },
    ]);
    expect(store.notices()).toEqual([{ code: 'server-unfinished', params: { server: 'plant-1', name: 'Plant' } }]);
    expect(sentences(store).join()).toBe(
      'The server Plant was set up by your administrator and waits for your part, mostly the sign-in: Servers, Plant.',
    );
  });

  it('shows no secret of it, and is whole with what the user gives', async () => {
    const made = world();
    made.writePolicy({
      enforced: { servers: [{ ...part, auth: { type: 'password', password: 'hunter2' } }] },
    });
    const store = await made.open();
    const [server] = store.unfinishedServers();
    expect(JSON.stringify(store.unfinishedServers())).not.toContain('hunter2');
    const auth = { ...(server?.settings['auth'] as object), login: 'ops' };
    expect(await store.saveServer({ ...server?.settings, auth })).toEqual([]);
    expect(store.unfinishedServers()).toEqual([]);
    expect(store.notices()).toEqual([]);
    expect(store.current().servers).toMatchObject([{ id: 'plant-1', auth: { login: 'ops' } }]);
  });

  it.each<[string, object, object]>([
    ['the policy has a wrong value', { ...part, apiUrl: 7 }, {}],
    ['its kind is unknown', { ...part, protocol: 'loom' }, {}],
    ["it is the user's alone", { id: 'other' }, { ...part }],
    ['the user has a wrong value', part, { id: 'plant-1', auth: { type: 'token', token: 7 } }],
  ])('is unusable where %s', async (_, ofPolicy, own) => {
    const made = world();
    made.writePolicy({ defaults: { servers: [ofPolicy] } });
    if (Object.keys(own).length > 0) made.write({ version: 1, servers: [own] });
    const store = await made.open({ given: false });
    expect(store.unfinishedServers().map(({ id }) => id)).not.toContain('plant-1');
    expect(codes(store)).not.toEqual([]);
  });
});

describe('a policy given by hand that cannot be used', () => {
  const cases: readonly [what: string, policy: unknown, said: string][] = [
    ['is broken', '{\n  "enforced": {"a": hunter2}\n}', 'line 2, column 21: this is no JSON'],
    ['is no object', '[]', 'line 1, column 1: it is no JSON object'],
    ['is in another encoding', utf16, 'cannot be used: it is not in UTF-8: save it in that encoding'],
    ['has another part', { enforce: {} }, 'line 2, enforce: this is unknown'],
    ['has a part that is no object', { enforced: [] }, 'line 2, enforced: Give an object'],
    [
      'has a value that does not fit',
      { enforced: { toasts: { previews: 'no' } } },
      'line 4, enforced.toasts.previews: ',
    ],
    ['has servers that are no list', { enforced: { servers: {} } }, 'line 3, enforced.servers: '],
    [
      'has a server without id',
      { enforced: { servers: [{ url: 'https://a' }] } },
      'line 4, enforced.servers.0.id: Give this',
    ],
    [
      'has a server with a bad id',
      { enforced: { servers: [{ id: 'a b' }] } },
      'line 5, enforced.servers.0.id: Give letters',
    ],
    ['has a rule without id', { enforced: { rules: [{ name: 'x' }] } }, 'line 4, enforced.rules.0.id: '],
    [
      'has a server of an unknown kind',
      { defaults: { servers: [{ ...noc, protocol: 'x' }] } },
      'defaults.servers.0.protocol: There is no kind',
    ],
    [
      'has a server’s field that does not fit',
      { enforced: { servers: [{ id: 'noc', url: 5 }] } },
      'line 6, enforced.servers.0.url: ',
    ],
    [
      'has a kind’s field that does not fit',
      { enforced: { servers: [{ id: 'noc', protocol: 'plant', watches: 5 }] } },
      'line 7, enforced.servers.0.watches: ',
    ],
    [
      'has an address with a sign-in',
      { enforced: { servers: [{ id: 'noc', protocol: 'plant', apiUrl: 'https://me:hunter2@a' }] } },
      'enforced.servers.0.apiUrl: An address must not',
    ],
    ['is of another version', { enforced: { version: 2 } }, 'line 3, enforced.version: '],
  ];
  it.each(cases)('ends the start in one line when it %s', async (_, policy, said) => {
    const made = world();
    made.writePolicy(policy);
    const error: unknown = await made.open().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnusableFile);
    const { message } = error as Error;
    expect(message).toContain(`The policy ${made.policyFile} cannot be used: `);
    expect(message).toContain(said);
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain('\n');
    expect(made.logged).toEqual([]);
  });

  it('ends it when it is missing', async () => {
    await expect(world().open({ given: true })).rejects.toThrow(/policy\.json cannot be used: ENOENT/);
  });

  it('does not end it when it says only a part of a server', async () => {
    const made = world();
    made.writePolicy({
      enforced: {
        servers: [
          { id: 'noc', auth: { type: 'password' }, tls: {} },
          { id: 'mill', protocol: 'mill' },
        ],
      },
    });
    const store = await made.open();
    // What the user can give is no fault of the policy.
    expect(store.notices()).toEqual([
      { code: 'server-unfinished', params: { server: 'mill', name: 'mill' } },
      {
        code: 'setting-unusable',
        params: { path: 'servers.noc.protocol', text: expect.any(String), file: made.policyFile },
      },
    ]);
  });
});

describe('a policy in its own place', () => {
  it('may be absent', async () => {
    const store = await world().open({ given: false });
    expect(store.notices()).toEqual([]);
    expect(store.locked()).toEqual({ paths: [], file: null });
  });

  it('is ignored, with the reason, where ordinary users can write it', async () => {
    const made = world();
    made.writePolicy({ enforced: { toasts: { maxPerMinute: 2 } } });
    chmodSync(made.policyFile, 0o666);
    const store = await made.open({ given: false });
    expect(store.current().toasts.maxPerMinute).toBe(10);
    expect(sentences(store).join()).toContain(`ordinary users can write ${made.policyFile}`);
  });

  it.each([
    ['root’s', { uid: 0, mode: 0o100644 }, false],
    ['root’s, closed', { uid: 0, mode: 0o100600 }, false],
    ['a user’s', { uid: 1000, mode: 0o100644 }, true],
    ['a group’s to write', { uid: 0, mode: 0o100664 }, true],
    ['everybody’s to write', { uid: 0, mode: 0o100646 }, true],
    ['a folder that everybody may write', { uid: 0, mode: 0o41777 }, true],
  ] as const)('counts by its owner and rights: %s', (_, found, writable) => {
    expect(writableByUsers(found)).toBe(writable);
  });
});

describe('the published schema', () => {
  const schema = JSON.stringify(policySchema(kinds));

  it('is JSON Schema of parts: ids are needed, and what lists hold is whole', () => {
    expect(JSON.parse(schema)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      properties: { defaults: { type: 'object' }, enforced: { type: 'object' } },
    });
    const required = [...schema.matchAll(/"required":(\[[^\]]*\])/g)].map(([, list]) => list);
    expect(new Set(required)).toEqual(
      new Set([
        '["id"]',
        '["id","protocol"]',
        '["stored"]',
        '["env"]',
        '["file"]',
        '["label","key"]',
        '["path","test"]',
        '["from","to"]',
      ]),
    );
  });

  it('has no defaults, for a policy that does not say a value sets none', () => {
    expect(schema).not.toContain('"default":');
  });

  it('knows the fields of each kind', () => {
    for (const word of [
      'maxPerMinute',
      'subscriptions',
      'watches',
      '"const":"plant"',
      '"const":"mill"',
      'passphrase',
    ]) {
      expect(schema).toContain(word);
    }
  });
});
