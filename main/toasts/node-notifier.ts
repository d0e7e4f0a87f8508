import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import notifier, { NotifySend } from 'node-notifier';
import type { Cause, Sound } from '../../preload/contract/api.ts';
import type { OpenDriver, Shown, Toast, ToastDriver, ToastRef, ToastReply } from './driver.ts';
import { lacksDaemon } from './freedesktop.ts';
import { didOf, macOptions, removal, undashed, windowsOptions } from './notifier-options.ts';
import { busAddress } from './session-bus.ts';
import { bounded } from './texts.ts';

const name = 'node-notifier';
/** A daemon that hangs keeps notify-send for 75 s; nobody waits that long. */
const limitMs = 5_000;
/** The programs of Windows and macOS run as long as their toast stands; what they cannot show they say at once. */
const settledMs = 1_000;

/** Its own look for the program would be remembered for the life of the process, also after it was installed. */
const notifySend = new NotifySend({ suppressOsdCheck: true } as never);
const urgencies = { urgent: 'critical', show: 'normal', quiet: 'low' } as const;
/** Milliseconds where it is a text; 0 is never. */
const expiries = { urgent: '0', show: '10000', quiet: '5000' } as const;

/** What node-notifier is asked for, and what it answers when its program has ended. */
export type Notify = (
  options: Readonly<Record<string, unknown>>,
  ended: (error: Error | string | null, response?: string, said?: object) => void,
) => void;

/** Toasts by an external program of the system: notify-send, terminal-notifier, SnoreToast. */
export const openNodeNotifier: OpenDriver = (reply) => {
  if (isLinux(process.platform)) return new NotifySendDriver();
  return openNotifierProgram(process.platform, (options, ended) => notifier.notify(options as never, ended), reply);
};

/** Toasts by terminal-notifier (macOS) or SnoreToast (elsewhere), which tell of clicks and buttons. */
export function openNotifierProgram(
  platform: NodeJS.Platform,
  notify: Notify,
  reply: (reply: ToastReply) => void,
): ToastDriver {
  return new ProgramDriver(platform, notify, reply);
}

class ProgramDriver implements ToastDriver {
  readonly name = name;
  readonly #platform: NodeJS.Platform;
  readonly #notify: Notify;
  readonly #reply: (reply: ToastReply) => void;
  readonly #owner = `${process.pid}-${Date.now()}`;
  #next = 1;

  constructor(platform: NodeJS.Platform, notify: Notify, reply: (reply: ToastReply) => void) {
    this.#platform = platform;
    this.#notify = notify;
    this.#reply = reply;
  }

  async show(toast: Toast): Promise<Shown> {
    const mac = this.#platform === 'darwin';
    const { replaces } = toast;
    const ours = replaces !== null && replaces.driver === name && replaces.owner === this.#owner;
    // Only terminal-notifier puts one in the place of another.
    if (ours && !mac) await this.withdraw(replaces);
    const id = ours && mac ? replaces.id : this.#next++;
    const ref = { driver: name, owner: this.#owner, id };
    const options = mac ? macOptions(toast, id) : windowsOptions(toast, id);
    const { promise, resolve } = Promise.withResolvers<Shown>();
    const shown: Shown = { shown: true, driver: name, ref, sounded: options.sound };
    const timer = setTimeout(() => resolve(shown), settledMs);
    this.#ask(options, (fault, said) => {
      clearTimeout(timer);
      if (fault !== null) return resolve(failed(plainFault(fault)));
      resolve(shown);
      // A program that did not wait has heard nothing.
      const waited = !('timeout' in options) || options.timeout !== false;
      const did = waited ? didOf(said, toast.buttons) : null;
      if (did !== null) this.#reply({ ...did, ref });
    });
    return promise;
  }

  async withdraw(ref: ToastRef): Promise<void> {
    if (ref.driver !== name || ref.owner !== this.#owner) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, settledMs);
      this.#ask(removal(this.#platform, ref.id), () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async probe(): Promise<Cause | null> {
    return null;
  }

  async sounds(sound: Sound): Promise<boolean> {
    return sound === 'desktop';
  }

  async close(): Promise<void> {
    // Their programs end with their toasts.
  }

  #ask(
    options: Readonly<Record<string, unknown>>,
    ended: (fault: string | null, said: Readonly<Record<string, unknown>>) => void,
  ): void {
    try {
      this.#notify(options, (error, _, said) => ended(faultOf(error), { ...said }));
    } catch (error) {
      ended(String(error), {});
    }
  }
}

