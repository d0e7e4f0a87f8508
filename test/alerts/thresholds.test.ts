import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { rulesInForce } from '../../main/rules/in-force.ts';
import type { EventRow, RuleSettings, RuleThen } from '../../preload/contract/api.ts';
import { speak, titleText } from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { rule } from '../rules/said.ts';
import { openToasting, type ScriptedDriver } from '../toasting.ts';
import { noc, incident as wire } from '../wire.ts';

const limit = { field: 'values.temperature', open: '> 80', close: '< 75' };
const hot = (then: RuleThen = {}): RuleSettings =>
  rule({ id: 'hot', when: { kind: ['telemetry'] }, then: { alert: limit, ...then } });

let directory: string;
let house: Awaited<ReturnType<typeof openToasting>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-thresholds-'));
  house = await open([hot()]);
});
afterEach(async () => {
  speak(() => null);
  await house.close();
  await rm(directory, { recursive: true });
});

const open = (rules: readonly RuleSettings[], driver?: ScriptedDriver) =>
  openToasting(directory, driver, { rules: rulesInForce(rules, []) });
async function reopen(rules: readonly RuleSettings[]): Promise<void> {
  await house.close();
  house = await open(rules, house.driver);
}

/** One reading of a device, as the stream that it is. */
function reading(temperature: unknown, change: Partial<WireEvent> = {}): WireEvent {
  return wire({
    key: null,
    kind: 'telemetry',
    topic: 'telemetries',
    phase: null,
    severity: 'info',
    level: null,
    subject: { type: 'device', id: 'd3', name: 'Boiler 3' },
    alert: null,
    title: `temperature ${temperature}, humidity 40`,
    body: 'values',
    payload: { values: { temperature, humidity: 40 } },
    occurredAt: house.clock.now(),
    stream: true,
    ...change,
  });
}
const readings = (...temperatures: readonly unknown[]) => temperatures.map((each) => reading(each));

/** All rows, oldest first. */
async function rows(): Promise<readonly EventRow[]> {
  return (await house.history.page({}, null, 1_000)).rows.toReversed();
}

