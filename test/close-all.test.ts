import { expect, it } from 'vitest';
import { closeAll } from '../main/close-all.ts';

it('closes in turn what comes after a fault too, and tells the first', async () => {
  const closed: string[] = [];
  const one = (name: string, fault?: string) => async () => {
    closed.push(name);
    if (fault !== undefined) throw new Error(fault);
  };
  const thrown = () => {
    throw new Error('third');
  };
  const closes = [one('a'), one('b', 'first'), one('c', 'second'), thrown, one('d')];
  await expect(closeAll(closes)).rejects.toThrow('first');
  expect(closed).toEqual(['a', 'b', 'c', 'd']);
  await expect(closeAll([one('e')])).resolves.toBeUndefined();
});
