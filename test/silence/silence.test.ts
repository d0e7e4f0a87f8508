import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import type { EventRow, QuietHours } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { noQuietHours, openToasting } from '../toasting.ts';
import { until } from '../until.ts';
import { incident, noc } from '../wire.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (text: string) => Date.parse(text);
const night: QuietHours = { ...noQuietHours, enabled: true };
const broken = { code: 'toast', params: { driver: 'scripted', text: 'no daemon' } } as const;

let directory: string;
let clock: FakeClock;
let quietHours: QuietHours;
let house: Awaited<ReturnType<typeof openToasting>>;

// The words of toasts are in local time.
beforeAll(() => void vi.stubEnv('TZ', 'UTC'));
afterAll(() => void vi.unstubAllEnvs());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-silence-'));
  clock = new FakeClock(at('2026-11-20T14:00Z'));
  quietHours = noQuietHours;
  house = await openToasting(directory, undefined, { clock, quietHours: () => quietHours });
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

async function restarted(offMs = 0): Promise<void> {
  await house.close();
  clock.jump(offMs);
  house = await openToasting(directory, house.driver, { clock, quietHours: () => quietHours });
  await house.begin();
}

const nth = (n: number, change: Partial<WireEvent> = {}) =>
  incident({ key: `incident:${n}:1`, alert: `incident:${n}`, severity: 'error', ...change });
const nthClosed = (n: number) => nth(n, { key: `incident:${n}:2`, phase: 'closed', severity: 'ok' });
const nthWorse = (n: number) => nth(n, { key: `incident:${n}:3`, phase: 'updated', severity: 'critical' });
const trap = (n: number, change: Partial<WireEvent> = {}) =>
  incident({ key: `trap:${n}`, kind: 'trap', alert: null, phase: null, severity: 'error', ...change });

const titles = () => house.driver.shown.map(({ title }) => title);
async function rows(): Promise<EventRow[]> {
  return [...(await house.history.page({}, null, 1_000)).rows].reverse();
}
const decided = async () => (await rows()).map(({ decision: { outcome, reason } }) => `${outcome} ${reason}`);
/** Until nothing is owed any more. */
async function told(): Promise<void> {
  await until('all to be told', async () => (await house.history.remembered()).held.length === 0);
}
/** Until all that is under way has been told: what is asked of the history here is answered behind it. */
async function idle(): Promise<void> {
  await clock.tick(0);
  await house.intake.settled();
  await clock.tick(0);
  await house.history.held('');
  await clock.tick(0);
}

