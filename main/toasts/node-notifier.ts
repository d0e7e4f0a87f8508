import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import notifier, { NotifySend } from 'node-notifier';
import type { Cause } from '../../preload/contract/api.ts';
import type { OpenDriver, Shown, Toast, ToastDriver } from './driver.ts';
import { busAddress } from './session-bus.ts';
import { bounded } from './texts.ts';

const name = 'node-notifier';
/** A daemon that hangs keeps notify-send for 75 s; nobody waits that long. */
const limitMs = 5_000;
/** SnoreToast reads 1,024 bytes from its pipe. */
const windowsBytes = 900;

/** SnoreToast runs as long as its toast stands; an error of it comes at once. */
const lasts = process.platform === 'win32';
const linux = process.platform === 'linux' || process.platform.endsWith('bsd');
/** Its own look for the program would be remembered for the life of the process, also after it was installed. */
const notifySend = new NotifySend({ suppressOsdCheck: true } as never);
const urgencies = { urgent: 'critical', show: 'normal', quiet: 'low' } as const;
/** Milliseconds where it is a text; 0 is never. */
const expiries = { urgent: '0', show: '10000', quiet: '5000' } as const;

/**
 * Toasts by an external program of the system (notify-send, terminal-notifier, SnoreToast): one at a time, each within
 * 5 s. It can neither replace nor withdraw, and nothing comes back from a toast.
 */
export const openNodeNotifier: OpenDriver = () => new NodeNotifier();

class NodeNotifier implements ToastDriver {
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
    if (!linux) return null;
    if (!isOnPath('notify-send')) return because(missingText);
    return busAddress(process.env) === null ? because('notify-send finds no session bus here') : null;
  }

  async close(): Promise<void> {
    await this.#last;
  }

  async #one(toast: Toast): Promise<Shown> {
    if (this.#hanging) return failed('the notification before does not end');
    const late = Promise.withResolvers<Shown>();
    const timer = setTimeout(() => {
      if (lasts) return late.resolve(done);
      this.#hanging = true;
      late.resolve(failed(`no answer within ${limitMs / 1000} s; does the notification daemon hang?`));
    }, limitMs);
    const ended = notified(toast).finally(() => {
      clearTimeout(timer);
      this.#hanging = false;
    });
    return Promise.race([ended, late.promise]);
  }
}

const done: Shown = { shown: true, driver: name, ref: null };

function notified(toast: Toast): Promise<Shown> {
  return new Promise((resolve) => {
    const said = (error: Error | string | null) => {
      // notify-send reports on standard error, which comes as a text that is empty when all is well.
      const text = error instanceof Error ? error.message : (error ?? '');
      resolve(text === '' ? done : failed(plainFault(text)));
    };
    try {
      if (linux) notifySend.notify(linuxOptions(toast) as never, said);
      else notifier.notify(otherOptions(toast) as never, said);
    } catch (error) {
      said(error instanceof Error ? error : new Error(String(error)));
    }
  });
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

function otherOptions(toast: Toast) {
  const { title, body } = bounded(toast);
  const short = Buffer.from(body)
    .subarray(0, windowsBytes - Buffer.byteLength(title))
    .toString('utf8');
  return {
    title: undashed(title) || 'Tocsin',
    message: undashed(short.replace(/\ufffd$/, '')) || ' ',
    sound: toast.urgency !== 'quiet' && toast.silent !== true,
    // Else terminal-notifier waits 10 s for a click, and with it the next toast.
    timeout: false,
  };
}

function undashed(text: string): string {
  return /^[-[]/.test(text) ? `\u2060${text}` : text;
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
