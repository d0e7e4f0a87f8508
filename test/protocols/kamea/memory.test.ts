import { expect, test } from 'vitest';
import { isFresh } from '../../../main/protocols/kamea/memory.ts';

const listedAt = 1_800_000_000_000;
const memory = (at: number | null) => ({ listedAt: at }) as Parameters<typeof isFresh>[0];

test.each([
  ['that was never read', null, listedAt, false],
  ['that was read just now', listedAt, listedAt + 1_000, true],
  ['that was read an hour ago', listedAt, listedAt + 3_600_000, false],
  ['that was read before the clock was set back', listedAt, listedAt - 3_600_000, false],
])('a list of devices %s', (_, at, now, fresh) => {
  expect(isFresh(memory(at), now)).toBe(fresh);
});
