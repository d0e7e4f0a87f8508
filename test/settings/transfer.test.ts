import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noc, World, world } from './world.ts';

const secretText = fc.stringMatching(/^hunter[a-z]{4}$/);
const secretPlace = fc.oneof(secretText, fc.constant({ env: 'NOC_TOKEN' }), fc.constant({ file: '/run/token' }));
const auth = fc.oneof(
  fc.record({ type: fc.constant('token'), token: secretPlace }),
  fc.record({ type: fc.constant('password'), login: fc.constant('me'), password: secretPlace }),
  fc.record({ type: fc.constant('none') }),
);
const server = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c'),
    protocol: fc.constant('plant'),
    url: fc.constantFrom('https://a.example', 'ws://b.example:1'),
    auth,
    name: fc.constantFrom('One', 'Two'),
    muted: fc.boolean(),
    headers: fc.dictionary(fc.constantFrom('X-A', 'X-B'), secretPlace),
    subscriptions: fc.record({ stat: fc.array(fc.constantFrom('1:a', '1:b')) }),
    colour: fc.constant('red'),
  },
  { requiredKeys: ['id', 'protocol', 'url', 'auth'] },
);
const settings = fc.record(
  {
    servers: fc.uniqueArray(server, { selector: ({ id }) => id }),
    rules: fc.uniqueArray(fc.record({ id: fc.constantFrom('r', 's') }), { selector: ({ id }) => id }),
    toasts: fc.record({ maxPerMinute: fc.integer({ min: 1, max: 600 }), previews: fc.boolean() }, { requiredKeys: [] }),
    history: fc.record({ streams: fc.record({ keepDays: fc.integer({ min: 1, max: 9 }) }) }),
    later: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: [] },
);
const broken = fc
  .record({
    id: fc.constantFrom('a', 'b c', 5),
    protocol: fc.constantFrom('plant', 'mill', 'nope', undefined),
    url: fc.constantFrom('https://a.example', 'https://me:hunterurl@a.example', 5),
    auth: fc.record({
      type: fc.constantFrom('token', 'password', 'x'),
      token: secretText,
      password: secretText,
      login: fc.nat(),
    }),
    headers: fc.dictionary(fc.constantFrom('X-A', 'bad name'), secretText),
  })
  .map((one) => (one.protocol === 'mill' ? { ...one, pin: 'hunterpins' } : one));

