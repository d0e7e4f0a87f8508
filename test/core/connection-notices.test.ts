import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namespace, signIn } from '../connections/scripted.ts';
import { FakeClock } from '../fake-clock.ts';
import { openHouse } from '../house.ts';
import { until } from '../until.ts';

const minute = 60_000;
const startAt = Date.parse('2026-11-20T14:00Z');
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-notices-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

type Step =
  /** The server stays out of reach for so many minutes. */
  | { readonly away: number }
  | { readonly set: Readonly<Record<string, unknown>> }
  | { readonly do: 'back' | 'refuse' | 'block' | 'restart' };

/** What is shown, each with the minute of the outage and how: `2 quiet Out of reach: NOC`. */
async function told(settings: Readonly<Record<string, unknown>>, steps: readonly Step[]): Promise<readonly string[]> {
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, ...settings }));
  const clock = new FakeClock(startAt);
  let here = await openHouse(directory, clock);
  const { driver } = here;
  const found: string[] = [];
  const collect = async () => {
    const { history, intake } = here.toasting;
    await intake.settled();
    await until('the outcomes', async () => {
      const { rows } = await history.page({ outcomes: ['pending'] }, null, 1);
      return rows.length === 0;
    });
    for (const { urgency, title, body, replaces, silent } of driver.shown.slice(found.length)) {
      const after = Math.floor((clock.now() - startAt) / minute);
      found.push(
        `${after} ${silent === true ? 'silently' : urgency} ${title}${replaces === null ? '' : ' (in its place)'}: ${body}`,
      );
    }
  };
  await here.world.lose();
  for (const step of steps) {
    if ('away' in step) {
      for (let passed = 0; passed < step.away; passed++) {
        await here.world.away(minute);
        await collect();
      }
    } else if ('set' in step) {
      await here.set(step.set);
    } else if (step.do === 'restart') {
      await here.close();
      here = await openHouse(directory, clock, driver, 'away');
    } else {
      while (here.world.live().length === 0) await clock.tick(1_000);
      if (step.do === 'back') await here.world.online('noc', { open: null });
      else await here.world.lose(step.do === 'block' ? namespace : signIn);
    }
    await collect();
  }
  await here.close();
  return found;
}

const lostAt2 = '2 quiet Out of reach: NOC: since 14:00, the line to noc.example broke. It keeps trying.';
const stillAt = (minutes: number, place = ' (in its place)', atMinute = minutes) =>
  `${atMinute} show Still out of reach: NOC${place}: for ${minutes} min. You see nothing from it.`;
const quietRoundTheClock = { enabled: true, windows: [{ from: '00:00', to: '00:00' }] };
const needsYou =
  '0 show Needs you: NOC: noc.example does not know the namespace /x. Check which kind of server it is and the path of its address: Servers; is CORS set for it?';

