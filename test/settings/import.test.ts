import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transferCommands } from '../../main/commands/transfer.ts';
import type { SettingsStore } from '../../main/settings/store.ts';
import type { CommandInput, CommandResult } from '../../preload/contract/api.ts';
import { noc, world } from './world.ts';

type Preview = CommandResult<'settings.preview-import'>;

/** The commands of a window on these settings. */
function window(settings: SettingsStore) {
  const table = transferCommands({ settings, now: () => 0 });
  const input = (document: unknown, removeOthers = false): CommandInput<'settings.import'> => ({
    text: typeof document === 'string' ? document : JSON.stringify(document, null, 2),
    removeOthers,
  });
  return {
    preview: (document: unknown, removeOthers?: boolean): Promise<Preview> =>
      table['settings.preview-import'](input(document, removeOthers)),
    import: (document: unknown, removeOthers?: boolean) => table['settings.import'](input(document, removeOthers)),
    undo: async () => (await table['settings.undo-import']()).restored,
  };
}

const plant = (id: string, more: object = {}) => ({ ...noc, id, ...more });
const rule = (id: string, more: object = {}) => ({ id, when: { kind: ['trap'] }, then: { toast: 'none' }, ...more });

describe('what an import would do', () => {
  it('is told part by part, and nothing is written', async () => {
    const made = world();
    made.write({
      servers: [noc, plant('old'), plant('same')],
      rules: [rule('r'), rule('gone')],
      toasts: { previews: false },
      colour: 'red',
    });
    const store = await made.open();
    const before = made.text();
    const document = {
      version: 1,
      servers: [
        plant('noc', { url: 'https://noc.example:9', auth: { type: 'token', token: 'other' } }),
        plant('new', { name: 'Hall 2' }),
        plant('same'),
      ],
      rules: [rule('r', { name: 'Traps' }), rule('bad', { when: { kind: ['nothing'] } })],
      toasts: { previews: true, sparkle: 1 },
    };
    const shown = await window(store).preview(document, true);
    expect(shown).toEqual({
      faults: [],
      servers: {
        added: [{ id: 'new', name: 'Hall 2' }],
        changed: [
          {
            id: 'noc',
            name: 'noc',
            changes: [
              { path: 'url', from: '"https://noc.example:1234"', to: '"https://noc.example:9"', secret: false },
              { path: 'auth.token', from: null, to: null, secret: true },
            ],
          },
        ],
        removed: [{ id: 'old', name: 'old' }],
      },
      rules: {
        added: [{ id: 'bad', name: 'bad' }],
        changed: [{ id: 'r', name: 'Traps', changes: [{ path: 'name', from: null, to: '"Traps"', secret: false }] }],
        removed: [{ id: 'gone', name: 'gone' }],
      },
      preferences: [{ path: 'toasts.previews', from: 'false', to: 'true', secret: false }],
      idle: [{ path: expect.stringMatching(/^rules\.bad\.when\.kind/), text: expect.any(String) }],
      unknown: ['toasts.sparkle'],
      locked: [],
      wanting: [],
    });
    expect((await window(store).preview(document)).servers.removed).toEqual([]);
    expect(made.text()).toBe(before);
  });

  it('never tells a secret, whatever stands where', async () => {
    const secret = fc.stringMatching(/^hunter[a-z0-9]{6}$/);
    const server = fc.record({
      id: fc.constantFrom('noc', 'two'),
      protocol: fc.constant('plant'),
      url: fc.constant('https://a.example'),
      auth: fc.oneof(
        fc.record({ type: fc.constant('token'), token: secret }),
        fc.record({ type: fc.constant('password'), login: fc.constant('me'), password: secret }),
      ),
      headers: fc.dictionary(fc.constantFrom('X-A', 'X-B'), secret),
      proxy: fc.record({ url: fc.constant('http://p.example'), login: fc.constant('me'), password: secret }),
    });
    await fc.assert(
      fc.asyncProperty(server, server, async (one, other) => {
        const made = world();
        made.write({ servers: [one] });
        const store = await made.open();
        expect(JSON.stringify(await window(store).preview({ servers: [other] }))).not.toContain('hunter');
        await store.close();
      }),
      { numRuns: 30 },
    );
  });

  it('says with the line why a file is not taken, and takes nothing of it', async () => {
    const made = world();
    made.write({ servers: [noc] });
    const store = await made.open();
    const before = made.text();
    const cases: readonly (readonly [unknown, readonly object[]])[] = [
      ['{"servers": [\n  {"id": "x",}\n]}', [{ path: '', line: 2, text: 'column 14: this is no JSON' }]],
      ['[]', [{ path: '', line: 1, text: 'column 1: it is no JSON object' }]],
      ['', [{ path: '', line: 1, text: 'column 1: the file ends too early' }]],
      [{ version: 9 }, [{ path: 'version', line: 2, text: 'it is of version 9, this Tocsin reads version 1' }]],
      [
        { toasts: { maxPerMinute: 0 }, servers: [plant('good'), plant('bad', { url: 'nowhere' })] },
        [
          { path: 'toasts.maxPerMinute', line: 3, text: expect.any(String) },
          { path: 'servers.bad.url', line: 18, text: expect.stringContaining('This is no address') },
        ],
      ],
    ];
    for (const [document, faults] of cases) {
      expect((await window(store).preview(document)).faults).toEqual(faults);
      expect((await window(store).import(document)).faults).toEqual(faults);
      expect(made.text()).toBe(before);
    }
  });
});

