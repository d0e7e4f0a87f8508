import { type Bus, busAddress, type Call, connectBus, daemon } from '../toasts/session-bus.ts';

/** https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/ */
const watcher = 'org.kde.StatusNotifierWatcher';
const watched = { destination: watcher, path: '/StatusNotifierWatcher' } as const;

/**
 * Tells whether the desktop has a place for tray icons, at once and when that changes. Only Linux may lack one (GNOME
 * without its extension, a panel that was ended), and Electron neither says so nor tries again: it is asked on the bus.
 */
export function watchTrayPlace(told: (there: boolean) => void, platform = process.platform): () => void {
  if (platform !== 'linux') {
    told(true);
    return () => undefined;
  }
  let bus: Bus | null = null;
  let closed = false;
  let there: boolean | null = null;
  const tell = (now: boolean) => {
    if (closed || now === there) return;
    there = now;
    told(now);
  };
  const look = async () => tell(bus !== null && (await takesIcons(bus)));
  const address = busAddress(process.env);
  if (address === null) tell(false);
  else {
    connectBus(
      address,
      ({ member, interface: face, body }) => {
        const owner = face === daemon.interface && member === 'NameOwnerChanged' && body?.[0] === watcher;
        if (owner || face === watcher) void look();
      },
      () => tell(false),
    )
      .then(async (connected) => {
        if (closed) return connected.close();
        bus = connected;
        const rules = [
          `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${watcher}'`,
          `type='signal',interface='${watcher}'`,
        ];
        for (const rule of rules) await bus.call({ ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
        await look();
      })
      .catch(() => tell(false));
  }
  return () => {
    closed = true;
    bus?.close();
  };
}

async function takesIcons(bus: Bus): Promise<boolean> {
  const question: Call = {
    ...watched,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [watcher, 'IsStatusNotifierHostRegistered'],
  };
  try {
    return (await bus.call(question)) === true;
  } catch {
    // Nobody has the name, or whoever has it is ending.
    return false;
  }
}
