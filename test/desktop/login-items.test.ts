import { describe, expect, it } from 'vitest';
import { type LoginItems, loginItemName, loginState, loginStep } from '../../main/desktop/login-items.ts';

const exe = 'C:\\Program Files\\Tocsin\\Tocsin.exe';
const own = (enabled: boolean, path = exe) => ({ name: loginItemName, path, scope: 'user', enabled });
const machine = (enabled: boolean) => ({ name: 'Tocsin', path: `"${exe.toUpperCase()}"`, scope: 'machine', enabled });
const windows = (...launchItems: readonly ReturnType<typeof own>[]): LoginItems => ({
  openAtLogin: launchItems.length > 0,
  launchItems,
});
const on = { openAtLogin: true, enabled: true };
const off = { openAtLogin: false, enabled: false };
const user = (state: boolean) => ({ on: state, by: 'user' });

describe('login items of Windows', () => {
  it.each([
    ['none', windows(), user(false), on, null],
    ['ours', windows(own(true)), user(true), null, off],
    ['ours, switched off in the Task Manager', windows(own(false)), user(false), null, null],
    ['ours, of an older place', windows(own(true, 'D:\\old.exe')), user(true), on, off],
    [
      'ours, of an older place and switched off',
      windows(own(false, 'D:\\old.exe')),
      user(false),
      { openAtLogin: true, enabled: false },
      null,
    ],
    ['the machine’s', windows(machine(true)), { on: true, by: 'machine' }, null, null],
    ['the machine’s, switched off in the Task Manager', windows(machine(false)), user(false), null, null],
    ['both', windows(own(true), machine(false)), user(true), null, off],
    ['another program’s', windows({ ...own(true), name: 'other', path: 'C:\\other.exe' }), user(false), on, null],
  ] as const)('%s', (_, items, state, wanted, unwanted) => {
    expect(loginState('win32', items, exe)).toEqual(state);
    expect(loginStep('win32', items, exe, true)).toEqual(wanted);
    expect(loginStep('win32', items, exe, false)).toEqual(unwanted);
  });
});

describe('login items of macOS', () => {
  it.each([
    ['not registered', { openAtLogin: false, status: 'not-registered' }, user(false), on, null],
    ['on', { openAtLogin: true, status: 'enabled' }, user(true), null, off],
    ['switched off in the settings', { openAtLogin: false, status: 'requires-approval' }, user(false), null, off],
    ['waiting for the settings', { openAtLogin: true, status: 'requires-approval' }, user(false), null, off],
    ['not found', { openAtLogin: false, status: 'not-found' }, user(false), on, null],
  ] as const)('%s', (_, items, state, wanted, unwanted) => {
    expect(loginState('darwin', items, '/Applications/Tocsin.app')).toEqual(state);
    expect(loginStep('darwin', items, '/Applications/Tocsin.app', true)).toEqual(wanted);
    expect(loginStep('darwin', items, '/Applications/Tocsin.app', false)).toEqual(unwanted);
  });
});
