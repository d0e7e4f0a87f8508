import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sessionBus } from 'dbus-native';
import { until } from '../until.ts';
import { end, startWithLine } from './daemons.ts';
import { type Notice, watchNotices } from './notices.ts';

const run = promisify(execFile);

/** A desktop of its own out of real parts: X server, session bus, window manager, notification daemon. */
export interface Desktop {
  /** For whatever shall run on it. */
  readonly env: NodeJS.ProcessEnv;
  /** Everything that the daemon was asked to show, in order. */
  readonly notices: readonly Notice[];
  /** Clicks with the mouse on a button of the newest popup; xfce4-notifyd draws the default action as the first one. */
  click(button: 'first' | 'last'): Promise<void>;
  /** The daemon ends; toasts of its life are gone. */
  endDaemon(): Promise<void>;
  startDaemon(): Promise<void>;
  /** The daemon answers nothing, and goes on again. */
  hangDaemon(): void;
  continueDaemon(): void;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

const config = fileURLToPath(new URL('session.conf', import.meta.url));

export async function startDesktop({ daemon = true }: { readonly daemon?: boolean } = {}): Promise<Desktop> {
  const home = await mkdtemp(join(tmpdir(), 'tocsin-desktop-'));
  const base: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    NO_AT_BRIDGE: '1',
  };
  const x = await startWithLine(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
    base,
    3,
  );
  const bus = await startWithLine('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], base);
  const env = { ...base, DISPLAY: `:${x.line}`, DBUS_SESSION_BUS_ADDRESS: bus.line };
  const windows = spawn('openbox', [], { env, stdio: 'ignore' });
  const watched = await watchNotices(bus.line);
  let notifyd: ChildProcess | null = null;

  async function startDaemon(): Promise<void> {
    notifyd = spawn(notifydPath(), [], { env, stdio: 'ignore' });
    await until('the notification daemon', () => hasDaemon(bus.line));
  }
  async function endDaemon(): Promise<void> {
    if (notifyd === null) return;
    notifyd.kill('SIGCONT');
    await end(notifyd);
    notifyd = null;
  }
  if (daemon) await startDaemon();
  return {
    env,
    notices: watched.all,
    startDaemon,
    endDaemon,
    hangDaemon: () => notifyd?.kill('SIGSTOP'),
    continueDaemon: () => notifyd?.kill('SIGCONT'),
    click: (button) => clickPopup(env, button),
    screenshot: async (file) => {
      await run('import', ['-window', 'root', file], { env });
    },
    close: async () => {
      await watched.close();
      await endDaemon();
      for (const child of [windows, bus.child, x.child]) await end(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function clickPopup(env: NodeJS.ProcessEnv, button: 'first' | 'last'): Promise<void> {
  const popup = await until('a popup on the screen', async () => {
    const found = await run('xdotool', ['search', '--onlyvisible', '--class', 'xfce4-notifyd'], { env }).catch(
      () => null,
    );
    const id = found?.stdout.trim().split('\n').at(-1) ?? '';
    if (id === '') return null;
    const { stdout } = await run('xdotool', ['getwindowgeometry', '--shell', id], { env });
    const value = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(stdout)?.[1]);
    const place = { x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') };
    return place.width > 50 && place.height > 20 ? place : null;
  });
  const x = button === 'first' ? popup.x + 50 : popup.x + popup.width - 50;
  const y = popup.y + popup.height - 30;
  await run('xdotool', ['mousemove', String(Math.round(x)), String(Math.round(y)), 'sleep', '0.2', 'click', '1'], {
    env,
  });
}

async function hasDaemon(address: string): Promise<boolean> {
  const bus = sessionBus({ busAddress: address });
  try {
    const owned = await bus.invoke<boolean>({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameHasOwner',
      signature: 's',
      body: ['org.freedesktop.Notifications'],
    });
    return owned;
  } finally {
    await bus.close();
  }
}

function notifydPath(): string {
  const places = readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/xfce4/notifyd/xfce4-notifyd`);
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error('xfce4-notifyd is not installed. Run: node test/system/install.mjs');
  return found;
}
