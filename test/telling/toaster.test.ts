import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openToasting } from '../toasting.ts';
import { until } from '../until.ts';
import { incident, noc } from '../wire.ts';

let directory: string;
let house: Awaited<ReturnType<typeof openToasting>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-toaster-'));
  house = await openToasting(directory);
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

const warning = incident({ severity: 'warning' });
const worse = incident({ key: 'incident:1:2', phase: 'updated', severity: 'critical' });
const closed = incident({ key: 'incident:1:3', phase: 'closed', severity: 'ok' });
const broken = { code: 'toast', params: { driver: 'scripted', text: 'no daemon' } } as const;

describe('the toaster', () => {
  it('shows an event and stores by which driver', async () => {
    await house.take(incident());
    expect(await house.outcomes(1)).toEqual([
      { outcome: 'shown', reason: null, rule: 'default-critical', driver: 'scripted' },
    ]);
    expect(house.driver.shown).toMatchObject([
      {
        title: 'Critical: UPS-1',
        body: expect.stringContaining('CPU over 95 %'),
        urgency: 'urgent',
        severity: 'critical',
        buttons: [
          { key: 'seen', label: 'Mark seen' },
          { key: 'snooze', label: 'Snooze 1 h' },
        ],
        replaces: null,
      },
    ]);
  });

  it('puts what is worse in the place of the toast that stands, and the quiet closing in the place of that', async () => {
    await house.take(warning);
    await house.outcomes(1);
    await house.take(worse);
    await house.outcomes(2);
    await house.take(closed);
    await house.outcomes(3);
    expect(house.driver.shown).toMatchObject([
      { title: 'Warning: UPS-1', urgency: 'show', replaces: null },
      { title: 'Critical, was warning: UPS-1', urgency: 'urgent', replaces: { id: 1 } },
      { title: 'Cleared: UPS-1', urgency: 'quiet', replaces: { id: 1 }, buttons: [] },
    ]);
  });

  it('shows the toasts of one alert one after the other, however slow the daemon is', async () => {
    house.driver.hold();
    await house.take(warning, worse, closed);
    expect(house.driver.shown).toEqual([]);
    house.driver.release();
    await house.outcomes(1, 2, 3);
    expect(house.driver.shown.map(({ replaces }) => replaces?.id ?? null)).toEqual([null, 1, 1]);
  });

  it('replaces the toast of the last run', async () => {
    await house.take(warning);
    await house.outcomes(1);
    await house.close();
    house = await openToasting(directory, house.driver);
    expect(house.remembered.owed).toEqual([]);
    await house.take(closed);
    await house.outcomes(2);
    expect(house.driver.shown.at(-1)).toMatchObject({ title: 'Cleared: UPS-1', replaces: { id: 1 } });
  });

  it('stores that a toast stands, and nothing of the alert that is not committed yet', async () => {
    house.driver.hold();
    await house.take(warning);
    let refused = 0;
    const { add } = house.history;
    house.history.add = async () => {
      refused += 1;
      throw new Error('database or disk is full');
    };
    house.intake.offer(noc, 'saymon', worse);
    await until('the commit of what is worse to be refused', () => refused > 0);
    house.driver.release();
    await house.outcomes(1);
    const [stored] = (await house.history.remembered()).alerts;
    expect(stored).toMatchObject({ severity: 'warning', count: 1, toast: { id: 1 } });
    house.history.add = add;
  });

  it('gives a standing toast the new words of its alert at most once a second, without a sound', async () => {
    await house.take(warning);
    await house.outcomes(1);
    const update = (n: number) =>
      incident({ key: `incident:1:u${n}`, phase: 'updated', severity: 'warning', title: `CPU over ${n} %` });
    await house.take(update(96), update(97));
    expect(house.driver.shown).toHaveLength(1);
    await house.clock.tick(1_000);
    const toasts = await house.toasts(2);
    expect(toasts[1]).toMatchObject({ silent: true, replaces: { id: 1 }, body: expect.stringContaining('97 %') });
    expect((await house.history.rows([2, 3])).map(({ decision }) => decision.outcome)).toEqual([
      'silenced',
      'silenced',
    ]);
  });

  it('drops new words that wait when the alert gets a toast of its own', async () => {
    await house.take(warning);
    await house.outcomes(1);
    await house.take(incident({ key: 'incident:1:u', phase: 'updated', severity: 'warning', title: 'CPU over 96 %' }));
    await house.take(closed);
    await house.outcomes(3);
    await house.clock.tick(5_000);
    expect(house.driver.shown.map(({ title }) => title)).toEqual(['Warning: UPS-1', 'Cleared: UPS-1']);
  });

  it('takes away the toast of a failed job when that is seen', async () => {
    const job = { kind: 'job', alert: 'job:1' } as const;
    await house.take(incident({ ...job, key: 'j1', severity: 'info' }));
    await house.take(incident({ ...job, key: 'j2', phase: 'closed', severity: 'error' }));
    await house.outcomes(2);
    await house.toaster.withdraw(await house.history.rows([2]));
    expect(house.driver.withdrawn).toEqual([1]);
  });

  it('offers to sign in where a sign-in was refused, and nothing else there', async () => {
    const refused = { kind: 'access-denied', topic: 'connection', alert: 'sign-in', severity: 'error' } as const;
    await house.takeOwn(incident({ ...refused, key: 's1', title: 'The session has ended' }));
    await house.outcomes(1);
    expect(house.driver.shown.at(-1)).toMatchObject({
      title: 'Sign-in refused: NOC',
      buttons: [{ key: 'sign-in', label: 'Sign in' }],
    });
    house.toaster.reply({ type: 'button', ref: house.driver.ref(1), key: 'sign-in' });
    expect(house.signedIn).toEqual([1]);
    expect(house.opened).toEqual([]);
    await house.take(incident({ kind: 'access-denied', key: 'd1', alert: 'denied:1', severity: 'error' }));
    await house.outcomes(2);
    expect(house.driver.shown.at(-1)?.buttons).toEqual([{ key: 'open', label: 'Open' }]);
  });

  it('gives no new words to a toast that is gone', async () => {
    await house.take(warning);
    await house.outcomes(1);
    house.toaster.reply({ type: 'gone', ref: house.driver.ref(1) });
    await house.take(incident({ key: 'incident:1:2', phase: 'updated', severity: 'warning' }));
    await house.clock.tick(5_000);
    await house.take(closed);
    await house.outcomes(3);
    expect(house.driver.shown).toMatchObject([
      { title: 'Warning: UPS-1' },
      { title: 'Cleared: UPS-1', replaces: null },
    ]);
  });

  it('waits for the name of its subject', async () => {
    const nameless = incident({ subject: { type: 'object', id: '64bb02', name: null }, naming: true });
    await house.take(nameless);
    expect(house.driver.shown).toEqual([]);
    house.intake.named('noc', 'object', '64bb02', 'UPS-9');
    expect((await house.toasts(1))[0]?.title).toBe('Critical: UPS-9');
  });

  it.each([
    ['that does not come within a second', 1_000, null],
    ['that cannot be had', 0, { server: 'noc', type: 'object', id: '64bb02' }],
  ])('shows the id in the place of a name %s', async (_, ms, refused) => {
    await house.take(incident({ subject: { type: 'object', id: '64bb02', name: null }, naming: true }));
    await house.clock.tick(999);
    expect(house.driver.shown).toEqual([]);
    if (refused !== null) house.intake.named(refused.server, refused.type, refused.id, null);
    else await house.clock.tick(ms - 999);
    expect((await house.toasts(1))[0]?.title).toBe('Critical: object 64bb02');
  });

  it('stores that a toast failed, says so once, and says when they work again', async () => {
    house.driver.broken = broken;
    await house.take(incident(), incident({ key: 'incident:2:1', alert: 'incident:2' }));
    expect(await house.outcomes(1, 2)).toMatchObject([
      { outcome: 'failed', reason: 'driver-failed', driver: 'scripted' },
      { outcome: 'failed', reason: 'driver-failed', driver: 'scripted' },
    ]);
    expect(house.failing).toEqual([broken]);
    house.driver.broken = null;
    await house.take(incident({ key: 'incident:3:1', alert: 'incident:3' }));
    await house.outcomes(3);
    expect(house.failing).toEqual([broken, null]);
    expect(house.driver.shown).toHaveLength(1);
  });

  it('tells what became of an event as it stands in the history', async () => {
    const nameless = incident({ subject: { type: 'object', id: '64bb02', name: null }, naming: true });
    await house.take(nameless);
    house.toaster.renamed(noc.id, 'object', '64bb02', 'UPS-7');
    await house.history.named(noc.id, 'object', '64bb02', 'UPS-7');
    await house.outcomes(1);
    house.driver.broken = broken;
    await house.take(incident({ key: 'incident:2:1', alert: 'incident:2' }));
    await house.outcomes(2);
    expect(house.delivered).toMatchObject([{ subject: { name: 'UPS-7' } }, { decision: { outcome: 'failed' } }]);
    expect(house.delivered).toEqual(await house.history.rows([1, 2]));
  });

  it('opens the event of a toast that is clicked, and marks it seen', async () => {
    await house.take(incident());
    await house.outcomes(1);
    house.toaster.reply({ type: 'button', ref: house.driver.ref(1), key: 'seen' });
    expect([house.seen, house.opened]).toEqual([[1], []]);
    house.toaster.reply({ type: 'clicked', ref: house.driver.ref(1) });
    expect([house.seen, house.opened]).toEqual([[1, 1], [1]]);
  });

  it('knows the event of a toast of the last run', async () => {
    await house.take(incident());
    await house.outcomes(1);
    await house.close();
    house = await openToasting(directory, house.driver);
    house.toaster.reply({ type: 'clicked', ref: house.driver.ref(1) });
    expect(house.opened).toEqual([1]);
  });

  it('leaves alone a click on the toast of another program', async () => {
    await house.take(incident());
    await house.outcomes(1);
    house.toaster.reply({ type: 'clicked', ref: house.driver.ref(77) });
    expect([house.seen, house.opened]).toEqual([[], []]);
  });

  it('knows the event of any toast whose driver tells it', async () => {
    await house.take(incident());
    await house.outcomes(1);
    expect(house.driver.shown.map(({ about }) => about)).toEqual([1]);
    house.toaster.reply({ type: 'clicked', ref: house.driver.ref(77), about: 1 });
    expect([house.seen, house.opened]).toEqual([[1], [1]]);
    house.toaster.reply({ type: 'clicked', ref: house.driver.ref(78), about: null });
    expect([house.seen, house.opened]).toEqual([[1], [1, null]]);
  });

  it('takes away the toast of what was seen, and of nothing else', async () => {
    await house.take(incident(), incident({ key: 'incident:2:1', alert: 'incident:2' }));
    await house.outcomes(1, 2);
    await house.toaster.withdraw(await house.history.rows([2]));
    expect(house.driver.withdrawn).toEqual([2]);
    await house.toaster.withdraw('all');
    expect(house.driver.withdrawn).toEqual([2, 1]);
  });

  it('leaves pending what it could not show before it was closed', async () => {
    await house.take(incident({ subject: { type: 'object', id: '64bb02', name: null }, naming: true }));
    const closing = house.close();
    await house.clock.tick(1_000);
    await closing;
    expect(house.driver.shown).toEqual([]);
    house = await openToasting(directory);
    expect(house.remembered.owed.map(({ id }) => id)).toEqual([1]);
  });

  it('shows nothing before it is committed', async () => {
    const committed: number[] = [];
    const show = house.driver.show.bind(house.driver);
    house.driver.show = async (toast) => {
      committed.push((await house.history.search({}, 1)).count.count);
      return show(toast);
    };
    await house.take(incident());
    await until('the toast', () => house.driver.shown.length > 0);
    expect(committed).toEqual([1]);
  });
});
