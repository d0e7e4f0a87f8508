import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKeyringVault } from '../../main/keyring/vault.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import { SecretsUnavailable } from '../../main/settings/unavailable.ts';
import { type Bench, startBench } from './bench.ts';

describe('secrets of serve in the keyring', () => {
  it('are sealed in the file by a key that people find there by its label', async () => {
    const bench = await started('unlocked');
    const { path, entries } = place();
    const store = openSecretFile(path, openKeyringVault(bench.env), 'serve');
    await store.write('a', 'hunter2');
    expect(entries()).toEqual({ a: { backend: 'keyring', value: expect.stringMatching(/^[0-9a-f]{16}\./) } });
    expect(await store.read('a')).toBe('hunter2');
    expect(store.keeping()).toEqual({ place: 'keyring', held: 0, sealed: 1, plain: 0, hindered: null });
    const found = await bench.tool('search', 'application', 'tocsin');
    expect(found).toContain('label = Tocsin: key of the stored passwords and tokens');
    expect(await bench.tool('lookup', 'application', 'tocsin')).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    const next = openSecretFile(path, openKeyringVault(bench.env), 'serve');
    expect(await next.read('a')).toBe('hunter2');
    await next.write('b', 'x');
    expect((await bench.tool('search', '--all', 'application', 'tocsin')).match(/^label =/gm)).toHaveLength(1);
  });

  it('are plain and say so where there is no keyring, and move when there is one', async () => {
    const bench = await bus();
    const { path, entries } = place();
    const store = openSecretFile(path, openKeyringVault(bench.env), 'serve');
    await store.write('a', 'hunter2');
    expect(entries()).toEqual({ a: { backend: 'file', value: 'hunter2' } });
    expect(store.keeping()).toMatchObject({ place: 'file', plain: 1, hindered: 'absent' });
    await bench.start('unlocked');
    await store.settle();
    expect(entries()).toMatchObject({ a: { backend: 'keyring' } });
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2');
    expect(await store.read('a')).toBe('hunter2');
    store.keep('file');
    await store.settle();
    expect(entries()).toEqual({ a: { backend: 'file', value: 'hunter2' } });
  });

  it('are plain where the keyring was never set up, for making one would want a password', async () => {
    const bench = await started('never set up');
    const { path, entries } = place();
    await openSecretFile(path, openKeyringVault(bench.env), 'serve').write('a', 'hunter2');
    expect(entries()).toMatchObject({ a: { backend: 'file' } });
  });

  it('wait for a keyring that is locked: told within seconds, and new ones are held and not written', async () => {
    const bench = await started('unlocked');
    const { path, entries } = place();
    await openSecretFile(path, openKeyringVault(bench.env), 'serve').write('a', 'hunter2');
    const before = entries();
    await bench.lock();
    const store = openSecretFile(path, openKeyringVault(bench.env), 'serve');
    const beganAt = performance.now();
    await expect(store.read('a')).rejects.toMatchObject({ why: 'locked' });
    expect(performance.now() - beganAt).toBeLessThan(10_000);
    await store.write('b', 'hunter3');
    expect(entries()).toEqual(before);
    expect(store.keeping()).toMatchObject({ place: 'memory', held: 1, sealed: 1, hindered: 'locked' });
    expect(await store.read('b')).toBe('hunter3');
    // The desktop's own way of opening it: the daemon begins anew with the password.
    await bench.kill();
    await bench.start('unlocked');
    await store.settle();
    expect(store.keeping()).toEqual({ place: 'keyring', held: 0, sealed: 2, plain: 0, hindered: null });
    expect(await store.read('a')).toBe('hunter2');
    expect(await store.read('b')).toBe('hunter3');
  });

  it('of a keyring that does not answer are told within seconds, once for all of them', async () => {
    const bench = await started('unlocked');
    const { path } = place();
    await openSecretFile(path, openKeyringVault(bench.env), 'serve').write('a', 'hunter2');
    bench.hang();
    const store = openSecretFile(path, openKeyringVault(bench.env), 'serve');
    const beganAt = performance.now();
    const reads = await Promise.allSettled(Array.from({ length: 20 }, () => store.read('a')));
    expect(reads.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(store.read('a')).rejects.toMatchObject({ why: 'silent' });
    expect(performance.now() - beganAt).toBeLessThan(10_000);
    bench.goOn();
    await store.settle();
    expect(await store.read('a')).toBe('hunter2');
  });

  it('are there on while the keyring has ended, and nothing is lost when it ends in the middle', async () => {
    const bench = await started('unlocked');
    const { path, entries } = place();
    const store = openSecretFile(path, openKeyringVault(bench.env), 'serve');
    await store.write('a', 'hunter2');
    await bench.kill();
    expect(await store.read('a')).toBe('hunter2');
    await store.write('b', 'hunter3');
    expect(entries()).toMatchObject({ b: { backend: 'keyring' } });
    const other = openSecretFile(path, openKeyringVault(bench.env), 'serve');
    await expect(other.read('a')).rejects.toBeInstanceOf(SecretsUnavailable);
    await other.settle();
    await bench.start('unlocked');
    await other.settle();
    expect(await other.read('b')).toBe('hunter3');
  });

  it('of a keyring that was made anew are not there and stay; new ones have their own key', async () => {
    const old = await started('unlocked');
    const { path, entries } = place();
    await openSecretFile(path, openKeyringVault(old.env), 'serve').write('a', 'hunter2');
    const before = entries();
    const anew = await started('unlocked');
    const store = openSecretFile(path, openKeyringVault(anew.env), 'serve');
    expect(await store.read('a')).toBeNull();
    await store.write('b', 'hunter3');
    await store.settle();
    expect(entries()).toMatchObject(before);
    expect(await store.read('b')).toBe('hunter3');
    expect(await openSecretFile(path, openKeyringVault(old.env), 'serve').read('a')).toBe('hunter2');
  });

  it('that were changed in the file are not taken for what was sealed', async () => {
    const bench = await started('unlocked');
    const { path, entries } = place();
    await openSecretFile(path, openKeyringVault(bench.env), 'serve').write('a', 'hunter2');
    const { a } = entries() as { a: { value: string } };
    writeFileSync(path, JSON.stringify({ a: { ...a, value: `${a.value.slice(0, -6)}AAAAAA` } }));
    expect(await openSecretFile(path, openKeyringVault(bench.env), 'serve').read('a')).toBeNull();
  });
});

async function bus(): Promise<Bench> {
  const bench = await startBench();
  onTestFinished(() => bench.close());
  return bench;
}

async function started(how: 'unlocked' | 'never set up'): Promise<Bench> {
  const bench = await bus();
  await bench.start(how);
  return bench;
}

function place() {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-keyring-data-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, 'secrets.json');
  return { path, entries: () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown> };
}
