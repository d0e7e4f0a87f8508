import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import type { Shown, Toast, ToastRef } from '../../main/toasts/driver.ts';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { type EventRow, outcomes } from '../../preload/contract/api.ts';
import type { Notice } from '../desktop/notices.ts';
import { FakeClock } from '../fake-clock.ts';
import { openHouse } from '../house.ts';
import { type openToasting, ScriptedDriver } from '../toasting.ts';
import { onDesktop, toast } from '../toasts/toast.ts';
import { until } from '../until.ts';
import { incident } from '../wire.ts';

const minute = 60_000;
const hour = 60 * minute;
let directory: string;
const closes: (() => Promise<void>)[] = [];

const desktop = onDesktop();
// The words of toasts are in local time.
beforeAll(() => void vi.stubEnv('TZ', 'Europe/Berlin'));
afterAll(() => void vi.unstubAllEnvs());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-night-'));
});
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close();
  await rm(directory, { recursive: true, force: true });
});

const nth = (n: number, change: Partial<WireEvent> = {}) =>
  incident({ key: `incident:${n}:1`, alert: `incident:${n}`, severity: 'error', occurredAt: null, ...change });
const nthClosed = (n: number) => nth(n, { key: `incident:${n}:2`, phase: 'closed', severity: 'ok' });

async function house(clock: FakeClock, driver?: ScriptedDriver) {
  const opened = await openHouse(directory, clock, driver);
  closes.push(opened.close);
  return {
    ...opened,
    async end() {
      closes.splice(closes.indexOf(opened.close), 1);
      await opened.close();
    },
  };
}

/**
 * Hands everything to the desktop's own daemon. What the daemon says of its toasts goes nowhere, for the night is over in
 * seconds and the time of its popups is not.
 */
class Handed extends ScriptedDriver {
  readonly #real = openFreedesktop(() => undefined);

  override async show(toast: Toast): Promise<Shown> {
    return this.#real.show(toast);
  }

  override async withdraw(ref: ToastRef): Promise<void> {
    return this.#real.withdraw(ref);
  }

  override async close(): Promise<void> {
    return this.#real.close();
  }
}

const urgencies = ['quiet', 'show', 'urgent'] as const;

function urgencyOf({ hints }: Notice): string {
  return urgencies[Number(hints['urgency']?.data)] ?? 'none';
}

async function rowsOf({ history }: Awaited<ReturnType<typeof openToasting>>): Promise<EventRow[]> {
  return [...(await history.page({}, null, 1_000)).rows].reverse();
}

/** Each row has come to one end, with its reason. */
function expectSettled(rows: readonly EventRow[]): void {
  const counts = new Map(outcomes.map((outcome) => [outcome, 0]));
  for (const { decision } of rows) {
    counts.set(decision.outcome, (counts.get(decision.outcome) ?? 0) + 1);
    expect(decision.reason === null).toBe(decision.outcome === 'shown');
    expect(decision.rule).not.toBeNull();
  }
  expect(counts.get('pending')).toBe(0);
  const [, ...ends] = outcomes;
  expect(ends.reduce((sum, outcome) => sum + (counts.get(outcome) ?? 0), 0)).toBe(rows.length);
}

