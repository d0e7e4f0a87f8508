import { open, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetAside } from '../../main/history/open.ts';
import { newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

let folder: Folder;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const fill = () => folder.add(Array.from({ length: 2_000 }, (_, n) => newEvent({ title: `event ${n}` })));
const half = async () => truncate(folder.file, Math.floor((await stat(folder.file)).size / 2));
const inDatabase = (sql: string) => () => {
  const database = new Database(folder.file);
  database.exec(sql);
  database.close();
};

const pageSize = 8_192;

/** Writes rubbish over all pages but the first. */
async function overwrite(): Promise<void> {
  const file = await open(folder.file, 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.alloc(size - pageSize, 'rubbish '), 0, size - pageSize, pageSize);
  await file.close();
}

describe('a database that cannot be used', () => {
  it.each<[string, () => unknown]>([
    ['garbage', () => writeFile(folder.file, 'this is no database at all, not even close'.repeat(300))],
    ['a short text', () => writeFile(folder.file, 'hello')],
    ['a database cut in half', half],
    ['a database cut to less than a page', () => truncate(folder.file, 1_000)],
    ['a database with overwritten pages', overwrite],
    ['a newer database', inDatabase('PRAGMA user_version = 9999')],
    ['the database of another program', inDatabase('PRAGMA user_version = 0')],
    ['a database that has lost its state', inDatabase('DELETE FROM state')],
  ])('is set aside as it is and named, and a new one begun: %s', async (_, damage) => {
    await fill();
    let before: Buffer = Buffer.alloc(0);
    await folder.reopen(async () => {
      await damage();
      before = await readFile(folder.file);
    });
    const aside = folder.history.setAside?.aside ?? '';
    expect(folder.history.setAside?.text).toMatch(/\w/);
    expect(dirname(aside)).toBe(folder.directory);
    expect((await readFile(aside)).equals(before)).toBe(true);
    expect(await folder.ids({})).toEqual([]);
    expect(await folder.add([newEvent()])).toBe(1);
    await folder.reopen();
    expect(folder.history.setAside).toBeNull();
    expect(await folder.ids({})).toEqual([1]);
  });

  it('is left alone when it is sound', async () => {
    await fill();
    await folder.reopen();
    expect(folder.history.setAside).toBeNull();
    expect(await readdir(folder.directory)).not.toContainEqual(expect.stringContaining('broken'));
    expect((await folder.history.search({}, 1)).count.more).toBe(true);
  });

  it('is set aside also when it turns out later; what failed can be stored anew, and no id comes twice', async () => {
    await fill();
    await folder.reopen();
    const moved: SetAside[] = [];
    folder.history.onSetAside((each) => moved.push(each));
    expect(await folder.add([newEvent()])).toBe(2_001);
    // What another program commits makes the writer read its pages again.
    inDatabase('UPDATE state SET streams = streams + 1')();
    await overwrite();
    const batch = Array.from({ length: 2_000 }, (_, n) => newEvent({ key: `later ${n}` }));
    await expect(folder.add(batch)).rejects.toThrow('The history');
    expect(moved).toHaveLength(1);
    const first = await folder.add(batch);
    expect(first).toBeGreaterThan(2_001);
    expect((await folder.ids({})).at(-1)).toBeGreaterThan(2_001);
    expect(await readdir(folder.directory)).toContainEqual(expect.stringContaining('broken'));
  });
});
