import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rulesInForce } from '../../main/rules/in-force.ts';
import { openToasting } from '../toasting.ts';
import { until } from '../until.ts';
import { incident, noc } from '../wire.ts';

let directory: string;
let house: Awaited<ReturnType<typeof openToasting>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-summaries-'));
  house = await openToasting(directory);
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

const nth = (n: number, change: Parameters<typeof incident>[0] = {}) =>
  incident({
    key: `incident:${n}:1`,
    alert: `incident:${n}`,
    severity: 'error',

    ...change,
  });
const nthClosed = (n: number) => nth(n, { key: `incident:${n}:2`, phase: 'closed', severity: 'ok' });
const burst = (from: number, count: number) => Array.from({ length: count }, (_, index) => nth(from + index));
const broken = { code: 'toast', params: { driver: 'scripted', text: 'no daemon' } } as const;
const gap = { from: 1_799_999_000_000, to: 1_800_000_000_000 };

/** What the next start would still have to tell. */
async function owed(): Promise<readonly number[]> {
  return (await house.history.remembered()).owed.map(({ id }) => id);
}
async function restarted(): Promise<void> {
  await house.close();
  house = await openToasting(directory, house.driver);
}

describe('a storm', () => {
  it('is told in one toast, which is renewed in its place at most once a second, without a sound', async () => {
    await house.take(...burst(0, 10));
    const toasts = await house.toasts(4);
    expect(toasts.map(({ title }) => title)).toContain('7 more from NOC, worst: error');
    const number = toasts.findIndex(({ title }) => title.startsWith('7 more')) + 1;
    await house.take(...burst(10, 5));
    await house.take(...burst(15, 5));
    expect(house.driver.shown).toHaveLength(4);
    await house.clock.tick(1_000);
    expect((await house.toasts(5))[4]).toMatchObject({
      title: '17 more from NOC, worst: error',
      replaces: { id: number },
      silent: true,
      buttons: [{ key: 'open' }],
    });
    await until('nothing to be owed', async () => (await owed()).length === 0);
  });

  it('makes a sound when it becomes worse', async () => {
    await house.take(...burst(0, 10));
    await house.toasts(4);
    // What is worse than all before goes by itself; the next such one does not.
    await house.take(nth(50, { severity: 'critical' }), nth(51, { severity: 'critical' }));
    await house.clock.tick(1_000);
    const toasts = await house.toasts(6);
    expect(toasts.slice(4).map(({ title, urgency, silent }) => [title, urgency, silent ?? false])).toEqual([
      ['Critical: UPS-1', 'urgent', false],
      ['8 more from NOC, worst: critical', 'urgent', false],
    ]);
  });

  it('is over when it was calm for half a minute: the next one has a toast of its own', async () => {
    await house.take(...burst(0, 10));
    await house.toasts(4);
    await until('the summary to be stored', async () => (await owed()).length === 0);
    await house.clock.tick(90_000);
    await house.take(...burst(20, 10));
    const toasts = await house.toasts(8);
    const summaries = toasts.filter(({ title }) => title.includes('more from'));
    expect(summaries).toMatchObject([
      { title: '7 more from NOC, worst: error', replaces: null },
      { title: '7 more from NOC, worst: error', replaces: null },
    ]);
  });

  /** Numbers of the incidents that the summary told. */
  async function summarised(): Promise<readonly number[]> {
    const { rows } = await house.history.page({}, null, 100);
    return rows.flatMap(({ alert, decision }) => (decision.reason === 'storm' ? [Number(alert?.split(':')[1])] : []));
  }
  const numberOf = (title: string) => house.driver.shown.findIndex((toast) => toast.title.startsWith(title)) + 1;

  it('says quietly in its place what has cleared, when it is over and from then on', async () => {
    await house.take(...burst(0, 10));
    await house.toasts(4);
    await until('the summary to be stored', async () => (await owed()).length === 0);
    const [first = 0, ...others] = await summarised();
    await house.take(nthClosed(first));
    expect(house.driver.shown).toHaveLength(4);
    await house.clock.tick(30_000);
    expect((await house.toasts(5))[4]).toMatchObject({
      title: '1 cleared at NOC',
      body: 'Still open: 6 error',
      urgency: 'quiet',
      replaces: { id: numberOf('7 more') },
    });
    await house.take(...others.map(nthClosed));
    await house.clock.tick(1_000);
    expect((await house.toasts(6))[5]).toMatchObject({ title: '7 cleared at NOC', body: 'Still open: nothing' });
    await house.clock.tick(120_000);
    expect(house.driver.shown).toHaveLength(6);
  });

  it('whose toast has gone says only when all has cleared', async () => {
    await house.take(...burst(0, 10));
    await house.toasts(4);
    await until('the summary to be stored', async () => (await owed()).length === 0);
    await house.clock.tick(30_000);
    house.toaster.reply({ type: 'gone', ref: house.driver.ref(numberOf('7 more')) });
    const [first = 0, ...others] = await summarised();
    await house.take(nthClosed(first));
    await house.clock.tick(60_000);
    expect(house.driver.shown).toHaveLength(4);
    await house.take(...others.map(nthClosed));
    await house.clock.tick(1_000);
    expect((await house.toasts(5))[4]).toMatchObject({ title: '7 cleared at NOC', replaces: null });
  });

  it('takes up the closings whose toasts have gone, where they are too many at once', async () => {
    for (let n = 0; n < 6; n++) {
      await house.take(nth(n));
      await house.outcomes(n + 1);
      house.toaster.reply({ type: 'gone', ref: house.driver.ref(n + 1) });
      await house.clock.tick(60_000);
    }
    await house.take(...Array.from({ length: 6 }, (_, n) => nthClosed(n)));
    const toasts = await house.toasts(10);
    expect(
      toasts
        .slice(6)
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['3 more from NOC, all cleared', 'Cleared: UPS-1', 'Cleared: UPS-1', 'Cleared: UPS-1']);
  });

  it('is told again until it could be shown, and is owed until then', async () => {
    house.driver.broken = broken;
    await house.take(...burst(0, 10));
    await house.outcomes(1, 2, 3);
    expect(await owed()).toEqual([4, 5, 6, 7, 8, 9, 10]);
    house.driver.broken = null;
    await house.clock.tick(10_000);
    expect((await house.toasts(1))[0]?.title).toBe('7 more from NOC, worst: error');
    await until('nothing to be owed', async () => (await owed()).length === 0);
  });

  it('opens the history when it is clicked', async () => {
    await house.take(...burst(0, 10));
    const toasts = await house.toasts(4);
    const id = toasts.findIndex(({ title }) => title.includes('more from')) + 1;
    await until('the summary to be stored', async () => (await owed()).length === 0);
    house.toaster.reply({ type: 'clicked', ref: house.driver.ref(id) });
    expect([house.opened, house.seen]).toEqual([[null], []]);
  });
});

