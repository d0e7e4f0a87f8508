import { describe, expect, it } from 'vitest';
import { preferences } from '../../main/settings/preferences.ts';
import type { HeldBack, Shown, Toast } from '../../main/toasts/driver.ts';
import type { Played } from '../../main/toasts/player.ts';
import { SoundingDrivers } from '../../main/toasts/sounding.ts';
import { FakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';
import { toast } from './toast.ts';

interface Around {
  /** The daemon makes the sounds itself. */
  readonly sounded?: boolean;
  readonly heldBack?: HeldBack;
  readonly shown?: boolean;
  readonly noPlayer?: boolean;
  readonly driver?: string;
}

function house({ sounded = false, heldBack = 'none', shown = true, noPlayer = false, driver = 'd' }: Around = {}) {
  const clock = new FakeClock(1_800_000_000_000);
  const given: Toast[] = [];
  const played: Played[] = [];
  const why = { code: 'toast', params: { driver, text: 'broken' } } as const;
  const sounding = new SoundingDrivers({
    drivers: {
      show: async (toast): Promise<Shown> => {
        given.push(toast);
        return shown ? { shown, driver, ref: null, sounded } : { shown, driver, why };
      },
      withdraw: async () => undefined,
      holdsBack: async () => heldBack,
    },
    player: {
      play: async (sound) => {
        played.push(sound);
        return null;
      },
      probe: () => (noPlayer ? { why: { code: 'sound', params: { text: 'none' } } } : { by: 'pw-play' }),
    },
    sounds: () => preferences.parse({}).toasts.sounds,
    clock,
  });
  return { clock, given, played, sounding };
}

const urgent = toast({ urgency: 'urgent' });
const usual = toast({ urgency: 'show', severity: 'error' });
const quiet = toast({ urgency: 'quiet' });

describe('a toast and its sound', () => {
  it('is played here where the daemon makes none', async () => {
    const { sounding, given, played } = house();
    await sounding.show(urgent);
    expect(given).toMatchObject([{ sound: 'alarm' }]);
    await until('the alarm', () => played.length > 0);
    expect(played).toEqual(['alarm']);
  });

  it('is left to the daemon that makes it', async () => {
    const { sounding, given, played, clock } = house({ sounded: true });
    await sounding.show(urgent);
    await clock.tick(10_000);
    expect(given).toMatchObject([{ sound: 'alarm' }]);
    expect(played).toEqual([]);
  });

  it.each<[string, Toast, Around, Played[]]>([
    ['quiet makes none', quiet, {}, []],
    ['the desktop holds it back with what it shows', usual, { heldBack: 'usual' }, []],
    ['the desktop lets that of urgent ones through', urgent, { heldBack: 'usual' }, ['alarm']],
    ['a desktop lets nothing through', urgent, { heldBack: 'all' }, []],
    ['what cannot be shown is heard at least', urgent, { shown: false }, ['alarm']],
    ['toasts that are switched off make none', urgent, { shown: false, driver: 'none' }, []],
    ['the rule goes before', { ...usual, sound: 'alarm' }, {}, ['alarm']],
    ['the rule may silence', { ...urgent, sound: 'none' }, {}, []],
  ])('%s', async (_, shown, around, expected) => {
    const { sounding, played, clock } = house(around);
    await sounding.show(shown);
    await clock.tick(10_000);
    expect(played).toEqual(expected);
  });

  it('a storm of a thousand is one sound in 2 s, and the worst of them', async () => {
    const { sounding, given, played, clock } = house();
    for (let index = 0; index < 1_000; index++) await sounding.show(index === 500 ? urgent : usual);
    await clock.tick(0);
    expect(played).toEqual(['desktop']);
    expect(given.filter(({ sound }) => sound !== 'none')).toHaveLength(1);
    await clock.tick(1_999);
    expect(played).toEqual(['desktop']);
    await clock.tick(1);
    expect(played).toEqual(['desktop', 'alarm']);
    await clock.tick(60_000);
    expect(played).toEqual(['desktop', 'alarm']);
  });

  it('an alarm that no player could make later comes at once with its toast', async () => {
    const { sounding, given } = house({ sounded: true, noPlayer: true });
    await sounding.show(usual);
    await sounding.show(urgent);
    expect(given.map(({ sound }) => sound)).toEqual(['desktop', 'alarm']);
  });

  it('nothing is heard after its end', async () => {
    const { sounding, played, clock } = house();
    await sounding.show(usual);
    await sounding.show(urgent);
    sounding.close();
    await clock.tick(10_000);
    expect(played).toEqual(['desktop']);
  });
});
