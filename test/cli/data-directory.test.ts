import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, makeWritableFolder } from '../../main/settings/folder.ts';
import { UnusableFile } from '../../main/settings/unusable.ts';
import { tocsin } from '../host.ts';
import { asOrdinaryUser } from '../ordinary-user.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tocsin-folder-'));
  await writeFile(join(home, 'file'), '');
  await chmod(home, 0o777);
});
afterAll(() => rm(home, { recursive: true }));

describe('a data directory that cannot be used', () => {
  it.each([
    ['is a file', () => join(home, 'file'), 'it is a file'],
    ['lies in a file', () => join(home, 'file', 'below'), 'ENOTDIR'],
    // The system has no such place and makes none, although /proc is there.
    ['is nowhere', () => '/proc/tocsin/data', 'ENOENT'],
  ])('%s ends whatever would keep something there with 2 and one line', async (_, place, reason) => {
    for (const command of ['serve', 'export', 'check']) {
      const { code, stdout, stderr } = await tocsin([command, '--data-dir', place()]);
      expect({ code, stdout }, command).toEqual({ code: 2, stdout: '' });
      expect(stderr.trim().split('\n'), command).toEqual([expect.stringContaining(reason)]);
      expect(stderr, command).toContain(`The data directory ${place()} cannot be used: `);
    }
  });

  it('has no name, as where a variable of a script is not set', async () => {
    for (const command of ['serve', 'history', 'status', 'export', 'check']) {
      const { code, stdout, stderr } = await tocsin([command, '--data-dir', '']);
      expect({ code, stdout }, command).toEqual({ code: 2, stdout: '' });
      expect(stderr.trim().split('\n'), command).toEqual([expect.stringContaining('It is empty: name a folder.')]);
    }
  });

  it.each([
    ['import', ['import', '']],
    ['serve --policy', ['serve', '--policy', '']],
    ['check --bundle', ['check', '--bundle', '']],
  ])('and neither has the file of %s', async (_, args) => {
    const { code, stdout, stderr } = await tocsin([...args, '--data-dir', join(home, 'any')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('It is empty: name a file.')]);
  });

  it('is another user’s', () =>
    asOrdinaryUser(async () => {
      const shut = join(home, 'shut');
      await mkdir(shut, { mode: 0o500 });
      await expect(makeWritableFolder(shut)).rejects.toThrow(UnusableFile);
      await expect(makeFolder(join(shut, 'below'))).rejects.toThrow(
        /^The data directory .*below cannot be used: EACCES/,
      );
      await expect(makeFolder(shut)).resolves.toBeUndefined();
    }));
});

it('a data directory is made with those that it lies in, for its user alone, by several at once', async () => {
  const deep = join(home, 'one', 'two', 'three');
  await Promise.all(Array.from({ length: 5 }, () => makeWritableFolder(deep)));
  for (const folder of [deep, join(home, 'one')]) expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

it('history says in one line that its file is none', async () => {
  const broken = join(home, 'broken');
  await mkdir(broken);
  await writeFile(join(broken, 'history.db'), 'this is not a database');
  const { code, stdout, stderr } = await tocsin(['history', '--data-dir', broken]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('file is not a database')]);
});

it('history says where there is none yet, and that is no error', async () => {
  expect(await tocsin(['history', '--json', '--data-dir', join(home, 'empty')])).toEqual({
    code: 0,
    stdout: '',
    stderr: `${join(home, 'empty')} has no history yet.\n`,
  });
});
