import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rulesInForce } from '../main/rules/in-force.ts';
import type { EventRow, RuleSettings } from '../preload/contract/api.ts';
import { rule } from './rules/said.ts';
import { openToasting } from './toasting.ts';
import { incident } from './wire.ts';

let directory: string;
let house: Awaited<ReturnType<typeof openToasting>> | null = null;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-ruled-'));
});
afterEach(async () => {
  await house?.close();
  await rm(directory, { recursive: true });
});

/** A house under these rules, and what they make of events. */
async function under(...rules: readonly RuleSettings[]) {
  const made = await openToasting(directory, undefined, { rules: rulesInForce(rules, []) });
  house = made;
  const decisions = async (): Promise<readonly [EventRow['severity'], string | null, string | null][]> =>
    (await made.history.page({}, null, 100)).rows
      .toReversed()
      .map(({ severity, decision }) => [severity, decision.rule, decision.reason]);
  return { ...made, decisions };
}

describe('an alert under a rule of the user', () => {
  const updated = incident({ key: 'incident:1:2', phase: 'updated', severity: 'critical' });
  const closed = incident({ key: 'incident:1:3', phase: 'closed', severity: 'ok' });

  it('has the severity that the rule gives, stays at it, and closes as usual', async () => {
    const { take, decisions, alerts, toasts } = await under(rule({ then: { severity: 'warning' } }));
    await take(incident(), updated);
    expect(alerts.openAlerts()).toMatchObject({
      total: 1,
      list: [{ severity: 'warning', worst: 'warning', count: 2 }],
    });
    expect(alerts.unseen()).toMatchObject({ count: 1, worst: 'warning' });
    expect((await toasts(1))[0]).toMatchObject({ title: 'Warning: UPS-1', urgency: 'show' });
    await take(closed);
    expect(alerts.openAlerts().total).toBe(0);
    expect((await toasts(2))[1]).toMatchObject({ urgency: 'quiet' });
    expect(await decisions()).toEqual([
      ['warning', 'r1', null],
      ['warning', 'default-unchanged', 'rule'],
      ['ok', 'default-closed', null],
    ]);
  });

  it('that is made harmless is no unseen one and no listed one', async () => {
    const { take, alerts } = await under(rule({ then: { severity: 'info' } }));
    await take(incident());
    expect([alerts.openAlerts().total, alerts.unseen().count, alerts.keys().length]).toEqual([0, 0, 1]);
  });

  it('is silent from its opening to its closing under a rule that silences, and is listed all the same', async () => {
    const { take, decisions, alerts, driver } = await under(rule());
    await take(incident());
    expect(alerts.openAlerts()).toMatchObject({ total: 1, list: [{ unseen: false }] });
    await take(updated, closed);
    expect(await decisions()).toEqual([
      ['critical', 'r1', 'rule'],
      ['critical', 'r1', 'rule'],
      ['ok', 'r1', 'rule'],
    ]);
    expect(driver.shown).toEqual([]);
  });

  it('toasts once under a rule that makes it louder, not at each change', async () => {
    const { take, decisions, toasts } = await under(rule({ then: { toast: 'urgent' } }));
    await take(incident({ severity: 'warning' }), incident({ ...updated, severity: 'warning' }));
    await take(incident({ ...updated, key: 'incident:1:4' }));
    expect((await toasts(2)).slice(0, 2)).toMatchObject([{ urgency: 'urgent' }, { urgency: 'urgent' }]);
    expect((await decisions()).map(([, by]) => by)).toEqual(['r1', 'default-unchanged', 'r1']);
  });
});

describe('no rule gives a toast to', () => {
  const loud = rule({
    when: { topic: ['incidents'], phase: ['opened', 'updated', 'closed'] },
    then: { toast: 'urgent' },
  });

  it('what is acknowledged already', async () => {
    const { take, decisions } = await under(loud);
    await take(
      incident({ acknowledgedBy: 'ops' }),
      incident({ key: 'incident:1:2', phase: 'updated', acknowledgedBy: 'ops' }),
    );
    expect(await decisions()).toEqual([
      ['critical', 'default-unchanged', 'rule'],
      ['critical', 'default-unchanged', 'rule'],
    ]);
  });

  it('what its server says is outside of what was asked for', async () => {
    const { take, decisions } = await under(loud);
    const outside = { severity: 'info', stream: true, silent: true } as const;
    await take(incident({ ...outside, phase: null, alert: null }), incident({ ...outside, key: 'x', phase: 'closed' }));
    expect(await decisions()).toEqual([
      ['info', 'default-stream', 'rule'],
      ['info', 'default-closed', 'closes'],
    ]);
  });
});

it('sound and repetition of a rule come with the verdict', async () => {
  const repeat = { everyMin: 5, atMost: 12 };
  const { take, entries } = await under(rule({ then: { toast: 'show', sound: 'alarm', repeat } }));
  await take(incident());
  expect(entries.map(({ verdict }) => verdict)).toEqual([
    { toast: 'show', rule: 'r1', held: null, sound: 'alarm', repeat },
  ]);
});
