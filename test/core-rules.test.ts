import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../main/clock.ts';
import { type Core, createCore, type WindowSession } from '../main/core.ts';
import { openConfFile } from '../main/settings/conf-file.ts';
import { openSecretFile } from '../main/settings/secret-file.ts';
import type { CommandInput, CommandName, CommandResult, EventRow, Update } from '../preload/contract/api.ts';
import { type Saymon, startSaymon } from './servers/saymon.ts';
import { noPlayer, ScriptedDriver } from './toasting.ts';
import { until } from './until.ts';

let directory: string;
let server: Saymon;
let core: Core;
let window: WindowSession;
let updates: Update[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-core-rules-'));
  server = await startSaymon();
  const noc = {
    id: 'noc',
    protocol: 'saymon',
    url: server.url,
    apiUrl: server.url,
    auth: { type: 'session', sessionId: 'session-1' },
    subscriptions: { incidents: true, 'snmp-trap': true, stat: ['1:64bb02'] },
  };
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ servers: [noc] }));
  const ignore = () => undefined;
  core = await createCore({
    name: 'serve',
    version: '0',
    settingsDirectory: directory,
    localDirectory: directory,
    policy: { file: join(directory, 'policy.json'), given: false },
    settingsFile: openConfFile(directory),
    secrets: openSecretFile(join(directory, 'secrets.json')),
    drivers: [{ name: 'scripted', open: () => new ScriptedDriver() }],
    player: noPlayer,
    toastPages: null,
    startHistory: (workerData) => new Worker(new URL('../main/history/worker.ts', import.meta.url), { workerData }),
    openWindow: ignore,
    openAddress: async () => false,
    tray: () => ({ state: 'note', text: 'none' }),
    clock: systemClock,
    random: () => 0.5,
    log: { info: ignore, warn: ignore, error: ignore },
  });
  updates = [];
  window = core.openWindow((update) => updates.push(update));
  await run('window.start', { filter: {} });
  await until('the server to be subscribed to', () => server.subscriptions().some(({ calls }) => calls.length >= 3));
});
afterEach(async () => {
  await core.close();
  await server.close();
  await rm(directory, { recursive: true });
});

