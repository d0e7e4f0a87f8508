import { expect, it } from 'vitest';
import { Pace } from '../../renderer/pace.ts';

it('asks at once, then once after a rest for all wishes meanwhile, and nothing after its end', async () => {
  let asked = 0;
  let rested: (() => void) | null = null;
  const answers: (() => void)[] = [];
  const pace = new Pace(
    () => {
      asked += 1;
      return new Promise((resolve) => answers.push(resolve));
    },
    (run) => {
      rested = run;
      return () => {
        rested = null;
      };
    },
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const rest = () => {
    const run = rested;
    rested = null;
    run?.();
  };
  pace.wish();
  pace.wish();
  pace.wish();
  expect([asked, rested]).toEqual([1, null]);
  answers.shift()?.();
  await settled();
  expect(asked).toBe(1);
  rest();
  expect(asked).toBe(2);
  answers.shift()?.();
  await settled();
  rest();
  expect(asked).toBe(2);
  pace.wish();
  expect(asked).toBe(3);
  pace.close();
  answers.shift()?.();
  await settled();
  pace.wish();
  expect([asked, rested]).toEqual([3, null]);
});
