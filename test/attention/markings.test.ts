import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Seen } from '../../main/attention/attention.ts';
import { Markings } from '../../main/attention/markings.ts';
import { type Desk, openDesk } from '../desk.ts';
import { FakeClock } from '../fake-clock.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

describe('what was marked seen is unseen again when that is taken back', () => {
  let directory: string;
  let saymon: Saymon;
  let desk: Desk;

  const open = () => openDesk({ directory, saymon, drivers: [{ name: 'scripted', open: () => new ScriptedDriver() }] });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tocsin-markings-'));
    saymon = await startSaymon();
    desk = await open();
    await until('the line', () => desk.status().servers[0]?.state === 'online');
    saymon.openIncident({ text: 'stays' });
    const { id } = saymon.openIncident({ text: 'comes and goes' });
    saymon.trap({ level: 1, payload: { text: 'on battery' } });
    await until('all three', async () => (await rows()).length === 3);
    saymon.closeIncident(id);
    await until('it to be gone', async () => (await desk.alerts()).passedTotal === 1);
  });
  afterEach(async () => {
    await desk.close();
    await saymon.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function again(): Promise<void> {
    await desk.close();
    desk = await open();
  }

  async function rows() {
    const found = await desk.command('history.page', { filter: {}, before: 1_000_000 });
    return found.ok
      ? found.value.rows.filter(({ alert, kind }) => kind === 'trap' || alert?.startsWith('incident'))
      : [];
  }

  async function picture() {
    const { list, passed } = await desk.alerts();
    const seen = (await rows()).map(({ title, phase, seenAt }) => [title, phase, seenAt !== null] as const);
    return {
      unseen: desk.status().unseen,
      open: list.map(({ title, unseen }) => [title, unseen]),
      passed: passed.map(({ title }) => title),
      seen: seen.filter(([, , isSeen]) => isSeen).map(([title, phase]) => `${title} ${phase}`),
    };
  }

  async function markAll(): Promise<number> {
    const answer = await desk.command('history.seen', { all: true });
    return answer.ok ? answer.value.marking : Number.NaN;
  }

  const takeBack = (marking: number) => desk.command('history.unseen', { marking });
  const undone = { ok: true, value: { undone: true } };

  it('everything, also for the next run', async () => {
    const before = await picture();
    expect(before).toEqual({ unseen: 2, open: [['stays', true]], passed: ['comes and goes'], seen: [] });
    const marking = await markAll();
    expect(await picture()).toMatchObject({ unseen: 0, open: [['stays', false]], passed: [] });
    expect((await picture()).seen).toHaveLength(4);
    expect(await takeBack(marking)).toEqual(undone);
    expect(await picture()).toEqual(before);
    await again();
    expect(await picture()).toEqual(before);
  });

  it('some events, and what came and went', async () => {
    const before = await picture();
    const trap = (await rows()).find(({ kind }) => kind === 'trap');
    const some = await desk.command('history.seen', { ids: [trap?.id ?? 0] });
    const cleared = await desk.command('alerts.clear', {});
    expect(await picture()).toMatchObject({ unseen: 1, passed: [] });
    expect((await picture()).seen).toHaveLength(3);
    for (const answer of [some, cleared]) expect(await takeBack(answer.ok ? answer.value.marking : 0)).toEqual(undone);
    expect(await picture()).toEqual(before);
  });

  it('but not what was seen before, and what was taken care of since', async () => {
    const trap = (await rows()).find(({ kind }) => kind === 'trap');
    await desk.command('history.seen', { ids: [trap?.id ?? 0] });
    const marking = await markAll();
    const [alert] = (await desk.alerts()).list;
    const { server = '', key = '' } = alert ?? {};
    expect(await desk.command('alerts.acknowledge', { server, key })).toMatchObject({ ok: true });
    saymon.trap({ level: 1, payload: { text: 'battery low' } });
    await until('the new one', () => desk.status().unseen === 1);
    await takeBack(marking);
    const now = await picture();
    expect(now).toMatchObject({ unseen: 1, open: [['stays', false]], passed: ['comes and goes'] });
    expect(now.seen).toEqual([expect.stringContaining('on battery')]);
  });

  it('but not what was closed by hand since', async () => {
    const marking = await markAll();
    const [alert] = (await desk.alerts()).list;
    const { server = '', key = '' } = alert ?? {};
    await desk.command('alerts.close', { server, key });
    await takeBack(marking);
    expect(await picture()).toMatchObject({ open: [], passed: ['comes and goes'] });
  });

  it('once', async () => {
    const marking = await markAll();
    await takeBack(marking);
    await markAll();
    expect(await takeBack(marking)).toEqual({ ok: true, value: { undone: false } });
    expect(await picture()).toMatchObject({ unseen: 0 });
  });
});

it('for 30 s it can be taken back', async () => {
  const clock = new FakeClock(0);
  const seen: Seen = { ids: 'all', marked: { at: 0, alerts: [], rows: new Map(), moreRows: false } };
  const back: Seen[] = [];
  const attention = { see: async () => seen, clear: async () => seen, unsee: async (it: Seen) => void back.push(it) };
  const markings = new Markings({ attention, clock });
  const [early, late] = [await markings.see('all'), await markings.clear()];
  await clock.tick(29_999);
  expect(await markings.undo(early)).toBe(true);
  await clock.tick(1);
  expect(await markings.undo(late)).toBe(false);
  expect(back).toHaveLength(1);
});
