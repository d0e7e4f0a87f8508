import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { openToasting } from '../toasting.ts';
import { until } from '../until.ts';
import { incident, noc } from '../wire.ts';

const minute = 60_000;
let directory: string;
let house: Awaited<ReturnType<typeof openToasting>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-merging-'));
  house = await openToasting(directory);
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

const trap = (n: number, change: Partial<WireEvent> = {}) =>
  incident({
    key: `trap:${n}`,
    kind: 'trap',
    phase: null,
    alert: null,
    severity: 'error',
    title: 'on battery',
    ...change,
  });
/** Incidents with the same words, each with an alert of its own. */
const twin = (n: number, change: Partial<WireEvent> = {}) =>
  incident({ key: `twin:${n}`, alert: `twin:${n}`, severity: 'error', title: 'CPU over 95 %', ...change });
const twinClosed = (n: number) => twin(n, { key: `twin:${n}:closed`, phase: 'closed', severity: 'ok' });

async function decisions(): Promise<readonly string[]> {
  const { rows } = await house.history.page({}, null, 1_000);
  return rows.map(({ decision: { outcome, reason } }) => `${outcome} ${reason}`).reverse();
}
async function owed(): Promise<number> {
  return (await house.history.remembered()).owed.length;
}
const titles = () => house.driver.shown.map(({ title }) => title);
const last = () => house.driver.shown.at(-1);

