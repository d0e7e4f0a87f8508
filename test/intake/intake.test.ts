import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Alerts } from '../../main/alerts/alerts.ts';
import { systemClock } from '../../main/clock.ts';
import type { NewEvent } from '../../main/history/history.ts';
import { openHistory } from '../../main/history/open.ts';
import { type CaughtUp, Intake, type Stored } from '../../main/intake/intake.ts';
import type { CatchUp, WireEvent } from '../../main/protocols/protocol.ts';
import { rulesInForce } from '../../main/rules/in-force.ts';
import type { EventRow } from '../../preload/contract/api.ts';
import { until } from '../until.ts';
import { incident, noc } from '../wire.ts';

const defaultsAlone = rulesInForce([], []);

let directory: string;
let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-intake-'));
  house = await openHouse();
});
afterEach(async () => {
  await house.close();
  await rm(directory, { recursive: true });
});

async function openHouse() {
  const history = await openHistory({
    directory,
    start: (workerData) => new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData }),
    clock: systemClock,
  });
  const alerts = new Alerts(
    await history.remembered(),
    () => 'NOC',
    () => false,
  );
  let onStored: (stored: Stored) => void = () => {};
  const caughtUp: CaughtUp[] = [];
  const failings: (string | null)[] = [];
  let renamed = 0;
  let sabotaged: readonly number[] = [];
  let attempts = 0;
  const intake = new Intake({
    history: {
      ...history,
      // The writer itself refuses it: no row is without a time.
      add(batch) {
        attempts += 1;
        return history.add(sabotaged.includes(attempts) ? { ...batch, events: batch.events.map(timeless) } : batch);
      },
    },
    alerts,
    clock: systemClock,
    rules: () => defaultsAlone,
    maxPerMinute: () => 10,
    silence: { hush: () => ({ paused: false, snoozed: false, quiet: false, summary: '' }) },
    stands: () => false,
    stored: (each) => onStored(each),
    caughtUp: (each) => caughtUp.push(each),
    renamed: () => {
      renamed += 1;
    },
    drained: () => {},
    failing: (error) => failings.push(error === null ? null : error.message),
  });
  return {
    failings,
    /** These attempts to commit fail, counted from now on. */
    sabotage(which: readonly number[]) {
      sabotaged = which;
      attempts = 0;
    },
    history,
    alerts,
    intake,
    caughtUp,
    onStored(listener: (stored: Stored) => void) {
      onStored = listener;
    },
    /** Gives these to the intake as a socket would, and waits until all that waits is committed. */
    async take(...wires: readonly WireEvent[]) {
      for (const wire of wires) intake.offer(noc, 'saymon', wire);
      await this.settled();
    },
    async catchUp(catchUp: Partial<CatchUp>, gap: CaughtUp['gap'] = { from: 1, to: 2 }) {
      const before = caughtUp.length;
      intake.catchUp(noc, gap, {
        events: [],
        open: null,
        kinds: ['incident'],
        askedAt: Date.now(),
        filled: 'state',
        ...catchUp,
      });
      await until('the catch-up', () => caughtUp.length > before);
    },
    /** What goes in line behind all that waits is told when that is committed. */
    async settled() {
      const before = renamed;
      intake.named(noc.id, 'none', 'none', null);
      await until('the intake to be idle', () => renamed > before);
    },
    /** All rows, oldest first. */
    async rows(): Promise<EventRow[]> {
      return [...(await history.page({}, null, 1_000)).rows].reverse();
    },
    async close() {
      await intake.close();
      await history.close();
    },
  };
}

const timeless = (event: NewEvent): NewEvent => ({ ...event, receivedAt: Number.NaN });

const decisions = (rows: readonly EventRow[]) =>
  rows.map(({ decision: { outcome, reason } }) => `${outcome} ${reason}`);

