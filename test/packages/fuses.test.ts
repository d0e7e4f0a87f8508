import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFuses } from '../../build/fuses.ts';
import { fuseWire } from './placeholder.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-fuses-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A binary with fuses as Electron ships them, somewhere within it. */
async function binary(name: string, wire: Uint8Array = fuseWire): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.concat([Buffer.alloc(70_000, 'program'), wire, Buffer.alloc(70_000, 'more')]));
  return path;
}

test('fuses that are as wanted pass; those that are not are named', async () => {
  const path = await binary('app');
  const wanted = { runAsNode: false, enableCookieEncryption: true };
  await expect(checkFuses(path, { runAsNode: true, enableCookieEncryption: false })).resolves.toBeUndefined();
  await expect(checkFuses(path, wanted)).rejects.toThrow(
    `Fuses of ${path}: runAsNode is not off, enableCookieEncryption is not on`,
  );
  await flipFuses(path, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
  });
  await expect(checkFuses(path, wanted)).resolves.toBeUndefined();
});

test('a fuse that Electron has removed is as little off as on', async () => {
  const wire = Buffer.from(fuseWire);
  wire.write('r', wire.length - 10);
  const path = await binary('removed', wire);
  await expect(checkFuses(path, { runAsNode: false })).rejects.toThrow('runAsNode is not off');
  await expect(checkFuses(path, { runAsNode: true })).rejects.toThrow('runAsNode is not on');
});

test('a fuse that nobody knows, and a binary without fuses, are no success', async () => {
  await expect(checkFuses(await binary('unknown'), { runAsNodes: false })).rejects.toThrow('runAsNodes is not off');
  await expect(checkFuses(await binary('bare', Buffer.from('no fuses')), { runAsNode: false })).rejects.toThrow();
});
