import { type Bus, daemon } from './session-bus.ts';

/** Where Xfce keeps its settings. https://docs.xfce.org/xfce/xfconf/start */
const xfconf = {
  destination: 'org.xfce.Xfconf',
  path: '/org/xfce/Xfconf',
  interface: 'org.xfce.Xfconf',
} as const;
const xfceDaemon = 'Xfce Notify Daemon';

/**
 * Whether the desktop itself holds toasts back: the "Do not disturb" of Xfce's own daemon, which lets urgent ones
 * through. False where it is off, where another daemon runs, or where it cannot be known.
 */
export async function isDoNotDisturb(bus: Bus, daemonName: string): Promise<boolean> {
  if (daemonName !== xfceDaemon) return false;
  // Asked without that it would be started.
  const running = await bus.call({
    ...daemon,
    member: 'NameHasOwner',
    signature: 's',
    body: [xfconf.destination],
  });
  if (running !== true) return false;
  try {
    const question = { ...xfconf, member: 'GetProperty', signature: 'ss', body: ['xfce4-notifyd', '/do-not-disturb'] };
    return (await bus.call(question)) === true;
  } catch {
    // Never set.
    return false;
  }
}