describe('the intake', () => {
  it('commits an event with its decision before anybody is told', async () => {
    await house.take(incident());
    const [row] = await house.rows();
    expect(row).toMatchObject({
      id: 1,
      key: 'incident:1:1',
      repeats: 0,
      server: 'noc',
      serverName: 'NOC',
      protocol: 'saymon',
      kind: 'incident',
      severity: 'critical',
      via: 'live',
      decision: { outcome: 'pending', reason: null, rule: 'default-critical', driver: null },
    });
  });

  it('counts what comes again and makes no event of it', async () => {
    await house.take(incident(), incident());
    await house.take(incident());
    expect(await house.rows()).toMatchObject([{ repeats: 2 }]);
  });

  it('does not count what is only read once more after a gap', async () => {
    await house.take(incident());
    await house.catchUp({ events: [incident()] });
    await house.catchUp({ events: [incident(), incident({ key: 'incident:2:1', alert: 'incident:2' })] });
    expect(await house.rows()).toMatchObject([{ repeats: 0 }, { repeats: 0 }]);
  });

  it('takes an event without a key for new each time', async () => {
    await house.take(incident({ key: null, alert: null }), incident({ key: null, alert: null }));
    expect(new Set((await house.rows()).map((row) => row.key)).size).toBe(2);
  });

  it('opens, worsens and closes one alert', async () => {
    await house.take(incident({ severity: 'warning' }));
    expect(house.alerts.openAlerts()).toMatchObject({
      total: 1,
      list: [{ severity: 'warning', count: 1, unseen: true }],
    });
    await house.take(incident({ key: 'incident:1:2', phase: 'updated', severity: 'critical' }));
    expect(house.alerts.openAlerts()).toMatchObject({
      total: 1,
      list: [{ worst: 'critical', count: 2, lastEvent: 2 }],
    });
    await house.take(incident({ key: 'incident:1:3', phase: 'closed', severity: 'ok' }));
    expect(house.alerts.openAlerts().total).toBe(0);
    expect(decisions(await house.rows())).toEqual(['pending null', 'pending null', 'pending null']);
    expect(house.alerts.unseen().count).toBe(0);
  });

  it('shows three at once and merges the rest, which stay unseen', async () => {
    await house.take(
      ...Array.from({ length: 8 }, (_, n) => incident({ key: `incident:${n}:1`, alert: `incident:${n}` })),
    );
    expect(decisions(await house.rows())).toEqual([...Array(3).fill('pending null'), ...Array(5).fill('merged storm')]);
    expect(house.alerts.unseen()).toEqual({ count: 8, more: false, worst: 'critical' });
  });

  it('keeps a trap and a failed job unseen until they are seen', async () => {
    await house.take(
      incident({ key: 't1', kind: 'trap', alert: null, phase: null, severity: 'error' }),
      incident({ key: 'j1', kind: 'job', alert: 'job:1', phase: 'opened', severity: 'info' }),
      incident({ key: 'j2', kind: 'job', alert: 'job:1', phase: 'closed', severity: 'error' }),
    );
    expect(house.alerts.unseen()).toEqual({ count: 2, more: false, worst: 'error' });
    house.alerts.seen(await house.rows(), Date.now());
    expect(house.alerts.unseen().count).toBe(0);
  });

  it('does not toast what is acknowledged when it opens, but what worsens afterwards', async () => {
    await house.take(incident({ severity: 'warning', acknowledgedBy: 'ops' }));
    await house.take(incident({ key: 'incident:1:2', phase: 'updated', acknowledgedBy: 'ops' }));
    expect(decisions(await house.rows())).toEqual(['silenced rule', 'pending null']);
  });

  it('gives an event whose name has come already that name', async () => {
    house.intake.named(noc.id, 'object', '64bb02', 'UPS-1');
    await house.take(incident({ subject: { type: 'object', id: '64bb02', name: null }, naming: true }));
    expect((await house.rows())[0]?.subject).toEqual({ type: 'object', id: '64bb02', name: 'UPS-1' });
  });

  it('gives an alert the name that comes after it: in its list, where it came and went, and on the disk', async () => {
    const nameless = { subject: { type: 'object', id: '64bb02', name: null }, naming: true };
    const others = [
      { key: 'o:1', alert: 'o:1', subject: { type: 'object', id: '64bb03', name: null } },
      { key: 'o:2', alert: 'o:2', subject: { type: 'link', id: '64bb02', name: null } },
      { key: 'o:3', alert: 'o:3', subject: { type: 'object', id: '64bb02', name: 'Its own' } },
    ];
    await house.take(
      incident(nameless),
      incident({ ...nameless, key: 'gone:1', alert: 'gone' }),
      incident({ ...nameless, key: 'gone:2', alert: 'gone', phase: 'closed', severity: 'ok' }),
      ...others.map((other) => incident(other)),
    );
    house.intake.named(noc.id, 'object', '64bb02', 'UPS-1');
    house.intake.named('elsewhere', 'object', '64bb03', 'No such');
    await house.settled();
    const { list, passed } = house.alerts.openAlerts();
    const shown = Object.fromEntries([...list, ...passed].map(({ key, subject }) => [key, subject?.name]));
    expect(shown).toEqual({ 'incident:1': 'UPS-1', gone: 'UPS-1', 'o:1': null, 'o:2': null, 'o:3': 'Its own' });
    const known = await house.history.remembered();
    const stored = Object.fromEntries(
      [...known.alerts, ...known.passed].map(({ key, subject }) => [key, subject?.name]),
    );
    expect(stored).toEqual(shown);
    // The order of the list is that of before, newest first.
    expect(list.map(({ key }) => key)).toEqual(['o:3', 'o:2', 'o:1', 'incident:1']);
  });

  it('commits a burst in few transactions, in order', async () => {
    const burst = Array.from({ length: 5_000 }, (_, n) => incident({ key: `k${n}`, alert: null, title: `${n}` }));
    await house.take(...burst);
    const rows = await house.rows();
    expect(rows.at(-1)?.title).toBe('4999');
    expect((await house.history.search({}, 1)).count.more).toBe(true);
    expect(rows.map((row) => Number(row.title))).toEqual(Array.from({ length: 1_000 }, (_, n) => 4_000 + n));
  });
});

