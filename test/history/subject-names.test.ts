import { afterEach, beforeEach, expect, it } from 'vitest';
import { newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

it('are those of the newest event that says one, and of no other subject', async () => {
  const about = (id: string | null, name: string | null) => newEvent({ subject: { type: 'object', id, name } });
  await folder.add([
    about('64bb02', 'UPS-0'),
    about('64bb02', 'UPS-1'),
    about('64bb02', null),
    about('64bb02 b', 'Longer'),
    about('10.0.0.9', 'core-sw'),
    about('nameless', null),
    about(null, '64bb02'),
    about('…', 'Nothing to search for'),
  ]);
  const asked = ['64bb02', '64bb02 b', '10.0.0.9', 'nameless', 'never heard of', '…', '', '"', '__proto__'];
  expect(await folder.history.subjectNames(asked)).toEqual({
    '64bb02': 'UPS-1',
    '64bb02 b': 'Longer',
    '10.0.0.9': 'core-sw',
  });
});
