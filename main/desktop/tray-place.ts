import { type Message, TimeoutError } from 'dbus-native';
import type { Clock } from '../clock.ts';
import { type Bus, busAddress, type Call, connectBus, daemon } from '../toasts/session-bus.ts';

/** https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/ */
const watcher = 'org.kde.StatusNotifierWatcher';
const watched = { destination: watcher, path: '/StatusNotifierWatcher' } as const;
const rules = [
  `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${watcher}'`,
  `type='signal',interface='${watcher}'`,
];

/** Before what came to nothing is tried again; twice as long each time. */
const pauseMs = 1_000;
const longestPauseMs = 60_000;

interface Options {
  readonly clock: Clock;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

/**
 * Tells whether the desktop has a place for tray icons, at once and when that changes. Only Linux may lack one (GNOME
 * without its extension, a panel that was ended), and Electron neither says so nor tries again: it is asked on the bus.
 * A desktop is at its busiest where somebody logs in, so a bus that does not answer in time is asked again.
 */
export function watchTrayPlace(
  told: (there: boolean) => void,
  { clock, env = process.env, platform = process.platform }: Options,
): () => void {
  const address = platform === 'linux' ? busAddress(env) : null;
  if (address === null) {
    told(platform !== 'linux');
    return () => undefined;
  }
  let bus: Bus | null = null;
  let closed = false;
  let there: boolean | null = null;
  let asked = 0;
  let nextPauseMs = pauseMs;
  let waiting: () => void = () => undefined;
  const tell = (now: boolean) => {
    if (closed || now === there) return;
    there = now;
    told(now);
  };
  const later = (run: () => Promise<void>) => {
    if (closed) return;
    waiting();
    waiting = clock.after(nextPauseMs, () => void run());
    nextPauseMs = Math.min(2 * nextPauseMs, longestPauseMs);
  };
  const look = async () => {
    waiting();
    if (bus === null) return;
    const mine = ++asked;
    const takes = await takesIcons(bus);
    // What was asked since is answered for itself.
    if (mine !== asked) return;
    if (takes === 'late') return later(look);
    nextPauseMs = pauseMs;
    tell(takes);
  };
  const heard = ({ member, interface: face, body }: Message) => {
    const owner = face === daemon.interface && member === 'NameOwnerChanged' && body?.[0] === watcher;
    if (owner || face === watcher) void look();
  };
  const lost = () => {
    bus = null;
    // What is asked on it is not waited for.
    asked++;
    tell(false);
    later(dial);
  };
  const dial = async () => {
    try {
      const connected = await connectBus(address, heard, lost);
      if (closed) return connected.close();
      bus = connected;
      for (const rule of rules) await connected.call({ ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
    } catch {
      // One that was not reached is lost already; one that does not answer is, by this.
      return bus?.close();
    }
    await look();
  };
  void dial();
  return () => {
    closed = true;
    waiting();
    bus?.close();
  };
}

async function takesIcons(bus: Bus): Promise<boolean | 'late'> {
  const question: Call = {
    ...watched,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [watcher, 'IsStatusNotifierHostRegistered'],
  };
  try {
    return (await bus.call(question)) === true;
  } catch (error) {
    // Otherwise nobody has the name, or whoever has it is ending.
    return error instanceof TimeoutError ? 'late' : false;
  }
}
