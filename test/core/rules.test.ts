import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventRow, Update } from '../../preload/contract/api.ts';
import { type Desk, openDesk } from '../desk.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

let directory: string;
let saymon: Saymon;
let desk: Desk;
let updates: Update[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-core-rules-'));
  saymon = await startSaymon();
  const subscriptions = { incidents: true, 'snmp-trap': true, stat: ['1:64bb02'] };
  const drivers = [{ name: 'scripted', open: () => new ScriptedDriver() }];
  desk = await openDesk({ directory, saymon, drivers, server: { subscriptions } });
  updates = [];
  await desk.core.openWindow((update) => updates.push(update)).handle('window.start', { filter: {} });
});
afterEach(async () => {
  await desk.close();
  await saymon.close();
  await rm(directory, { recursive: true });
});

/** What is in the history, newest first. */
async function found(): Promise<readonly EventRow[]> {
  return (await desk.run('history.watch', { filter: { streams: true } })).page.rows;
}

/** Lets the server send a trap and waits until it was decided. */
async function trap(text: string): Promise<EventRow> {
  const before = (await found())[0]?.id ?? 0;
  saymon.trap({ payload: { senderAddress: '10.0.0.9', text } });
  return until(`the trap ${text}`, async () =>
    (await found()).find(({ id, kind, decision }) => id > before && kind === 'trap' && decision.outcome !== 'pending'),
  );
}

const ids = () =>
  desk
    .run('window.start', { filter: {} })
    .then(({ rules }) => rules.map(({ id }) => id).filter((id) => !id.startsWith('default-')));

