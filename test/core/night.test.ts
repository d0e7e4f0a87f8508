import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import type { Shown, Toast, ToastRef } from '../../main/toasts/driver.ts';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { type EventRow, outcomes } from '../../preload/contract/api.ts';
import type { Notice } from '../desktop/notices.ts';
import { FakeClock } from '../fake-clock.ts';
import { openHouse } from '../house.ts';
import { noQuietHours, openToasting, ScriptedDriver } from '../toasting.ts';
import { onDesktop, toast } from '../toasts/toast.ts';
import { until } from '../until.ts';
import { incident, noc } from '../wire.ts';

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

async function rowsOf({ history }: House): Promise<EventRow[]> {
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

type House = Awaited<ReturnType<typeof openToasting>>;
type Step =
  | { readonly do: 'open' | 'worsen' | 'close' | 'trap' | 'info'; readonly n: number; readonly critical: boolean }
  | { readonly do: 'pause' | 'wait'; readonly minutes: number }
  | { readonly do: 'resume' | 'end-quiet' | 'restart' | 'break' | 'mend' }
  | { readonly do: 'snooze'; readonly n: number; readonly minutes: number | null };

const n = fc.integer({ min: 0, max: 3 });
const minutes = fc.integer({ min: 1, max: 400 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('open', 'worsen', 'close', 'trap', 'info'), n, critical: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('pause', 'wait'), minutes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('resume', 'end-quiet', 'restart', 'break', 'mend') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('snooze'), n, minutes: fc.option(minutes) }) },
);

describe('whatever happens', () => {
  it('every event comes to one end with a reason, and what was held back is told', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const place = join(directory, String(run++));
        const clock = new FakeClock(Date.parse('2026-10-24T12:00Z'));
        const quietHours = { ...noQuietHours, enabled: true };
        const open = (driver?: House['driver']): Promise<House> =>
          openToasting(place, driver, { clock, quietHours: () => quietHours });
        let here = await open();
        let came = 0;
        let owed = 0;
        let earlier = 0;
        const toldOf = () =>
          here.driver.shown.reduce((sum, { title }) => sum + Number(/^(\d+) events? while /.exec(title)?.[1] ?? 0), 0);
        try {
          for (const each of steps) {
            switch (each.do) {
              case 'open':
              case 'worsen':
              case 'close':
              case 'trap':
              case 'info':
                await here.take(wireOf(each.do, each.n, each.critical, came++));
                break;
              case 'pause':
                here.silence.pause(clock.now() + each.minutes * minute);
                break;
              case 'wait':
                await clock.tick(each.minutes * minute);
                break;
              case 'snooze': {
                const what = { type: 'alert', server: noc.id, key: `incident:${each.n}` } as const;
                here.silence.snooze(what, 'UPS-1', each.minutes === null ? null : clock.now() + each.minutes * minute);
                break;
              }
              case 'resume':
                here.silence.resume();
                break;
              case 'end-quiet':
                here.silence.endQuiet();
                break;
              case 'break':
                here.driver.broken = { code: 'toast', params: { driver: 'scripted', text: 'no daemon' } };
                break;
              case 'mend':
                here.driver.broken = null;
                break;
              case 'restart':
                await here.close();
                earlier += here.owed();
                here = await open(here.driver);
                await here.begin();
                break;
            }
          }
          here.driver.broken = null;
          for (const { what } of here.silence.view().snoozes) here.silence.unsnooze(what);
          owed = earlier + here.owed();
          await until('all that was held back to be told', async () => {
            await clock.tick(hour);
            return (await here.history.remembered()).held.length === 0;
          });
          await here.close();
          here = await open(here.driver);
          const settled = await rowsOf(here);
          expectSettled(settled);
          expect(settled).toHaveLength(came);
          // What a storm still owed at a restart within the silence is told with it.
          const storms = settled.filter(
            ({ decision: { reason } }) => reason === 'storm' || reason === 'restart',
          ).length;
          expect(toldOf()).toBeGreaterThanOrEqual(owed);
          expect(toldOf()).toBeLessThanOrEqual(owed + storms);
        } finally {
          await here.close();
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

function wireOf(
  what: 'open' | 'worsen' | 'close' | 'trap' | 'info',
  n: number,
  critical: boolean,
  key: number,
): WireEvent {
  const severity = critical ? 'critical' : 'error';
  switch (what) {
    case 'open':
      return nth(n, { key: `k${key}`, severity });
    case 'worsen':
      return nth(n, { key: `k${key}`, severity: 'critical', phase: 'updated' });
    case 'close':
      return nth(n, { key: `k${key}`, severity: 'ok', phase: 'closed' });
    case 'trap':
      return nth(n, { key: `k${key}`, severity, kind: 'trap', phase: null, alert: null });
    case 'info':
      return nth(n, { key: `k${key}`, severity: 'info', phase: null, alert: null });
  }
}
