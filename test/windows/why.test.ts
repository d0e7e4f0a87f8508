import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { calmMs } from '../../main/rules/storm.ts';
import { readRules } from '../../main/settings/rules.ts';
import { groundsOf } from '../../main/windows/why.ts';
import type { EventRow, QuietHours } from '../../preload/contract/api.ts';
import { decisionText } from '../../preload/contract/texts/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { noQuietHours, openToasting } from '../toasting.ts';
import { until } from '../until.ts';
import { incident } from '../wire.ts';

const minute = 60_000;
const hour = 60 * minute;
const night: QuietHours = { ...noQuietHours, enabled: true };
const { views: rules } = readRules({ defaults: {}, enforced: {} }, {}, []);

let directory: string;
let clock: FakeClock;
let quietHours: QuietHours;
let house: Awaited<ReturnType<typeof openToasting>>;

// The words are in local time.
beforeAll(() => void vi.stubEnv('TZ', 'UTC'));
afterAll(() => void vi.unstubAllEnvs());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-why-'));
  clock = new FakeClock(Date.parse('2026-11-20T14:00Z'));
  quietHours = noQuietHours;
  house = await openToasting(directory, undefined, { clock, quietHours: () => quietHours });
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

const nth = (n: number, change: Partial<WireEvent> = {}) =>
  incident({ key: `incident:${n}:1`, alert: `incident:${n}`, severity: 'error', occurredAt: null, ...change });
const traps = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) =>
    nth(from + n, { kind: 'trap', alert: null, phase: null, title: `Fan ${from + n}` }),
  );

async function restarted(): Promise<void> {
  await house.close();
  house = await openToasting(directory, house.driver, { clock, quietHours: () => quietHours });
  await house.begin();
}

async function rows(): Promise<EventRow[]> {
  await until('the outcomes', async () => (await house.history.search({ outcomes: ['pending'] }, 1)).count.count === 0);
  return [...(await house.history.page({}, null, 1_000)).rows].reverse();
}

async function whyOf(row: EventRow): Promise<string> {
  const grounds = await groundsOf(row, house.history, house.silence);
  return decisionText(row, { now: clock.now(), grounds, rules, servers: [] });
}

/** The sentence of each event, in their order. */
async function whys(): Promise<string[]> {
  return Promise.all((await rows()).map(whyOf));
}