/** Runs a command as a window does; a refusal fails the test. */
async function run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>> {
  const answer = await window.handle(name, input);
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.text}`);
  return answer.value as CommandResult<N>;
}

/** What is in the history, newest first. */
async function found(): Promise<readonly EventRow[]> {
  return (await run('history.watch', { filter: { streams: true } })).page.rows;
}

/** Lets the server send a trap and waits until it was decided. */
async function trap(text: string): Promise<EventRow> {
  const before = (await found())[0]?.id ?? 0;
  server.trap({ payload: { senderAddress: '10.0.0.9', text } });
  return until(`the trap ${text}`, async () =>
    (await found()).find(({ id, kind, decision }) => id > before && kind === 'trap' && decision.outcome !== 'pending'),
  );
}

const ids = () =>
  run('window.start', { filter: {} }).then(({ rules }) =>
    rules.map(({ id }) => id).filter((id) => !id.startsWith('default-')),
  );

describe('a rule', () => {
  it('is made of an event, tried, saved, in force at once, and counts what it decides', async () => {
    const first = await trap('on battery');
    expect(first.decision).toMatchObject({ outcome: 'shown' });
    const { rule } = await run('rules.from', { event: first.id });
    expect(rule).toMatchObject({ enabled: true, when: { server: ['noc'], kind: ['trap'] }, then: { toast: 'none' } });
    const { trial } = await run('rules.try', { rule: { ...rule }, limit: 5_000 });
    expect(trial).toMatchObject({ matched: 1, toasted: 1, wouldToast: 0, examples: [{ id: first.id }] });
    expect(await run('rules.save', { rule: { ...rule } })).toEqual({ faults: [], id: rule.id });
    await until('the window to learn of it', () =>
      updates.some((update) => update.name === 'settings' && update.payload.rules[0]?.id === rule.id),
    );
    expect((await trap('on battery')).decision).toEqual({
      outcome: 'silenced',
      reason: 'rule',
      rule: rule.id,
      driver: null,
    });
    expect(await run('rules.hits', {})).toMatchObject({ [rule.id]: 1 });
    await run('rules.enable', { id: rule.id, enabled: false });
    expect((await trap('on battery again')).decision).toMatchObject({ outcome: 'shown' });
    expect(await run('rules.hits', {})).toMatchObject({ [rule.id]: 1 });
  });

  it('is made of an event that streams, and shows the next one', async () => {
    const stat = async (load: number) => {
      server.emit('stat', {
        entityType: 'obj',
        entityId: '64bb02',
        payload: { taskType: 'cpu', payload: { load } },
      });
      return until(`the event of ${load}`, async () => {
        const { page } = await run('window.start', { filter: { kinds: ['telemetry'] } });
        const [row] = page.rows;
        return page.rows.length === load && row?.decision.outcome !== 'pending' ? row : null;
      });
    };
    const first = await stat(1);
    expect(first.decision).toMatchObject({ outcome: 'silenced', reason: 'rule', rule: 'default-stream' });
    const { rule } = await run('rules.from', { event: first.id, toast: 'show' });
    expect((await run('rules.save', { rule: { ...rule } })).faults).toEqual([]);
    expect((await stat(2)).decision).toMatchObject({ outcome: 'shown', rule: rule.id });
  });

  it('is ordered, removed and brought back', async () => {
    for (const id of ['a', 'b']) await run('rules.save', { rule: { id, then: { toast: 'quiet' } } });
    expect(await ids()).toEqual(['b', 'a']);
    await run('rules.move', { id: 'b', before: null });
    expect(await ids()).toEqual(['a', 'b']);
    await run('rules.remove', { id: 'a' });
    expect(await ids()).toEqual(['b']);
    expect(await run('rules.restore', { id: 'a' })).toEqual({ restored: true });
    expect(await ids()).toEqual(['a', 'b']);
  });

  it('that cannot be is refused with words', async () => {
    const bad = { name: 'Bad', when: { text: [{ pattern: '(?=x)' }] }, then: { toast: 'none' } };
    const faults = [{ path: 'when.text.0.pattern', text: expect.stringContaining('not supported') }];
    expect(await run('rules.save', { rule: bad })).toEqual({ faults, id: 'bad' });
    expect(await run('rules.try', { rule: bad, limit: 10 })).toEqual({ faults, trial: null });
    await expect(run('rules.move', { id: 'x', before: null })).rejects.toThrow('not-found: There is no rule "x"');
    await expect(run('rules.remove', { id: 'default-job' })).rejects.toThrow('not-found');
    await expect(run('rules.enable', { id: 'x', enabled: true })).rejects.toThrow('not-found');
    await expect(run('rules.from', { event: 999 })).rejects.toThrow('not-found');
    await expect(run('rules.try', { rule: { id: 'default-job' }, limit: 10 })).rejects.toThrow('bad-input');
    await expect(run('rules.try', { rule: bad, limit: 5_001 })).rejects.toThrow('bad-input');
  });

  it('of the defaults is changed, and as it was when that is removed', async () => {
    await run('rules.save', { rule: { id: 'default-critical', then: { toast: 'none' } } });
    expect((await trap('on battery')).decision).toMatchObject({ outcome: 'silenced', rule: 'default-critical' });
    await run('rules.remove', { id: 'default-critical' });
    expect((await trap('on battery')).decision).toMatchObject({ outcome: 'shown', rule: 'default-critical' });
  });

  it('with a limit opens an alert, which goes with the rule', async () => {
    const load = (value: number) =>
      server.emit('stat', {
        entityType: 'obj',
        entityId: '64bb02',
        payload: { taskType: 'cpu', payload: { load: value } },
      });
    const open = async () => (await run('window.start', { filter: {} })).alerts.list.map(({ key }) => key);
    const alert = { field: 'payload.payload.load', open: '> 90', close: '< 80' };
    const hot = { id: 'hot', when: { topic: ['stat'] }, then: { alert } };
    await run('rules.save', { rule: hot });
    load(95);
    await until('the alert', async () => (await open()).length === 1);
    expect(await open()).toEqual(['threshold:hot:object:64bb02']);
    expect(await until('its row', async () => (await found())[0])).toMatchObject({
      phase: 'opened',
      title: 'load 95, limit 90',
      subject: { name: 'UPS-1' },
    });
    expect((await run('rules.try', { rule: hot, limit: 10 })).trial).toMatchObject({ matched: 1, wouldToast: 1 });
    await run('alerts.close', { server: 'noc', key: 'threshold:hot:object:64bb02' });
    load(96);
    load(79);
    load(97);
    await until('the alert again', async () => (await open()).length === 1);
    await until('its second opening', async () => (await found()).filter((row) => row.alert !== null).length === 2);
    await run('rules.save', { rule: { ...hot, then: { alert: { ...alert, open: '> 99' } } } });
    await until('the alert of the old limit to be closed', async () => (await open()).length === 0);
    load(100);
    await until('one of the new limit', async () => (await open()).length === 1);
    await run('rules.remove', { id: 'hot' });
    await until('it to go with its rule', async () => (await open()).length === 0);
  });
});