describe('an export', () => {
  it('without secrets has none, only where they are', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer({
      ...noc,
      headers: { 'X-Env': { env: 'KEY' }, 'X-File': { file: '/k' }, 'X-Key': 'hunter3' },
    });
    expect(await store.export(false)).toEqual({
      version: 1,
      servers: [
        {
          id: 'noc',
          protocol: 'plant',
          url: noc.url,
          auth: { type: 'token' },
          headers: { 'X-Env': { env: 'KEY' }, 'X-File': { file: '/k' } },
        },
      ],
    });
  });

  it('with secrets has them as they are', async () => {
    const store = await world().open();
    await store.saveServer(noc);
    expect(await store.export(true)).toEqual({ version: 1, servers: [noc] });
  });

  it('has nothing of a policy', async () => {
    const made = world();
    made.writePolicy({ defaults: { toasts: { previews: false } }, enforced: { servers: [noc] } });
    expect(await (await made.open()).export(true)).toEqual({ version: 1 });
  });

  it('imported elsewhere is exported the same', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (document) => {
        await within(async (here) => {
          here.write(document);
          const exported = await (await here.open()).export(true);
          expect(exported).toEqual({ version: 1, ...JSON.parse(JSON.stringify(document)) });
          await within(async (there) => {
            const store = await there.open();
            expect((await store.import(exported)).faults).toEqual([]);
            expect(await store.export(true)).toEqual(exported);
            expect(await (await there.open()).export(true)).toEqual(exported);
          });
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('an import', () => {
  it('takes servers by id and the rest by field, and says what it did', async () => {
    const made = world();
    made.write({ toasts: { previews: false }, servers: [noc, { ...noc, id: 'kept', muted: true }] });
    const store = await made.open();
    const report = await store.import({
      toasts: { maxPerMinute: 3 },
      servers: [
        { ...noc, auth: { type: 'password', login: 'me', password: 'hunter3' } },
        { id: 'kept', muted: true },
        { ...noc, id: 'new', auth: { type: 'none' } },
      ],
    });
    expect(report).toEqual({ added: ['new'], changed: ['noc'], faults: [], unknown: [], wanting: [] });
    expect(store.current().toasts).toMatchObject({ previews: false, maxPerMinute: 3 });
    expect(made.secrets().toSorted()).toEqual(['hunter2', 'hunter3']);
    expect(made.text()).not.toContain('hunter');
    expect(await store.export(true)).toMatchObject({
      servers: [
        { id: 'noc', auth: { type: 'password', login: 'me', password: 'hunter3' } },
        { id: 'kept', auth: { type: 'token', token: 'hunter2' } },
        { id: 'new' },
      ],
    });
  });

  it('without secrets keeps those that are there', async () => {
    const store = await world().open();
    await store.saveServer(noc);
    expect(await store.import(await store.export(false))).toEqual({
      added: [],
      changed: [],
      faults: [],
      unknown: [],
      wanting: [],
    });
    expect(await store.export(true)).toEqual({ version: 1, servers: [noc] });
  });

  it.each([
    ['no object', [noc], '', 'no JSON object'],
    ['a newer version', { version: 2 }, 'version', 'of version 2, this Tocsin reads version 1'],
    ['a server that does not fit', { servers: [noc, { ...noc, id: 'x', url: 'x' }] }, 'servers.x.url', 'no address'],
    [
      'a sign-in in an address',
      { servers: [{ ...noc, url: 'https://hunter2@a' }] },
      'servers.noc.url',
      'its own field',
    ],
    ['a value that does not fit', { toasts: { maxPerMinute: -1 } }, 'toasts.maxPerMinute', ''],
    ['servers that are no list', { servers: { noc } }, 'servers', 'no list'],
  ])('takes nothing of %s', async (_, document, path, text) => {
    const made = world();
    made.write({ toasts: { previews: false } });
    const store = await made.open();
    const before = made.text();
    const report = await store.import(document);
    expect(report).toMatchObject({ added: [], changed: [], faults: [{ path }] });
    expect(report.faults[0]?.text).toContain(text);
    expect(JSON.stringify(report)).not.toContain('hunter2');
    expect(made.text()).toBe(before);
    expect(made.secrets()).toEqual([]);
  });

  it('of what is locked takes what leaves it as it is', async () => {
    const made = world();
    made.writePolicy({ enforced: { toasts: { previews: false } } });
    made.write({ toasts: { previews: true } });
    const store = await made.open();
    expect((await store.import(await store.export(true))).faults).toEqual([]);
    expect((await store.import({ toasts: { previews: false } })).faults).toEqual([]);
    expect(store.current().toasts.previews).toBe(false);
  });
});

describe('whatever is in the file', () => {
  it('no literal secret is in it after the start, nor anywhere that is shown', async () => {
    const servers = fc.array(fc.oneof(server, broken, fc.constant('text')), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(servers, async (list) => {
        await within(async (made) => {
          made.write({ servers: list });
          const store = await made.open();
          const kept = made.text().replaceAll('https://me:hunterurl@a.example', '');
          const shown = JSON.stringify([
            store.visibleServers(),
            store.notices(),
            made.logged,
            await store.export(false),
          ]);
          expect(kept).not.toContain('hunter');
          expect(shown).not.toContain('hunter');
          expect(made.saved()['servers']).toHaveLength(list.length);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('what a policy enforces never changes', async () => {
    const enforced = {
      toasts: { maxPerMinute: 7 },
      history: { streams: { keepDays: 3 } },
      servers: [{ id: 'a', protocol: 'plant', url: 'https://fixed.example', muted: false, auth: { type: 'none' } }],
    };
    const change = fc.oneof(
      settings,
      fc.record({ toasts: fc.jsonValue(), servers: fc.array(broken, { maxLength: 2 }) }),
    );
    const step = fc.tuple(
      fc.constantFrom('change', 'import', 'save', 'remove', 'edit'),
      change,
      fc.oneof(server, broken),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        await within(async (made) => {
          made.writePolicy({ enforced });
          const store = await made.open();
          for (const [what, document, one] of steps) {
            if (what === 'change') await store.change(document);
            if (what === 'import') await store.import(document);
            if (what === 'save') await store.saveServer({ ...one });
            if (what === 'remove') await store.removeServer('a');
            if (what === 'edit') {
              made.write(document);
              await made.noticed(store);
            }
            const { toasts, history, servers } = store.current();
            expect(toasts.maxPerMinute).toBe(7);
            expect(history.streams.keepDays).toBe(3);
            expect(servers.find(({ id }) => id === 'a') ?? enforced.servers[0]).toMatchObject(
              enforced.servers[0] ?? {},
            );
            expect(store.locked().paths).toContain('servers.a.url');
          }
          await store.close();
        });
      }),
      { numRuns: 40 },
    );
  });
});

/** A world for one run of a property. */
async function within(run: (made: World) => Promise<void>): Promise<void> {
  const made = new World();
  try {
    await run(made);
  } finally {
    made.remove();
  }
}