describe('a flood', () => {
  const keyed = (n: number) => incident({ key: `flood:${n}`, alert: null });
  const wires = Array.from({ length: 6_000 }, (_, n) => keyed(n));

  async function pour(...poured: readonly WireEvent[]) {
    for (const wire of poured) house.intake.offer(noc, 'saymon', wire);
    await house.intake.settled();
  }

  /** All rows, oldest first: `n` for `flood:n`, with how often it came again. */
  async function stored() {
    const { steps } = await house.history.trail(null, 500, false);
    const rows = [...steps];
    for (let before = rows.at(-1)?.row.id ?? 0; before > 1; before = rows.at(-1)?.row.id ?? 0) {
      rows.push(...(await house.history.trail(before, 500, false)).steps);
    }
    return rows.reverse().map(({ row }) => ({ n: Number(row.key.slice('flood:'.length)), repeats: row.repeats }));
  }

  it.each([[[1]], [[2]], [[3]], [[1, 2]], [[1, 3, 4]], [[2, 5, 7]]])(
    'keeps the order when a commit fails while others wait behind it: %j',
    async (failed) => {
      const told: number[] = [];
      house.onStored(({ firstId, entries }) => told.push(...entries.map((_, index) => firstId + index)));
      house.sabotage(failed);
      await pour(...wires, keyed(0), keyed(2_500), keyed(2_500));
      // What hinders is told, not that a batch was refused behind it.
      expect(new Set(house.failings)).toEqual(new Set([expect.stringContaining('NOT NULL'), null]));
      expect(house.failings.at(-1)).toBeNull();
      expect(await stored()).toEqual(wires.map((_, n) => ({ n, repeats: n === 0 ? 1 : n === 2_500 ? 2 : 0 })));
      expect(told).toEqual(wires.map((_, n) => n + 1));
    },
    60_000,
  );

  it('is committed in small batches while little waits, and in larger ones behind a backlog', async () => {
    const sizes: number[] = [];
    house.onStored(({ entries }) => sizes.push(entries.length));
    await pour(...wires);
    expect(sizes).toEqual(Array(6).fill(1_000));
    sizes.length = 0;
    await pour(...Array.from({ length: 10_000 }, (_, n) => keyed(wires.length + n)));
    // Until less than eight thousand wait.
    expect(sizes).toEqual([2_000, 2_000, ...Array(6).fill(1_000)]);
  }, 60_000);

  it('counts what comes again while its first arrival is being committed', async () => {
    await pour(...wires.slice(0, 2_000), ...wires.slice(0, 2_000), ...wires.slice(0, 2_000));
    expect(await stored()).toEqual(wires.slice(0, 2_000).map((_, n) => ({ n, repeats: 2 })));
  }, 60_000);

  it('tells nothing before it can be read', async () => {
    const early: number[] = [];
    const looks: Promise<void>[] = [];
    house.onStored(({ firstId, entries }) => {
      const last = firstId + entries.length - 1;
      const look = async () => {
        if ((await house.history.rows([last])).length === 0) early.push(last);
      };
      looks.push(look());
    });
    await pour(...wires);
    await Promise.all(looks);
    expect(looks.length).toBeGreaterThan(2);
    expect(early).toEqual([]);
  }, 60_000);
});