describe('a rule', () => {
  it('is made of an event, tried, saved, in force at once, and counts what it decides', async () => {
    const first = await trap('on battery');
    expect(first.decision).toMatchObject({ outcome: 'shown' });
    const { rule, marks } = await desk.run('rules.from', { event: first.id });
    expect(rule).toMatchObject({ enabled: true, when: { server: ['noc'] }, then: { toast: 'none' } });
    expect(marks).toMatchObject({ kind: ['trap'], topic: ['snmp-trap'] });
    expect(await desk.run('rules.subjects', {})).toEqual({});
    const { trial } = await desk.run('rules.try', { rule: { ...rule }, limit: 5_000 });
    expect(trial).toMatchObject({ matched: 1, toasted: 1, wouldToast: 0, examples: [{ id: first.id }] });
    expect(await desk.run('rules.save', { rule: { ...rule } })).toEqual({ faults: [], id: rule.id });
    await until('the window to learn of it', () =>
      updates.some((update) => update.name === 'settings' && update.payload.rules[0]?.id === rule.id),
    );
    expect(await desk.run('rules.subjects', {})).toEqual({ [String(first.subject?.id)]: 'UPS-1' });
    expect((await trap('on battery')).decision).toEqual({
      outcome: 'silenced',
      reason: 'rule',
      rule: rule.id,
      driver: null,
    });
    expect(await desk.run('rules.hits', {})).toMatchObject({ [rule.id]: 1 });
    await desk.run('rules.enable', { id: rule.id, enabled: false });
    expect((await trap('on battery again')).decision).toMatchObject({ outcome: 'shown' });
    expect(await desk.run('rules.hits', {})).toMatchObject({ [rule.id]: 1 });
  });

  it('is made of an event that streams, and shows the next one', async () => {
    const stat = async (load: number) => {
      saymon.emit('stat', {
        entityType: 'obj',
        entityId: '64bb02',
        payload: { taskType: 'cpu', payload: { load } },
      });
      return until(`the event of ${load}`, async () => {
        const { page } = await desk.run('window.start', { filter: { kinds: ['telemetry'] } });
        const [row] = page.rows;
        return page.rows.length === load && row?.decision.outcome !== 'pending' ? row : null;
      });
    };
    const first = await stat(1);
    expect(first.decision).toMatchObject({ outcome: 'silenced', reason: 'rule', rule: 'default-stream' });
    const { rule } = await desk.run('rules.from', { event: first.id, toast: 'show' });
    expect((await desk.run('rules.save', { rule: { ...rule } })).faults).toEqual([]);
    expect((await stat(2)).decision).toMatchObject({ outcome: 'shown', rule: rule.id });
  });

  it('is ordered, removed and brought back', async () => {
    for (const id of ['a', 'b']) await desk.run('rules.save', { rule: { id, then: { toast: 'quiet' } } });
    expect(await ids()).toEqual(['b', 'a']);
    await desk.run('rules.move', { id: 'b', before: null });
    expect(await ids()).toEqual(['a', 'b']);
    await desk.run('rules.remove', { id: 'a' });
    expect(await ids()).toEqual(['b']);
    expect(await desk.run('rules.restore', { id: 'a' })).toEqual({ restored: true });
    expect(await ids()).toEqual(['a', 'b']);
  });

  it('that cannot be is refused with words', async () => {
    const bad = { name: 'Bad', when: { text: [{ pattern: '(?=x)' }] }, then: { toast: 'none' } };
    const faults = [{ path: 'when.text.0.pattern', text: expect.stringContaining('not supported') }];
    expect(await desk.run('rules.save', { rule: bad })).toEqual({ faults, id: 'bad' });
    expect(await desk.run('rules.try', { rule: bad, limit: 10 })).toEqual({ faults, trial: null });
    await expect(desk.run('rules.move', { id: 'x', before: null })).rejects.toThrow('not-found: There is no rule "x"');
    await expect(desk.run('rules.remove', { id: 'default-job' })).rejects.toThrow('not-found');
    await expect(desk.run('rules.enable', { id: 'x', enabled: true })).rejects.toThrow('not-found');
    await expect(desk.run('rules.from', { event: 999 })).rejects.toThrow('not-found');
    await expect(desk.run('rules.try', { rule: { id: 'default-job' }, limit: 10 })).rejects.toThrow('bad-input');
    await expect(desk.run('rules.try', { rule: bad, limit: 5_001 })).rejects.toThrow('bad-input');
  });

  it('of the defaults is changed, and as it was when that is removed', async () => {
    await desk.run('rules.save', { rule: { id: 'default-critical', then: { toast: 'none' } } });
    expect((await trap('on battery')).decision).toMatchObject({ outcome: 'silenced', rule: 'default-critical' });
    await desk.run('rules.remove', { id: 'default-critical' });
    expect((await trap('on battery')).decision).toMatchObject({ outcome: 'shown', rule: 'default-critical' });
  });

  it('with a limit opens an alert, which goes with the rule', async () => {
    const load = (value: number) =>
      saymon.emit('stat', {
        entityType: 'obj',
        entityId: '64bb02',
        payload: { taskType: 'cpu', payload: { load: value } },
      });
    const open = async () => (await desk.run('window.start', { filter: {} })).alerts.list.map(({ key }) => key);
    const alert = { field: 'payload.payload.load', open: '> 90', close: '< 80' };
    const hot = { id: 'hot', when: { topic: ['stat'] }, then: { alert } };
    await desk.run('rules.save', { rule: hot });
    load(95);
    await until('the alert', async () => (await open()).length === 1);
    expect(await open()).toEqual(['threshold:hot:object:64bb02']);
    expect(await until('its row', async () => (await found())[0])).toMatchObject({
      phase: 'opened',
      title: 'load 95, limit 90',
      subject: { name: 'UPS-1' },
    });
    expect((await desk.run('rules.try', { rule: hot, limit: 10 })).trial).toMatchObject({ matched: 1, wouldToast: 1 });
    await desk.run('alerts.close', { server: 'noc', key: 'threshold:hot:object:64bb02' });
    load(96);
    load(79);
    load(97);
    await until('the alert again', async () => (await open()).length === 1);
    await until('its second opening', async () => (await found()).filter((row) => row.alert !== null).length === 2);
    await desk.run('rules.save', { rule: { ...hot, then: { alert: { ...alert, open: '> 99' } } } });
    await until('the alert of the old limit to be closed', async () => (await open()).length === 0);
    load(100);
    await until('one of the new limit', async () => (await open()).length === 1);
    await desk.run('rules.remove', { id: 'hot' });
    await until('it to go with its rule', async () => (await open()).length === 0);
  });
});
