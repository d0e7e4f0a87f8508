import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { rulesInForce } from '../../main/rules/in-force.ts';
import type { Rules } from '../../main/rules/rule.ts';
import { FakeClock } from '../fake-clock.ts';
import { openToasting } from '../toasting.ts';
import { incident, noc } from '../wire.ts';

const min = 60_000;
let directory: string;
let clock: FakeClock;
let switchedOn: boolean;
let rules: Rules;
let house: Awaited<ReturnType<typeof openToasting>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-repeats-'));
  clock = new FakeClock(Date.parse('2026-11-20T14:00Z'));
  switchedOn = true;
  rules = rulesInForce([], []);
  house = await open();
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

function open(driver?: (typeof house)['driver']) {
  return openToasting(directory, driver, { clock, rules, repeatCritical: () => switchedOn });
}

const trap = (change: Partial<WireEvent> = {}) =>
  incident({ key: 'trap:1', kind: 'trap', alert: null, phase: null, ...change });
const nth = (n: number, change: Partial<WireEvent> = {}) =>
  incident({ key: `incident:${n}:1`, alert: `incident:${n}`, ...change });

const shownTimes = () => house.driver.shown.length;
/** Lets time pass, and what is asked of the history then come. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= min / 4) {
    await clock.tick(Math.min(left, min / 4));
    await house.history.rows([1]);
    await clock.tick(0);
  }
}
async function shows(event: WireEvent, id = 1): Promise<void> {
  await house.take(event);
  await house.outcomes(id);
}

describe('a toast that nobody has seen', () => {
  it('comes again every 5 min, in its own place, with its sound, 12 times at most', async () => {
    await shows(incident());
    await pass(5 * min - 1);
    expect(shownTimes()).toBe(1);
    await pass(1);
    expect(shownTimes()).toBe(2);
    expect(house.driver.shown[1]).toMatchObject({
      ...{ title: 'Critical: UPS-1', urgency: 'urgent', severity: 'critical' },
      replaces: house.driver.ref(1),
      buttons: house.driver.shown[0]?.buttons,
    });
    expect(house.driver.shown[1]?.silent ?? false).toBe(false);
    await pass(180 * min);
    expect(shownTimes()).toBe(13);
  });

  it('comes again in time also where the clock is set back', async () => {
    await shows(incident());
    clock.jump(-180 * min);
    await pass(5 * min + 15_000);
    expect(shownTimes()).toBe(2);
    await pass(5 * min);
    expect(shownTimes()).toBe(3);
  });

  it('is no new event, and its repetition no second outcome', async () => {
    await shows(incident());
    await pass(20 * min);
    expect(shownTimes()).toBe(5);
    expect((await house.history.page({}, null, 10)).rows).toHaveLength(1);
    expect(house.delivered.map(({ id }) => id)).toEqual([1]);
  });

  it('comes again after it was closed without having been seen, as a new one', async () => {
    await shows(incident());
    house.toaster.reply({ type: 'gone', ref: house.driver.ref(1) });
    await pass(5 * min);
    expect(house.driver.shown[1]).toMatchObject({ title: 'Critical: UPS-1', replaces: null });
    await pass(5 * min);
    expect(house.driver.shown[2]).toMatchObject({ replaces: house.driver.ref(2) });
  });

  it('does not while it is off, nor does what is less than critical', async () => {
    switchedOn = false;
    await shows(incident());
    await shows(nth(2, { severity: 'error' }), 2);
    await pass(60 * min);
    expect(shownTimes()).toBe(2);
  });

  it('stops when it is switched off', async () => {
    await shows(incident());
    await pass(5 * min);
    switchedOn = false;
    await pass(60 * min);
    expect(shownTimes()).toBe(2);
  });

  it('comes as its rule says, with the sound that it says', async () => {
    await house.close();
    switchedOn = false;
    const then = { toast: 'show', sound: 'alarm', repeat: { everyMin: 1, atMost: 2 } } as const;
    rules = rulesInForce([{ id: 'r1', name: 'r1', enabled: true, when: {}, then }], []);
    house = await open();
    await shows(nth(1, { severity: 'warning' }));
    await pass(30 * min);
    expect(house.driver.shown).toMatchObject(Array.from({ length: 3 }, () => ({ urgency: 'show', sound: 'alarm' })));
  });
});

describe('a repetition ends', () => {
  const seen = async () => {
    const rows = await house.history.rows([1]);
    const { alerts } = house.alerts.seen(rows, clock.now());
    await house.history.saveAlerts(alerts.map(({ record }) => record));
  };
  it.each<[string, WireEvent, () => Promise<unknown>]>([
    ['when it is seen', incident(), seen],
    ['when a trap is seen', trap(), seen],
    [
      'when it is acknowledged',
      incident(),
      () => house.take(incident({ key: 'k2', phase: 'updated', acknowledgedBy: 'ops' })),
    ],
    ['when it closes', incident(), () => house.take(incident({ key: 'k2', phase: 'closed', severity: 'ok' }))],
    [
      'when it is critical no more',
      incident(),
      () => house.take(incident({ key: 'k2', phase: 'updated', severity: 'warning' })),
    ],
  ])('%s', async (_, event, end) => {
    await shows(event);
    await pass(10 * min);
    expect(shownTimes()).toBe(3);
    await end();
    // New words for what stands come without a sound, and are no repetition.
    const repeated = () => house.driver.shown.filter((toast) => toast.silent !== true && toast.urgency === 'urgent');
    const before = repeated().length;
    await pass(60 * min);
    expect(repeated()).toHaveLength(before);
  });
});

describe('a repetition is held', () => {
  it('by a pause, and goes on where it was', async () => {
    await shows(incident());
    await pass(6 * min);
    expect(shownTimes()).toBe(2);
    house.silence.pause(clock.now() + 30 * min);
    await pass(29 * min);
    expect(shownTimes()).toBe(2);
    await pass(2 * min);
    expect(shownTimes()).toBe(3);
    await pass(180 * min);
    expect(shownTimes()).toBe(13);
  });

  it('by a snooze, which it does not end', async () => {
    await shows(incident());
    house.silence.snooze({ type: 'alert', server: noc.id, key: 'incident:1' }, 'UPS-1', null);
    await pass(30 * min);
    expect(shownTimes()).toBe(1);
    expect(house.silence.view().snoozes).toHaveLength(1);
    house.silence.unsnooze({ type: 'alert', server: noc.id, key: 'incident:1' });
    await pass(min);
    expect(shownTimes()).toBe(2);
  });
});

describe('many that nobody has seen', () => {
  it('come three at once, the newest, and each of them ends', async () => {
    for (const some of [
      [1, 2],
      [3, 4],
    ]) {
      await house.take(...some.map((n) => nth(n)));
      await house.outcomes(...some);
      await pass(min / 2);
    }
    house.silence.pause(clock.now() + 10 * min);
    await pass(9 * min);
    expect(shownTimes()).toBe(4);
    await pass(2 * min);
    const again = house.driver.shown.slice(4).map(({ replaces }) => replaces?.id ?? 0);
    expect(again.toSorted()).toEqual([2, 3, 4]);
    await pass(180 * min);
    expect(shownTimes()).toBe(4 + 12 * 3);
  });
});

describe('a restart', () => {
  it('goes on where time has come to', async () => {
    await shows(incident());
    await shows(trap(), 2);
    await house.close();
    clock.jump(12 * min);
    house = await open(house.driver);
    await house.begin();
    const before = shownTimes();
    await pass(3 * min);
    expect(shownTimes()).toBe(before + 2);
    expect(house.driver.shown.slice(before)).toMatchObject([{ replaces: null }, { replaces: house.driver.ref(1) }]);
    await pass(180 * min);
    // Two of the twelve were due while nothing ran.
    expect(shownTimes()).toBe(before + 2 * 10);
  });

  it('leaves to the tray what is an hour old, and what was seen', async () => {
    await shows(incident());
    await house.close();
    clock.jump(61 * min);
    house = await open(house.driver);
    await house.begin();
    await pass(60 * min);
    expect(shownTimes()).toBe(1);
  });
});
