import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exported } from '../../main/history/export.ts';
import { alertRecord, newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

let folder: Folder;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const marks = [undefined, 'title', 'body', 'both', 'limit'] as const;

it('whose words an event has is kept, in lists, in the detail and of its alert', async () => {
  const events = marks.map((ours) => newEvent({ ours, alert: 'a' }));
  const record = alertRecord({ key: 'a', protocol: 'rackhd', ours: 'title' });
  await folder.add(events, { alerts: [{ record, first: 0, last: 4 }] });
  await folder.reopen();
  const { history } = folder;
  expect((await history.page({}, null, 10)).rows.toReversed().map(({ ours }) => ours)).toEqual(marks);
  expect((await history.rows([1, 2, 3, 4, 5])).map(({ ours }) => ours)).toEqual(marks);
  expect((await history.event(4))?.ours).toBe('both');
  expect((await history.story('noc', 'a', 10)).map(({ ours }) => ours)).toEqual(marks);
  expect((await history.remembered()).alerts).toMatchObject([{ protocol: 'rackhd', ours: 'title' }]);
});

it('is no part of what is exported', async () => {
  await folder.add(marks.map((ours) => newEvent({ ours, title: 'Sensor error' })));
  for (const format of ['json', 'csv'] as const) {
    const { pieces } = await exported(folder.history, { format, filter: {} });
    let text = '';
    for await (const piece of pieces) text += piece.text;
    expect(text).toContain('Sensor error');
    expect(text).not.toContain('ours');
  }
});

it('is nobody’s in a database of an earlier version, whose alerts do not know of what kind of server they are', async () => {
  await folder.add([newEvent({ title: 'Sensor error', ours: 'title', alert: 'a' })], {
    alerts: [{ record: alertRecord({ key: 'a' }), first: 0, last: 0 }],
  });
  await folder.reopen(() => {
    const database = new Database(folder.file);
    database.exec(`ALTER TABLE events DROP COLUMN ours;
      DROP INDEX alerts_unwatched; ALTER TABLE alerts DROP COLUMN unwatched;
      UPDATE alerts SET record = json_remove(record, '$.protocol'); PRAGMA user_version = 51`);
    database.close();
  });
  expect((await folder.history.rows([1]))[0]?.ours).toBeUndefined();
  expect((await folder.history.remembered()).alerts).toMatchObject([{ protocol: '' }]);
});
