import { readFileSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SettingsStore } from '../../main/settings/store.ts';
import { windows1251 } from './encodings.ts';
import { codes, noc, sentences, world } from './world.ts';

describe('an edit by hand', () => {
  it('is in force within two seconds, its literals moved', async () => {
    const made = world();
    const store = await made.open();
    let heard = 0;
    store.listen(() => heard++);
    made.write({ servers: [noc], toasts: { maxPerMinute: 3 } });
    await made.noticed(store);
    expect(store.current()).toMatchObject({ servers: [{ id: 'noc' }], toasts: { maxPerMinute: 3 } });
    expect(heard).toBe(1);
    expect(made.text()).not.toContain('hunter2');
    expect(made.secrets()).toEqual(['hunter2']);
  });

  it('is noticed when an editor puts another file in its place', async () => {
    const made = world();
    made.write({ toasts: { maxPerMinute: 3 } });
    const store = await made.open();
    made.write({ toasts: { maxPerMinute: 4 } });
    const text = made.text();
    renameSync(made.file, `${made.file}~`);
    made.write(text);
    await made.noticed(store);
    expect(store.current().toasts.maxPerMinute).toBe(4);
  });

  it('is not our own writing', async () => {
    const made = world();
    const store = await made.open();
    await store.saveServer(noc);
    let heard = 0;
    store.listen(() => heard++);
    await made.noticed(store);
    expect(heard).toBe(0);
  });

  it.each([
    ['half-written', '{"servers": [', 'line 1, column 14: the file ends too early'],
    ['emptied', '', 'line 1, column 1: the file ends too early'],
    ['in another encoding', windows1251, 'it is not in UTF-8: save it in that encoding'],
    ['of a newer version', '{"version": 2}', 'it is of version 2, this Tocsin reads version 1'],
  ])('that is %s changes nothing, waits, and is never overwritten', async (_, text, why) => {
    const made = world();
    made.write({ servers: [noc] });
    const store = await made.open();
    made.write(text);
    await made.noticed(store);
    expect(store.current().servers).toHaveLength(1);
    expect(store.notices()).toEqual([{ code: 'settings-unreadable', params: { file: made.file, text: why } }]);
    expect(sentences(store).join()).toContain(why);
    expect(readFileSync(made.file)).toEqual(Buffer.from(text));
    await store.change({ toasts: { previews: false } });
    expect(made.asides().map((path) => readFileSync(path))).toEqual([Buffer.from(text)]);
    expect(made.saved()).toMatchObject({ servers: [{ id: 'noc' }], toasts: { previews: false } });
    expect(codes(store)).toEqual(['settings-set-aside']);
  });

  it('that was half-written is taken when it is whole', async () => {
    const made = world();
    const store = await made.open();
    made.write('{"toasts": {"max');
    await made.noticed(store);
    expect(codes(store)).toEqual(['settings-unreadable']);
    made.write({ toasts: { maxPerMinute: 3 } });
    await made.noticed(store);
    expect(store.notices()).toEqual([]);
    expect(store.current().toasts.maxPerMinute).toBe(3);
    expect(made.asides()).toEqual([]);
  });

  it('that takes the file away leaves everything in force, and the next change writes it again', async () => {
    const made = world();
    made.write({ servers: [noc] });
    const store = await made.open();
    rmSync(made.file);
    await made.noticed(store);
    expect(store.current().servers).toHaveLength(1);
    expect(sentences(store).join()).toContain('no longer there');
    await store.change({ toasts: { previews: false } });
    expect(made.saved()).toMatchObject({ servers: [{ id: 'noc' }], toasts: { previews: false } });
    expect(store.notices()).toEqual([]);
  });

  it('is not lost to a change that comes before it was noticed', async () => {
    const made = world();
    const store = await made.open();
    made.write({ servers: [noc] });
    expect(await store.change({ window: { closeSaid: true } })).toEqual([]);
    expect(made.saved()).toMatchObject({ servers: [{ id: 'noc' }], window: { closeSaid: true } });
    expect(made.text()).not.toContain('hunter2');
  });

  it.each<[what: string, meet: (store: SettingsStore) => Promise<unknown>]>([
    ['a change', (store) => store.change({ toasts: { maxPerMinute: 0 } })],
    ['a server', (store) => store.saveServer({ ...noc, url: 'x' })],
    ['a removal', (store) => store.removeServer('nobody')],
    ['a restoring', (store) => store.restoreServer('nobody')],
    ['an import', (store) => store.import([])],
  ])('is in force even when what met it was refused: %s', async (_, meet) => {
    const made = world();
    const store = await made.open();
    made.write({ servers: [noc] });
    await meet(store);
    expect(store.current().servers).toHaveLength(1);
    expect(made.text()).not.toContain('hunter2');
  });

  it('is set aside when it is broken and a change comes before it was noticed', async () => {
    const made = world();
    const store = await made.open();
    made.write('{"servers": [');
    await store.change({ window: { closeSaid: true } });
    expect(made.asides().map((path) => readFileSync(path, 'utf8'))).toEqual(['{"servers": [']);
  });

  it('gives up a secret that another one replaced, not that of a server which it took out', async () => {
    const made = world();
    made.write({ servers: [noc, { ...noc, id: 'two', auth: { type: 'token', token: 'hunter3' } }] });
    const store = await made.open();
    const [, two] = made.saved()['servers'] as readonly unknown[];
    made.write({ servers: [{ ...noc, auth: { type: 'token', token: 'hunter4' } }] });
    await made.noticed(store);
    expect(made.secrets().toSorted()).toEqual(['hunter3', 'hunter4']);
    made.write({ servers: [two] });
    await made.noticed(store);
    const [server] = store.current().servers;
    expect(server && (await store.resolve(server))).toMatchObject({ server: { auth: { token: 'hunter3' } } });
  });
});

it('two stores on one file lose nothing of each other', async () => {
  const made = world();
  const [one, two] = await Promise.all([made.open(), made.open()]);
  const ids = Array.from({ length: 10 }, (_, index) => `s${index}`);
  await Promise.all(ids.map((id, index) => (index % 2 === 0 ? one : two).saveServer({ ...noc, id })));
  const saved = made.saved()['servers'] as readonly { readonly id: string }[];
  expect(saved.map(({ id }) => id).toSorted()).toEqual(ids);
  expect(made.secrets()).toHaveLength(10);
  await made.noticed(one);
  expect(one.current().servers).toHaveLength(10);
});

it('nothing is noticed after the end', async () => {
  const made = world();
  const store = await made.open();
  await store.close();
  made.write({ toasts: { maxPerMinute: 3 } });
  await made.clock.tick(5_000);
  expect(store.current().toasts.maxPerMinute).toBe(10);
});
