import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, spreadOut } from '../../main/connections/backoff.ts';
import { type Input, type Life, transition } from '../../main/connections/transition.ts';
import type { ConnectionState } from '../../preload/contract/api.ts';
import { broken, closedByServer, refused, signIn } from './scripted.ts';

const now = 1_000_000;
const half = () => 0.5;
const why = broken.cause;
const limits = [{ subscription: 'stat', why: refused }];

const stopped: ConnectionState = { name: 'stopped' };
const first: ConnectionState = { name: 'connecting', attempt: 1 };
const third: ConnectionState = { name: 'connecting', attempt: 3 };
const fresh: ConnectionState = { name: 'online', since: now - 29_999, limits: [] };
const ahead: ConnectionState = { name: 'online', since: now + 3_600_000, limits: [] };
const settled: ConnectionState = { name: 'online', since: now - 30_000, limits: [] };
const waiting: ConnectionState = { name: 'waiting', attempt: 3, retryAt: now + 5, why };
const blocked: ConnectionState = { name: 'blocked', why: signIn.cause };
const states = [stopped, first, third, fresh, settled, waiting, blocked];

const start: Input = { type: 'start' };
const stop: Input = { type: 'stop' };
const up: Input = { type: 'up' };
const limited: Input = { type: 'limited', limits };
const due: Input = { type: 'due' };
const block: Input = { type: 'block', down: { cause: refused } };
const down: Input = { type: 'down', down: broken };
const downByServer: Input = { type: 'down', down: closedByServer };
const downForGood: Input = { type: 'down', down: signIn };

function life(state: ConnectionState, failures = 0): Life {
  return { state, failures };
}

function waits(attempt: number, delayMs: number, cause = why): Life {
  return life({ name: 'waiting', attempt, retryAt: now + delayMs, why: cause }, attempt);
}

describe('what a connection becomes', () => {
  const cases: [what: string, before: Life, input: Input, after: Life][] = [
    ['a start begins', life(stopped), start, life(first)],
    ['a start tries a waiting one at once, from the beginning', life(waiting, 3), start, life(first)],
    ['a start unblocks', life(blocked), start, life(first)],
    ['a start makes a line anew', life(settled), start, life(first)],
    ['an attempt comes up', life(third, 2), up, life({ name: 'online', since: now, limits: [] }, 2)],
    ['a line lacks something', life(fresh, 2), limited, life({ name: 'online', since: now - 29_999, limits }, 2)],
    ['limits without a line mean nothing', life(waiting, 3), limited, life(waiting, 3)],
    ['the first failure', life(first), down, waits(1, 250)],
    ['the third failure', life(third, 2), down, waits(3, 1_000)],
    ['the tenth failure has reached the cap', life(first, 9), down, waits(10, 30_000)],
    ['a line lost within 30 s counts on', life(fresh, 2), down, waits(3, 1_000)],
    ['a line lost after 30 s begins anew', life(settled, 2), down, waits(1, 250)],
    ['so does one that came before the clock was set back', life(ahead, 2), down, waits(1, 250)],
    [
      'the server closed it: the first retry is spread',
      life(settled, 2),
      downByServer,
      waits(1, 2_500, closedByServer.cause),
    ],
    ['later retries back off', life(fresh, 2), downByServer, waits(3, 1_000, closedByServer.cause)],
    ['a refusal blocks an attempt', life(third, 2), downForGood, life(blocked)],
    ['a refusal blocks a line', life(settled, 2), downForGood, life(blocked)],
    ['a secret that cannot be had blocks', life(first), block, life({ name: 'blocked', why: refused })],
    ['the time to try again has come', life(waiting, 3), due, life({ name: 'connecting', attempt: 4 }, 3)],
    ['blocked does not try by itself', life(blocked), due, life(blocked)],
    ['blocked does not come up', life(blocked), up, life(blocked)],
    ['blocked does not wait', life(blocked), down, life(blocked)],
    ['stopped does not try', life(stopped), due, life(stopped)],
    ['stopped does not wait', life(stopped), down, life(stopped)],
    ['waiting does not come up', life(waiting, 3), up, life(waiting, 3)],
    ['waiting fails once', life(waiting, 3), down, life(waiting, 3)],
    ['online does not come up twice', life(settled, 2), up, life(settled, 2)],
  ];
  it.each(cases)('%s', (_what, before, input, after) => {
    expect(transition(before, input, now, half)).toEqual(after);
  });

  it.each(states)('a stop ends $name, and forgets its failures', (state) => {
    expect(transition(life(state, 4), stop, now, half)).toEqual(life(stopped));
  });
});

describe('back-off', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [7, 32_000],
    [8, 60_000],
    [2_000, 60_000],
  ])('after %i failures it waits up to %i ms', (failures, longestMs) => {
    expect(backoffMs(failures, () => 0)).toBe(0);
    expect(backoffMs(failures, () => 0.999_999)).toBeCloseTo(longestMs, -1);
  });

  it('stays between 0 and 60 s, whatever happened', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), chance, (failures, random) => {
        const delayMs = backoffMs(failures, () => random);
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(60_000);
        expect(spreadOut(() => random)).toBeLessThan(5_000);
      }),
    );
  });
});
