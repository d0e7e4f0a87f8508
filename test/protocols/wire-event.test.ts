import { expect, it } from 'vitest';
import { wireEvent } from '../../main/protocols/wire-event.ts';
import { heapBytes } from '../heap.ts';

it('keeps of a title that is too long nothing but what is left of it', () => {
  const [events, length] = [200, 100_000];
  const titles: string[] = [];
  const before = heapBytes();
  for (let n = 0; n < events; n++) {
    const title = `CPU over ${n} %`.padEnd(length, '.');
    titles.push(wireEvent({ kind: 'incident', topic: 'incidents', title, payload: null }).title);
  }
  expect((heapBytes() - before) / events).toBeLessThan(length / 10);
  expect(titles.at(-1)).toMatch(/^CPU over 199 %\.+…$/);
  expect(titles.at(-1)?.length).toBe(500);
});