describe('a pause', () => {
  it('holds everything back, and tells of it in one summary at its end', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1), nth(2, { severity: 'critical' }), nth(3, { severity: 'info' }), trap(4));
    await clock.tick(10 * minute);
    await house.take(nthClosed(2), nthWorse(1));
    expect(await decided()).toEqual(Array(6).fill('silenced paused'));
    expect(house.alerts.unseen()).toMatchObject({ count: 2, worst: 'critical' });
    expect(house.driver.shown).toEqual([]);
    await clock.tick(50 * minute - 1);
    await idle();
    expect(house.driver.shown).toEqual([]);
    await clock.tick(1);
    const [summary] = await house.toasts(1);
    expect(summary).toMatchObject({
      title: '4 events while paused, worst: critical',
      body: expect.stringMatching(
        /^14:00 to 15:00\. Open now: 1 critical\nNot seen yet: 1 error\nCleared meanwhile: 1$/,
      ),
      urgency: 'urgent',
      severity: 'critical',
      buttons: [{ key: 'open' }],
      replaces: null,
    });
    await house.take(nth(9));
    await house.toasts(2);
    expect(titles()[1]).toBe('Error: UPS-1');
  });

  it('counts what is on its way to the disk when it ends', async () => {
    const add = house.history.add;
    const disk = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    house.history.add = async (batch) => {
      asked.resolve();
      await disk.promise;
      return add(batch);
    };
    house.silence.pause(clock.now() + hour);
    house.intake.offer(noc, 'saymon', nth(1));
    await asked.promise;
    house.silence.resume();
    await clock.tick(minute);
    await house.history.held('');
    expect(titles()).toEqual([]);
    disk.resolve();
    await house.toasts(1);
    expect(titles()).toEqual(['1 event while paused, worst: error']);
  });

  it('says nothing where nothing was held back that deserved a toast', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1, { severity: 'info' }), nth(2, { stream: true }));
    await clock.tick(2 * hour);
    await idle();
    expect(house.driver.shown).toEqual([]);
  });

  it('is as quiet as what is left of it', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.silence.pause(clock.now() + hour);
    await house.take(nthClosed(1), nth(2), nthClosed(2));
    await clock.tick(hour);
    expect((await house.toasts(2))[1]).toMatchObject({
      title: '2 events while paused, worst: error',
      body: expect.stringMatching(/Open now: nothing\nCleared meanwhile: 2$/),
      urgency: 'quiet',
    });
  });

  it('takes the toast away of what closes, for nothing says any longer that it is open', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.silence.pause(clock.now() + hour);
    await house.take(nthClosed(1));
    await until('the toast to be taken away', () => house.driver.withdrawn.length > 0);
    expect(house.driver.withdrawn).toEqual([1]);
    expect(titles()).toEqual(['Error: UPS-1']);
  });

  it('ends by hand', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    await clock.tick(20 * minute);
    house.silence.resume();
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '1 event while paused, worst: error',
      body: expect.stringMatching(/^14:00 to 14:20\. /),
    });
    expect(house.silence.view().paused).toBeNull();
    await told();
  });

  it('ends within moments of its time when the machine slept over it, and for an event at once', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    clock.jump(8 * hour);
    await house.take(nth(2));
    await house.outcomes(2);
    expect(titles()).toEqual(['Error: UPS-1']);
    await clock.tick(15_000);
    expect((await house.toasts(2))[1]).toMatchObject({
      title: '1 event while paused, worst: error',
      body: expect.stringMatching(/^14:00 to 15:00\. /),
    });
  });

  it('lasts no longer than was chosen when the clock is set back', async () => {
    house.silence.pause(clock.now() + hour);
    clock.jump(-10 * hour);
    await clock.tick(30 * minute);
    expect(house.silence.view().paused).not.toBeNull();
    await clock.tick(31 * minute);
    expect(house.silence.view().paused).toBeNull();
  });

  it('goes on after a restart, with what it had held back', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    await restarted(10 * minute);
    await house.take(nth(2));
    await idle();
    expect(house.driver.shown).toEqual([]);
    await clock.tick(50 * minute);
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '2 events while paused, worst: error',
      body: expect.stringMatching(/^14:00 to 15:00\. Open now: 2 error$/),
    });
    await restarted();
    await idle();
    expect(titles()).toHaveLength(1);
  });

  it('that ended while nothing ran is told at the start', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    await restarted(3 * hour);
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '1 event while paused, worst: error',
      body: expect.stringMatching(/^14:00 to 15:00\. /),
    });
    expect(await decided()).toEqual(['silenced paused']);
  });

  it('holds the summaries back that come meanwhile, and counts their events in its own', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.silence.pause(clock.now() + hour);
    await house.catchUp({ events: [nthClosed(1), nth(2), nth(3, { severity: 'warning' })] }, { from: 1, to: 2 });
    expect(titles()).toEqual(['Error: UPS-1']);
    expect((await house.history.remembered()).owed).toEqual([]);
    await clock.tick(hour);
    expect((await house.toasts(2))[1]).toMatchObject({
      title: '3 events while paused, worst: error',
      body: expect.stringMatching(/Open now: 1 error, 1 warning\nCleared meanwhile: 1$/),
    });
  });

  it('holds the summary of the restart back', async () => {
    house.driver.hold();
    await house.take(nth(1, { severity: 'critical' }));
    house.silence.pause(clock.now() + hour);
    await house.history.close();
    house.driver.release();
    await until('what cannot be stored to be told', () => house.failed.length > 0);
    house = await openToasting(directory, undefined, { clock, quietHours: () => quietHours });
    await house.begin();
    expect(await decided()).toEqual(['merged restart']);
    await clock.tick(hour);
    expect((await house.toasts(1)).map(({ title }) => title)).toEqual(['1 event while paused, worst: critical']);
  });

  it('lets a storm that it comes into wait for its end', async () => {
    house.driver.broken = broken;
    await house.take(...Array.from({ length: 10 }, (_, n) => nth(n)));
    await house.outcomes(1, 2, 3);
    house.driver.broken = null;
    house.silence.pause(clock.now() + hour);
    await clock.tick(50 * minute);
    expect(titles()).toEqual([]);
    await clock.tick(11 * minute);
    expect(titles()).toEqual(['7 more from NOC, worst: error']);
  });

  it('tells again what could not be shown', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    house.driver.broken = broken;
    await clock.tick(hour);
    await until('the failure', () => house.failing.length > 0);
    house.driver.broken = null;
    await clock.tick(2 * minute);
    await house.toasts(1);
    expect(titles()).toEqual(['1 event while paused, worst: error']);
    await told();
  });

  it('tells once what the history cannot store as told, and what is held back after it', async () => {
    const { heldTold } = house.history;
    house.history.heldTold = () => Promise.reject(new Error('the disk is full'));
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    await clock.tick(hour);
    await until('the failure', () => house.failed.length > 0);
    for (let failed = 1; failed < 4; failed++) {
      await clock.tick(minute);
      await until('the next try', () => house.failed.length > failed);
    }
    expect(titles()).toEqual(['1 event while paused, worst: error']);
    house.history.heldTold = heldTold;
    await clock.tick(minute);
    await told();
    house.silence.pause(clock.now() + hour);
    await house.take(nth(2));
    await clock.tick(hour);
    await house.toasts(2);
    expect(titles()[1]).toBe('1 event while paused, worst: error');
  });

  it('that runs is changed, and remains one', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    await clock.tick(30 * minute);
    house.silence.pause(clock.now() + 2 * hour);
    await house.take(nth(2));
    await clock.tick(2 * hour);
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '2 events while paused, worst: error',
      body: expect.stringMatching(/^14:00 to 16:30\. /),
    });
  });

  it('is over, and told, where its file cannot be read', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    await house.close();
    await writeFile(join(directory, 'silence.json'), '{"version": 1, "pause": {"since": "x"}}');
    house = await openToasting(directory, house.driver, { clock });
    await house.begin();
    expect(house.failed).toMatchObject([expect.stringContaining('silence.json.unusable-')]);
    await house.toasts(1);
    expect(titles()).toEqual(['1 event while paused, worst: error']);
  });

  it('is told when it begins and ends', async () => {
    house.silence.pause(clock.now() + hour);
    await clock.tick(0);
    expect(house.silenceChanges()).toBe(1);
    await clock.tick(59 * minute);
    expect(house.silenceChanges()).toBe(1);
    await clock.tick(minute);
    expect(house.silenceChanges()).toBe(2);
    const kept: unknown = JSON.parse(await readFile(join(directory, 'silence.json'), 'utf8'));
    expect(kept).toMatchObject({ version: 1, snoozes: [] });
  });
});

