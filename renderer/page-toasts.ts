import type { PageReply, PageToast } from '../preload/contract/api.ts';

type Reply = (id: number, did: PageReply) => void;

/** Toasts by the browser of this page, where its user has allowed them. */
export class PageToasts {
  readonly #reply: Reply;
  readonly #standing = new Map<number, Notification>();

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  /** Whether the browser lets this page show them. */
  allowed(): boolean {
    return 'Notification' in window && Notification.permission === 'granted';
  }

  /** Asks the user, for which browsers want a click before; whether they may be shown now. */
  async ask(): Promise<boolean> {
    return 'Notification' in window && (await Notification.requestPermission()) === 'granted';
  }

  show({ id, title, body, stays, silent }: PageToast): void {
    if (!this.allowed()) return this.#reply(id, 'failed');
    try {
      // One of the same tag takes the other's place, and makes itself noticed anew unless it is silent.
      const look = { body, silent, tag: `tocsin-${id}`, renotify: !silent, requireInteraction: stays };
      const notification = new Notification(title, look as NotificationOptions);
      this.#standing.set(id, notification);
      notification.addEventListener('show', () => this.#reply(id, 'shown'));
      notification.addEventListener('error', () => this.#reply(id, 'failed'));
      notification.addEventListener('click', () => {
        window.focus();
        this.#reply(id, 'clicked');
      });
      notification.addEventListener('close', () => {
        if (this.#standing.get(id) !== notification) return;
        this.#standing.delete(id);
        this.#reply(id, 'closed');
      });
    } catch {
      this.#reply(id, 'failed');
    }
  }

  takeBack(id: number): void {
    const notification = this.#standing.get(id);
    // Whoever takes it away knows that it is gone.
    this.#standing.delete(id);
    notification?.close();
  }
}
