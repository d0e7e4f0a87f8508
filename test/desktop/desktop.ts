import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Message, sessionBus } from 'dbus-native';
import { until } from '../until.ts';
import { end, startBus, startWithLine } from './daemons.ts';
import { type Notice, watchNotices } from './notices.ts';

const run = promisify(execFile);

/** A desktop of its own out of real parts: X server, session bus, window manager, notification daemon. */
export interface Desktop {
  /** For whatever shall run on it. */
  readonly env: NodeJS.ProcessEnv;
  /** Everything that the daemon was asked to show, in order. */
  readonly notices: readonly Notice[];
  /**
   * Clicks with the mouse on a button of the newest popup. xfce4-notifyd draws the default action as the first one;
   * dunst draws none, there a click anywhere is the default action.
   */
  click(button: PopupButton): Promise<void>;
  /** The daemon ends; toasts of its life are gone. */
  endDaemon(): Promise<void>;
  startDaemon(): Promise<void>;
  /** The daemon answers nothing, and goes on again. */
  hangDaemon(): void;
  continueDaemon(): void;
  /** The panel ends, and with it the place for tray icons; and comes again. */
  endPanel(): Promise<void>;
  startPanel(): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

/** xfce4-notifyd draws each 108 px wide. */
type PopupButton = 'first' | 'second' | 'last';

const dunstConfig = fileURLToPath(new URL('dunstrc', import.meta.url));
const panelConfig = fileURLToPath(new URL('xfce4-panel.xml', import.meta.url));

/** The notification daemons, and the window class of their popups. */
const daemons = {
  'xfce4-notifyd': { command: () => [placeOf('xfce4/notifyd/xfce4-notifyd')], popups: 'xfce4-notifyd' },
  dunst: { command: () => ['dunst', '-config', dunstConfig], popups: 'Dunst' },
} as const;

/**
 * Starts the desktop; `daemon` null leaves it without one, `tray` gives it a panel with a place for icons. A part that
 * cannot be started ends those before it.
 */
export async function startDesktop({
  daemon = 'xfce4-notifyd',
  tray = false,
}: {
  readonly daemon?: keyof typeof daemons | null;
  readonly tray?: boolean;
} = {}): Promise<Desktop> {
  const ends: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of ends.splice(0).reverse()) await each();
  };
  try {
    return await started({ daemon, tray }, ends, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function started(
  { daemon, tray }: { readonly daemon: keyof typeof daemons | null; readonly tray: boolean },
  ends: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<Desktop> {
  const home = await mkdtemp(join(tmpdir(), 'tocsin-desktop-'));
  // What the bus has started may still write there.
  ends.push(() => rm(home, { recursive: true, force: true, maxRetries: 10 }));
  const base: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    NO_AT_BRIDGE: '1',
  };
  const screen = ['-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
  const x = await startWithLine('Xvfb', ['-displayfd', '3', ...screen], base, 3);
  ends.push(() => end(x.child));
  const bus = await startBus(base);
  ends.push(() => end(bus.child));
  const env = { ...base, DISPLAY: `:${x.line}`, DBUS_SESSION_BUS_ADDRESS: bus.line };
  const windows = spawn('openbox', [], { env, stdio: 'ignore' });
  ends.push(() => end(windows));
  const watched = await watchNotices(bus.line);
  ends.push(watched.close);
  const kind = daemons[daemon ?? 'xfce4-notifyd'];
  let notifyd: ChildProcess | null = null;

  async function startDaemon(): Promise<void> {
    const [program = '', ...args] = kind.command();
    notifyd = spawn(program, args, { env, stdio: 'ignore' });
    await until('the notification daemon', () => isOwned(bus.line, 'org.freedesktop.Notifications'));
  }
  async function endDaemon(): Promise<void> {
    const ending = notifyd;
    if (ending === null) return;
    notifyd = null;
    ending.kill('SIGCONT');
    await end(ending);
  }
  ends.push(endDaemon);
  if (daemon !== null) await startDaemon();
  const panel = openPanel(env, bus.line);
  ends.push(panel.close);
  if (tray) await panel.start();
  return {
    env,
    notices: watched.all,
    startDaemon,
    endDaemon,
    hangDaemon: () => notifyd?.kill('SIGSTOP'),
    continueDaemon: () => notifyd?.kill('SIGCONT'),
    startPanel: panel.start,
    endPanel: panel.end,
    click: (button) => clickPopup(env, kind.popups, button),
    screenshot: async (file) => {
      await run('import', ['-window', 'root', file], { env });
    },
    close,
  };
}

async function clickPopup(env: NodeJS.ProcessEnv, popups: string, button: PopupButton): Promise<void> {
  const popup = await until('a popup on the screen', async () => {
    const found = await run('xdotool', ['search', '--onlyvisible', '--class', popups], { env }).catch(() => null);
    const id = found?.stdout.trim().split('\n').at(-1) ?? '';
    if (id === '') return null;
    const { stdout } = await run('xdotool', ['getwindowgeometry', '--shell', id], { env });
    const value = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(stdout)?.[1]);
    const place = { x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') };
    return place.width > 50 && place.height > 20 ? place : null;
  });
  const x = popup.x + { first: 50, second: 170, last: popup.width - 50 }[button];
  const y = popup.y + Math.max(popup.height - 30, popup.height / 2);
  await run('xdotool', ['mousemove', String(Math.round(x)), String(Math.round(y)), 'sleep', '0.2', 'click', '1'], {
    env,
  });
}

/** xfce4-panel with nothing but the place for icons. */
function openPanel(env: NodeJS.ProcessEnv, address: string) {
  const settings = join(env['XDG_CONFIG_HOME'] ?? '', 'xfce4', 'xfconf', 'xfce-perchannel-xml');
  let panel: ChildProcess | null = null;
  let xfconfd: ChildProcess | null = null;
  const endPanel = async () => {
    if (panel !== null) await end(panel);
    panel = null;
  };
  return {
    end: endPanel,
    async start(): Promise<void> {
      if (xfconfd === null) {
        await mkdir(settings, { recursive: true });
        await copyFile(panelConfig, join(settings, 'xfce4-panel.xml'));
        xfconfd = spawn(placeOf('xfce4/xfconf/xfconfd'), { env, stdio: 'ignore' });
        await until('the settings of the panel', () => isOwned(address, 'org.xfce.Xfconf'));
      }
      panel = spawn('xfce4-panel', ['--disable-wm-check'], { env, stdio: 'ignore' });
      await until('the place for icons', () => takesIcons(address), 30_000);
    },
    async close(): Promise<void> {
      await endPanel();
      if (xfconfd !== null) await end(xfconfd);
    },
  };
}

async function isOwned(address: string, name: string): Promise<boolean> {
  return asked<boolean>(address, {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameHasOwner',
    signature: 's',
    body: [name],
  });
}

async function takesIcons(address: string): Promise<boolean> {
  const watcher = 'org.kde.StatusNotifierWatcher';
  if (!(await isOwned(address, watcher))) return false;
  const answer = asked<boolean>(address, {
    destination: watcher,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [watcher, 'IsStatusNotifierHostRegistered'],
  });
  // The place of a panel that has just ended may go while it is asked.
  return answer.catch(() => false);
}

async function asked<T>(address: string, call: Message): Promise<T> {
  const bus = sessionBus({ busAddress: address });
  try {
    return await bus.invoke<T>(call);
  } finally {
    await bus.close();
  }
}

/** A program that stands among the libraries, wherever the system has those. */
function placeOf(program: string): string {
  const folders = [...readdirSync('/usr/lib').map((name) => `/usr/lib/${name}`), '/usr/lib', '/usr/lib64'];
  const found = folders.map((folder) => `${folder}/${program}`).find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${program} is not installed. Run: node test/system/install.mjs`);
  return found;
}
