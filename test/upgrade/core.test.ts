import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Upgrader } from '../../main/upgrade/upgrader.ts';
import { openDesk } from '../desk.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';

let directory: string;
let saymon: Saymon;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-core-upgrade-'));
  saymon = await startSaymon();
});

afterEach(async () => {
  await saymon.close();
  await rm(directory, { recursive: true });
});

test('a window sees what was fetched once, restarts into it or puts it off, and changes the source', async () => {
  const done: string[] = [];
  const upgrading: Upgrader = {
    source: 'https://built.example/in',
    look: async (source) => {
      done.push(`look ${source}`);
      return { version: '0.2.0', fetch: async () => void done.push('fetch') };
    },
    allow: (install) => void done.push(`allow ${install}`),
    restart: () => void done.push('restart'),
  };
  const drivers = [{ name: 'scripted', open: () => new ScriptedDriver() }];
  const desk = await openDesk({ directory, saymon, drivers, upgrading });
  const codes = async () => (await desk.snapshot()).notices.map(({ code }) => code);
  try {
    expect((await desk.snapshot()).upgrade).toEqual({ name: 'current', lookedAt: null });
    expect(await desk.command('upgrade.restart', {})).toEqual({ ok: true, value: { restarting: false } });
    await desk.command('upgrade.look', {});
    expect((await desk.snapshot()).upgrade).toEqual({ name: 'ready', version: '0.2.0' });
    expect(await codes()).toContain('upgrade-ready');
    await desk.command('upgrade.later', {});
    expect(await codes()).not.toContain('upgrade-ready');
    expect(await desk.command('upgrade.restart', {})).toEqual({ ok: true, value: { restarting: true } });
    expect(done).toEqual(['allow false', 'look https://built.example/in', 'fetch', 'allow true', 'restart']);

    for (const source of ['http://a.example', 'ftp://a.example', 'https://a:b@a.example', 'a']) {
      const refused = await desk.command('settings.change', { change: { updates: { source } } });
      expect(refused, source).toMatchObject({ ok: true, value: { faults: [{ path: 'updates.source' }] } });
    }
    await desk.command('settings.change', { change: { updates: { source: 'https://mirror.example/tocsin' } } });
    expect((await desk.snapshot()).upgrade).toEqual({ name: 'current', lookedAt: null });
    await desk.command('upgrade.look', {});
    expect(done.slice(5)).toEqual(['allow false', 'look https://mirror.example/tocsin', 'fetch', 'allow true']);
    await desk.command('settings.change', { change: { updates: { enabled: false } } });
    expect((await desk.snapshot()).upgrade).toEqual({ name: 'off', why: 'switched-off' });
    expect(await codes()).not.toContain('upgrade-ready');
    expect(done.at(-1)).toBe('allow false');
  } finally {
    await desk.close();
  }
});
