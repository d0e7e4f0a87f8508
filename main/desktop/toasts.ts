import { Notification } from 'electron';
import type { Cause } from '../../preload/contract/api.ts';
import type { OpenDriver, Shown, Toast, ToastDriver, ToastRef, ToastReply } from '../toasts/driver.ts';

const name = 'electron';
/** `show` says at once, `failed` may follow; some systems say neither. */
const limitMs = 2_000;
const keptAtMost = 200;

/** Native notifications of the desktop app. */
export const openNative: OpenDriver = (reply) => new Native(reply);

class Native implements ToastDriver {
  readonly name = name;
  readonly #reply: (reply: ToastReply) => void;
  readonly #owner = `${process.pid}-${Date.now()}`;
  /** A notification that nobody holds loses its click. */
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
    const notification = new Notification({
      title: toast.title,
      body: toast.body,
      silent: toast.urgency === 'quiet' || toast.silent === true,
      urgency: toast.urgency === 'urgent' ? 'critical' : toast.urgency === 'quiet' ? 'low' : 'normal',
      timeoutType: toast.urgency === 'urgent' ? 'never' : 'default',
      actions: toast.buttons.map(({ label }) => ({ type: 'button', text: label })),
    });
    this.#keep(id, notification);
    notification.on('click', () => this.#reply({ type: 'clicked', ref }));
    notification.on('action', (details) => {
      const key = toast.buttons[details.actionIndex]?.key;
      if (key !== undefined) this.#reply({ type: 'button', ref, key });
    });
    notification.on('close', () => {
      this.#standing.delete(id);
      this.#reply({ type: 'gone', ref });
    });
    return shown(notification, ref);
  }

  async withdraw(ref: ToastRef): Promise<void> {
    if (ref.owner !== this.#owner) return;
    this.#standing.get(ref.id)?.close();
    this.#standing.delete(ref.id);
  }

  async probe(): Promise<Cause | null> {
    return Notification.isSupported() ? null : because('this system has no notifications');
  }

  async close(): Promise<void> {
    this.#standing.clear();
  }

  #keep(id: number, notification: Notification): void {
    this.#standing.set(id, notification);
    const [oldest] = this.#standing.keys();
    if (this.#standing.size > keptAtMost && oldest !== undefined) this.#standing.delete(oldest);
  }
}

function shown(notification: Notification, ref: ToastRef): Promise<Shown> {
  return new Promise((resolve) => {
    const done: Shown = { shown: true, driver: name, ref };
    const late = setTimeout(() => resolve(done), limitMs);
    const say = (answer: Shown) => {
      clearTimeout(late);
      resolve(answer);
    };
    notification.once('show', () => say(done));
    notification.once('failed', (_, error) => say(failed(error)));
    notification.show();
  });
}

function because(text: string): Cause {
  return { code: 'toast', params: { driver: 'The desktop', text } };
}

function failed(text: string): Shown {
  return { shown: false, driver: name, why: because(text) };
}
