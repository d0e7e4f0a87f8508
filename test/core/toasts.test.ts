import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ToastReply } from '../../main/toasts/driver.ts';
import type { Played } from '../../main/toasts/player.ts';
import { type Desk, openDesk } from '../desk.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

let directory: string;
let saymon: Saymon;
let desk: Desk;
let driver: ScriptedDriver;
let reply: (reply: ToastReply) => void;
let played: Played[];
let browsed: string[];
let browser: boolean;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-core-toasts-'));
  saymon = await startSaymon();
  driver = new ScriptedDriver();
  played = [];
  browsed = [];
  browser = true;
  desk = await openDesk({
    directory,
    saymon,
    server: { webUrl: 'https://saymon.example' },
    drivers: [
      {
        name: 'scripted',
        open: (said) => {
          reply = said;
          return driver;
        },
      },
    ],
    player: {
      play: async (sound) => {
        played.push(sound);
        return null;
      },
      probe: () => ({ by: 'pw-play' }),
      close: async () => undefined,
    },
    openAddress: async (url) => {
      browsed.push(url);
      return browser;
    },
  });
});
afterEach(async () => {
  await desk.close();
  await saymon.close();
  await rm(directory, { recursive: true });
});

it('a test looks and sounds as a real event would, and says what would hold that back', async () => {
  expect(await desk.run('diagnosis.toast', { severity: 'critical' })).toEqual({
    ...{ shown: true, driver: 'scripted', why: null },
    held: [],
  });
  expect(driver.shown).toMatchObject([{ title: 'Test: critical', urgency: 'urgent', sound: 'alarm' }]);
  expect(played).toEqual(['alarm']);
  const { until: end } = await desk.run('pause', { for: '1h' });
  await desk.run('rules.save', { rule: { id: 'default-critical', then: { toast: 'show', sound: 'none' } } });
  await desk.run('settings.change', { change: { toasts: { previews: false } } });
  const { shown, held } = await desk.run('diagnosis.toast', { severity: 'critical' });
  expect(shown).toBe(true);
  expect(held).toEqual([{ code: 'paused', until: end }, { code: 'no-sound' }, { code: 'no-previews' }]);
  expect(driver.shown[1]).toMatchObject({ urgency: 'show', sound: 'none' });
  expect(played).toEqual(['alarm']);
  // What is set of a server, and rules of one's own, count too.
  await desk.run('servers.mute', { id: 'noc', muted: true });
  await desk.run('rules.save', {
    rule: { id: 'calm', name: 'Calm', when: { maxSeverity: 'error' }, then: { toast: 'none' } },
  });
  expect((await desk.run('diagnosis.toast', { severity: 'error' })).held).toMatchObject([
    ...[{ code: 'muted-server', names: ['NOC'] }, { code: 'paused' }, { code: 'own-rule', name: 'Calm' }],
    ...[{ code: 'no-sound' }, { code: 'no-previews' }],
  ]);
});

it('an event sounds as it is set for its severity', async () => {
  await desk.run('settings.change', { change: { toasts: { sounds: { critical: 'none', error: 'alarm' } } } });
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await until('the critical one', () => driver.shown.length === 1);
  saymon.openIncident({ entityId: '64bb03', state: '4', text: 'Fan slow' });
  await until('the error', () => driver.shown.length === 2);
  expect(driver.shown).toMatchObject([
    { severity: 'critical', sound: 'none' },
    { severity: 'error', sound: 'alarm' },
  ]);
  await until('the alarm', () => played.length === 1);
});

it('a click opens the window, or the page of the server where that is wanted and can be', async () => {
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await until('the toast', () => driver.shown.length === 1);
  const click = () => reply({ type: 'clicked', ref: driver.ref(1) });
  click();
  await until('the window', () => desk.opened.length === 1);
  await desk.run('settings.change', { change: { toasts: { click: 'server' } } });
  click();
  await until('the page', () => browsed.length === 1);
  expect(browsed).toEqual([expect.stringMatching(/^https:\/\/saymon\.example/)]);
  expect(desk.opened).toEqual([{ event: 1 }]);
  // No browser can be started: then the window has it.
  browser = false;
  click();
  await until('the window', () => desk.opened.length === 2);
  expect(desk.opened).toEqual([{ event: 1 }, { event: 1 }]);
});

it('a page of the desktop app cannot take toasts', async () => {
  expect(await desk.command('toasts.take', { may: true })).toMatchObject({ ok: false });
  expect(await desk.command('toasts.reply', { id: 1, did: 'clicked' })).toMatchObject({ ok: true });
  expect(await desk.command('toasts.reply', { id: -1, did: 'clicked' })).toMatchObject({
    ok: false,
    error: { code: 'bad-input' },
  });
});

it('says by what sounds are made', async () => {
  const found = await desk.core.check();
  expect(found.filter(({ name }) => name.startsWith('Sound'))).toMatchObject([
    { name: "Sound: the desktop's", state: 'ok', text: 'Played by pw-play' },
    { name: 'Sound: alarm', state: 'ok', text: 'Played by pw-play' },
  ]);
});

it('says with what it shows and plays notifications, and plays what is asked for', async () => {
  expect(await desk.run('toasts.ways', {})).toEqual({ drivers: ['scripted'], sounds: { desktop: null, alarm: null } });
  expect(await desk.run('toasts.hear', { sound: 'alarm' })).toEqual({ why: null });
  expect(played).toEqual(['alarm']);
});