describe('quiet hours', () => {
  beforeEach(async () => {
    quietHours = night;
    house.silence.check();
    await clock.tick(9 * hour);
  });

  it('hold back what does not pass them, and say so in the morning', async () => {
    await house.take(nth(1), nth(2, { severity: 'critical' }), nth(3, { severity: 'info' }), nthClosed(1));
    await house.outcomes(2);
    expect(titles()).toEqual(['Critical: UPS-1']);
    expect(await decided()).toEqual(['silenced quiet-hours', 'shown null', 'silenced rule', 'silenced closes']);
    expect(house.silence.view().quiet).toEqual({ since: at('2026-11-20T22:00Z'), until: at('2026-11-21T06:00Z') });
    await clock.tick(7 * hour);
    expect((await house.toasts(2))[1]).toMatchObject({
      title: '1 event while quiet, worst: error',
      body: expect.stringMatching(/^20 Nov 22:00 to 06:00\. Open now: nothing\nCleared meanwhile: 1$/),
      urgency: 'quiet',
    });
  });

  it('let a closing quietly take the place of a toast that stands', async () => {
    await house.take(nth(1, { severity: 'critical' }));
    await house.outcomes(1);
    await house.take(nthClosed(1));
    await house.outcomes(2);
    expect(house.driver.shown).toMatchObject([
      { title: 'Critical: UPS-1' },
      { title: 'Cleared: UPS-1', urgency: 'quiet', replaces: { id: 1 } },
    ]);
  });

  it('hold a closing back whose toast has gone', async () => {
    await house.take(nth(1, { severity: 'critical' }));
    await house.outcomes(1);
    house.toaster.reply({ type: 'gone', ref: house.driver.ref(1) });
    await house.take(nthClosed(1));
    expect((await decided())[1]).toBe('silenced quiet-hours');
  });

  it('end by hand for this night', async () => {
    await house.take(nth(1));
    expect(house.silence.endQuiet()).toBe(true);
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '1 event while quiet, worst: error',
      body: expect.stringMatching(/^22:00 to 23:00\. /),
    });
    await restarted();
    await house.take(nth(2));
    await house.outcomes(2);
    expect(titles()[1]).toBe('Error: UPS-1');
    expect(house.silence.endQuiet()).toBe(false);
    await clock.tick(23 * hour);
    expect(house.silence.view().quiet?.since).toBe(at('2026-11-21T22:00Z'));
  });

  it('end when they are switched off', async () => {
    await house.take(nth(1));
    quietHours = noQuietHours;
    house.silence.check();
    await house.toasts(1);
    expect(titles()).toEqual(['1 event while quiet, worst: error']);
  });

  it('tell after a restart in the middle what was held back before and after it, once', async () => {
    await house.take(nth(1));
    await clock.tick(hour);
    await restarted(hour);
    await house.take(nth(2));
    await clock.tick(6 * hour);
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '2 events while quiet, worst: error',
      body: expect.stringMatching(/^20 Nov 22:00 to 06:00\. /),
    });
    await restarted();
    await idle();
    expect(titles()).toHaveLength(1);
  });

  it('tell after a start over their end, and after sleep over it', async () => {
    await house.take(nth(1));
    await restarted(10 * hour);
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '1 event while quiet, worst: error',
      body: expect.stringMatching(/^20 Nov 22:00 to 06:00\. /),
    });
    await clock.tick(14 * hour);
    await house.take(nth(2));
    clock.jump(12 * hour);
    await clock.tick(15_000);
    await house.toasts(2);
    expect(titles()[1]).toBe('1 event while quiet, worst: error');
  });

  it('hold the summary of a pause back that ends in them, unless what is open passes', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1));
    await clock.tick(2 * hour);
    await idle();
    expect(titles()).toEqual([]);
    house.silence.pause(clock.now() + hour);
    await house.take(nth(2, { severity: 'critical' }));
    await clock.tick(hour);
    expect((await house.toasts(1))[0]).toMatchObject({
      title: '2 events while quiet, worst: critical',
      urgency: 'urgent',
    });
    await clock.tick(8 * hour);
    await idle();
    expect(titles()).toHaveLength(1);
  });

  it('let nothing through in a pause', async () => {
    house.silence.pause(clock.now() + hour);
    await house.take(nth(1, { severity: 'critical' }));
    expect(await decided()).toEqual(['silenced paused']);
  });
});

