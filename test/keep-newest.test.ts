import { expect, it } from 'vitest';
import { keepNewest } from '../main/keep-newest.ts';

it('lets go an eighth of all, those that were put longest ago', () => {
  const map = new Map<string, number>();
  for (let n = 0; n < 16; n++) keepNewest(map, `${n}`, n, 16);
  keepNewest(map, '0', 100, 16);
  keepNewest(map, 'one more', 16, 16);
  expect([...map.keys()]).toEqual([...Array.from({ length: 13 }, (_, n) => `${n + 3}`), '0', 'one more']);
  expect(map.get('0')).toBe(100);
});