describe('an import by the window', () => {
  it('leaves out what is locked and names it', async () => {
    const made = world();
    made.writePolicy({
      enforced: {
        toasts: { previews: false },
        servers: [{ id: 'noc', protocol: 'plant', url: 'https://noc.example:1234' }],
      },
    });
    made.write({ servers: [noc] });
    const store = await made.open();
    const document = {
      toasts: { previews: true, maxPerMinute: 5 },
      servers: [plant('noc', { url: 'https://evil.example', muted: true })],
    };
    const shown = await window(store).preview(document);
    expect(shown.locked).toEqual(['toasts.previews', 'servers.noc.url']);
    expect(shown.preferences.map(({ path }) => path)).toEqual(['toasts.maxPerMinute']);
    expect(await window(store).import(document)).toEqual({ faults: [] });
    expect(store.current().toasts).toMatchObject({ previews: false, maxPerMinute: 5 });
    expect(store.current().servers).toMatchObject([{ id: 'noc', url: 'https://noc.example:1234', muted: true }]);
    // The command line takes all or nothing.
    expect((await store.import(document)).faults.map(({ path }) => path)).toContain('toasts.previews');
  });

  it('takes an export without secrets elsewhere: each server asks for its own', async () => {
    const here = world();
    here.write({ servers: [noc, plant('person', { auth: { type: 'oidc', issuer: 'https://i.example' } })] });
    const exported = await (await here.open()).export(false);
    const store = await world().open();
    expect((await window(store).preview(exported)).wanting).toEqual([{ id: 'noc', name: 'noc' }]);
    expect(await window(store).import(exported)).toEqual({ faults: [] });
    const [server] = store.current().servers;
    expect(server && (await store.resolve(server))).toMatchObject({ cause: { code: 'secret-unreadable' } });
    // What is no secret is still needed.
    const { faults } = await window(store).preview({
      servers: [{ id: 'x', protocol: 'plant', auth: { type: 'none' } }],
    });
    expect(faults).toMatchObject([{ path: 'servers.x.url', text: 'Give this: it is needed' }]);
    const lacking = { servers: [{ id: 'x', protocol: 'plant', auth: { type: 'token' } }] };
    expect((await window(store).preview(lacking)).faults).toMatchObject([
      { path: 'servers.x.url', text: 'Give this: it is needed' },
    ]);
  });

  it('asks for the password of a proxy that comes without it', async () => {
    const proxy = { url: 'http://proxy.example', login: 'me', password: 'hunter3' };
    const here = world();
    here.write({ servers: [plant('noc', { proxy })] });
    const store = await world().open();
    const exported = await (await here.open()).export(false);
    expect((await window(store).preview(exported)).faults).toEqual([]);
    expect(await store.import(exported)).toMatchObject({
      added: ['noc'],
      faults: [],
      wanting: [{ id: 'noc', fields: ['auth.token', 'proxy.password'] }],
    });
    expect(store.current().servers).toHaveLength(1);
  });

  it('keeps the secrets of a server that comes without them', async () => {
    const made = world();
    made.write({ servers: [noc] });
    const store = await made.open();
    const exported = await store.export(false);
    expect((await window(store).preview(exported)).servers.changed).toEqual([]);
    await window(store).import({ ...exported, toasts: { maxPerMinute: 3 } });
    const [server] = store.current().servers;
    expect(server && (await store.resolve(server))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
  });

  it('removes what the file does not have where that is wanted', async () => {
    const made = world();
    made.write({ servers: [noc, plant('old')], rules: [rule('r')], toasts: { maxPerMinute: 7 } });
    const store = await made.open();
    await window(store).import({ servers: [plant('noc')] }, true);
    expect(store.current().servers.map(({ id }) => id)).toEqual(['noc']);
    expect(store.current().rules.map(({ id }) => id)).toEqual(['r']);
    expect(store.current().toasts.maxPerMinute).toBe(7);
  });
});

describe('the undo of an import', () => {
  const coming = {
    servers: [plant('noc', { auth: { type: 'token', token: 'other' } }), plant('new')],
    rules: [rule('r')],
  };

  it('brings back the settings and their secrets', async () => {
    const made = world();
    made.write({ servers: [noc, plant('old')], toasts: { maxPerMinute: 7 } });
    const store = await made.open();
    const before = await store.export(true);
    await window(store).import(coming, true);
    expect(await store.export(true)).not.toEqual(before);
    await made.clock.tick(599_000);
    expect(await window(store).undo()).toBe(true);
    expect(await store.export(true)).toEqual(before);
    expect([...made.secrets()].sort()).toEqual(['hunter2', 'hunter2']);
    expect(await window(store).undo()).toBe(false);
    // And in the file, for the next start.
    await store.close();
    expect(await (await made.open()).export(true)).toEqual(before);
  });

  it('takes back no later change', async () => {
    const made = world();
    made.write({ servers: [noc] });
    const store = await made.open();
    await window(store).import(coming);
    await store.change({ toasts: { maxPerMinute: 3 } });
    expect(await window(store).undo()).toBe(false);
    expect(store.current().toasts.maxPerMinute).toBe(3);
  });

  it('ends after 10 min or with the program, and the secrets that it would have needed go', async () => {
    for (const end of ['time', 'close'] as const) {
      const made = world();
      made.write({ servers: [noc, plant('old')] });
      const store = await made.open();
      await window(store).import(coming, true);
      expect(made.secrets()).toContain('hunter2');
      expect(made.secrets()).toHaveLength(4);
      if (end === 'close') await store.close();
      else {
        await made.clock.tick(600_000);
        expect(await window(store).undo()).toBe(false);
      }
      expect([...made.secrets()].sort()).toEqual(['hunter2', 'other']);
    }
  });
});
