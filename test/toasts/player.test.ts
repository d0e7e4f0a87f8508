import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmSound } from '../../build/alarm-sound.ts';
import { openPlayer, waysToPlay } from '../../main/toasts/player.ts';
import { resources } from '../../main/toasts/resources.ts';
import { gapMs } from '../../main/toasts/sound.ts';
import { until } from '../until.ts';

const sounds = fileURLToPath(new URL('../../build/sounds', import.meta.url));
let place: string;
let log: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'tocsin-player-'));
  log = join(place, 'log');
  writeFileSync(log, '');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

/** Puts a program on the PATH that notes how it was called, and then does what the script says. */
function program(name: string, script: string): void {
  const file = join(place, name);
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${log}"\n${script}\n`);
  chmodSync(file, 0o755);
}
const called = () =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const player = () =>
  openPlayer({ folder: sounds, platform: 'linux', env: { PATH: place, XDG_DATA_DIRS: join(place, 'share') } });

describe('a player', () => {
  it('plays the alarm by the first program that is there', async () => {
    program('aplay', 'exit 0');
    const made = player();
    expect(made.probe('alarm')).toEqual({ by: 'aplay' });
    expect(await made.play('alarm')).toBe(null);
    expect(called()).toEqual([`aplay -q ${join(sounds, 'alarm.wav')}`]);
    await made.close();
  });

  it('goes on to the next one where the audio server of the first does not run', async () => {
    program('pw-play', 'echo "host is down" >&2; exit 1');
    program('paplay', 'exit 0');
    const made = player();
    expect(await made.play('alarm')).toBe(null);
    expect(called().map((line) => line.split(' ')[0])).toEqual(['pw-play', 'paplay']);
    await made.close();
  });

  it('says why nothing was heard, until something is', async () => {
    program('pw-play', 'echo "host is down" >&2; exit 1');
    const made = player();
    const why = { code: 'sound', params: { text: 'pw-play failed: host is down' } };
    expect(await made.play('alarm')).toEqual(why);
    expect(made.probe('alarm')).toEqual({ why });
    program('pw-play', 'exit 0');
    expect(await made.play('alarm')).toBe(null);
    expect(made.probe('alarm')).toEqual({ by: 'pw-play' });
    await made.close();
  });

  it('says that there is none, and of the desktop that it has no sound', async () => {
    const made = player();
    expect(await made.play('alarm')).toMatchObject({ code: 'sound', params: { text: /no player is installed/ } });
    program('pw-play', 'exit 0');
    expect(made.probe('desktop')).toMatchObject({ why: { params: { text: /the desktop brings no sounds/ } } });
    const themed = join(place, 'share', 'sounds', 'freedesktop', 'stereo');
    mkdirSync(themed, { recursive: true });
    writeFileSync(join(themed, 'message-new-instant.oga'), '');
    expect(await made.play('desktop')).toBe(null);
    expect(called()).toEqual([`pw-play ${join(themed, 'message-new-instant.oga')}`]);
    await made.close();
  });

  it('never plays two at a time; an alarm ends what is less bad', async () => {
    program('canberra-gtk-play', 'exec /bin/sleep 60');
    const made = player();
    const desktop = made.play('desktop');
    await until('the first to play', () => called().length === 1);
    expect(await made.play('desktop')).toBe(null);
    expect(called()).toHaveLength(1);
    program('pw-play', 'exec /bin/sleep 60');
    const alarm = made.play('alarm');
    expect(await desktop).toBe(null);
    await until('the alarm to play', () => called().length === 2);
    expect(await made.play('alarm')).toBe(null);
    expect(called().map((line) => line.split(' ')[0])).toEqual(['canberra-gtk-play', 'pw-play']);
    await made.close();
    expect(await alarm).toBe(null);
  });

  it('does not wait for ever', async () => {
    program('aplay', 'exec /bin/sleep 60');
    const made = player();
    expect(await made.play('alarm')).toMatchObject({ params: { text: 'aplay did not end within 5 s' } });
    await made.close();
  });
});

it.each([
  ['darwin', 'alarm', ['afplay']],
  ['darwin', 'desktop', []],
  ['win32', 'alarm', ['powershell.exe']],
  ['win32', 'desktop', []],
  ['linux', 'alarm', ['pw-play', 'paplay', 'aplay', 'canberra-gtk-play']],
  ['linux', 'desktop', ['canberra-gtk-play', 'pw-play', 'paplay']],
] as const)('on %s %s is played by %j', (platform, sound, programs) => {
  expect(waysToPlay(sound, platform, "C:\\it's\\alarm.wav", '/theme.oga').map(({ program }) => program)).toEqual(
    programs,
  );
});

it('keeps what is in a path out of the command of PowerShell', () => {
  const [way] = waysToPlay('alarm', 'win32', "C:\\it's; calc\\alarm.wav", null);
  expect(way?.args.join(' ')).not.toContain('calc');
  expect(way?.env).toEqual({ TOCSIN_SOUND: "C:\\it's; calc\\alarm.wav" });
});

it('finds the sounds in the checkout and beside a packed app', () => {
  expect(resources('/src/out/main', 'sounds')).toBe('/src/build/sounds');
  expect(resources('/opt/Tocsin/resources/app.asar/out/main', 'sounds')).toBe('/opt/Tocsin/resources/sounds');
});

it('the alarm is the one that build/write-alarm.ts makes, and over before the next sound may begin', () => {
  const file = readFileSync(join(sounds, 'alarm.wav'));
  expect(file.equals(alarmSound())).toBe(true);
  const seconds = file.readUInt32LE(40) / file.readUInt32LE(28);
  expect(seconds * 1_000).toBeLessThan(gapMs);
  const loudest = Math.max(...Array.from({ length: (file.length - 44) / 2 }, (_, at) => file.readInt16LE(44 + at * 2)));
  expect(loudest).toBeGreaterThan(20_000);
});