describe('equal events', () => {
  it('share one toast, which is renewed without a sound at most once a second', async () => {
    await house.take(trap(0));
    await house.outcomes(1);
    for (let n = 1; n < 40; n++) await house.take(trap(n));
    expect(titles()).toEqual(['Error: UPS-1']);
    await house.clock.tick(1_000);
    await house.toasts(2);
    expect(last()).toMatchObject({ title: 'Error: UPS-1 (× 40)', silent: true, replaces: { id: 1 } });
    expect(last()?.body).toMatch(/^on battery\nTrap · NOC · since /);
    expect(await decisions()).toEqual(['shown null', ...Array(39).fill('merged storm')]);
    await until('nothing to be owed', async () => (await owed()) === 0);
    await house.clock.tick(minute);
    expect(house.driver.shown).toHaveLength(2);
  });

  it('that came together are counted in the first toast', async () => {
    await house.take(...Array.from({ length: 40 }, (_, n) => trap(n)));
    await house.outcomes(1);
    expect(titles()[0]).toBe('Error: UPS-1 (× 40)');
  });

  it('are owed until the toast says so', async () => {
    await house.take(trap(0));
    await house.outcomes(1);
    await house.take(trap(1), trap(2));
    expect(await owed()).toBe(2);
    await house.clock.tick(1_000);
    await until('nothing to be owed', async () => (await owed()) === 0);
  });

  it('do not hide what is worse', async () => {
    await house.take(trap(0), trap(1), trap(2, { severity: 'critical' }));
    await house.toasts(2);
    expect(titles()).toEqual(expect.arrayContaining(['Error: UPS-1 (× 2)', 'Critical: UPS-1']));
  });

  it('are news again when they were seen', async () => {
    await house.take(trap(0), trap(1));
    await house.outcomes(1);
    house.toaster.reply({ type: 'button', ref: house.driver.ref(1), key: 'seen' });
    expect(house.seen).toEqual([1, 2]);
    await house.toaster.withdraw(await house.history.rows([1, 2]));
    await house.take(trap(2));
    await house.outcomes(3);
    expect(titles()).toEqual(['Error: UPS-1 (× 2)', 'Error: UPS-1']);
  });

  it('are told anew after 10 min where their toast has gone, counted on, and seen all together', async () => {
    await house.take(trap(0));
    await house.outcomes(1);
    house.toaster.reply({ type: 'gone', ref: house.driver.ref(1) });
    for (let n = 1; n <= 3; n++) {
      await house.clock.tick(4 * minute);
      await house.take(trap(n));
    }
    await house.outcomes(4);
    expect(house.driver.shown.map(({ title, silent }) => [title, silent ?? false])).toEqual([
      ['Error: UPS-1', false],
      ['Error: UPS-1 (× 4)', false],
    ]);
    expect(await decisions()).toEqual(['shown null', 'merged storm', 'merged storm', 'shown null']);
    house.toaster.reply({ type: 'clicked', ref: house.driver.ref(2) });
    expect(house.seen.toSorted()).toEqual([1, 2, 3, 4]);
  });

  it('are told anew where their toast has gone and the clock was set back', async () => {
    await house.take(trap(0));
    await house.outcomes(1);
    house.toaster.reply({ type: 'gone', ref: house.driver.ref(1) });
    house.clock.jump(-60 * minute);
    await house.clock.tick(9 * minute);
    await house.take(trap(1));
    await house.outcomes(2);
    expect(titles()).toEqual(['Error: UPS-1', 'Error: UPS-1']);
  });

  it('are told anew when their toast could not be shown', async () => {
    house.driver.broken = { code: 'toast', params: { driver: 'scripted', text: 'no daemon' } };
    await house.take(trap(0));
    await house.outcomes(1);
    house.driver.broken = null;
    await house.take(trap(1));
    await house.outcomes(2);
    expect(titles()).toEqual(['Error: UPS-1']);
  });

  it('with alerts close quietly when the last of them does', async () => {
    await house.take(twin(1), twin(2), twin(3));
    await house.outcomes(1);
    expect(titles()).toEqual(['Error: UPS-1 (× 3)']);
    await house.take(twinClosed(1), twinClosed(3));
    await house.clock.tick(2_000);
    expect(titles().filter((title) => title.startsWith('Cleared'))).toEqual([]);
    await house.take(twinClosed(2));
    await until('the closing', () => last()?.title === 'Cleared: UPS-1');
    expect(last()).toMatchObject({ urgency: 'quiet', replaces: { id: 1 } });
    expect(house.driver.withdrawn).toEqual([]);
    await house.outcomes(6);
    expect(await decisions()).toEqual([
      'shown null',
      'merged storm',
      'merged storm',
      'merged storm',
      'merged storm',
      'shown null',
    ]);
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('of the last run go on to share their toast', async () => {
    await house.take(twin(1), twin(2));
    await house.outcomes(1);
    await house.clock.tick(1_000);
    await until('nothing to be owed', async () => (await owed()) === 0);
    await house.close();
    house = await openToasting(directory, house.driver);
    await house.take(twin(3), twinClosed(1), twinClosed(2));
    expect((await decisions()).slice(2)).toEqual(Array(3).fill('merged storm'));
    await house.take(twinClosed(3));
    await until('the closing', () => last()?.title === 'Cleared: UPS-1');
    expect(last()).toMatchObject({ replaces: { id: 1 } });
  });

  it('leave a toast that one of them outgrows', async () => {
    await house.take(twin(1), twin(2));
    await house.outcomes(1);
    await house.take(twin(2, { key: 'worse', phase: 'updated', severity: 'critical' }));
    await house.toasts(2);
    expect(last()).toMatchObject({ title: 'Critical, was error: UPS-1', urgency: 'urgent', replaces: null });
  });
});

describe('what flaps', () => {
  const opens = (n: number, severity: WireEvent['severity'] = 'error') =>
    incident({ key: `up:${n}`, alert: `flap:${n}`, severity, title: 'link down' });
  const closes = (n: number) =>
    incident({ key: `down:${n}`, alert: `flap:${n}`, severity: 'ok', phase: 'closed', title: 'link down' });

  async function flaps(times: number): Promise<void> {
    for (let n = 1; n <= times; n++) {
      await house.take(opens(n));
      if (n < times) await house.take(closes(n));
      await house.clock.tick(minute);
    }
  }

  it('is told once, with a new alert each time as SAYMON has it', async () => {
    await flaps(5);
    await house.toasts(9);
    expect(last()).toMatchObject({
      title: 'Error: UPS-1 is flapping',
      body: expect.stringMatching(/^opened 5 times in 4 min\nlink down\n/),
    });
    await house.take(closes(5), opens(6), closes(6), opens(7));
    await house.clock.tick(1_000);
    await house.toasts(10);
    expect(last()).toMatchObject({ title: 'Error: UPS-1 is flapping', silent: true, replaces: { id: 5 } });
    expect(last()?.body).toMatch(/^opened 7 times in 5 min/);
    expect((await decisions()).slice(-4)).toEqual(Array(4).fill('merged storm'));
    await until('nothing to be owed', async () => (await owed()) === 0);
  });

  it('is told once where it is one alert that opens again', async () => {
    const again = (n: number, phase: 'opened' | 'closed') =>
      incident({ key: `w:${n}:${phase}`, kind: 'worker', alert: 'worker:7', severity: 'error', phase, title: 'awake' });
    for (let n = 1; n <= 6; n++) {
      await house.take(again(n, 'opened'));
      await house.take(again(n, 'closed'));
      await house.clock.tick(minute);
    }
    await until('the flapping', () => titles().some((title) => title.endsWith('is flapping')));
    const loud = house.driver.shown.filter(({ title, silent }) => title.endsWith('is flapping') && silent !== true);
    expect(loud).toHaveLength(1);
  });

  it('gets through when it is worse than what was told', async () => {
    await flaps(5);
    await house.take(closes(5), opens(6, 'critical'));
    await until('what is worse', () => last()?.title === 'Critical: UPS-1 is flapping');
    expect(last()).toMatchObject({ urgency: 'urgent', replaces: { id: 5 } });
    await house.outcomes(11);
    expect((await decisions()).at(-1)).toBe('shown null');
  });

  it('is told as it stands when it has been calm for 10 min and is open still', async () => {
    await flaps(5);
    await house.take(closes(5), opens(6));
    const before = titles().length;
    await house.clock.tick(10 * minute);
    await until('the word after the calm', () => titles().slice(before).includes('Error: UPS-1'));
    expect(last()).toMatchObject({ title: 'Error: UPS-1', urgency: 'show', replaces: { id: 5 } });
    expect(last()?.silent ?? false).toBe(false);
    await house.take(closes(6));
    await until('its closing', () => last()?.title === 'Cleared: UPS-1');
  });

  it('is said to be calm, quietly, where it is closed and its toast stands', async () => {
    await flaps(5);
    await house.take(closes(5));
    await house.clock.tick(10 * minute);
    await until('the calm', () => last()?.title === 'Calm again: UPS-1');
    expect(last()).toMatchObject({ urgency: 'quiet', replaces: { id: 5 } });
    await house.take(opens(9));
    await until('the next one to be told as usual', () => last()?.title === 'Error: UPS-1');
  });

  it('is said to be calm 10 min later also where the clock was set back', async () => {
    await flaps(5);
    await house.take(closes(5));
    house.clock.jump(-60 * minute);
    await house.clock.tick(10 * minute);
    await until('the calm', () => last()?.title === 'Calm again: UPS-1');
  });

  it('is silent when it is calm, closed, and its toast has gone', async () => {
    await flaps(5);
    await house.take(closes(5));
    await house.clock.tick(2_000);
    house.toaster.reply({ type: 'gone', ref: house.driver.ref(5) });
    const before = titles().length;
    await house.clock.tick(20 * minute);
    expect(titles()).toHaveLength(before);
  });

  it('waits with its word until nothing holds it back', async () => {
    await flaps(5);
    house.silence.pause(house.clock.now() + 15 * minute);
    const before = titles().length;
    await house.clock.tick(14 * minute);
    expect(titles()).toHaveLength(before);
    await house.clock.tick(2 * minute);
    await until('the word after the pause', () => titles().slice(before).includes('Error: UPS-1'));
  });

  it('are not five faults of one subject that are open together', async () => {
    for (let n = 1; n <= 8; n++) {
      await house.take(incident({ key: `port:${n}`, alert: `port:${n}`, severity: 'error', title: `port ${n} down` }));
      await house.clock.tick(minute / 2);
    }
    expect(titles().filter((title) => title.includes('flapping'))).toEqual([]);
  });
});

describe('what follows from an open alert', () => {
  const core = { type: 'object', id: 'core', name: 'core-sw-2' };
  const cause = (change: Partial<WireEvent> = {}) =>
    incident({ key: 'cause', alert: 'cause', severity: 'critical', subject: core, title: 'no answer', ...change });
  const follower = (n: number, change: Partial<WireEvent> = {}) =>
    incident({
      key: `f:${n}`,
      alert: `f:${n}`,
      severity: 'error',
      subject: { type: 'object', id: `host${n}`, name: `host-${n}` },
      cause: { alerts: [], subjects: [{ type: 'object', id: 'core' }] },
      ...change,
    });

  it('is told with the toast of that', async () => {
    await house.take(cause());
    await house.outcomes(1);
    await house.take(...Array.from({ length: 12 }, (_, n) => follower(n)));
    await house.clock.tick(1_000);
    await house.toasts(2);
    expect(last()).toMatchObject({ title: 'Critical: core-sw-2', silent: true, replaces: { id: 1 } });
    expect(last()?.body).toMatch(/^no answer\n\+ 12 that follow from it\nIncident · NOC/);
    expect(await decisions()).toEqual(['shown null', ...Array(12).fill('merged storm')]);
    expect(house.alerts.unseen().count).toBe(13);
    await until('nothing to be owed', async () => (await owed()) === 0);
  });

  it('is said to be open still when its cause closes', async () => {
    await house.take(cause());
    await house.outcomes(1);
    await house.take(follower(1), follower(2), follower(3));
    await house.take(follower(1, { key: 'f:1:closed', phase: 'closed', severity: 'ok' }));
    await house.take(cause({ key: 'cause:closed', phase: 'closed', severity: 'ok' }));
    await until('the closing', () => last()?.title === 'Cleared: core-sw-2');
    expect(last()?.body).toContain('2 that followed from it are still open');
  });

  it.each<[string, readonly WireEvent[], WireEvent]>([
    ['its cause is not open', [], follower(1)],
    ['its cause has closed', [cause(), cause({ key: 'c2', phase: 'closed', severity: 'ok' })], follower(1)],
    ['its cause never toasted', [cause({ severity: 'info' })], follower(1, { severity: 'warning' })],
    ['it is worse than its cause', [cause({ severity: 'warning' })], follower(1)],
    ['it names itself', [], follower(1, { cause: { alerts: ['f:1'], subjects: [] } })],
  ])('has a toast of its own where %s', async (_, before, event) => {
    await house.take(...before);
    await house.take(event);
    await until('its toast', () => /: host-1$/.test(last()?.title ?? ''));
    await house.outcomes(before.length + 1);
    expect((await decisions()).at(-1)).toBe('shown null');
  });

  it('is found by the key of the alert as well', async () => {
    await house.take(cause());
    await house.take(follower(1, { cause: { alerts: ['cause'], subjects: [] } }));
    expect((await decisions()).at(-1)).toBe('merged storm');
  });
});

describe('the room on the screen', () => {
  const critical = (n: number) =>
    incident({ key: `c:${n}`, alert: `c:${n}`, subject: { type: 'object', id: `${n}`, name: `host-${n}` } });
  /** Numbers of the toasts that stand. */
  const standing = () => {
    const ids = new Set<number>();
    let next = 0;
    for (const { replaces } of house.driver.shown) ids.add(replaces?.id ?? ++next);
    for (const id of house.driver.withdrawn) ids.delete(id);
    return ids.size;
  };

  it('is for five toasts: the oldest urgent ones go on in a summary', async () => {
    for (let n = 1; n <= 9; n++) {
      await house.take(critical(n));
      await house.outcomes(n);
      await house.clock.tick(20_000);
      expect(standing()).toBeLessThanOrEqual(5);
    }
    await house.clock.tick(2_000);
    await until('the summary', () => titles().includes('5 more from NOC, worst: critical'));
    expect(standing()).toBe(5);
    const summaries = house.driver.shown.filter(({ title }) => title.includes('more from'));
    expect(summaries.every(({ silent }) => silent === true)).toBe(true);
    expect(await decisions()).toEqual(Array(9).fill('shown null'));
    expect(house.alerts.unseen().count).toBe(9);
  });

  it('is kept when many servers rage at once, in no more than three summaries', async () => {
    for (let server = 0; server < 8; server++) {
      const settings = { ...noc, id: `s${server}`, name: `S${server}` };
      for (let n = 0; n < 10; n++) house.intake.offer(settings, 'saymon', critical(100 * server + n));
      await house.intake.settled();
      await house.clock.tick(100);
      expect(standing()).toBeLessThanOrEqual(5);
    }
    await house.clock.tick(3_000);
    const told = () => titles().findLast((title) => / more from \d servers/.test(title));
    await until('the shared summary', () => told() !== undefined);
    expect(standing()).toBeLessThanOrEqual(5);
    const own = new Set(titles().flatMap((title) => / more from (S\d),/.exec(title)?.[1] ?? []));
    expect(own.size).toBe(3);
  });

  it('lets a storm be heard that comes after toasts gave way', async () => {
    for (let n = 1; n <= 7; n++) {
      await house.take(critical(n));
      await house.outcomes(n);
      await house.clock.tick(20_000);
    }
    await until('the summary', () => titles().some((title) => title.includes('more from')));
    await house.take(...Array.from({ length: 20 }, (_, n) => critical(100 + n)));
    await house.clock.tick(2_000);
    await until('a sound', () =>
      house.driver.shown.some(({ title, silent }) => title.includes('more from') && !silent),
    );
    await house.clock.tick(60_000);
    const loud = house.driver.shown.filter(({ title, silent }) => title.includes('more from') && silent !== true);
    expect(loud).toHaveLength(1);
  });

  it('counts no toast that its daemon says is gone', async () => {
    for (let n = 1; n <= 9; n++) {
      await house.take(critical(n));
      await house.outcomes(n);
      house.toaster.reply({ type: 'gone', ref: house.driver.ref(n) });
      await house.clock.tick(20_000);
    }
    expect(house.driver.withdrawn).toEqual([]);
    expect(titles().filter((title) => title.includes('more from'))).toEqual([]);
  });
});