describe('a limit on a reading', () => {
  it('opens an alert that toasts in the words of a threshold, and closes it in its place', async () => {
    await house.take(...readings(79, 84));
    const [opened] = await house.toasts(1);
    expect(opened).toMatchObject({
      title: 'Warning: Boiler 3',
      body: 'temperature 84, limit 80\nTelemetry · NOC',
      urgency: 'show',
    });
    const title = 'temperature 84, limit 80';
    expect(house.alerts.openAlerts()).toMatchObject({
      total: 1,
      list: [{ key: 'threshold:hot:device:d3', severity: 'warning', unseen: true, title, ours: 'limit' }],
    });
    expect((await rows()).map(({ ours }) => ours)).toEqual([undefined, 'limit']);
    expect(house.alerts.unseen()).toMatchObject({ count: 1, worst: 'warning' });
    await house.clock.tick(12 * 60_000);
    await house.take(...readings(76, 74));
    const [, closed] = await house.toasts(2);
    expect(closed).toMatchObject({
      title: 'Cleared: Boiler 3',
      body: 'temperature 74, limit 80, after 12 min\nTelemetry · NOC',
      urgency: 'quiet',
    });
    expect(closed?.replaces).not.toBeNull();
    expect(house.alerts.openAlerts().total).toBe(0);
    expect(house.alerts.unseen().count).toBe(0);
    expect(
      (await rows()).map(({ phase, alert, severity, decision }) => [phase, alert !== null, severity, decision.rule]),
    ).toEqual([
      [null, false, 'info', 'default-stream'],
      ['opened', true, 'warning', 'hot'],
      [null, false, 'info', 'default-stream'],
      ['closed', true, 'ok', 'default-closed'],
    ]);
  });

  it('is told in Russian where that is spoken, and stored in English', async () => {
    speak(() => russian);
    await house.take(...readings(84));
    const [opened] = await house.toasts(1);
    expect(opened).toMatchObject({ title: 'Внимание: Boiler 3', body: 'temperature 84, предел 80\nТелеметрия · NOC' });
    expect((await rows())[0]?.title).toBe('temperature 84, limit 80');
    const [alert] = house.alerts.openAlerts().list;
    expect(alert === undefined ? '' : titleText(alert)).toBe('temperature 84, предел 80');
  });

  it('is told once, however many readings are above it; the others stay a stream', async () => {
    await house.take(...Array.from({ length: 3_000 }, (_, n) => reading(81 + (n % 10))));
    await house.take(...Array.from({ length: 50 }, (_, n) => reading(76 + (n % 9))));
    expect((await house.history.search({ streams: false }, 1)).count.count).toBe(1);
    expect(house.alerts.openAlerts()).toMatchObject({ total: 1, list: [{ count: 1 }] });
    await house.toasts(1);
    expect(house.driver.shown).toHaveLength(1);
  });

  it('has an alert for each subject, and reads nothing into what is no number', async () => {
    await house.take(
      ...readings('hot', null, {}),
      reading(90, { subject: null }),
      reading('91'),
      reading(92, { subject: { type: 'device', id: 'd4', name: null } }),
    );
    expect(house.alerts.keys().map(({ key }) => key)).toEqual([
      'threshold:hot',
      'threshold:hot:device:d3',
      'threshold:hot:device:d4',
    ]);
  });

  it('goes by its own condition', async () => {
    await house.take(
      reading(90, { kind: 'state' }),
      reading(90, { alert: 'other:1' }),
      reading(90, { phase: 'updated', stream: false }),
    );
    expect(house.alerts.keys().filter(({ key }) => key.startsWith('threshold:'))).toEqual([]);
  });

  it('has the severity and the toast that its rule says', async () => {
    await reopen([hot({ severity: 'critical', toast: 'quiet' })]);
    await house.take(reading(84));
    expect((await house.toasts(1))[0]).toMatchObject({ title: 'Critical: Boiler 3', urgency: 'quiet' });
  });

  it('keeps its alert where a rule before it silences it', async () => {
    await reopen([rule({ id: 'silent', when: { server: [noc.id] } }), hot()]);
    await house.take(...readings(84, 90));
    expect((await rows()).map(({ decision }) => decision)).toMatchObject([
      { outcome: 'silenced', reason: 'rule', rule: 'silent' },
      { outcome: 'silenced', reason: 'rule', rule: 'silent' },
    ]);
    expect(house.alerts.openAlerts()).toMatchObject({ total: 1, list: [{ unseen: false }] });
    await house.take(reading(70));
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('of two rules has two alerts, each by the reading that shows it', async () => {
    const hotter = rule({ id: 'hotter', then: { severity: 'critical', alert: { ...limit, open: '> 95' } } });
    await reopen([hot(), hotter]);
    await house.take(...readings(99, 99, 99));
    expect((await rows()).map(({ alert }) => alert)).toEqual([
      'threshold:hot:device:d3',
      'threshold:hotter:device:d3',
      null,
    ]);
    await house.take(...readings(70, 70));
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('is remembered over a restart, and not told again', async () => {
    await house.take(reading(84));
    await house.toasts(1);
    await reopen([hot()]);
    await house.take(...readings(85, 79));
    expect(house.alerts.openAlerts()).toMatchObject({ total: 1, list: [{ count: 1 }] });
    await house.take(reading(74));
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('that was closed by hand opens again only after its reading was within it', async () => {
    await house.take(reading(84));
    const key = 'threshold:hot:device:d3';
    const closing = house.alerts.get(noc.id, key);
    if (closing === null) throw new Error('No alert has opened');
    house.intake.closedByHand(noc.id, key);
    house.alerts.put({ ...closing.record, closedAt: house.clock.now() }, house.clock.now());
    await house.take(...readings(85, 90, 78, 90));
    expect(house.alerts.openAlerts().total).toBe(0);
    await house.take(...readings(74, 76, 81));
    expect(house.alerts.openAlerts().total).toBe(1);
  });

  it('that was closed by hand and brought back closes when its reading is within it', async () => {
    await house.take(reading(84));
    const key = 'threshold:hot:device:d3';
    const before = house.alerts.get(noc.id, key)?.record;
    if (before === undefined) throw new Error('No alert has opened');
    house.intake.closedByHand(noc.id, key);
    house.alerts.put({ ...before, closedAt: house.clock.now() }, house.clock.now());
    house.intake.reopened(noc.id, key);
    house.alerts.put(before, house.clock.now());
    await house.take(reading(74));
    expect(house.alerts.openAlerts().total).toBe(0);
  });

  it('is no business of a server that lists what is open there', async () => {
    await house.take(reading(84));
    await house.catchUp({ open: [], kinds: ['telemetry'], askedAt: house.clock.now() + 1 }, { from: 1, to: 2 });
    expect(house.alerts.openAlerts().total).toBe(1);
  });

  it('that was exceeded while nobody listened is told with what was missed', async () => {
    await house.catchUp(
      { events: [...readings(70, 84), wire({ key: 'i1' }), wire({ key: 'i2', alert: 'i2' })] },
      { from: 1, to: 2 },
    );
    expect((await rows())[1]).toMatchObject({
      phase: 'opened',
      decision: { outcome: 'merged', reason: 'catch-up', rule: 'hot' },
    });
    expect((await house.toasts(1))[0]?.title).toContain('3 events while offline');
  });
});
