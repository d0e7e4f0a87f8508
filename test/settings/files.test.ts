import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConfFile } from '../../main/settings/conf-file.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import { world } from './world.ts';

describe('the settings file', () => {
  it('is empty where there is none, and then still not there', () => {
    const { directory } = world();
    expect(openConfFile(directory).read()).toEqual({});
    expect(() => statSync(join(directory, 'settings.json'))).toThrow('ENOENT');
  });

  it('is read as it is, untouched', () => {
    const { directory, file, write } = bound();
    write('\uFEFF{"a.b": {"c": 1}, "later": [1, {"x": null}]}');
    const before = statSync(file);
    expect(openConfFile(directory).read()).toEqual({ 'a.b': { c: 1 }, later: [1, { x: null }] });
    expect(statSync(file)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs, size: before.size });
  });

  it('is written for human eyes and only the user’s', () => {
    const { directory, file } = world();
    openConfFile(directory).write({ version: 1, 'a.b': 2 });
    expect(readFileSync(file, 'utf8')).toBe('{\n  "version": 1,\n  "a.b": 2\n}\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('makes its folder', () => {
    const { directory } = world();
    const file = openConfFile(join(directory, 'new', 'one'));
    file.write({ version: 1 });
    expect(file.read()).toEqual({ version: 1 });
  });

  it.each(['', '{', '[]', '"text"'])('is refused with a SyntaxError when it is %j', (text) => {
    const { directory, write } = bound();
    write(text);
    expect(() => openConfFile(directory).read()).toThrow(SyntaxError);
  });
});

describe('the secrets file', () => {
  it('keeps secrets for the user only', async () => {
    const { secretsFile } = world();
    const store = openSecretFile(secretsFile);
    await store.write('a', 'hunter2');
    expect(await openSecretFile(secretsFile).read('a')).toBe('hunter2');
    expect(statSync(secretsFile).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(secretsFile, 'utf8'))).toEqual({ a: { backend: 'file', value: 'hunter2' } });
    await store.remove(['a', 'nobody']);
    expect(await store.read('a')).toBeNull();
  });

  it('narrows rights that were too wide', async () => {
    const { secretsFile } = world();
    writeFileSync(secretsFile, '{}', { mode: 0o644 });
    await openSecretFile(secretsFile).write('a', 'x');
    expect(statSync(secretsFile).mode & 0o777).toBe(0o600);
  });

  it('reads nothing of another backend and never loses it', async () => {
    const { secretsFile } = world();
    const other = { backend: 'keychain', value: 'AAAA', more: 1 };
    writeFileSync(secretsFile, JSON.stringify({ k: other, strange: 5 }));
    const store = openSecretFile(secretsFile);
    expect(await store.read('k')).toBeNull();
    await expect(store.write('k', 'mine')).rejects.toThrow('not overwritten');
    await store.write('a', 'x');
    await store.remove(['a', 'k', 'strange']);
    expect(JSON.parse(readFileSync(secretsFile, 'utf8'))).toEqual({ k: other, strange: 5 });
  });

  it.each(['__proto__', 'constructor', 'toString'])('has no secret of the name %s', async (id) => {
    const { secretsFile } = world();
    expect(await openSecretFile(secretsFile).read(id)).toBeNull();
  });

  it('is set aside, not lost, when it is damaged, also twice in one second', async () => {
    const made = world();
    for (const text of ['{"a": {"backend": "fi', 'oh']) {
      writeFileSync(made.secretsFile, text);
      expect(await openSecretFile(made.secretsFile).read('a')).toBeNull();
    }
    expect(
      made
        .asides()
        .map((path) => readFileSync(path, 'utf8'))
        .sort(),
    ).toEqual(['oh', '{"a": {"backend": "fi'].sort());
    await openSecretFile(made.secretsFile).write('a', 'x');
    expect(await openSecretFile(made.secretsFile).read('a')).toBe('x');
  });
});

function bound() {
  const made = world();
  return { directory: made.directory, file: made.file, write: (text: string) => made.write(text) };
}