describe('after a gap', () => {
  it('what was missed is one toast, in the place of the one about the connection', async () => {
    await house.take(nth(1), incident({ key: 'down', kind: 'connection', alert: 'connection', severity: 'error' }));
    await house.outcomes(1, 2);
    const standing = house.alerts.get('noc', 'connection')?.record.toast;
    expect(standing).not.toBeNull();
    await house.catchUp({ events: [nthClosed(1), nth(2, { severity: 'critical' }), nth(3)] }, gap);
    expect(house.driver.shown.at(-1)).toMatchObject({
      title: '3 events while offline, worst: critical',
      body: expect.stringMatching(/1 critical, 1 error, 1 cleared\nOpen now: UPS-1, UPS-1$/),
      urgency: 'urgent',
      replaces: standing,
    });
    expect(house.driver.shown).toHaveLength(3);
    expect(await owed()).toEqual([]);
  });

  it('traps that no alert carries make the toast as urgent as they are', async () => {
    const trap = { kind: 'trap', alert: null, phase: null, severity: 'critical' } as const;
    await house.catchUp({ events: [incident({ ...trap, key: 't1' }), incident({ ...trap, key: 't2' })] }, gap);
    expect(house.driver.shown).toMatchObject([{ title: '2 events while offline, worst: critical', urgency: 'urgent' }]);
  });

  it('what closed unlisted is told too', async () => {
    await house.take(nth(1), nth(2));
    await house.outcomes(1, 2);
    await house.clock.tick(10);
    await house.catchUp({ open: [], kinds: ['incident'] }, gap);
    expect(house.driver.shown.at(-1)).toMatchObject({
      title: '2 events while offline, all cleared',
      urgency: 'quiet',
    });
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('a single event is shown itself', async () => {
    await house.catchUp({ events: [nth(1)] }, gap);
    await house.outcomes(1);
    expect(house.driver.shown).toMatchObject([{ title: 'Error: UPS-1' }]);
  });

  it('a single closing takes the place of the toast of its alert', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    await house.clock.tick(10);
    await house.catchUp({ open: [], kinds: ['incident'] }, gap);
    await house.outcomes(2);
    expect(house.driver.shown).toMatchObject([
      { title: 'Error: UPS-1' },
      { title: 'Cleared: UPS-1', urgency: 'quiet', replaces: { id: 1 } },
    ]);
  });

  it('what would not have been shown is not told either', async () => {
    await house.catchUp({ events: [nth(1, { severity: 'info' }), nth(2, { severity: 'ok' })] }, gap);
    await house.catchUp({ events: [] }, gap);
    expect(house.driver.shown).toEqual([]);
  });

  it('nothing of a muted server is told, neither then nor at the next start', async () => {
    await house.catchUp({ events: [nth(1), nth(2)] }, gap, { ...noc, muted: true });
    expect(house.driver.shown).toEqual([]);
    expect((await house.history.rows([1, 2])).map(({ decision }) => decision)).toMatchObject([
      { outcome: 'silenced', reason: 'muted-server' },
      { outcome: 'silenced', reason: 'muted-server' },
    ]);
    await restarted();
    expect(house.remembered.owed).toEqual([]);
  });

  it('what is snoozed is told when the snooze ends', async () => {
    house.silence.snooze({ type: 'alert', server: noc.id, key: 'incident:3' }, 'UPS-1', house.clock.now() + 3_600_000);
    await house.catchUp({ events: [nth(1), nth(2), nth(3, { severity: 'critical' })] }, gap);
    expect(house.driver.shown).toMatchObject([{ title: '2 events while offline, worst: error', urgency: 'show' }]);
    await house.clock.tick(3_600_000);
    expect((await house.toasts(2))[1]).toMatchObject({ title: '1 event while snoozed, worst: critical' });
  });

  it('what a rule keeps to the history counts for nothing', async () => {
    const when = { minSeverity: 'critical' } as const;
    const calm = { id: 'calm', name: 'Calm', enabled: true, when, then: { toast: 'none' } } as const;
    await house.close();
    house = await openToasting(directory, undefined, { rules: rulesInForce([calm], []) });
    await house.catchUp({ events: [nth(1), nth(2), nth(3, { severity: 'critical' })] }, gap);
    expect(house.driver.shown).toMatchObject([
      { title: '2 events while offline, worst: error', severity: 'error', urgency: 'show' },
    ]);
    expect(house.driver.shown[0]?.body).not.toContain('critical');
  });

  it('what could not be shown is told once it can be, whatever else of the server is told meanwhile', async () => {
    house.driver.broken = broken;
    await house.catchUp({ events: [nth(1), nth(2)] }, gap);
    house.driver.broken = null;
    await house.take(...burst(10, 10));
    await house.toasts(1);
    await until('the storm to be told', () => house.driver.shown.some(({ title }) => title.includes('more from')));
    await house.intake.settled();
    expect(await owed()).toEqual(expect.arrayContaining([1, 2]));
    await house.take(nthClosed(1));
    await house.clock.tick(10_000);
    await until('what was missed to be told', async () => (await owed()).length === 0);
    expect(house.driver.shown.at(-1)).toMatchObject({ title: '2 events while offline, worst: error' });
    expect(house.driver.shown.at(-1)?.body).toContain('Open now: UPS-1');
    const count = house.driver.shown.length;
    await house.clock.tick(60_000);
    expect(house.driver.shown.slice(count).filter(({ title }) => title.includes('offline'))).toEqual([]);
  });

  it('what could not be shown is told by the next start', async () => {
    house.driver.broken = broken;
    await house.catchUp({ events: [nth(1), nth(2)] }, gap);
    house.driver.broken = null;
    await restarted();
    await house.summaries.restart(house.remembered);
    expect(house.driver.shown).toMatchObject([
      { title: '2 events around the restart, worst: error', body: '2 error', urgency: 'show' },
    ]);
    await restarted();
    expect(house.remembered.owed).toEqual([]);
  });
});

describe('the first look', () => {
  it('says quietly how much is open, and leaves nothing unseen', async () => {
    await house.catchUp({ events: [nth(1), nth(2, { severity: 'critical' })] }, null);
    expect(house.driver.shown).toMatchObject([{ title: '2 alerts are open at NOC', urgency: 'quiet' }]);
    expect(house.alerts.unseen().count).toBe(0);
    expect(house.alerts.openAlerts()).toMatchObject({ total: 2, list: [{ unseen: false }, { unseen: false }] });
    expect((await house.history.rows([1, 2])).map(({ seenAt, decision }) => [seenAt !== null, decision])).toMatchObject(
      [
        [true, { outcome: 'merged', reason: 'first-look' }],
        [true, { outcome: 'merged', reason: 'first-look' }],
      ],
    );
    expect(await owed()).toEqual([]);
    // What opens after it is news, also where equal ones were open.
    await house.take(nth(3, { title: nth(1).title }));
    await house.toasts(2);
    expect(house.driver.shown.at(-1)).toMatchObject({ title: 'Error: UPS-1', urgency: 'show' });
  });
});

describe('the first look at a muted server', () => {
  it('is not told, and leaves nothing unseen', async () => {
    await house.catchUp({ events: [nth(1), nth(2)] }, null, { ...noc, muted: true });
    expect(house.driver.shown).toEqual([]);
    expect(house.alerts.unseen().count).toBe(0);
    expect(house.alerts.openAlerts().total).toBe(2);
  });
});

describe('the word that a server is back', () => {
  const own = { kind: 'connection', alert: 'connection', subject: null, topic: 'connection' } as const;

  it('is told after the first outage of a server that had alerts at the first look', async () => {
    await house.catchUp({ events: [nth(1)] }, null);
    await house.takeOwn(incident({ ...own, key: 'lost', severity: 'warning' }));
    await house.takeOwn(incident({ ...own, key: 'back', phase: 'closed', severity: 'ok' }));
    const [shown] = await house.outcomes(3);
    expect(shown).toMatchObject({ outcome: 'shown' });
  });
});

describe('the restart', () => {
  it('tells what was committed and not known to be shown, once', async () => {
    await house.take(nth(1));
    await house.outcomes(1);
    house.driver.hold();
    await house.take(nth(2, { severity: 'critical' }), nth(3, { severity: 'warning' }));
    // As after a power cut: what the daemon answers reaches the history no more.
    await house.history.close();
    house.driver.release();
    await until('what cannot be stored to be told', () => house.failed.length >= 2);
    house = await openToasting(directory);
    await house.summaries.restart(house.remembered);
    expect(house.driver.shown).toMatchObject([
      { title: '2 events around the restart, worst: critical', body: '1 critical, 1 warning', urgency: 'urgent' },
    ]);
    expect((await house.history.rows([1, 2, 3])).map(({ decision }) => decision)).toMatchObject([
      { outcome: 'shown', reason: null },
      { outcome: 'merged', reason: 'restart' },
      { outcome: 'merged', reason: 'restart' },
    ]);
    await restarted();
    expect(house.remembered.owed).toEqual([]);
  });

  it('is told once it can be, whatever else of the server is told meanwhile', async () => {
    house.driver.broken = broken;
    await house.catchUp({ events: [nth(1), nth(2)] }, gap);
    await restarted();
    const telling = house.summaries.restart(house.remembered);
    await telling;
    house.driver.broken = null;
    await house.take(...burst(10, 10));
    await until('the storm to be told', () => house.driver.shown.some(({ title }) => title.includes('more from')));
    expect(await owed()).toEqual(expect.arrayContaining([1, 2]));
    await house.clock.tick(10_000);
    await until('what was owed to be told', async () => (await owed()).length === 0);
    expect(house.driver.shown.filter(({ title }) => title.includes('around the restart'))).toMatchObject([
      { title: '2 events around the restart, worst: error' },
    ]);
  });

  it('owes on when it could not be shown', async () => {
    house.driver.broken = broken;
    await house.catchUp({ events: [nth(1), nth(2)] }, gap);
    await house.summaries.restart(await house.history.remembered());
    expect(await owed()).toEqual([1, 2]);
  });

  it('closing waits for what is being told', async () => {
    house.driver.hold();
    const telling = house.catchUp({ events: [nth(1), nth(2)] }, gap);
    await until('the toast to be on its way', () => house.driver.asked > 0);
    let closed = false;
    const closing = house.summaries.close().then(() => {
      closed = true;
    });
    await house.history.remembered();
    expect(closed).toBe(false);
    house.driver.release();
    await Promise.all([closing, telling]);
    expect(house.failed).toEqual([]);
  });

  it('does not count the word that a server is back, for the summary of the gap was that word', async () => {
    const own = { kind: 'connection', alert: 'connection', subject: null, topic: 'connection' } as const;
    await house.takeOwn(incident({ ...own, key: 'lost', severity: 'warning' }));
    await house.toasts(1);
    await house.catchUp({ events: [nth(1), nth(2)] }, gap);
    await house.toasts(2);
    await house.takeOwn(incident({ ...own, key: 'back', phase: 'closed', severity: 'ok' }));
    expect((await house.history.rows([4]))[0]?.decision).toMatchObject({ outcome: 'merged', reason: 'catch-up' });
    await restarted();
    expect(house.remembered.owed).toEqual([]);
  });

  it('is silent when nothing is owed', async () => {
    await house.summaries.restart(house.remembered);
    expect(house.driver.shown).toEqual([]);
  });
});