describe('the answer to why', () => {
  it('knows the pause, while it runs, after it, and after the next one', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    expect(await whys()).toEqual([
      'Not shown: notifications are paused until 15:00; it is told in the summary at the end.',
    ]);
    await clock.tick(30 * minute);
    house.silence.resume();
    await house.toasts(1);
    await until('it to be told', async () => (await house.history.remembered()).held.length === 0);
    expect(await whys()).toEqual(['Not shown: notifications were paused from 14:00 to 14:30.']);
    await clock.tick(hour);
    house.silence.pause(clock.now() + hour);
    await house.take(nth(2));
    await restarted();
    expect(await whys()).toEqual([
      'Not shown: notifications were paused from 14:00 to 14:30.',
      'Not shown: notifications are paused until 16:30; it is told in the summary at the end.',
    ]);
  });

  it('knows the quiet hours as they were, whatever is set later', async () => {
    quietHours = night;
    house.silence.check();
    await clock.tick(9 * hour);
    await house.take(nth(1));
    expect(await whys()).toEqual([
      'Not shown: it came in quiet hours, from 22:00 to 21 Nov 06:00, and does not pass them; it is told in the summary at the end.',
    ]);
    await clock.tick(8 * hour);
    await house.toasts(1);
    quietHours = noQuietHours;
    await until('it to be told', async () => (await house.history.remembered()).held.length === 0);
    await restarted();
    expect(await whys()).toEqual([
      'Not shown: it came in quiet hours, from 20 Nov 22:00 to 06:00, and does not pass them.',
    ]);
  });

  it('knows what was snoozed, and until when', async () => {
    const what = { type: 'alert', server: 'noc', key: 'incident:1' } as const;
    await house.take(nth(1));
    house.silence.snooze(what, 'UPS-1', clock.now() + hour);
    await house.take(nth(1, { key: 'incident:1:2', phase: 'updated', severity: 'critical' }));
    const running = (await whys())[1];
    expect(running).toBe('Not shown: UPS-1 is snoozed until 15:00; it is told in the summary at the end.');
    await clock.tick(10 * minute);
    house.silence.unsnooze(what);
    await house.toasts(2);
    await until('it to be told', async () => (await house.history.remembered()).held.length === 0);
    expect((await whys())[1]).toBe('Not shown: UPS-1 was snoozed from 14:00 to 14:10.');
    // What another one of them held back is another time.
    house.silence.snooze(what, 'UPS-1', null);
    await clock.tick(minute);
    await house.take(nth(1, { key: 'incident:1:3', phase: 'updated', severity: 'critical' }));
    expect((await whys())[2]).toMatch(/^Not shown: UPS-1 is snoozed until it worsens or closes; besides, /);
  });

  it('counts the others of one storm, and not those of the next', async () => {
    await house.take(...traps(0, 25));
    await clock.tick(calmMs - 1_000);
    await house.take(...traps(25, 10));
    await clock.tick(calmMs + 10 * minute);
    await house.take(...traps(35, 20));
    const stored = await rows();
    const inStorm = (from: number, to: number) =>
      stored.filter(({ id, decision }) => id > from && id <= to && decision.reason === 'storm');
    const [first, second] = [inStorm(0, 35), inStorm(35, 55)];
    expect([first.length, second.length].every((count) => count > 5)).toBe(true);
    for (const storm of [first, second]) {
      const answers = await Promise.all([storm[0], storm[3], storm.at(-1)].map((row) => whyOf(row as EventRow)));
      expect(new Set(answers)).toEqual(
        new Set([`Told together with ${storm.length - 1} others: NOC sent more than is shown in a minute.`]),
      );
    }
  });

  it('knows which toast that stood already an event went into, also after a restart', async () => {
    const upon = { type: 'object', id: 'core-1', name: 'core-1' };
    const effect = { cause: { alerts: ['incident:1'], subjects: [] }, title: 'No answer' };
    await house.take(nth(1, { severity: 'critical', subject: upon }));
    await house.toasts(1);
    await house.take(nth(2, effect), ...traps(3, 1), ...traps(3, 1).map((trap) => ({ ...trap, key: 'again' })));
    const own = { alert: 'incident:9', title: 'On battery', subject: { type: 'object', id: 'ups', name: 'UPS' } };
    for (const time of [1, 2, 3, 4, 5, 6]) {
      await house.take(nth(9, { ...own, key: `${time}:opens` }));
      await house.take(nth(9, { ...own, key: `${time}:closes`, phase: 'closed', severity: 'ok' }));
      await clock.tick(30_000);
    }
    const expected = [
      'Told by the notification of an open alert, which NOC names as its cause.',
      'Told by the notification of an equal event, which counts it.',
      'Told by the notification that it opens again and again.',
    ];
    await restarted();
    const found = await whys();
    expect([found[1], found[3], found[14]]).toEqual(expected);
  });

  it('counts what was read after a gap, and says which', async () => {
    const gap = { from: clock.now() - 20 * minute, to: clock.now() - minute };
    await house.catchUp({ events: [nth(1), nth(2), nth(3), nth(4, { severity: 'info' })] }, gap);
    await house.takeOwn(
      nth(0, { key: null, kind: 'connection', alert: null, phase: 'closed', severity: 'ok', payload: gap }),
    );
    expect((await whys()).slice(0, 4)).toEqual([
      ...Array(3).fill(
        'Told together with 2 others in the summary of what came while NOC was out of reach, from 13:40 to 13:59.',
      ),
      'Not shown: it came while NOC was out of reach, from 13:40 to 13:59; besides, it is less than a warning, and goes to the history only.',
    ]);
  });

  it('counts what was open at the first look', async () => {
    await house.catchUp({ events: [nth(1), nth(2)] }, null);
    expect(await whys()).toEqual(
      Array(2).fill('Told together with 1 other in one summary: it was there already when Tocsin first looked at NOC.'),
    );
  });

  it('says what the driver said that could not show it', async () => {
    house.driver.broken = { code: 'toast', params: { driver: 'scripted', text: 'no daemon' } };
    await house.take(nth(1));
    await house.outcomes(1);
    house.driver.broken = null;
    await house.take(nth(2));
    await house.outcomes(2);
    house.driver.before = { code: 'toast', params: { driver: 'first', text: 'it hangs' } };
    await house.take(nth(3));
    await house.outcomes(3);
    const said = [
      'Not shown: scripted could not show a notification: no daemon.',
      'Shown by scripted: it is an error.',
      'Shown by scripted: it is an error; before it, first could not show a notification: it hangs.',
    ];
    expect(await whys()).toEqual(said);
    await restarted();
    expect(await whys()).toEqual(said);
  });

  it('forgets with an event what was kept of it', async () => {
    house.driver.broken = { code: 'toast', params: { driver: 'scripted', text: 'no daemon' } };
    await house.take(nth(1, { alert: null, phase: null, kind: 'trap' }));
    await house.outcomes(1);
    const kept = () => {
      const database = new Sqlite(join(directory, 'history.db'), { readonly: true });
      const ids = database.prepare('SELECT id FROM failures').pluck().all();
      database.close();
      return ids;
    };
    expect(kept()).toEqual([1]);
    const budget = { keepDays: 1, keepRows: 1, streams: { keepDays: 1, keepRows: 1 }, keepMegabytes: 100 };
    await house.take(nth(2, { alert: null, phase: null, kind: 'trap' }));
    await house.outcomes(2);
    expect(await house.history.prune(budget, clock.now())).toBe(1);
    expect(kept()).toEqual([2]);
  });
});