/** One at a time, each within 5 s. It can neither replace nor withdraw, and nothing comes back from a toast. */
class NotifySendDriver implements ToastDriver {
  readonly name = name;
  #last: Promise<unknown> = Promise.resolve();
  /** A program that did not end in time may still hang: no other one is started beside it. */
  #hanging = false;

  show(toast: Toast): Promise<Shown> {
    const shown = this.#last.then(() => this.#one(toast));
    this.#last = shown;
    return shown;
  }

  async withdraw(): Promise<void> {
    // It knows no toast after it was shown.
  }

  async probe(): Promise<Cause | null> {
    if (this.#hanging) return because('the notification before does not end');
    if (!isOnPath('notify-send')) return because(missingText);
    if (busAddress(process.env) === null) return because('notify-send finds no session bus here');
    return (await lacksDaemon()) ? because('notify-send finds no notification daemon here') : null;
  }

  async close(): Promise<void> {
    await this.#last;
  }

  async #one(toast: Toast): Promise<Shown> {
    if (this.#hanging) return failed('the notification before does not end');
    const late = Promise.withResolvers<Shown>();
    const timer = setTimeout(() => {
      this.#hanging = true;
      late.resolve(failed(`no answer within ${limitMs / 1000} s; does the notification daemon hang?`));
    }, limitMs);
    const ended = sent(toast).finally(() => {
      clearTimeout(timer);
      this.#hanging = false;
    });
    return Promise.race([ended, late.promise]);
  }
}

const done: Shown = { shown: true, driver: name, ref: null };

function sent(toast: Toast): Promise<Shown> {
  return new Promise((resolve) => {
    const said = (error: Error | string | null) => {
      const fault = faultOf(error);
      resolve(fault === null ? done : failed(plainFault(fault)));
    };
    try {
      notifySend.notify(linuxOptions(toast) as never, said);
    } catch (error) {
      said(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** notify-send reports on standard error, which comes as a text that is empty when all is well. */
function faultOf(error: Error | string | null): string | null {
  const text = error instanceof Error ? error.message : (error ?? '');
  return text === '' ? null : text;
}

function isLinux(platform: NodeJS.Platform): boolean {
  return platform === 'linux' || platform.endsWith('bsd');
}

/**
 * notify-send undoes backslash escapes in the body, but not in the title; daemons read the body as markup. Neither text
 * may begin with a dash, which would make it an option: the body gets it escaped, the title an invisible word joiner
 * before it.
 */
function linuxOptions(toast: Toast) {
  const { title, body } = bounded(toast);
  const escaped = body
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\\', '\\\\');
  return {
    title: undashed(title) || 'Tocsin',
    // An empty message is refused by node-notifier, an empty title is given a name of its own.
    message: escaped === '' ? ' ' : escaped.replace(/^-/, '\\055'),
    urgency: urgencies[toast.urgency],
    'expire-time': expiries[toast.urgency],
    'app-name': 'Tocsin',
  };
}

const missingText = 'notify-send is not installed; on Debian or Ubuntu: apt-get install libnotify-bin';

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function plainFault(text: string): string {
  if (/notify-send:? not found|ENOENT/.test(text)) {
    return missingText;
  }
  return text.replace(/^Command failed: [^\n]*\n?/, '').trim() || 'its program ended with an error';
}

function because(text: string): Cause {
  return { code: 'toast', params: { driver: name, text } };
}

function failed(text: string): Shown {
  return { shown: false, driver: name, why: because(text) };
}
