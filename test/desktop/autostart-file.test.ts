import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { autostartPlaces, entryState, entryText, setEntry } from '../../main/desktop/autostart-file.ts';
import { until } from '../until.ts';

const run = promisify(execFile);
const entry = {
  command: ['/opt/Tocsin/tocsin-desktop', '--hidden', '--started-with-system'],
  settingsDirectory: '/home/a',
};

describe('the entry of the autostart folder', () => {
  it('is written when it is wanted, is of this user, and goes when it is not', async () => {
    const { places } = folders();
    expect(await entryState(places)).toEqual({ on: false, by: 'user' });
    await setEntry(places, entry, true);
    expect(readFileSync(places.user, 'utf8').split('\n')).toEqual(
      expect.arrayContaining([
        '[Desktop Entry]',
        'TryExec=/opt/Tocsin/tocsin-desktop',
        'Exec="/opt/Tocsin/tocsin-desktop" "--hidden" "--started-with-system"',
        'X-Tocsin-Settings=/home/a',
      ]),
    );
    expect(await entryState(places)).toEqual({ on: true, by: 'user' });
    await setEntry(places, entry, false);
    expect(existsSync(places.user)).toBe(false);
    await setEntry(places, entry, false);
  });

  it('follows the program when it has moved', async () => {
    const { places } = folders();
    await setEntry(places, entry, true);
    await setEntry(places, { ...entry, command: ['/home/a/Tocsin 2.AppImage'] }, true);
    expect(readFileSync(places.user, 'utf8')).toContain('Exec="/home/a/Tocsin 2.AppImage"\n');
  });

  it.each([
    ['Hidden=true', 'the specification’s way'],
    ['X-GNOME-Autostart-enabled=false', 'GNOME’s way'],
  ])('that the user switched off in the system’s settings is left alone: %s, %s', async (field) => {
    const { places } = folders();
    await setEntry(places, entry, true);
    const text = readFileSync(places.user, 'utf8').replace('X-GNOME-Autostart-enabled=true', field);
    writeFileSync(places.user, text);
    for (const on of [true, false, true]) await setEntry(places, { ...entry, command: ['/moved'] }, on);
    expect(readFileSync(places.user, 'utf8')).toBe(text);
    expect(await entryState(places)).toEqual({ on: false, by: 'user' });
  });

  it('of another Tocsin, or that somebody wrote by hand, is left alone', async () => {
    const { places } = folders();
    await setEntry(places, { ...entry, settingsDirectory: '/home/a/other' }, true);
    const text = readFileSync(places.user, 'utf8');
    for (const on of [true, false]) await setEntry(places, entry, on);
    expect(readFileSync(places.user, 'utf8')).toBe(text);
  });

  it('is not needed where the machine has one, and the user’s goes before that', async () => {
    const { places } = folders();
    write(places.machine[0] ?? '', '[Desktop Entry]\nType=Application\nExec=tocsin-desktop\n');
    expect(await entryState(places)).toEqual({ on: true, by: 'machine' });
    await setEntry(places, entry, true);
    expect(existsSync(places.user)).toBe(false);
    write(places.user, '[Desktop Entry]\nType=Application\nHidden=true\n');
    expect(await entryState(places)).toEqual({ on: false, by: 'user' });
  });

  it('is looked for where the desktop looks', () => {
    const own = 'autostart/tocsin-desktop.desktop';
    expect(autostartPlaces({}, '/home/a')).toEqual({ user: `/home/a/.config/${own}`, machine: [`/etc/xdg/${own}`] });
    const env = { XDG_CONFIG_HOME: '/cfg', XDG_CONFIG_DIRS: '/one:relative:/two' };
    expect(autostartPlaces(env, '/home/a')).toEqual({ user: `/cfg/${own}`, machine: [`/one/${own}`, `/two/${own}`] });
    expect(autostartPlaces({ XDG_CONFIG_HOME: 'relative' }, '/home/a').user).toBe(`/home/a/.config/${own}`);
  });

  it('reads back what it holds, whatever the paths are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 1, maxLength: 4 }), (command) => {
        fc.pre(command.every((each) => !/[\n\r\0]/.test(each)));
        const line = entryText({ command, settingsDirectory: '/' })
          .split('\n')
          .find((each) => each.startsWith('Exec='));
        expect(argumentsOf(line?.slice(5) ?? '')).toEqual(command);
      }),
    );
    // As the specification wants it, though GLib would take less.
    const said = entryText({ command: ['$a`b"c\\d'], settingsDirectory: '/' });
    expect(said).toContain('Exec="\\\\$a\\\\`b\\\\"c\\\\\\\\d"\n');
    expect(() => entryText({ command: ['/a\nExec=evil'], settingsDirectory: '/' })).toThrow('line break');
  });

  it('starts the very program with its arguments, by GLib', async () => {
    const { directory, places } = folders();
    const said = join(directory, 'said');
    const program = join(directory, 'a "pro$gram" \\ `x`');
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${said}'\n`, { mode: 0o755 });
    await setEntry(places, { ...entry, command: [program, '--hidden', "it's $HOME %U \\"] }, true);
    await run('gio', ['launch', places.user]);
    await until('the program to have run', () => existsSync(said) && readFileSync(said, 'utf8').endsWith('\\\n'));
    expect(readFileSync(said, 'utf8')).toBe("--hidden\nit's $HOME %U \\\n");
  });
});

/** Undoes both escapings, as the specification has it: first that of values, then that of quoted arguments. */
function argumentsOf(exec: string): readonly string[] {
  const value = exec.replaceAll('\\\\', '\\');
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/gsu)].map(([, inner = '']) =>
    inner.replace(/\\(["`$\\])/g, '$1').replaceAll('%%', '%'),
  );
}

function folders() {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-autostart-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const env = { XDG_CONFIG_HOME: join(directory, 'own'), XDG_CONFIG_DIRS: join(directory, 'machine') };
  return { directory, places: autostartPlaces(env) };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