describe('a snooze', () => {
  const ups = { type: 'subject', server: 'noc', subjectType: 'object', subjectId: '64bb02' } as const;

  it('of an alert, by the button of its toast, holds it back for an hour and nothing else', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.toaster.reply({ type: 'button', ref: house.driver.ref(1), key: 'snooze' });
    await until('the snooze', () => house.silence.view().snoozes.length > 0);
    expect(house.seen).toEqual([1]);
    expect(house.silence.view().snoozes).toEqual([
      {
        what: { type: 'alert', server: 'noc', key: 'incident:1' },
        name: 'UPS-1',
        since: clock.now(),
        until: clock.now() + hour,
      },
    ]);
    await house.take(nthWorse(1), nth(2));
    await house.outcomes(3);
    expect(await decided()).toEqual(['shown null', 'silenced snoozed', 'shown null']);
    expect(house.alerts.unseen().worst).toBe('critical');
    await clock.tick(hour);
    expect((await house.toasts(3))[2]).toMatchObject({
      title: '1 event while snoozed, worst: critical',
      body: expect.stringMatching(/^UPS-1, 14:00 to 15:00\. Open now: 1 critical$/),
      urgency: 'urgent',
    });
    expect(house.silence.view().snoozes).toEqual([]);
  });

  it('of a subject holds its traps back', async () => {
    await house.take(trap(1));
    await house.outcomes(1);
    house.toaster.reply({ type: 'button', ref: house.driver.ref(1), key: 'snooze' });
    await until('the snooze', () => house.silence.view().snoozes.length > 0);
    expect(house.silence.view().snoozes[0]?.what).toEqual(ups);
    await house.take(trap(2), trap(3, { subject: { type: 'object', id: '7', name: 'UPS-2' } }));
    await house.outcomes(3);
    expect((await decided()).slice(1)).toEqual(['silenced snoozed', 'shown null']);
  });

  it('until a change ends when its alert worsens, and shows that', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.silence.snooze({ type: 'alert', server: 'noc', key: 'incident:1' }, 'UPS-1', null);
    await house.take(nthWorse(1));
    await house.outcomes(2);
    expect(titles()).toEqual(['Error: UPS-1', 'Critical, was error: UPS-1']);
    expect(house.silence.view().snoozes).toEqual([]);
  });

  it('until a change ends when its alert closes, and shows that', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.silence.snooze({ type: 'alert', server: 'noc', key: 'incident:1' }, 'UPS-1', null);
    await restarted(2 * hour);
    await house.take(nthClosed(1));
    await house.outcomes(2);
    expect(titles()).toEqual(['Error: UPS-1', 'Cleared: UPS-1']);
    expect(house.silence.view().snoozes).toEqual([]);
  });

  it('of a server until a change holds back what is no worse than all that was open', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.silence.snooze({ type: 'server', server: 'noc' }, 'NOC', null);
    await house.take(nth(2), nth(3, { severity: 'warning' }), nthClosed(3));
    expect((await decided()).slice(1)).toEqual(Array(3).fill('silenced snoozed'));
    await house.take(nth(4, { severity: 'critical' }));
    await house.outcomes(5);
    expect(
      (await house.toasts(3))
        .map(({ title }) => title)
        .slice(1)
        .sort(),
    ).toEqual(['2 events while snoozed, worst: error', 'Critical: UPS-1']);
  });

  it('of an alert until a change is over when that is closed by hand', async () => {
    await house.take(nth(1));
    house.silence.snooze({ type: 'alert', server: 'noc', key: 'incident:1' }, 'UPS-1', null);
    const open = house.alerts.get('noc', 'incident:1');
    if (open !== null) house.alerts.put({ ...open.record, closedAt: clock.now() }, clock.now());
    house.silence.check();
    expect(house.silence.view().snoozes).toEqual([]);
  });

  it('says nothing at its end when nothing happened', async () => {
    house.silence.snooze(ups, 'UPS-1', clock.now() + hour);
    await clock.tick(hour);
    await idle();
    expect(titles()).toEqual([]);
  });

  it('is told once where the history cannot store that at once', async () => {
    const { heldTold } = house.history;
    house.history.heldTold = () => Promise.reject(new Error('the disk is full'));
    house.silence.snooze(ups, 'UPS-1', clock.now() + hour);
    await house.take(nth(1));
    await clock.tick(hour);
    await until('the failure', () => house.failed.length > 0);
    house.history.heldTold = heldTold;
    await clock.tick(minute);
    await told();
    await restarted();
    await idle();
    expect(titles()).toHaveLength(1);
  });

  it('that ends in a pause is told with it', async () => {
    house.silence.snooze(ups, 'UPS-1', clock.now() + hour);
    await house.take(nth(1));
    house.silence.pause(clock.now() + 2 * hour);
    await clock.tick(hour);
    await until('its event to be moved', async () => (await house.history.held('')) !== null);
    await house.take(nth(2));
    expect(titles()).toEqual([]);
    await clock.tick(hour);
    expect((await house.toasts(1))[0]?.title).toBe('2 events while paused, worst: error');
  });

  it('that ended while nothing ran is told at the start, by whatever name is left', async () => {
    house.silence.snooze(ups, 'UPS-1', clock.now() + hour);
    await house.take(nth(1));
    await restarted(2 * hour);
    expect((await house.toasts(1))[0]?.title).toBe('1 event while snoozed, worst: error');
  });

  it('is taken back by hand', async () => {
    house.silence.snooze(ups, 'UPS-1', null);
    await house.take(nth(1, { severity: 'info' }));
    expect(house.silence.unsnooze(ups)).toBe(true);
    expect(house.silence.unsnooze(ups)).toBe(false);
    await house.take(nth(2));
    await house.outcomes(2);
  });

  it('of the same takes the place of the one before', async () => {
    house.silence.snooze(ups, 'UPS-1', clock.now() + hour);
    house.silence.snooze(ups, 'UPS-1', clock.now() + 3 * hour);
    expect(house.silence.view().snoozes).toMatchObject([{ until: clock.now() + 3 * hour }]);
    await house.take(nth(1));
    await clock.tick(2 * hour);
    await idle();
    expect(titles()).toEqual([]);
    await clock.tick(hour);
    await house.toasts(1);
  });
});