describe('a server that is out of reach is told', () => {
  it.each<
    [what: string, settings: Readonly<Record<string, unknown>>, steps: readonly Step[], told: readonly unknown[]]
  >([
    ['not at all where it is back before 2 min', {}, [{ away: 1 }, { do: 'back' }], []],
    [
      'quietly after 2 min, as an error after 15, once each, and replaced when it is back',
      {},
      [{ away: 40 }, { do: 'back' }],
      [
        lostAt2,
        stillAt(15),
        expect.stringMatching(/^4\d quiet Back: NOC \(in its place\): after 4\d min, nothing new$/),
      ],
    ],
    [
      'as back where it had been told at all',
      {},
      [{ away: 5 }, { do: 'back' }],
      [lostAt2, expect.stringMatching(/^\d quiet Back: NOC \(in its place\): after \d min, nothing new$/)],
    ],
    [
      'after the times that are set',
      { connections: { lostMinutes: 5, stillLostMinutes: 30 } },
      [{ away: 40 }],
      [expect.stringMatching(/^5 quiet Out of reach/), stillAt(30)],
    ],
    [
      'at once as an error where that time is no longer',
      { connections: { lostMinutes: 10, stillLostMinutes: 5 } },
      [{ away: 40 }],
      [stillAt(5, '')],
    ],
    [
      'at once when a time is set that is over already',
      {},
      [{ away: 8 }, { set: { connections: { stillLostMinutes: 6 } } }, { away: 30 }],
      [lostAt2, stillAt(8)],
    ],
    [
      'sooner when a shorter time is set while it is lost',
      { connections: { lostMinutes: 10 } },
      [{ away: 3 }, { set: { connections: { lostMinutes: 4, stillLostMinutes: 6 } } }, { away: 10 }],
      [expect.stringMatching(/^4 quiet Out of reach/), stillAt(6)],
    ],
    [
      'later when a longer time is set while it is lost',
      {},
      [{ away: 1 }, { set: { connections: { lostMinutes: 4, stillLostMinutes: 20 } } }, { away: 30 }],
      [expect.stringMatching(/^4 quiet Out of reach/), stillAt(20)],
    ],
    [
      'when it should be, however often other settings are changed meanwhile',
      {},
      [1, 2, 3, 4, 5].flatMap((maxPerMinute): readonly Step[] => [{ set: { toasts: { maxPerMinute } } }, { away: 4 }]),
      [lostAt2, stillAt(15)],
    ],
    [
      'as blocked at once and once, with the remedy',
      {},
      [{ do: 'block' }, { away: 40 }, { set: { connections: { lostMinutes: 1 } } }, { away: 5 }],
      [needsYou],
    ],
    [
      'as a refused sign-in at once and once',
      {},
      [{ do: 'refuse' }, { away: 40 }],
      [expect.stringMatching(/^0 show Sign-in refused: NOC: .*Nothing is received until you sign in\./)],
    ],
    ['in quiet hours as an error alone', { quietHours: quietRoundTheClock }, [{ away: 40 }], [stillAt(15, '')]],
    ['in quiet hours as blocked', { quietHours: quietRoundTheClock }, [{ do: 'block' }, { away: 20 }], [needsYou]],
    [
      'in quiet hours as a refused sign-in',
      { quietHours: quietRoundTheClock },
      [{ do: 'refuse' }, { away: 20 }],
      [expect.stringMatching(/^0 show Sign-in refused: NOC: /)],
    ],
    [
      'in quiet hours not as a refused sign-in either where that is switched off',
      { quietHours: { ...quietRoundTheClock, passConnectionLost: false } },
      [{ do: 'refuse' }, { away: 20 }],
      [],
    ],
    [
      'in quiet hours not at all where that is switched off',
      { quietHours: { ...quietRoundTheClock, passConnectionLost: false } },
      [{ away: 40 }],
      [],
    ],
    [
      'in quiet hours not as blocked either where that is switched off',
      { quietHours: { ...quietRoundTheClock, passConnectionLost: false } },
      [{ do: 'block' }, { away: 20 }],
      [],
    ],
    [
      'with new words alone after a restart, where it was told as an error',
      {},
      [{ away: 20 }, { do: 'restart' }, { away: 40 }],
      [lostAt2, stillAt(15), expect.stringMatching(/^3\d silently Still out of reach: NOC \(in its place\)/)],
    ],
    [
      'as an error after a restart, where it was told as a warning',
      {},
      [{ away: 5 }, { do: 'restart' }, { away: 40 }],
      [lostAt2, stillAt(20, ' (in its place)', 20)],
    ],
  ])('%s', async (_, settings, steps, wanted) => {
    expect(await told(settings, steps)).toEqual(wanted);
  });
});

describe('the times', () => {
  it.each([0, 1_441, 2.5, '5'])('cannot be %j', async (lostMinutes) => {
    const here = await openHouse(directory, new FakeClock(startAt));
    await expect(here.set({ connections: { lostMinutes } })).rejects.toThrow(/connections/);
    await here.close();
  });
});
