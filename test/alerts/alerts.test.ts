import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Alerts, type Marked } from '../../main/alerts/alerts.ts';
import type { AlertRecord, Remembered } from '../../main/history/history.ts';
import { alertRecord, nothing } from '../history/events.ts';
import { openToasting } from '../toasting.ts';
import { incident } from '../wire.ts';

function alerts(remembered: Partial<Remembered> = {}): Alerts {
  return new Alerts(
    { ...nothing, ...remembered },
    () => 'NOC',
    () => true,
  );
}

const nth = (n: number, change: Partial<AlertRecord> = {}) => alertRecord({ key: `incident:${n}`, ...change });
const closed = (n: number, change: Partial<AlertRecord> = {}) => nth(n, { closedAt: 9, ...change });
const recordsOf = (marked: Marked) => marked.alerts.map(({ record }) => record);
const passedKeys = (of: Alerts) => of.openAlerts().passed.map(({ key }) => key);

describe('what came and went unseen', () => {
  it.each<[name: string, records: readonly AlertRecord[], passed: readonly string[]]>([
    ['opened and closed', [nth(1), closed(1)], ['incident:1']],
    ['was seen before it closed', [nth(1), nth(1, { unseen: false, seenAt: 5 }), closed(1, { unseen: false })], []],
    ['was acknowledged before it closed', [nth(1), closed(1, { unseen: false, acknowledgedBy: 'ops' })], []],
    ['never deserved a toast', [nth(1, { unseen: false }), closed(1, { unseen: false })], []],
    ['is open again', [nth(1), closed(1), nth(1)], []],
    ['closed once more', [nth(1), closed(1), nth(2), closed(2), nth(1), closed(1)], ['incident:1', 'incident:2']],
  ])('what %s', (_, records, passed) => {
    const here = alerts();
    for (const record of records) here.put(record, 10);
    expect(passedKeys(here)).toEqual(passed);
    expect(here.openAlerts().passedTotal).toBe(passed.length);
  });

  it('is not counted as unseen, nor can it be acknowledged', () => {
    const here = alerts();
    here.put(nth(1), 1);
    expect(here.openAlerts().list[0]?.acknowledgeable).toBe(true);
    here.put(closed(1), 2);
    expect(here.unseen()).toEqual({ count: 0, more: false, worst: null });
    expect(here.openAlerts()).toMatchObject({ total: 0, list: [], passed: [{ unseen: true, acknowledgeable: false }] });
  });

  it('lists the newest 100 and keeps 1,000', () => {
    const here = alerts();
    for (let n = 0; n < 1_200; n++) {
      here.put(nth(n), n);
      here.put(closed(n), n);
    }
    const { passed, passedTotal } = here.openAlerts();
    expect(passed).toHaveLength(100);
    expect(passed[0]?.key).toBe('incident:1199');
    expect(passed[99]?.key).toBe('incident:1100');
    expect(passedTotal).toBe(1_000);
    expect(here.seenPassed(5).alerts).toHaveLength(1_000);
    expect(here.openAlerts().passedTotal).toBe(0);
  });

  it('whatever happens: an alert is open or it has passed, and what is seen is neither unseen nor passed', () => {
    const step = fc.record({
      n: fc.integer({ min: 0, max: 4 }),
      do: fc.constantFrom('open', 'close', 'acknowledge', 'see-all', 'clear', 'unsee'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const here = alerts();
        const marked: Marked[] = [];
        for (const { n, do: what } of steps) {
          const record = here.get('noc', `incident:${n}`)?.record ?? nth(n);
          if (what === 'open') here.put({ ...record, unseen: true }, 1);
          if (what === 'acknowledge') here.put({ ...record, unseen: false, acknowledgedBy: 'ops' }, 1);
          if (what === 'close') here.put({ ...record, closedAt: 2 }, 2);
          if (what === 'see-all') marked.push(here.seenAll(3));
          if (what === 'clear') marked.push(here.seenPassed(3));
          if (what === 'unsee') for (const each of marked.splice(n)) here.unsee(each);
          const { list, passed, passedTotal, total } = here.openAlerts();
          expect(passed.filter(({ key }) => list.some((open) => open.key === key))).toEqual([]);
          expect(passed.every(({ unseen, closedAt }) => unseen && closedAt !== null)).toBe(true);
          expect([list.length, passed.length]).toEqual([total, passedTotal]);
          expect(here.unseen().count).toBe(list.filter(({ unseen }) => unseen).length);
          const counts = Object.values(here.unseenCounts()).reduce((sum, count) => sum + count, 0);
          expect(counts).toBe(here.unseen().count);
          if (what === 'see-all') expect([passedTotal, here.unseen().count]).toEqual([0, 0]);
          if (what === 'clear') expect(passedTotal).toBe(0);
        }
      }),
    );
  });
});

