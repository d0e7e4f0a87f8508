import { afterEach, beforeEach, expect, it } from 'vitest';
import { newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

/** All pages, each as ids. */
async function pages(limit: number, withPayload: boolean): Promise<readonly (readonly number[])[]> {
  const found: (readonly number[])[] = [];
  for (let before: number | null = null; ; ) {
    const { steps, next } = await folder.history.trail(before, limit, withPayload);
    found.push(steps.map(({ row }) => row.id));
    if (next === null) return found;
    before = next;
  }
}

it('goes back through all events, streams too, newest first', async () => {
  await folder.add(Array.from({ length: 5 }, (_, n) => newEvent({ stream: n % 2 === 0 })));
  expect(await pages(2, false)).toEqual([[5, 4], [3, 2], [1]]);
  expect(await pages(500, false)).toEqual([[5, 4, 3, 2, 1]]);
  const { steps } = await folder.history.trail(4, 2, true);
  expect(steps).toMatchObject([
    { row: { id: 3, title: 'CPU over 95 %' }, stream: true, payload: '{"id":"1"}' },
    { row: { id: 2 }, stream: false },
  ]);
  expect((await folder.history.trail(4, 2, false)).steps[0]?.payload).toBeNull();
});

it('ends a page early where the payloads are long, and loses none', async () => {
  const payload = JSON.stringify('x'.repeat(60_000));
  await folder.add(Array.from({ length: 20 }, () => newEvent({ payload })));
  const found = await pages(500, true);
  expect(found.length).toBeGreaterThan(1);
  expect(found.flat()).toEqual(Array.from({ length: 20 }, (_, n) => 20 - n));
  expect(await pages(500, false)).toHaveLength(1);
});

it('of nothing is empty', async () => {
  expect(await folder.history.trail(null, 10, true)).toEqual({ steps: [], next: null });
});
