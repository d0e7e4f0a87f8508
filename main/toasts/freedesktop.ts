import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConnectionClosedError, DBusError, type Message, TimeoutError } from 'dbus-native';
import type { Cause, Sound } from '../../preload/contract/api.ts';
import { heldBackBy } from './do-not-disturb.ts';
import type { HeldBack, Shown, Toast, ToastDriver, ToastRef, ToastReply } from './driver.ts';
import { type Bus, busAddress, type Call, connectBus, daemon, limitMs } from './session-bus.ts';
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
/** https://specifications.freedesktop.org/sound-naming-spec/latest/ */
const soundNames = { desktop: 'message-new-instant', alarm: 'alarm-clock-elapsed' } as const;
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
 * has 2 s. Its picture is the severity's shape out of the folder `pictures`; null: the desktop's own icon. A daemon tells every program about every toast, so that replies may be about somebody else's.
 */
export function openFreedesktop(reply: (reply: ToastReply) => void, pictures: string | null = null): ToastDriver {
  return new Freedesktop(reply, pictures);
}

/** Whether the user's bus is there, and nobody on it shows toasts. */
export async function lacksDaemon(): Promise<boolean> {
  const driver = openFreedesktop(() => undefined);
  const why = await driver.probe();
  await driver.close();
  return why?.params['text'] === noDaemonText;
}

class Freedesktop implements ToastDriver {
  readonly name = name;
  readonly #reply: (reply: ToastReply) => void;
  readonly #pictures: string | null;
  #reaching: Promise<Daemon> | null = null;
  #current: Daemon | null = null;
  #closed = false;

  constructor(reply: (reply: ToastReply) => void, pictures: string | null) {
    this.#reply = reply;
    this.#pictures = pictures;
  }

  async show(toast: Toast): Promise<Shown> {
    try {
      return await this.#ask(async (here) => {
        const id = Number(await ask(here, { member: 'Notify', ...notify(toast, here, this.#pictures) }));
        const ref = { driver: name, owner: here.owner, id };
        return { shown: true, driver: name, ref, sounded: here.capabilities.has('sound') };
      });
    } catch (error) {
      return { shown: false, driver: name, why: causeOf(error) };
    }
  }

  async withdraw(ref: ToastRef): Promise<void> {
    if (ref.driver !== name) return;
    try {
      await this.#ask(async (here) => {
        if (ref.owner !== here.owner) return;
        await ask(here, { member: 'CloseNotification', signature: 'u', body: [ref.id] });
      });
    } catch {
      // The toast has gone before, or its daemon has: nothing of ours stands there any more.
    }
  }

  async probe(): Promise<Cause | null> {
    try {
      await this.#ask((here) => ask(here, { member: 'GetServerInformation' }));
      return null;
    } catch (error) {
      return causeOf(error);
    }
  }

