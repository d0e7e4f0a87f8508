import type { Cause, PageReply, PageToast, Severity, Sound } from '../../preload/contract/api.ts';

export type Urgency = 'urgent' | 'show' | 'quiet';

/** Where a toast stands: the driver, one life of its daemon, and the daemon's number. */
export interface ToastRef {
  readonly driver: string;
  /** Unique per life of the daemon; an id of another life is never touched. */
  readonly owner: string;
  readonly id: number;
}

export interface ToastButton {
  /** What comes back when it is pressed. */
  readonly key: string;
  readonly label: string;
}

/** One OS notification. Every text arrives as the text it is. */
export interface Toast {
  readonly title: string;
  readonly body: string;
  readonly urgency: Urgency;
  readonly severity: Severity;
  readonly buttons: readonly ToastButton[];
  /** The toast that this one takes the place of. */
  readonly replaces: ToastRef | null;
  /** New words for what stands already: no sound, whatever the urgency. */
  readonly silent?: boolean;
  /** What is to be heard with it; left out: what is set for its severity. */
  readonly sound?: Sound;
  /** The event that it is about; null or left out: none. */
  readonly about?: number | null;
}

export type Shown =
  | {
      readonly shown: true;
      readonly driver: string;
      readonly ref: ToastRef | null;
      /** Its sound was asked for with it: nobody else makes it. */
      readonly sounded?: boolean;
      /** Why the driver that comes first could not show it, where another one stood in. */
      readonly before?: Cause;
    }
  | { readonly shown: false; readonly driver: string; readonly why: Cause };

/** `about`: the event of the toast, or null for none, where the driver itself knows it: also of an earlier run's. */
export type ToastReply =
  | { readonly type: 'clicked'; readonly ref: ToastRef; readonly about?: number | null }
  | { readonly type: 'button'; readonly ref: ToastRef; readonly key: string; readonly about?: number | null }
  | { readonly type: 'gone'; readonly ref: ToastRef };

/** `usual`: all but urgent ones. */
export type HeldBack = 'none' | 'usual' | 'all';

/** A way to show toasts. */
export interface ToastDriver {
  readonly name: string;
  /** Never rejects and never hangs: within its own time limit it says shown, or why not. */
  show(toast: Toast): Promise<Shown>;
  /** Takes a toast away; nothing happens when it is gone or of another life. */
  withdraw(ref: ToastRef): Promise<void>;
  /** Whether it could show one now, without showing any: null, or why not. */
  probe(): Promise<Cause | null>;
  /** What the desktop itself holds back now ("Do not disturb"), where that can be asked. Never rejects. */
  holdsBack?(): Promise<HeldBack>;
  /** Whether its toasts make this sound themselves. Never rejects. */
  sounds?(sound: Sound): Promise<boolean>;
  close(): Promise<void>;
}

/** Makes a driver; what the user does with a toast goes to `reply`. */
export type OpenDriver = (reply: (reply: ToastReply) => void) => ToastDriver;

/** An open page whose browser can show toasts. */
export interface ToastPage {
  give(toast: PageToast): void;
  /** Takes a toast away, also one that it has not yet shown. */
  takeBack(id: number): void;
  /** Calls back once when the page has gone. */
  onGone(listener: () => void): void;
}

/** The pages of a host that may show toasts. */
export interface ToastPages {
  /** A page may show toasts, or may not any more. */
  take(page: ToastPage, may: boolean): void;
  reply(page: ToastPage, id: number, did: PageReply): void;
  any(): boolean;
  /** Calls back when pages came or went. */
  listen(changed: () => void): void;
}