describe('a night', () => {
  // The clocks of Berlin go back an hour in it.
  const evening = Date.parse('2026-10-24T19:00+02:00');
  const quietHours = {
    enabled: true,
    timeZone: 'Europe/Berlin',
    windows: [{ days: ['sat', 'sun'], from: '22:00', to: '06:00' }],
  };

  it('from the evening to the morning, from the settings to the daemon', async () => {
    await writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, quietHours }));
    const clock = new FakeClock(evening);
    const driver = new Handed();
    closes.push(() => driver.close());
    let here = await house(clock, driver);
    const { notices } = desktop();
    let told = 0;
    /** What the daemon was asked for since it was looked at last. */
    const news = () =>
      notices.slice(told).map((notice) => {
        told += 1;
        const { title, body } = notice;
        return `${urgencyOf(notice)} ${title}${title.includes(' while ') ? `: ${body}` : ''}`;
      });
    const answered = (title: string) =>
      until(`an answer to ${title}`, () => notices.findLast((each) => each.title === title && each.id !== null));
    const tell = async () => {
      await until('a new toast', () => notices.length > told && notices.every(({ id }) => id !== null));
      return news();
    };

    // 19:00: a pause of an hour, in which something opens and something else comes and goes.
    here.toasting.silence.pause(clock.now() + hour);
    await here.says(nth(1), nth(2, { severity: 'critical' }), nthClosed(2));
    await clock.tick(hour - 1);
    expect(news()).toEqual([]);
    await clock.tick(1);
    expect(await tell()).toEqual([
      'show 2 events while paused, worst: critical: 19:00 to 20:00. Open now: 1 error\nCleared meanwhile: 1',
    ]);

    // 20:00: what comes now is shown.
    await here.says(nth(3));
    expect(await tell()).toEqual(['show Error: UPS-1']);

    // 23:00: quiet; an error is held back, a critical one passes, and its closing takes its place.
    await clock.tick(3 * hour);
    await here.says(nth(4), nth(5, { severity: 'critical' }));
    expect(await tell()).toEqual(['urgent Critical: UPS-1']);
    await here.says(nthClosed(5));
    expect(await tell()).toEqual(['quiet Cleared: UPS-1']);
    expect((await answered('Cleared: UPS-1')).replaces).toBe((await answered('Critical: UPS-1')).id);

    // 02:00, the first one: the server goes away, is told at 02:15, and comes back at 03:00.
    await clock.tick(3 * hour);
    expect(new Date(clock.now()).toTimeString()).toMatch(/^02:00:00 GMT\+0200/);
    await here.world.lose();
    await here.world.away(15 * minute - 1_000);
    await here.toasting.intake.settled();
    expect(news()).toEqual([]);
    await here.world.away(2_000);
    expect(await tell()).toEqual(['show Still out of reach: NOC']);
    await here.world.away(45 * minute);
    while (here.world.live().length === 0) await clock.tick(1_000);
    await here.world.online('noc', { open: null });
    await here.toasting.intake.settled();
    expect(await tell()).toEqual(['quiet Back: NOC']);
    expect((await answered('Back: NOC')).replaces).toBe((await answered('Still out of reach: NOC')).id);

    // 03:30 by the clocks that went back: Tocsin is started anew, and another error comes.
    await here.end();
    clock.jump(minute);
    here = await house(clock, driver);
    await here.says(nth(6), nth(4, { key: 'incident:4:9', phase: 'closed', severity: 'ok' }));
    await clock.tick(Date.parse('2026-10-25T06:00+01:00') - clock.now() - 1);
    expect(news()).toEqual([]);

    // 06:00: one summary of the night.
    await clock.tick(1);
    expect(await tell()).toEqual([
      'show 3 events while quiet, worst: error: 24 Oct 22:00 to 06:00. Open now: 1 error\nCleared meanwhile: 2',
    ]);
    await clock.tick(12 * hour);
    await driver.show(toast({ title: 'The end' }));
    expect(await tell()).toEqual(['show The end']);

    const rows = await rowsOf(here.toasting);
    expectSettled(rows);
    const held = rows.filter(({ decision }) => decision.reason === 'quiet-hours');
    expect(held.map(({ kind, severity }) => `${kind} ${severity}`)).toEqual([
      'incident error',
      'connection warning',
      'incident error',
    ]);
    expect(here.toasting.alerts.unseen().count).toBe(3);
  });

  it('in which a lost connection does not pass ends with it in the summary', async () => {
    const strict = { ...quietHours, passConnectionLost: false, passSeverity: null };
    await writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, quietHours: strict }));
    const clock = new FakeClock(evening + 4 * hour);
    const here = await house(clock);
    await here.says(nth(1, { severity: 'critical' }));
    await here.world.lose();
    await here.world.away(20 * minute);
    await here.toasting.intake.settled();
    expect(here.driver.shown).toEqual([]);
    await here.world.away(9 * hour);
    await until('the summary', () => here.driver.shown.length > 0);
    expect(here.driver.shown).toMatchObject([
      {
        title: '3 events while quiet, worst: critical',
        body: '24 Oct 22:00 to 06:00. Open now: 1 critical, 1 error',
        urgency: 'urgent',
      },
    ]);
  });
});
