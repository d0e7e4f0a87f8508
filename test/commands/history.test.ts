import { afterEach, beforeEach, expect, test } from 'vitest';
import { historyCommands } from '../../main/commands/history.ts';
import { noGrounds } from '../../preload/contract/api.ts';
import { mayOpen } from '../../preload/contract/links.ts';
import { newEvent } from '../history/events.ts';
import { type Folder, openFolder } from '../history/folder.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

test.each([
  ['http://manager.example:8080/app/jobs/1b3c', 'http://manager.example:8080/app/jobs/1b3c'],
  ['http://elsewhere.example/app/jobs/1b3c', null],
  [null, null],
])('the link of an event at %s is %s', async (url, link) => {
  const id = await folder.add([newEvent({ url })]);
  const servers = [{ url: 'http://manager.example:8080' }];
  const commands = historyCommands({
    history: folder.history,
    grounds: async () => noGrounds,
    mayOpen: (event) => event.url !== null && mayOpen(event.url, servers),
    seen: async () => 1,
    unseen: async () => false,
    picture: async () => ({ why: { code: 'unexpected', params: { text: '' } } }),
  });
  expect(await commands['history.event']({ id })).toMatchObject({ event: { id, url }, link });
});
