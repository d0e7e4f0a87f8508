import { Notification } from 'electron';
import type { Cause, Sound } from '../../preload/contract/api.ts';
import type { OpenDriver, Shown, Toast, ToastDriver, ToastRef, ToastReply } from '../toasts/driver.ts';
import { activationReply } from './toast-activation.ts';
import { isGone, toastOptions } from './toast-options.ts';
import { ownerOf, readTag, type ToastTag, tagText } from './toast-tag.ts';

const name = 'electron';
const limitMs = 5_000;
const keptAtMost = 200;

/**
 * Native notifications of the desktop app, for Windows and macOS. On Linux Electron shows them by a call that stops the
 * whole app for minutes where no daemon answers (https://github.com/electron/electron/issues/48753).
 */
export class NativeToasts {
  readonly #failed: (line: string) => void;
  #native: Native | null = null;

  constructor(failed: (line: string) => void) {
    this.#failed = failed;
  }

  readonly open: OpenDriver = (reply) => {
    this.#native = new Native(reply);
    return this.#native;
  };

  /** From now on clicks on toasts of earlier runs are told too, first the one that started this run. */
  listen(): void {
    this.#native?.listen(process.platform).catch((error) => {
      this.#failed(`Clicks on notifications of before the start are not heard: ${String(error)}`);
    });
  }
}

class Native implements ToastDriver {
  readonly name = name;
  readonly #reply: (reply: ToastReply) => void;
  readonly #owner = ownerOf(process.pid, Date.now());
  /** A notification that nobody holds loses its click (https://github.com/electron/electron/issues/16922). */
  readonly #standing = new Map<string, Notification>();
  #next = 1;

  constructor(reply: (reply: ToastReply) => void) {
    this.#reply = reply;
  }

  async show(toast: Toast): Promise<Shown> {
    if (!Notification.isSupported()) return failed('this system has no notifications');
    if (toast.replaces !== null) await this.withdraw(toast.replaces);
    const id = this.#next++;
    const ref = { driver: name, owner: this.#owner, id };
    const tag = { owner: this.#owner, id, about: toast.about ?? null, keys: toast.buttons.map(({ key }) => key) };
    const notification = new Notification(toastOptions(toast, tagText(tag), process.platform));
    this.#follow(tag, notification);
    const why = await outcome(notification);
    if (why === null) return { shown: true, driver: name, ref, sounded: toast.sound === 'desktop' };
    await this.withdraw(ref);
    return failed(why);
  }

  /** Windows hands every click over, macOS the toasts that still stand. */
  async listen(platform: NodeJS.Platform): Promise<void> {
    if (platform === 'win32') {
      Notification.handleActivation((activation) => {
        const reply = activationReply(activation, name, (tag) => this.#standing.has(nameOf(tag)));
        if (reply !== null) this.#reply(reply);
      });
    }
    if (platform !== 'darwin') return;
    for (const notification of await Notification.getHistory()) {
      const tag = readTag(notification.id);
      if (tag !== null) this.#follow(tag, notification);
    }
  }

  async withdraw(ref: ToastRef): Promise<void> {
    const notification = this.#standing.get(nameOf(ref));
    this.#standing.delete(nameOf(ref));
    // Whoever takes it away knows that it is gone.
    notification?.removeAllListeners();
    notification?.close();
  }

  async probe(): Promise<Cause | null> {
    return Notification.isSupported() ? null : because('this system has no notifications');
  }

  async sounds(sound: Sound): Promise<boolean> {
    return sound === 'desktop';
  }

  async close(): Promise<void> {
    for (const notification of this.#standing.values()) notification.removeAllListeners();
    this.#standing.clear();
  }

  #follow(tag: ToastTag, notification: Notification): void {
    const { owner, id, about, keys } = tag;
    const ref = { driver: name, owner, id };
    this.#standing.set(nameOf(tag), notification);
    const [oldest] = this.#standing.keys();
    if (this.#standing.size > keptAtMost && oldest !== undefined) this.#standing.delete(oldest);
    notification.on('click', () => this.#reply({ type: 'clicked', ref, about }));
    notification.on('action', ({ actionIndex }) => {
      const key = keys[actionIndex];
      if (key !== undefined) this.#reply({ type: 'button', ref, key, about });
    });
    notification.on('close', ({ reason }) => {
      if (!isGone(reason)) return;
      this.#standing.delete(nameOf(tag));
      this.#reply({ type: 'gone', ref });
    });
  }
}

function nameOf({ owner, id }: Pick<ToastRef, 'owner' | 'id'>): string {
  return `${owner}-${id}`;
}

/** Shows it. Null when the system says that it did; otherwise why not, at the latest after 5 s. */
function outcome(notification: Notification): Promise<string | null> {
  return new Promise((resolve) => {
    const late = setTimeout(() => say('the system neither showed nor refused it within 5 s'), limitMs);
    function say(why: string | null): void {
      clearTimeout(late);
      resolve(why);
    }
    notification.once('show', () => say(null));
    notification.once('failed', (_, error) => say(error));
    notification.show();
  });
}

function because(text: string): Cause {
  return { code: 'toast', params: { driver: 'The desktop', text } };
}

function failed(text: string): Shown {
  return { shown: false, driver: name, why: because(text) };
}
