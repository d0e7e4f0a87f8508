import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sealerOf, sealersOf } from '../../main/desktop/seal.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import type { SecretVault } from '../../main/settings/store.ts';

describe('who sealed a secret', () => {
  it.each([
    ['linux', 'v11', 'secret-service'],
    ['linux', 'v12', 'secret-portal'],
    ['linux', 'v10', null],
    ['linux', 'v99', null],
    ['darwin', 'v10', 'keychain'],
    ['win32', 'v10', 'dpapi'],
    ['win32', '', null],
    ['freebsd', 'v11', null],
  ] as const)('%s, marked %s: %s', (platform, mark, sealer) => {
    expect(sealerOf(platform, Buffer.from(`${mark}\u0001\u0002`, 'latin1'))).toBe(sealer);
    if (sealer !== null) expect(sealersOf(platform)).toContain(sealer);
  });
});

describe('secrets of the desktop app', () => {
  it('are in the file only sealed, and name who sealed them', async () => {
    const { path, file } = place();
    const store = openSecretFile(path, vault(randomBytes(32)));
    await store.write('a', 'hunter2');
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2');
    expect(file()).toEqual({ a: { backend: 'keychain', value: expect.any(String) } });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await store.read('a')).toBe('hunter2');
    await store.remove(['a']);
    expect(file()).toEqual({});
  });

  it('are in no file where the system protects nothing, until the user has chosen that', async () => {
    const { path, file } = place();
    const store = openSecretFile(path, vault(null));
    await store.write('a', 'hunter2');
    expect(existsSync(path)).toBe(false);
    expect(await store.read('a')).toBe('hunter2');
    expect(store.keeping()).toEqual({ place: 'memory', held: 1, sealed: 0, plain: 0, hindered: 'absent' });
    store.keep('file');
    await store.settle();
    expect(file()).toEqual({ a: { backend: 'file', value: 'hunter2' } });
    expect(store.keeping()).toMatchObject({ place: 'file', held: 0, plain: 1 });
    store.keep('memory');
    await store.settle();
    expect(file()).toEqual({});
    expect(await store.read('a')).toBe('hunter2');
    expect(await openSecretFile(path, vault(null)).read('a')).toBeNull();
  });

  it('that cannot be kept take the old one of their id out of the file, which would be taken for them later', async () => {
    const { path, file } = place();
    const store = openSecretFile(path, vault(randomBytes(32)));
    await store.write('a', 'first');
    store.keep('memory');
    await store.write('a', 'second');
    expect(file()).toEqual({});
    expect(await store.read('a')).toBe('second');
  });

  it('are sealed anew when the system has a newer key, or another way to seal', async () => {
    const { path, file } = place();
    const key = randomBytes(32);
    const old = openSecretFile(path, { ...vault(key), backends: ['portal', 'keychain'] });
    await old.write('a', 'hunter2');
    const before = file();
    const unseal = vault(key).unseal;
    const rotated = async (value: string) => {
      const opened = await unseal(value, 'keychain');
      return opened && { ...opened, outdated: true };
    };
    await openSecretFile(path, { ...vault(key), unseal: rotated }).settle();
    expect(file()).not.toEqual(before);
    const { seal, ...same } = vault(key);
    const portal = {
      ...same,
      backends: ['portal', 'keychain'],
      seal: async (secret: string) => other(await seal(secret)),
    };
    await openSecretFile(path, portal).settle();
    expect(file()).toEqual({ a: { backend: 'portal', value: expect.any(String) } });
    expect(await openSecretFile(path, portal).read('a')).toBe('hunter2');
  });

  it('of a host without the vault are read, and sealed when they are written anew', async () => {
    const { path, file } = place();
    await openSecretFile(path).write('a', 'hunter2');
    const store = openSecretFile(path, vault(randomBytes(32)));
    expect(await store.read('a')).toBe('hunter2');
    await store.write('a', 'hunter3');
    expect(file()).toMatchObject({ a: { backend: 'keychain' } });
    expect(await store.read('a')).toBe('hunter3');
  });

  it('are not there for a host without the vault or with another key, which never overwrites or drops them', async () => {
    const { path, file } = place();
    await openSecretFile(path, vault(randomBytes(32))).write('a', 'hunter2');
    const before = file();
    expect(await openSecretFile(path, vault(randomBytes(32))).read('a')).toBeNull();
    const plain = openSecretFile(path);
    expect(await plain.read('a')).toBeNull();
    await expect(plain.write('a', 'mine')).rejects.toThrow('not overwritten');
    await plain.remove(['a']);
    expect(file()).toEqual(before);
  });
});

function other(sealed: { readonly value: string } | null) {
  return sealed && { backend: 'portal', value: sealed.value };
}

/** A vault with a key of its own; without one it protects nothing. */
function vault(key: Buffer | null): SecretVault {
  return {
    backends: ['keychain'],
    async seal(secret) {
      if (key === null) return null;
      const start = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, start);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return { backend: 'keychain', value: Buffer.concat([start, cipher.getAuthTag(), sealed]).toString('base64') };
    },
    async unseal(value) {
      const sealed = Buffer.from(value, 'base64');
      try {
        const opened = createDecipheriv('aes-256-gcm', key ?? Buffer.alloc(32), sealed.subarray(0, 12));
        opened.setAuthTag(sealed.subarray(12, 28));
        const text = Buffer.concat([opened.update(sealed.subarray(28)), opened.final()]).toString('utf8');
        return { text, outdated: false };
      } catch {
        return null;
      }
    },
    look: async () => (key === null ? 'absent' : null),
  };
}

function place() {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-secrets-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, 'secrets.json');
  return { path, file: () => JSON.parse(readFileSync(path, 'utf8')) as unknown };
}
