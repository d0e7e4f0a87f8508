import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { HeldBack } from './driver.ts';
import { type Bus, type Call, daemon, limitMs } from './session-bus.ts';

const run = promisify(execFile);

/** Where Xfce keeps its settings. https://docs.xfce.org/xfce/xfconf/start */
const xfconf = { destination: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' } as const;
const notifications = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  signature: 'ss',
} as const;

/** How each daemon is asked, by the name that it gives itself. */
const asked: Readonly<Record<string, (bus: Bus) => Promise<HeldBack>>> = {
  // Lets urgent ones through.
  'Xfce Notify Daemon': async (bus) => ((await xfceDisturbs(bus)) ? 'usual' : 'none'),
  // Lets urgent ones through, unless set otherwise. The property: https://invent.kde.org/plasma/plasma-workspace,
  // libnotificationmanager/dbus/org.freedesktop.Notifications.xml
  Plasma: async (bus) => ((await isTrue(bus, 'org.freedesktop.Notifications', 'Inhibited')) ? 'usual' : 'none'),
  // Keeps all of them until it goes on. https://dunst-project.org/documentation/dunstctl/
  dunst: async (bus) => ((await isTrue(bus, 'org.dunstproject.cmd0', 'paused')) ? 'all' : 'none'),
  // Its setting is in no interface of the bus. Lets urgent ones through.
  'gnome-shell': async () => ((await gnomeDisturbs()) ? 'usual' : 'none'),
};

/**
 * What the desktop itself holds back now ("Do not disturb"). `none` also where it cannot be known. Rejects as the bus
 * does.
 */
export async function heldBackBy(bus: Bus, daemonName: string): Promise<HeldBack> {
  return (await asked[daemonName]?.(bus)) ?? 'none';
}

async function xfceDisturbs(bus: Bus): Promise<boolean> {
  // Asked without that it would be started.
  const running = await bus.call({ ...daemon, member: 'NameHasOwner', signature: 's', body: [xfconf.destination] });
  if (running !== true) return false;
  const body = ['xfce4-notifyd', '/do-not-disturb'];
  return answersTrue(bus, { ...xfconf, member: 'GetProperty', signature: 'ss', body });
}

function isTrue(bus: Bus, face: string, property: string): Promise<boolean> {
  return answersTrue(bus, { ...notifications, body: [face, property] });
}

async function answersTrue(bus: Bus, question: Call): Promise<boolean> {
  try {
    return (await bus.call(question)) === true;
  } catch {
    // Never set, or unknown to this version.
    return false;
  }
}

async function gnomeDisturbs(): Promise<boolean> {
  try {
    const args = ['get', 'org.gnome.desktop.notifications', 'show-banners'];
    const { stdout } = await run('gsettings', args, { timeout: limitMs });
    return stdout.trim() === 'false';
  } catch {
    return false;
  }
}