describe('what changes while a batch waits for its commit', () => {
  it('is not undone by it', async () => {
    await house.take(incident());
    const rows = await house.rows();
    // The first thousand are told when the third ones are judged and not yet on their way.
    let saved: Promise<void> | null = null;
    house.onStored(() => {
      saved ??= house.history.saveAlerts(house.alerts.seen(rows, Date.now()).alerts.map(({ record }) => record));
    });
    const filler = Array.from({ length: 2_000 }, () => incident({ key: null, alert: null, severity: 'info' }));
    await house.take(...filler, incident({ key: null, phase: 'updated' }), ...filler);
    await saved;
    await house.close();
    house = await openHouse();
    expect(house.alerts.openAlerts().list).toMatchObject([{ count: 2, unseen: false }]);
  });
});

describe('what changes while a batch waits to be tried again', () => {
  it('is not undone by it', async () => {
    await house.take(incident());
    const rows = await house.rows();
    house.sabotage([1]);
    house.intake.offer(noc, 'saymon', incident({ key: null, phase: 'updated' }));
    await until('the commit to fail', () => house.failings.length > 0);
    await house.history.saveAlerts(house.alerts.seen(rows, Date.now()).alerts.map(({ record }) => record));
    await house.settled();
    await house.close();
    house = await openHouse();
    expect(house.alerts.openAlerts().list).toMatchObject([{ count: 2, unseen: false }]);
  });
});

