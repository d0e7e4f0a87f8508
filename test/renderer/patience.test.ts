import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AskedOnce } from '../../renderer/asked-once.ts';
import { Patience, waitAt } from '../../renderer/patience.ts';

describe('what is said of what somebody waits for', () => {
  it.each([
    [null, 0, 'none', null],
    [1_000, 1_000, 'none', 300],
    [1_000, 1_299, 'none', 1],
    [1_000, 1_300, 'short', 2_700],
    [1_000, 3_999, 'short', 1],
    [1_000, 4_000, 'long', 1_000],
    [1_000, 12_400, 'long', 600],
    // A clock that was set back.
    [1_000, 900, 'none', 300],
  ] as const)('begun at %s, at %s: %s', (since, now, name, nextMs) => {
    const said = waitAt(since, now);
    expect(said.wait.name).toBe(name);
    expect(said.nextMs).toBe(nextMs);
  });

  it('counts whole seconds', () => {
    expect(waitAt(0, 7_999).wait).toEqual({ name: 'long', seconds: 7 });
  });
});

describe('waiting', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('window', globalThis);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is told after a while, goes on for the one that began first, and ends with the last, also where it fails', async () => {
    const patience = new Patience();
    const first = Promise.withResolvers<string>();
    const second = Promise.withResolvers<string>();
    const one = patience.over(first.promise);
    expect(patience.wait.value.name).toBe('none');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(patience.wait.value.name).toBe('short');
    const other = patience.over(second.promise);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(patience.wait.value).toEqual({ name: 'long', seconds: 5 });
    first.resolve('done');
    expect(await one).toBe('done');
    expect(patience.wait.value).toEqual({ name: 'long', seconds: 4 });
    second.reject(new Error('broken'));
    await expect(other).rejects.toThrow('broken');
    expect(patience.wait.value.name).toBe('none');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what is pressed twice', () => {
  it('is asked for once while it is under way, and again afterwards', async () => {
    const once = new AskedOnce();
    let asked = 0;
    const answer = Promise.withResolvers<number>();
    const ask = () => {
      asked += 1;
      return answer.promise;
    };
    const both = [once.ask('a', true, ask), once.ask('a', true, ask)];
    expect(asked).toBe(1);
    answer.resolve(7);
    expect(await Promise.all(both)).toEqual([7, 7]);
    await once.ask('a', true, ask);
    expect(asked).toBe(2);
  });

  it('is asked for again where something else was asked for in between', () => {
    const once = new AskedOnce();
    const asked: string[] = [];
    const never = new Promise<never>(() => undefined);
    for (const what of ['on', 'off', 'on'])
      void once.ask(what, true, () => {
        asked.push(what);
        return never;
      });
    expect(asked).toEqual(['on', 'off', 'on']);
  });

  it('is asked for once though something was read in between, and is read again after a change', () => {
    const once = new AskedOnce();
    const asked: string[] = [];
    const say = (what: string, changes: boolean) =>
      void once.ask(what, changes, () => {
        asked.push(what);
        return new Promise<never>(() => undefined);
      });
    for (const what of ['read', 'change', 'read', 'read', 'change']) say(what, what === 'change');
    expect(asked).toEqual(['read', 'change', 'read']);
  });

  it('is asked for again after it has failed', async () => {
    const once = new AskedOnce();
    await expect(once.ask('a', true, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await once.ask('a', true, async () => 1)).toBe(1);
  });
});
