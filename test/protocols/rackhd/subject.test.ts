import { afterEach, expect, test } from 'vitest';
import { rackhdSubject as subject } from '../../contract/rackhd.ts';
import { until } from '../../until.ts';
import type { Line, LineOptions } from '../line.ts';
import { House } from './lines.ts';

const house = new House();
afterEach(() => house.close());

async function stood() {
  const stand = await subject.start();
  house.closing(() => stand.close());
  return stand;
}

async function online(url: string, options: LineOptions = {}): Promise<Line> {
  const line = house.opened(subject.protocol, subject.settings(url), options);
  await until('caught up or down', () => line.catchUps.length === 1 || line.down !== null);
  return line;
}

test('what it emits arrives with its title, and what happened unheard is found', async () => {
  const stand = await stood();
  const before = Date.now();
  const first = await online(stand.url);
  expect(stand.subscriptions()).toHaveLength(4);
  expect([stand.connections(), stand.attempts(), stand.credentials()]).toEqual([1, 1, ['']]);
  const title = stand.emit();
  await until('it', () => first.events.some((event) => event.title === title));
  await stand.fall();
  await until('lost', () => first.down);
  const unheard = stand.happenUnheard();
  await stand.rise();
  const second = await online(stand.url, { since: before });
  expect(second.catchUps[0]?.events.map((event) => event.title)).toEqual([unheard]);
  stand.drop();
  await until('lost again', () => second.down);
});

test('one watch can be refused', async () => {
  const stand = await stood();
  stand.refuseOne();
  const line = await online(stand.url);
  expect(line.limits.map(({ subscription }) => subscription)).toEqual(['on.logging error']);
});

test('its garbage costs at most the line, and its silence is one', async () => {
  const stand = await stood();
  for (const frame of subject.garbage) {
    const line = await online(stand.url);
    stand.raw(frame);
    const title = stand.emit();
    await until('the next event', () => line.events.some((event) => event.title === title));
    line.session.close();
    await until('gone', () => stand.connections() === 0);
  }
  const line = await online(stand.url);
  await stand.silence(Object.keys(subject.silences)[0] ?? '');
  stand.emit();
  expect(line.events).toEqual([]);
});