  async holdsBack(): Promise<HeldBack> {
    try {
      return await this.#ask(async (here) => {
        const [program] = (await ask(here, { member: 'GetServerInformation' })) as readonly unknown[];
        return heldBackBy(here.bus, String(program));
      });
    } catch {
      return 'none';
    }
  }

  async sounds(sound: Sound): Promise<boolean> {
    if (sound === 'none') return false;
    try {
      return await this.#ask(async ({ capabilities }) => capabilities.has('sound'));
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    // What is being asked ends with the line, and must not make another one.
    this.#closed = true;
    this.#drop(this.#reaching);
  }

  /** Asks the daemon, and once more where its life or that of the line ended before it answered. */
  async #ask<T>(question: (here: Daemon) => Promise<T>): Promise<T> {
    for (let again = true; ; again = false) {
      // A line that is made now would be closed by nobody, and keep the program from ending.
      if (this.#closed) throw new Error('Tocsin ends');
      const reaching = this.#reached();
      try {
        return await question(await reaching);
      } catch (error) {
        const gone = isGone(error);
        if (gone) this.#drop(reaching);
        else if (error instanceof TimeoutError) this.#examine(reaching);
        if (!gone || !again || this.#closed) throw error;
      }
    }
  }

  #reached(): Promise<Daemon> {
    if (this.#reaching !== null) return this.#reaching;
    const reaching: Promise<Daemon> = reach(
      (message) => this.#heard(message, reaching),
      () => this.#drop(reaching),
    );
    this.#reaching = reaching;
    reaching.then(
      (here) => {
        if (this.#reaching === reaching) this.#current = here;
        else here.bus.close();
      },
      () => this.#drop(reaching),
    );
    return reaching;
  }

  /**
   * A daemon that is only slow keeps its line, for GNOME takes away the toasts of a program that leaves the bus; a bus
   * that is silent itself loses it.
   */
  #examine(reaching: Promise<Daemon>): void {
    this.#current?.bus.call({ ...daemon, member: 'GetId' }).catch(() => this.#drop(reaching));
  }

  #drop(reaching: Promise<Daemon> | null): void {
    if (this.#reaching !== reaching) return;
    const gone = this.#current;
    this.#reaching = null;
    this.#current = null;
    gone?.bus.close();
  }

  #heard({ interface: from, member, sender, body = [] }: Message, reaching: Promise<Daemon>): void {
    if (this.#reaching !== reaching) return;
    if (from === daemon.interface && member === 'NameOwnerChanged') {
      if (body[0] === notifications.destination) this.#drop(reaching);
      return;
    }
    const here = this.#current;
    if (here === null || from !== notifications.interface || sender !== here.unique) return;
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
    await started(bus);
    // Before its owner is asked, so that no change of it goes unheard.
    for (const rule of [
      `type='signal',interface='${notifications.interface}',path='${notifications.path}'`,
      `type='signal',sender='${daemon.destination}',member='NameOwnerChanged',arg0='${notifications.destination}'`,
    ]) {
      await bus.call({ ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
    }
    const unique = String(await bus.call({ ...daemon, member: 'GetNameOwner', ...owned }));
    const here = { bus, unique, owner: `${bus.guid}${unique}` };
    const capabilities = await ask(here, { member: 'GetCapabilities' });
    return { ...here, capabilities: new Set(Array.isArray(capabilities) ? capabilities.map(String) : []) };
  } catch (error) {
    bus.close();
    throw error;
  }
}

const noDaemonText =
  'no notification daemon runs on the session bus; install one (xfce4-notifyd, dunst) or log in to a desktop';
const owned = { signature: 's', body: [notifications.destination] };

/** Sees that there is a daemon; one that waits to be started by the bus is started. */
async function started(bus: Bus): Promise<void> {
  if ((await bus.call({ ...daemon, member: 'NameHasOwner', ...owned })) === true) return;
  const waiting = await bus.call({ ...daemon, member: 'ListActivatableNames' });
  if (!Array.isArray(waiting) || !waiting.includes(notifications.destination)) {
    throw new Error(noDaemonText);
  }
  const start = { ...daemon, signature: 'su', body: [notifications.destination, 0] };
  await bus.call({ ...start, member: 'StartServiceByName' });
}

/**
 * Asks this life of the daemon by its unique name: by the well-known name a question could reach the next life, where
 * the numbers of toasts are somebody else's.
 */
function ask({ bus, unique }: Pick<Daemon, 'bus' | 'unique'>, question: Pick<Call, 'member' | 'signature' | 'body'>) {
  return bus.call({ ...notifications, destination: unique, ...question });
}

/** Whether the line has ended, or the bus itself answered that nobody is there any more. */
function isGone(error: unknown): boolean {
  if (error instanceof ConnectionClosedError) return true;
  return error instanceof DBusError && error.reply?.sender === daemon.destination;
}

/** The arguments of Notify. A toast of another life of a daemon has a number that is somebody else's now. */
function notify(toast: Toast, { owner, capabilities }: Daemon, pictures: string | null) {
  const { title, body } = bounded(toast);
  const { urgency, replaces, silent = false, sound = urgency === 'quiet' || silent ? 'none' : 'desktop' } = toast;
  const standing = replaces !== null && replaces.driver === name && replaces.owner === owner ? replaces.id : 0;
  const actions = ['default', 'Open', ...toast.buttons.flatMap(({ key, label }) => [key, label])];
  const hints: [string, [string, unknown]][] = [
    ['urgency', ['y', urgencies[urgency]]],
    ['desktop-entry', ['s', 'tocsin-desktop']],
    // For rules of the daemon's own.
    ['category', ['s', `x-tocsin.${toast.severity}`]],
    ...soundHints(sound, capabilities),
    ...(urgency === 'quiet' ? [['transient', ['b', true]] as [string, [string, unknown]]] : []),
  ];
  return {
    signature: 'susssasa{sv}i',
    body: [
      'Tocsin',
      standing,
      pictures === null ? icons[toast.severity] : pathToFileURL(join(pictures, `${toast.severity}.png`)).href,
      title,
      capabilities.has('body-markup') ? escaped(body) : body,
      capabilities.has('actions') ? actions : [],
      hints,
      expiries[urgency],
    ],
  };
}

/** Where we make the alarm ourselves the daemon makes no sound beside it. */
function soundHints(sound: Sound, capabilities: ReadonlySet<string>): readonly [string, [string, unknown]][] {
  if (sound !== 'none' && capabilities.has('sound')) return [['sound-name', ['s', soundNames[sound]]]];
  return sound === 'desktop' ? [] : [['suppress-sound', ['b', true]]];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function causeOf(error: unknown): Cause {
  return { code: 'toast', params: { driver: 'D-Bus', text: reasonOf(error) } };
}

function reasonOf(error: unknown): string {
  if (error instanceof TimeoutError) return `no answer within ${limitMs / 1000} s; does the notification daemon hang?`;
  return error instanceof Error ? error.message : String(error);
}
