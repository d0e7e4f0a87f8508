import type { Cause, PageReply } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type {
  OpenDriver,
  Shown,
  Toast,
  ToastDriver,
  ToastPage,
  ToastPages,
  ToastRef,
  ToastReply,
} from '../toasts/driver.ts';

const name = 'browser';
/** For the page to say that its browser took a toast. */
const limitMs = 3_000;
/** A page that went so lately may only be loaded anew: a toast waits for it. */
const reloadMs = 5_000;

/** The open pages that may show toasts, and the driver that has one of them show each. */
export interface BrowserPages extends ToastPages {
  readonly open: OpenDriver;
}

/** Begins without a page: until one has said that it may show toasts, its driver shows none and says so. */
export function openBrowserPages(clock: Clock): BrowserPages {
  const driver = new BrowserDriver(clock);
  return {
    open: (reply) => driver.attach(reply),
    take: (page, may) => driver.take(page, may),
    reply: (page, id, did) => driver.reply(page, id, did),
    any: () => driver.any(),
    listen: (changed) => driver.listen(changed),
  };
}

/**
 * Toasts by the browser of an open page, for hosts without a notification daemon. Exactly one page is given each: the one
 * whose toast it replaces, else the one that has said first that it may. A page that does not take it in time, or refuses
 * it, is followed by the next.
 */
class BrowserDriver implements ToastDriver {
  readonly name = name;
  readonly #clock: Clock;
  readonly #owner: string;
  /** Those that may, in the order in which they said so. */
  readonly #pages = new Set<ToastPage>();
  readonly #known = new WeakSet<ToastPage>();
  readonly #standing = new Map<number, ToastPage>();
  readonly #asked = new Map<number, { readonly page: ToastPage; readonly answer: (taken: boolean) => void }>();
  /** Toasts that wait for a page to come back. */
  readonly #awaiting = new Set<() => void>();
  #leftAt = Number.NEGATIVE_INFINITY;
  #reply: (reply: ToastReply) => void = () => undefined;
  #changed: () => void = () => undefined;
  /** Browsers keep toasts by their numbers longer than we live: none comes twice. */
  #next: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#next = clock.now();
    this.#owner = `${process.pid}-${this.#next}`;
  }

  attach(reply: (reply: ToastReply) => void): ToastDriver {
    this.#reply = reply;
    return this;
  }

  listen(changed: () => void): void {
    this.#changed = changed;
  }

  any(): boolean {
    return this.#pages.size > 0;
  }

  take(page: ToastPage, may: boolean): void {
    if (!this.#known.has(page)) {
      this.#known.add(page);
      page.onGone(() => this.#leave(page));
    }
    if (may) this.#pages.add(page);
    else this.#pages.delete(page);
    for (const go of [...this.#awaiting]) go();
    this.#changed();
  }

  reply(page: ToastPage, id: number, did: PageReply): void {
    const asked = this.#asked.get(id);
    if (did === 'shown' || did === 'failed') {
      if (asked?.page === page) asked.answer(did === 'shown');
      return;
    }
    if (this.#standing.get(id) !== page) return;
    if (did === 'closed') this.#standing.delete(id);
    this.#reply({ type: did === 'clicked' ? 'clicked' : 'gone', ref: this.#ref(id) });
  }

  async show(toast: Toast): Promise<Shown> {
    const { replaces } = toast;
    const again = replaces !== null && replaces.driver === name && replaces.owner === this.#owner;
    const id = again ? replaces.id : this.#next++;
    await this.#reloaded();
    const before = this.#standing.get(id) ?? null;
    const pages = [...this.#pages].toSorted((one, other) => Number(other === before) - Number(one === before));
    for (const page of pages) {
      if (!(await this.#taken(page, id, toast))) continue;
      if (before !== null && before !== page) before.takeBack(id);
      this.#standing.set(id, page);
      return { shown: true, driver: name, ref: this.#ref(id), sounded: toast.sound === 'desktop' };
    }
    return { shown: false, driver: name, why: noPage };
  }

  async withdraw({ driver, owner, id }: ToastRef): Promise<void> {
    if (driver !== name || owner !== this.#owner) return;
    this.#standing.get(id)?.takeBack(id);
    this.#standing.delete(id);
  }

  async probe(): Promise<Cause | null> {
    return this.any() ? null : noPage;
  }

  /** The alarm is the host's, for a browser knows no other sound than its own. */
  async sounds(sound: Toast['sound']): Promise<boolean> {
    return sound === 'desktop';
  }

  async close(): Promise<void> {
    for (const { answer } of this.#asked.values()) answer(false);
    for (const go of [...this.#awaiting]) go();
    this.#leftAt = Number.NEGATIVE_INFINITY;
    this.#pages.clear();
  }

  /** Gives a page a toast; whether its browser took it. One that is late must not show it after all. */
  async #taken(page: ToastPage, id: number, { title, body, urgency, sound }: Toast): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean | 'late'>();
    this.#asked.get(id)?.answer(false);
    const asked = { page, answer: resolve };
    this.#asked.set(id, asked);
    const cancel = this.#clock.after(limitMs, () => resolve('late'));
    page.give({ id, title, body, stays: urgency === 'urgent', silent: sound !== 'desktop' });
    const taken = await promise;
    cancel();
    if (this.#asked.get(id) === asked) this.#asked.delete(id);
    if (taken === 'late') page.takeBack(id);
    // It says so again when it may once more.
    if (taken === false) this.take(page, false);
    return taken === true;
  }

  #leave(page: ToastPage): void {
    for (const { page: whose, answer } of [...this.#asked.values()]) if (whose === page) answer(false);
    for (const [id, whose] of [...this.#standing]) {
      if (whose !== page) continue;
      this.#standing.delete(id);
      this.#reply({ type: 'gone', ref: this.#ref(id) });
    }
    if (!this.#pages.delete(page)) return;
    this.#leftAt = this.#clock.now();
    this.#changed();
  }

  /** Where the only page has just gone, resolves when one is there, or none came. */
  async #reloaded(): Promise<void> {
    const leftMs = this.#clock.now() - this.#leftAt;
    if (this.any() || leftMs < 0 || leftMs >= reloadMs) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        cancel();
        this.#awaiting.delete(done);
        resolve();
      };
      const cancel = this.#clock.after(reloadMs - leftMs, done);
      this.#awaiting.add(done);
    });
  }

  #ref(id: number): ToastRef {
    return { driver: name, owner: this.#owner, id };
  }
}

const noPage: Cause = {
  code: 'toast',
  params: {
    driver: 'browser',
    text: 'no open page of Tocsin may show one; open the page and choose Show them in this browser',
  },
};
