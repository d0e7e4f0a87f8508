import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { openToasting } from '../toasting.ts';
import { until } from '../until.ts';
import { incident } from '../wire.ts';

const minute = 60_000;
let directory: string;
let house: Awaited<ReturnType<typeof openToasting>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-shared-toasts-'));
  house = await openToasting(directory, undefined, { acknowledges: () => true, repeatCritical: () => true });
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

/** Incidents with the same words, each with an alert of its own. */
const twin = (n: number, change: Partial<WireEvent> = {}) =>
  incident({ key: `twin:${n}`, alert: `twin:${n}`, title: 'CPU over 95 %', ...change });
const closed = (n: number) => twin(n, { key: `twin:${n}:closed`, phase: 'closed', severity: 'ok' });
const acknowledged = (n: number) =>
  twin(n, {
    key: `twin:${n}:acknowledged`,
    phase: 'updated',
    acknowledgedBy: 'ann',
    acknowledgedAt: 1_800_000_000_000,
  });
/** Incidents that are not equal. */
const other = (n: number) => incident({ key: `other:${n}`, alert: `other:${n}` });

const titles = () => house.driver.shown.map(({ title }) => title);
const last = () => house.driver.shown.at(-1);
const withdrawn = () => house.driver.withdrawn;
/** Lets time pass, and what is asked of the history then come. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= minute / 4) {
    await house.clock.tick(Math.min(left, minute / 4));
    await house.history.rows([1]);
    await house.clock.tick(0);
  }
}

describe('an acknowledgement', () => {
  it('leaves a toast that stands for others too, and takes it away with the last of them', async () => {
    await house.take(twin(1), twin(2));
    await house.outcomes(1);
    await house.take(acknowledged(1));
    await pass(minute / 2);
    expect(withdrawn()).toEqual([]);
    await house.take(acknowledged(2));
    await until('the toast to go', () => withdrawn().includes(1));
    // What comes now is news.
    await house.take(twin(3));
    await house.outcomes(5);
    expect(last()).toMatchObject({ title: 'Critical: UPS-1', replaces: null });
  });

  it('leaves nothing that calls for somebody when the others close', async () => {
    await house.take(twin(1), twin(2));
    await house.outcomes(1);
    await house.take(acknowledged(2), closed(1));
    await until('the toast to go', () => withdrawn().includes(1));
    await pass(minute / 2);
    expect(titles().filter((title) => title.startsWith('Cleared'))).toEqual([]);
    expect((await house.history.remembered()).owed).toEqual([]);
    await house.take(closed(2));
    await until('the closing', () => last()?.title === 'Cleared: UPS-1');
  });

  it('of the last run is known to this one', async () => {
    await house.take(twin(1), twin(2));
    await house.outcomes(1);
    await house.take(acknowledged(1), acknowledged(2));
    await until('the toast to go', () => withdrawn().includes(1));
    await pass(minute / 4);
    await house.close();
    house = await openToasting(directory, house.driver, { clock: house.clock });
    await house.take(twin(3));
    await house.outcomes(5);
    expect(last()).toMatchObject({ title: 'Critical: UPS-1', replaces: null });
  });

  it('taken back brings the toast back', async () => {
    await house.take(twin(1), twin(2));
    await house.outcomes(1);
    await house.take(acknowledged(1), acknowledged(2));
    await until('the toast to go', () => withdrawn().includes(1));
    await house.take(twin(2, { key: 'taken back', phase: 'updated', unacknowledged: true }));
    await house.outcomes(5);
    expect(last()).toMatchObject({ title: 'Critical: UPS-1', replaces: null });
  });

  it('takes away the toast that says that a subject flaps', async () => {
    for (let n = 1; n <= 5; n++) {
      await house.take(twin(n));
      if (n < 5) await house.take(closed(n));
      await pass(minute);
    }
    await until('the flapping', () => last()?.title === 'Critical: UPS-1 is flapping');
    // One that came into it later has no toast of its own.
    await house.take(closed(5), twin(6));
    const [before, ref] = [withdrawn().length, last()?.replaces?.id];
    await pass(minute / 2);
    await house.take(acknowledged(6));
    await until('the toast to go', () => withdrawn().length > before);
    expect(withdrawn().slice(before)).toEqual([ref ?? 5]);
  });

  it('of a cause takes its toast along, what follows from it stays unseen', async () => {
    const core = { type: 'object', id: 'core', name: 'core-sw-2' };
    const follower = incident({
      ...{ key: 'f:1', alert: 'f:1', severity: 'error' },
      subject: { type: 'object', id: 'host1', name: 'host-1' },
      cause: { alerts: ['twin:1'], subjects: [] },
    });
    await house.take(twin(1, { subject: core }));
    await house.outcomes(1);
    await house.take(follower, { ...acknowledged(1), subject: core });
    await until('the toast to go', () => withdrawn().includes(1));
    expect(house.alerts.unseen()).toMatchObject({ count: 1, worst: 'error' });
  });

  it('by the button is one of all that the toast stands for', async () => {
    await house.take(twin(1), twin(2), twin(3));
    await house.outcomes(1);
    house.toaster.reply({ type: 'button', ref: house.driver.ref(1), key: 'acknowledge' });
    expect(house.acknowledged).toEqual([1, 2, 3]);
  });
});

it('what outgrows its equals as the last of them closes in the place where it stands then', async () => {
  await house.take(twin(1, { severity: 'error' }), twin(2, { severity: 'error' }));
  await house.outcomes(1);
  await house.take(closed(1), twin(2, { key: 'worse', phase: 'updated' }));
  await until('what is worse', () => last()?.title === 'Critical, was error: UPS-1');
  expect(last()).toMatchObject({ replaces: { id: 1 } });
  await house.take(closed(2));
  await until('its closing', () => last()?.title === 'Cleared: UPS-1');
  expect(last()).toMatchObject({ replaces: { id: 1 } });
});

describe('a repetition', () => {
  it('is one toast for all that are equal, as long as any of them is open', async () => {
    await house.take(twin(1), twin(2), twin(3));
    await house.outcomes(1);
    await pass(5 * minute);
    expect(titles().slice(-1)).toEqual(['Critical: UPS-1 (× 3)']);
    const before = titles().length;
    await house.take(closed(1));
    await pass(5 * minute);
    const again = house.driver.shown.slice(before).filter(({ silent }) => silent !== true);
    expect(again).toMatchObject([{ title: 'Critical: UPS-1 (× 3)', replaces: { id: 1 } }]);
  });
});

describe('the room for five', () => {
  async function fill(): Promise<void> {
    await house.take(other(1), other(2), other(3));
    await house.outcomes(1, 2, 3);
    await pass(minute / 2);
    await house.take(other(4), other(5));
    await house.outcomes(4, 5);
  }
  /** How many toasts stand. */
  const standing = () => {
    const ids = new Set<number>();
    let next = 0;
    for (const { replaces } of house.driver.shown) ids.add(replaces?.id ?? ++next);
    for (const id of withdrawn()) ids.delete(id);
    return ids.size;
  };
  const words = { title: 'Not acknowledged: UPS-1', body: '' };

  it.each([
    [
      'a refusal',
      () => house.toaster.tell({ ...words, urgency: 'show', severity: 'critical', buttons: [], replaces: null }, 1),
    ],
    ['a test', () => house.toaster.test('critical', { urgency: 'urgent' })],
  ])('is also that of %s', async (_, show) => {
    await fill();
    expect(withdrawn()).toEqual([]);
    await show();
    // The summary of what gave way stands too.
    await until('two to give way', () => withdrawn().length === 2);
    expect(withdrawn()).toEqual([1, 2]);
  });

  it('is also that of a repetition, which a summary that has told it does not count again', async () => {
    await fill();
    await pass(minute / 2);
    await house.take(other(6), other(7));
    await house.outcomes(6, 7);
    const summaries = () => titles().filter((title) => title.includes('more from NOC'));
    await until('a summary', () => summaries().length > 0);
    const shown = titles().length;
    await pass(12 * minute);
    expect(
      titles()
        .slice(shown)
        .filter((title) => title === 'Critical: UPS-1'),
    ).toHaveLength(2 * 7);
    expect(standing()).toBeLessThanOrEqual(5);
    const counts = summaries().map((title) => Number.parseInt(title, 10));
    expect(Math.max(...counts)).toBeLessThanOrEqual(7);
  });
});