describe('after a gap', () => {
  const missed = (n: number, change: Partial<WireEvent> = {}) =>
    incident({ key: `incident:${n}:1`, alert: `incident:${n}`, ...change });

  it('records what is new as catch-up, for one summary', async () => {
    await house.catchUp({ events: [missed(1), missed(2), missed(3, { severity: 'info' })] });
    const rows = await house.rows();
    expect(decisions(rows)).toEqual(['merged catch-up', 'merged catch-up', 'silenced catch-up']);
    expect(rows.every((row) => row.via === 'catch-up')).toBe(true);
    expect(house.caughtUp[0]?.told.flatMap(({ entries }) => entries)).toHaveLength(3);
  });

  it('shows the event itself when there is only one', async () => {
    await house.catchUp({ events: [missed(1)] });
    expect(decisions(await house.rows())).toEqual(['pending null']);
    expect(house.caughtUp[0]?.told).toEqual([]);
  });

  it('is silent about what was known', async () => {
    await house.take(missed(1), missed(2));
    await house.catchUp({ events: [missed(1), missed(2)] });
    expect(await house.rows()).toHaveLength(2);
    expect(house.caughtUp[0]?.told).toEqual([]);
  });

  it('closes what vanished, when the list is complete, and only of its kinds', async () => {
    await house.take(missed(1), missed(2), missed(3, { kind: 'job', severity: 'info' }));
    await house.catchUp({ open: ['incident:2'], askedAt: Date.now() + 1 });
    expect(house.alerts.keys().map(({ key }) => key)).toEqual(['incident:2', 'incident:3']);
    expect((await house.rows()).at(-1)).toMatchObject({ phase: 'closed', alert: 'incident:1', via: 'catch-up' });
  });

  it('closes also what vanishes for the second time', async () => {
    await house.take(missed(1));
    await house.catchUp({ open: [], askedAt: Date.now() + 1 });
    await house.take(missed(1, { key: 'incident:1:2' }));
    expect(house.alerts.openAlerts().total).toBe(1);
    await house.catchUp({ open: [], askedAt: Date.now() + 2 });
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('closes nothing without a complete list', async () => {
    await house.take(missed(1));
    await house.catchUp({ open: null, askedAt: Date.now() + 1 });
    expect(house.alerts.openAlerts().total).toBe(1);
  });

  it('leaves alone what opened after the question', async () => {
    const askedAt = Date.now() - 1;
    await house.take(missed(1));
    await house.catchUp({ open: [], askedAt });
    expect(house.alerts.openAlerts().total).toBe(1);
  });

  it('does not open again what closed after the question', async () => {
    const askedAt = Date.now() - 1;
    await house.take(missed(1), missed(1, { key: 'incident:1:2', phase: 'closed', severity: 'ok' }));
    await house.catchUp({
      events: [missed(1, { key: 'incident:1:1b' }), missed(9)],
      open: ['incident:1', 'incident:9'],
      askedAt,
    });
    expect(house.alerts.keys().map(({ key }) => key)).toEqual(['incident:9']);
  });

  it('takes the first look as seen', async () => {
    await house.catchUp({ events: [missed(1), missed(2)] }, null);
    expect(decisions(await house.rows())).toEqual(['merged first-look', 'merged first-look']);
    expect(house.alerts.openAlerts()).toMatchObject({ total: 2, list: [{ unseen: false }, { unseen: false }] });
    expect(house.alerts.unseen().count).toBe(0);
  });

  it('opens again what closed and opened once more in the gap', async () => {
    await house.take(missed(1));
    await house.catchUp({
      events: [
        missed(1, { key: 'incident:1:2', phase: 'closed', severity: 'ok' }),
        missed(1, { key: 'incident:1:3', title: 'again' }),
      ],
      open: ['incident:1'],
      askedAt: Date.now() + 1,
    });
    expect(house.alerts.openAlerts()).toMatchObject({ total: 1, list: [{ title: 'again', count: 1 }] });
  });

  it('leaves open what was told anew after the question', async () => {
    await house.take(missed(1));
    await house.close();
    house = await openHouse();
    const askedAt = Date.now();
    await house.take(missed(1, { key: 'incident:1:2', title: 'again' }));
    await house.catchUp({ open: [], askedAt });
    expect(house.alerts.openAlerts()).toMatchObject({ total: 1, list: [{ title: 'again' }] });
  });

  it('shows the only new event itself, beside one that is told twice or closed meanwhile', async () => {
    const askedAt = Date.now() - 1;
    await house.take(missed(1), missed(1, { key: 'incident:1:2', phase: 'closed', severity: 'ok' }));
    await house.catchUp({ events: [missed(1, { key: 'incident:1:1b' }), missed(9), missed(9)], askedAt });
    expect((await house.rows()).slice(2)).toMatchObject([
      { alert: 'incident:1', decision: { outcome: 'silenced' } },
      { alert: 'incident:9', decision: { outcome: 'pending' }, repeats: 0 },
    ]);
    expect(house.caughtUp[0]?.told).toEqual([]);
  });

  it('closes what vanished also from the last run', async () => {
    await house.take(missed(1));
    await house.close();
    house = await openHouse();
    expect(house.alerts.openAlerts()).toMatchObject({ total: 1, list: [{ confirmed: false }] });
    await house.catchUp({ open: [], askedAt: Date.now() });
    expect(house.alerts.openAlerts().total).toBe(0);
  });
});
