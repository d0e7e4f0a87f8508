import { describe, expect, it } from 'vitest';
import { type Ended, hindranceOf, type Machine, programAfter, programFor } from '../../build/program.ts';

const user = { platform: 'linux', env: { DISPLAY: ':0' }, userId: 1000 } as const;

describe('whether a desktop app can run', () => {
  it.each<[string, Machine, string | null]>([
    ['X', user, null],
    ['Wayland', { ...user, env: { WAYLAND_DISPLAY: 'wayland-0' } }, null],
    ['a terminal', { ...user, env: {} }, 'There is no display here'],
    ['empty names', { ...user, env: { DISPLAY: '', WAYLAND_DISPLAY: '' } }, 'There is no display here'],
    ['root', { ...user, userId: 0 }, 'The desktop app does not run as root'],
    ['root in a terminal', { ...user, env: {}, userId: 0 }, 'There is no display here'],
    ['Windows', { platform: 'win32', env: {}, userId: null }, null],
    ['macOS', { platform: 'darwin', env: {}, userId: 501 }, null],
    ['macOS as root', { platform: 'darwin', env: {}, userId: 0 }, null],
  ])('%s', (_, machine, hindrance) => {
    expect(hindranceOf(machine)).toBe(hindrance);
  });
});

describe('what runs', () => {
  const none = 'Electron could not be fetched within 60 s';
  it.each([
    ['a display and a binary', { hindrance: null, binary: '/e', whyNone: '' }, { start: 'desktop', binary: '/e' }],
    ['no display', { hindrance: 'No', binary: '/e', whyNone: '' }, { start: 'serve', why: 'No' }],
    ['no binary', { hindrance: null, binary: null, whyNone: none }, { start: 'serve', why: none }],
    ['neither', { hindrance: 'No', binary: null, whyNone: none }, { start: 'serve', why: 'No' }],
  ])('%s', (_, found, program) => {
    expect(programFor(found)).toEqual(program);
  });
});

describe('what runs after the desktop app', () => {
  const ended: Ended = { status: 0, signal: null, ranMs: 500, asked: false };
  const serve = (how: string) => ({ start: 'serve', why: `The desktop app ended at once (${how})` });
  it.each<[string, Ended, unknown]>([
    ['nothing when it was quit', ended, null],
    ['nothing when another one holds the directory, which it said', { ...ended, status: 3 }, null],
    ['nothing after an error of its own', { ...ended, status: 70 }, null],
    ['nothing when it was asked to end', { ...ended, status: null, signal: 'SIGTERM', asked: true }, null],
    ['nothing when it had run', { ...ended, status: 1, ranMs: 20_000 }, null],
    ['serve when its sandbox cannot be had', { ...ended, status: null, signal: 'SIGTRAP' }, serve('SIGTRAP')],
    ['serve when a library of the system is missing', { ...ended, status: 127 }, serve('status 127')],
    ['serve when the display does not answer', { ...ended, status: 1 }, serve('status 1')],
  ])('%s', (_, end, next) => {
    expect(programAfter(end)).toEqual(next);
  });
});
