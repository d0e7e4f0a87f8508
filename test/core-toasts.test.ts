import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../main/clock.ts';
import { type Core, createCore } from '../main/core.ts';
import { openConfFile } from '../main/settings/conf-file.ts';
import { openSecretFile } from '../main/settings/secret-file.ts';
import type { ToastReply } from '../main/toasts/driver.ts';
import type { Played } from '../main/toasts/player.ts';
import type { CommandInput, CommandName, CommandResult, Spot } from '../preload/contract/api.ts';
import { type Saymon, startSaymon } from './servers/saymon.ts';
import { ScriptedDriver } from './toasting.ts';
import { until } from './until.ts';

let directory: string;
let server: Saymon;
let core: Core;
let driver: ScriptedDriver;
let reply: (reply: ToastReply) => void;
let played: Played[];
let opened: (Spot | string | null)[];
let browser: boolean;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-core-toasts-'));
  server = await startSaymon();
  driver = new ScriptedDriver();
  played = [];
  opened = [];
  browser = true;
  const noc = {
    ...{ id: 'noc', protocol: 'saymon', url: server.url, apiUrl: server.url, webUrl: 'https://saymon.example' },
    auth: { type: 'session', sessionId: 'session-1' },
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
    toastPages: null,
    startHistory: (workerData) => new Worker(new URL('../main/history/worker.ts', import.meta.url), { workerData }),
    openWindow: (spot) => void opened.push(spot),
    openAddress: async (url) => {
      opened.push(url);
      return browser;
    },
    tray: () => ({ state: 'note', text: 'none' }),
    clock: systemClock,
    random: () => 0.5,
    log: { info: ignore, warn: ignore, error: ignore },
  });
  await until('the server to be subscribed to', () => server.subscriptions().some(({ calls }) => calls.length >= 3));
});
afterEach(async () => {
  await core.close();
  await server.close();
  await rm(directory, { recursive: true });
});

async function run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>> {
  const answer = await core.command(name, input);
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.text}`);
  return answer.value as CommandResult<N>;
}

it('a test looks and sounds as a real event would, and says what would hold that back', async () => {
  expect(await run('diagnosis.toast', { severity: 'critical' })).toEqual({
    ...{ shown: true, driver: 'scripted', why: null },
    held: [],
  });
  expect(driver.shown).toMatchObject([{ title: 'Test: critical', urgency: 'urgent', sound: 'alarm' }]);
  expect(played).toEqual(['alarm']);
  const { until: end } = await run('pause', { for: '1h' });
  await run('rules.save', { rule: { id: 'default-critical', then: { toast: 'show', sound: 'none' } } });
  await run('settings.change', { change: { toasts: { previews: false } } });
  const { shown, held } = await run('diagnosis.toast', { severity: 'critical' });
  expect(shown).toBe(true);
  expect(held).toEqual([{ code: 'paused', until: end }, { code: 'no-sound' }, { code: 'no-previews' }]);
  expect(driver.shown[1]).toMatchObject({ urgency: 'show', sound: 'none' });
  expect(played).toEqual(['alarm']);
});

it('an event sounds as it is set for its severity', async () => {
  await run('settings.change', { change: { toasts: { sounds: { critical: 'none', error: 'alarm' } } } });
  server.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await until('the critical one', () => driver.shown.length === 1);
  server.openIncident({ entityId: '64bb03', state: '4', text: 'Fan slow' });
  await until('the error', () => driver.shown.length === 2);
  expect(driver.shown).toMatchObject([
    { severity: 'critical', sound: 'none' },
    { severity: 'error', sound: 'alarm' },
  ]);
  await until('the alarm', () => played.length === 1);
});

it('a click opens the window, or the page of the server where that is wanted and can be', async () => {
  server.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await until('the toast', () => driver.shown.length === 1);
  const click = async () => {
    const before = opened.length;
    reply({ type: 'clicked', ref: driver.ref(1) });
    await until('what the click opens', () => opened.length > before);
    return opened.at(-1);
  };
  expect(await click()).toEqual({ event: 1 });
  await run('settings.change', { change: { toasts: { click: 'server' } } });
  expect(await click()).toEqual(expect.stringMatching(/^https:\/\/saymon\.example/));
  // No browser can be started: then the window has it.
  browser = false;
  await click();
  await until('the window', () => typeof opened.at(-1) === 'object');
  expect(opened.at(-1)).toEqual({ event: 1 });
});

it('a page of the desktop app cannot take toasts', async () => {
  expect(await core.command('toasts.take', { may: true })).toMatchObject({ ok: false });
  expect(await core.command('toasts.reply', { id: 1, did: 'clicked' })).toMatchObject({ ok: true });
  expect(await core.command('toasts.reply', { id: -1, did: 'clicked' })).toMatchObject({
    ok: false,
    error: { code: 'bad-input' },
  });
});

it('says by what sounds are made', async () => {
  const found = await core.check();
  expect(found.filter(({ name }) => name.startsWith('Sound'))).toMatchObject([
    { name: "Sound: the desktop's", state: 'ok', text: 'Played by pw-play' },
    { name: 'Sound: alarm', state: 'ok', text: 'Played by pw-play' },
  ]);
});

it('says with what it shows and plays notifications, and plays what is asked for', async () => {
  expect(await run('toasts.ways', {})).toEqual({ drivers: ['scripted'], sounds: { desktop: null, alarm: null } });
  expect(await run('toasts.hear', { sound: 'alarm' })).toEqual({ why: null });
  expect(played).toEqual(['alarm']);
});