describe('across restarts', () => {
  let directory: string;
  let house: Awaited<ReturnType<typeof openToasting>>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tocsin-alerts-'));
    house = await openToasting(directory);
  });
  afterEach(async () => {
    await house.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function again(): Promise<void> {
    await house.close();
    house = await openToasting(directory, house.driver);
  }
  const opens = (n: number) => incident({ key: `${n}:o`, alert: `incident:${n}`, title: `number ${n}` });
  const closes = (n: number) => incident({ key: `${n}:c`, alert: `incident:${n}`, phase: 'closed', severity: 'ok' });
  const passed = () => house.alerts.openAlerts().passed;

  it('what came and went unseen stays listed, with its events', async () => {
    await house.take(opens(1), opens(2), closes(1), closes(2));
    await house.outcomes(1, 2, 3, 4);
    const before = passed();
    expect(before).toMatchObject([
      { key: 'incident:2', firstEvent: 2, lastEvent: 4, severity: 'critical' },
      { key: 'incident:1', firstEvent: 1, lastEvent: 3 },
    ]);
    await again();
    expect(passed()).toEqual(before.map((alert) => ({ ...alert, confirmed: false })));
    expect(house.alerts.unseen().count).toBe(0);
    // It opens again: it is open, and nothing that passed.
    await house.take(incident({ key: '1:o2', alert: 'incident:1' }));
    expect(passed().map(({ key }) => key)).toEqual(['incident:2']);
    await again();
    expect(passed().map(({ key }) => key)).toEqual(['incident:2']);
  });

  it('one whose toast waits for a name stays behind what came after it', async () => {
    const subject = { type: 'object', id: '64bb02', name: null };
    await house.take({ ...opens(1), subject, naming: true }, opens(2));
    await house.outcomes(2);
    await house.clock.tick(1_000);
    await house.outcomes(1, 2);
    expect(house.alerts.openAlerts().list.map(({ key }) => key)).toEqual(['incident:2', 'incident:1']);
    await again();
    expect(house.alerts.openAlerts().list.map(({ key }) => key)).toEqual(['incident:2', 'incident:1']);
  });

  it('what was seen, by one of its events or all at once, stays seen', async () => {
    await house.take(opens(1), opens(2), opens(3), closes(1), closes(2), closes(3));
    await house.outcomes(1, 2, 3, 4, 5, 6);
    const [row] = await house.history.rows([1]);
    await house.history.saveAlerts(row === undefined ? [] : recordsOf(house.alerts.seen([row], 7)));
    expect(passed().map(({ key }) => key)).toEqual(['incident:3', 'incident:2']);
    await again();
    expect(passed().map(({ key }) => key)).toEqual(['incident:3', 'incident:2']);
    await house.history.saveAlerts(recordsOf(house.alerts.seenPassed(8)));
    await again();
    expect(passed()).toEqual([]);
  });
});

describe('where the clock was set back', () => {
  let directory: string;
  let house: Awaited<ReturnType<typeof openToasting>>;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tocsin-alerts-'));
    house = await openToasting(directory);
  });
  afterEach(async () => {
    await house.close();
    await rm(directory, { recursive: true, force: true });
  });
  const gap = () => ({ from: house.clock.now() - 10_000, to: house.clock.now() });

  it('an alert closes that its server no longer has', async () => {
    await house.take(incident());
    house.clock.jump(-3_600_000);
    await house.clock.tick(60_000);
    await house.catchUp({ open: [], kinds: ['incident'] }, gap());
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('one that closed before opens again, and is told', async () => {
    await house.take(incident(), incident({ key: 'incident:1:2', phase: 'closed', severity: 'ok' }));
    house.clock.jump(-3_600_000);
    await house.clock.tick(60_000);
    await house.catchUp(
      { events: [incident({ key: 'incident:1:3' })], open: ['incident:1'], kinds: ['incident'] },
      gap(),
    );
    expect(house.alerts.openAlerts().total).toBe(1);
    expect(await house.outcomes(3)).toMatchObject([{ outcome: 'shown' }]);
  });
});
