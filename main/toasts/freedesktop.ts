import type { Message } from 'dbus-native';
import type { Cause } from '../../preload/contract/api.ts';
import type { OpenDriver, Shown, Toast, ToastDriver, ToastRef, ToastReply } from './driver.ts';
import { type Bus, busAddress, connectBus, daemon } from './session-bus.ts';
import { bounded } from './texts.ts';

/** https://specifications.freedesktop.org/notification-spec/latest/ */
const notifications = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;
const name = 'freedesktop';

const urgencies = { urgent: 2, show: 1, quiet: 0 } as const;
/** -1 is the daemon's own time, 0 is never. */
const expiries = { urgent: 0, show: -1, quiet: 5_000 } as const;
const icons = {
  ok: 'dialog-information',
  info: 'dialog-information',
  warning: 'dialog-warning',
  error: 'dialog-error',
  critical: 'dialog-error',
} as const;

/** One life of a notification daemon on one bus. */
interface Daemon {
  readonly bus: Bus;
  /** Its unique name on the bus, which is never given twice. */
  readonly unique: string;
  readonly owner: string;
  readonly capabilities: ReadonlySet<string>;
}

/**
 * Toasts over D-Bus. The line is made when the first toast comes and again when it or the daemon has gone; each question
 * has 2 s.
 */
export const openFreedesktop: OpenDriver = (reply) => new Freedesktop(reply);

class Freedesktop implements ToastDriver {
  readonly name = name;
  readonly #reply: (reply: ToastReply) => void;
  #daemon: Promise<Daemon> | null = null;
  #current: Daemon | null = null;

  constructor(reply: (reply: ToastReply) => void) {
    this.#reply = reply;
  }

  async show(toast: Toast): Promise<Shown> {
    try {
      const here = await this.#reached();
      const id = Number(await here.bus.call({ ...notifications, member: 'Notify', ...notify(toast, here) }));
      return { shown: true, driver: name, ref: { driver: name, owner: here.owner, id } };
    } catch (error) {
      // A daemon that did not answer may never have got it: the next toast begins anew.
      this.#drop();
      return { shown: false, driver: name, why: causeOf(error) };
    }
  }

  async withdraw(ref: ToastRef): Promise<void> {
    try {
      const here = await this.#reached();
      if (ref.driver !== name || ref.owner !== here.owner) return;
      await here.bus.call({ ...notifications, member: 'CloseNotification', signature: 'u', body: [ref.id] });
    } catch {
      // The toast has gone before, or its daemon has: nothing of ours stands there any more.
      this.#drop();
    }
  }

  async probe(): Promise<Cause | null> {
    try {
      await this.#reached();
      return null;
    } catch (error) {
      return causeOf(error);
    }
  }

  async close(): Promise<void> {
    this.#drop();
  }

  #reached(): Promise<Daemon> {
    if (this.#daemon !== null) return this.#daemon;
    const reaching = reach(
      (message) => this.#heard(message),
      () => this.#forget(reaching),
    );
    this.#daemon = reaching;
    reaching.then(
      (here) => {
        if (this.#daemon === reaching) this.#current = here;
        else here.bus.close();
      },
      () => this.#forget(reaching),
    );
    return reaching;
  }

  #forget(reaching: Promise<Daemon>): void {
    if (this.#daemon !== reaching) return;
    this.#daemon = null;
    this.#current = null;
  }

  #drop(): void {
    const gone = this.#current;
    this.#daemon = null;
    this.#current = null;
    gone?.bus.close();
  }

  #heard({ interface: from, member, sender, body = [] }: Message): void {
    const here = this.#current;
    if (here === null) return;
    if (from === daemon.interface && member === 'NameOwnerChanged') {
      if (body[0] === notifications.destination) this.#drop();
      return;
    }
    if (from !== notifications.interface || sender !== here.unique) return;
    const [id, key] = body;
    const ref = { driver: name, owner: here.owner, id: Number(id) };
    if (member === 'NotificationClosed') this.#reply({ type: 'gone', ref });
    if (member !== 'ActionInvoked') return;
    this.#reply(key === 'default' ? { type: 'clicked', ref } : { type: 'button', ref, key: String(key) });
  }
}

/** Finds the daemon on the user's bus and asks what it can do. */
async function reach(heard: (message: Message) => void, lost: () => void): Promise<Daemon> {
  const address = busAddress(process.env);
  if (address === null) throw new Error('there is no session bus (DBUS_SESSION_BUS_ADDRESS is not set)');
  const bus = await connectBus(address, heard, lost);
  try {
    const unique = await ownerOf(bus);
    for (const rule of [
      `type='signal',interface='${notifications.interface}',path='${notifications.path}'`,
      `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${notifications.destination}'`,
    ]) {
      await bus.call({ ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
    }
    const capabilities = await bus.call({ ...notifications, member: 'GetCapabilities' });
    return {
      bus,
      unique,
      owner: `${bus.guid}${unique}`,
      capabilities: new Set(Array.isArray(capabilities) ? capabilities.map(String) : []),
    };
  } catch (error) {
    bus.close();
    throw error;
  }
}

/** The daemon's unique name; one that waits to be started by the bus is started. */
async function ownerOf(bus: Bus): Promise<string> {
  const owned = { ...daemon, signature: 's', body: [notifications.destination] };
  if ((await bus.call({ ...owned, member: 'NameHasOwner' })) !== true) {
    const waiting = await bus.call({ ...daemon, member: 'ListActivatableNames' });
    if (!Array.isArray(waiting) || !waiting.includes(notifications.destination)) {
      throw new Error(
        'no notification daemon runs on the session bus; install one (xfce4-notifyd, dunst) or log in to a desktop',
      );
    }
    const start = { ...daemon, signature: 'su', body: [notifications.destination, 0] };
    await bus.call({ ...start, member: 'StartServiceByName' });
  }
  return String(await bus.call({ ...owned, member: 'GetNameOwner' }));
}

/** The arguments of Notify. A toast of another life of a daemon has a number that is somebody else's now. */
function notify(toast: Toast, { owner, capabilities }: Daemon) {
  const { title, body } = bounded(toast);
  const { urgency, replaces, silent = false } = toast;
  const still = urgency === 'quiet' || silent;
  const standing = replaces !== null && replaces.driver === name && replaces.owner === owner ? replaces.id : 0;
  const actions = ['default', 'Open', ...toast.buttons.flatMap(({ key, label }) => [key, label])];
  const hints: [string, [string, unknown]][] = [
    ['urgency', ['y', urgencies[urgency]]],
    ['desktop-entry', ['s', 'tocsin']],
    ...(still ? [['suppress-sound', ['b', true]] as [string, [string, unknown]]] : []),
    ...(urgency === 'quiet' ? [['transient', ['b', true]] as [string, [string, unknown]]] : []),
  ];
  return {
    signature: 'susssasa{sv}i',
    body: [
      'Tocsin',
      standing,
      icons[toast.severity],
      title,
      capabilities.has('body-markup') ? escaped(body) : body,
      capabilities.has('actions') ? actions : [],
      hints,
      expiries[urgency],
    ],
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function causeOf(error: unknown): Cause {
  return { code: 'toast', params: { driver: 'D-Bus', text: error instanceof Error ? error.message : String(error) } };
}
