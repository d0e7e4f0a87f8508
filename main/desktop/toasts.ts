import { Notification } from 'electron';
import type { Cause, Sound } from '../../preload/contract/api.ts';
import type { OpenDriver, Shown, Toast, ToastDriver, ToastRef, ToastReply } from '../toasts/driver.ts';
import { isGone, toastOptions } from './toast-options.ts';

const name = 'electron';
const limitMs = 5_000;
const keptAtMost = 200;

/**
 * Native notifications of the desktop app, for Windows and macOS. On Linux Electron shows them by a call that stops the
 * whole app for minutes where no daemon answers (https://github.com/electron/electron/issues/48753).
 */
export const openNative: OpenDriver = (reply) => new Native(reply);

class Native implements ToastDriver {
  readonly name = name;
  readonly #reply: (reply: ToastReply) => void;
  readonly #owner = `${process.pid}-${Date.now()}`;
  /** A notification that nobody holds loses its click (https://github.com/electron/electron/issues/16922). */
  readonly #standing = new Map<number, Notification>();
  #next = 1;

  constructor(reply: (reply: ToastReply) => void) {
    this.#reply = reply;
  }

  async show(toast: Toast): Promise<Shown> {
    if (!Notification.isSupported()) return failed('this system has no notifications');
    if (toast.replaces !== null) await this.withdraw(toast.replaces);
    const id = this.#next++;
    const ref = { driver: name, owner: this.#owner, id };
    const notification = new Notification(toastOptions(toast));
    this.#keep(id, notification);
    notification.on('click', () => this.#reply({ type: 'clicked', ref }));
    notification.on('action', ({ actionIndex }) => {
      const key = toast.buttons[actionIndex]?.key;
      if (key !== undefined) this.#reply({ type: 'button', ref, key });
    });
    notification.on('close', ({ reason }) => {
      if (!isGone(reason)) return;
      this.#standing.delete(id);
      this.#reply({ type: 'gone', ref });
    });
    const why = await outcome(notification);
    if (why === null) return { shown: true, driver: name, ref, sounded: toast.sound === 'desktop' };
    await this.withdraw(ref);
    return failed(why);
  }

  async withdraw(ref: ToastRef): Promise<void> {
    if (ref.owner !== this.#owner) return;
    const notification = this.#standing.get(ref.id);
    this.#standing.delete(ref.id);
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

  #keep(id: number, notification: Notification): void {
    this.#standing.set(id, notification);
    const [oldest] = this.#standing.keys();
    if (this.#standing.size > keptAtMost && oldest !== undefined) this.#standing.delete(oldest);
  }
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
