import { describe, expect, it } from 'vitest';
import { chooseDrivers } from '../../main/toasts/choose.ts';
import type { OpenDriver } from '../../main/toasts/driver.ts';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { onDesktop, toast } from './toast.ts';

const desktop = onDesktop();
const reply = () => undefined;

/** A driver at the border; whether it works is what the test says. */
function scripted(name: string, works: () => boolean, asked: string[] = []): { name: string; open: OpenDriver } {
  const why = { code: 'toast', params: { driver: name, text: `${name} is broken` } } as const;
  return {
    name,
    open: () => ({
      name,
      show: async () => {
        asked.push(name);
        return works() ? { shown: true, driver: name, ref: null } : { shown: false, driver: name, why };
      },
      withdraw: async () => undefined,
      probe: async () => (works() ? null : why),
      close: async () => undefined,
    }),
  };
}

describe('the choice of a driver', () => {
  it('goes on to the next one when a real daemon hangs, which delays one toast and not each', async () => {
    const available = [{ name: 'freedesktop', open: openFreedesktop }, scripted('second', () => true)];
    const drivers = chooseDrivers(() => 'auto', available, reply);
    expect(await drivers.show(toast())).toMatchObject({ shown: true, driver: 'freedesktop' });
    desktop().hangDaemon();
    const hangs = { code: 'toast', params: { driver: 'D-Bus', text: expect.stringContaining('no answer within 2 s') } };
    expect(await drivers.show(toast())).toEqual({ shown: true, driver: 'second', ref: null, before: hangs });
    const began = performance.now();
    expect(await drivers.show(toast())).toMatchObject({ driver: 'second', before: hangs });
    // The hanging one would be waited for its 2 s.
    expect(performance.now() - began).toBeLessThan(1_900);
    expect(await drivers.describe()).toMatchObject([
      { name: 'second', chosen: true, why: null },
      { name: 'freedesktop', chosen: false, why: { code: 'toast' } },
    ]);
    desktop().continueDaemon();
    await drivers.close();
  });

  it.each([
    { setting: 'auto', broken: [], asked: ['a'], shown: 'a' },
    { setting: 'b', broken: [], asked: ['b'], shown: 'b' },
    { setting: 'unknown', broken: [], asked: ['a'], shown: 'a' },
    { setting: 'auto', broken: ['a'], asked: ['a', 'b'], shown: 'b' },
    { setting: 'b', broken: ['b'], asked: ['b', 'a'], shown: 'a' },
    { setting: 'auto', broken: ['a', 'b', 'c'], asked: ['a', 'b', 'c'], shown: null },
    { setting: 'none', broken: [], asked: [], shown: null },
  ])('with $setting and $broken broken asks $asked', async ({ setting, broken, asked, shown }) => {
    const said: string[] = [];
    const available = ['a', 'b', 'c'].map((name) => scripted(name, () => !broken.includes(name), said));
    const result = await chooseDrivers(() => setting, available, reply).show(toast());
    expect(said).toEqual(asked);
    expect(result.shown ? result.driver : null).toBe(shown);
  });

  it('says why the one that is wanted first could not, as long as another one stands in, and no longer', async () => {
    let broken = true;
    let now = 0;
    const available = [scripted('a', () => true), scripted('b', () => !broken), scripted('c', () => true)];
    const drivers = chooseDrivers(
      () => 'b',
      available,
      reply,
      () => now,
    );
    const instead = { shown: true, driver: 'a', ref: null, before: { code: 'toast', params: { text: 'b is broken' } } };
    expect(await drivers.show(toast())).toMatchObject(instead);
    expect(await drivers.show(toast())).toMatchObject(instead);
    broken = false;
    now = 60_000;
    expect(await drivers.show(toast())).toEqual({ shown: true, driver: 'b', ref: null });
  });

  it('tells the first reason when none can', async () => {
    const drivers = chooseDrivers(() => 'auto', [scripted('a', () => false), scripted('b', () => false)], reply);
    expect(await drivers.show(toast())).toMatchObject({ shown: false, why: { params: { text: 'a is broken' } } });
    expect((await drivers.describe()).map(({ name, chosen }) => [name, chosen])).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });

  it('tries one that failed again after a minute', async () => {
    const said: string[] = [];
    let now = 0;
    let broken = true;
    const available = [scripted('a', () => !broken, said), scripted('b', () => true, said)];
    const drivers = chooseDrivers(
      () => 'auto',
      available,
      reply,
      () => now,
    );
    await drivers.show(toast());
    broken = false;
    now = 59_999;
    await drivers.show(toast());
    now = 60_000;
    await drivers.show(toast());
    await drivers.show(toast());
    expect(said).toEqual(['a', 'b', 'b', 'a', 'a']);
  });

  it('says that nothing is shown by choice', async () => {
    const drivers = chooseDrivers(() => 'none', [scripted('a', () => true)], reply);
    expect(await drivers.show(toast())).toMatchObject({ shown: false, driver: 'none', why: { code: 'toast' } });
    expect(await drivers.describe()).toMatchObject([{ name: 'none', chosen: true, why: { code: 'toast' } }]);
  });
});
