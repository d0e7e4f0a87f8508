import { chmod, readFile, truncate, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyCondition } from '../../main/history/open.ts';
import { asOrdinaryUser } from '../ordinary-user.ts';
import { newEvent } from './events.ts';
import { backToFirst, type Folder, openFolder, startThread } from './folder.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
  await folder.add(Array.from({ length: 500 }, (_, n) => newEvent({ title: `event ${n}` })));
  await folder.history.close();
});
afterEach(() => folder.remove());

const looked = () => historyCondition({ directory: folder.directory, start: startThread });
const inDatabase = (sql: string) => () => {
  const database = new Database(folder.file);
  database.exec(sql);
  database.close();
};

describe('what the next start would make of a history', () => {
  it.each<[string, () => unknown, object]>([
    ['whole', () => undefined, { name: 'usable' }],
    ['empty', () => truncate(folder.file), { name: 'none' }],
    ['older', inDatabase(backToFirst), { name: 'older' }],
    ['newer', inDatabase('PRAGMA user_version = 9999'), { name: 'unusable', why: /^it has version 9999/ }],
    ['of another program', inDatabase('PRAGMA user_version = 0'), { name: 'unusable', why: /another program/ }],
    ['without its state', inDatabase('DELETE FROM state'), { name: 'unusable', why: /state/ }],
    ['no database', () => writeFile(folder.file, 'hello'), { name: 'unusable', why: /not a database/ }],
    ['cut', () => truncate(folder.file, 20_000), { name: 'unusable', why: /\w/ }],
  ])('is said of one that is %s, which stays as it is', async (_, change, found) => {
    await change();
    const before = await readFile(folder.file);
    const condition = await looked();
    const why = 'why' in found ? { why: expect.stringMatching(found.why as RegExp) } : {};
    expect(condition).toEqual({ ...found, ...why });
    expect((await readFile(folder.file)).equals(before)).toBe(true);
    const { setAside } = await folder.reopen();
    expect(setAside !== null).toBe(condition.name === 'unusable');
  });

  it('is not known where it may not be read', async () => {
    await chmod(folder.directory, 0o755);
    await chmod(folder.file, 0o600);
    await asOrdinaryUser(async () => {
      if (process.geteuid?.() !== 65_534) await chmod(folder.file, 0o000);
      // Which of them says it depends on whether root is only laid aside.
      await expect(looked()).rejects.toThrow(/^The history .* (failed: EACCES|cannot be opened: )/);
    });
  });
});

it('there is none where none was begun', async () => {
  const nowhere = { directory: `${folder.directory}/nowhere`, start: startThread };
  expect(await historyCondition(nowhere)).toEqual({ name: 'none' });
});
