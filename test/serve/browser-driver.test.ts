import { beforeEach, describe, expect, it } from 'vitest';
import { openBrowserPages } from '../../main/serve/browser-driver.ts';
import type { ToastPage, ToastReply } from '../../main/toasts/driver.ts';
import type { PageToast } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { standing, toast } from '../toasts/toast.ts';

type Answer = 'shown' | 'failed' | 'silent';

let clock: FakeClock;
let pages: ReturnType<typeof openBrowserPages>;
let driver: ReturnType<typeof pages.open>;
let replies: ToastReply[];
let changes: number;

beforeEach(() => {
  clock = new FakeClock(1_800_000_000_000);
  pages = openBrowserPages(clock);
  replies = [];
  changes = 0;
  driver = pages.open((reply) => replies.push(reply));
  pages.listen(() => {
    changes += 1;
  });
});

/** A page at the other end of the socket, whose browser does what the test says. */
class ScriptedPage implements ToastPage {
  readonly given: PageToast[] = [];
  readonly takenBack: number[] = [];
  answer: Answer;
  #gone: () => void = () => undefined;

  constructor(answer: Answer = 'shown') {
    this.answer = answer;
  }

  give(toast: PageToast): void {
    this.given.push(toast);
    if (this.answer !== 'silent') pages.reply(this, toast.id, this.answer);
  }

  takeBack(id: number): void {
    this.takenBack.push(id);
  }

  onGone(listener: () => void): void {
    this.#gone = listener;
  }

  leave(): void {
    this.#gone();
  }
}

function page(answer?: Answer): ScriptedPage {
  const made = new ScriptedPage(answer);
  pages.take(made, true);
  return made;
}

describe('toasts by the browser of a page', () => {
  it('cannot be shown without a page, and that is said', async () => {
    expect(await driver.probe()).toMatchObject({ code: 'toast' });
    expect(await driver.show(toast())).toMatchObject({ shown: false, driver: 'browser', why: { code: 'toast' } });
  });

  it('are shown by exactly one of several', async () => {
    const all = [page(), page(), page()];
    expect(await driver.probe()).toBe(null);
    for (let index = 0; index < 5; index++) await driver.show(toast());
    expect(all.map(({ given }) => given.length)).toEqual([5, 0, 0]);
    expect(all.flatMap(({ given }) => new Set(given.map(({ id }) => id)).size)[0]).toBe(5);
  });

  it('carry words, whether they stay, and whether the browser makes its sound', async () => {
    const one = page();
    expect(await driver.show(toast({ urgency: 'urgent', sound: 'alarm' }))).toMatchObject({ sounded: false });
    expect(await driver.show(toast({ urgency: 'show', sound: 'desktop' }))).toMatchObject({ sounded: true });
    expect(one.given).toMatchObject([
      { title: 'Critical: UPS-1', body: 'CPU over 95 %', stays: true, silent: true },
      { stays: false, silent: false },
    ]);
  });

  it('go to the next page when one refuses, which is asked no more until it says so', async () => {
    const [refuses, shows] = [page('failed'), page()];
    expect(await driver.show(toast())).toMatchObject({ shown: true });
    await driver.show(toast());
    expect([refuses.given.length, shows.given.length]).toEqual([1, 2]);
    refuses.answer = 'shown';
    pages.take(refuses, true);
    shows.leave();
    await driver.show(toast());
    expect(refuses.given).toHaveLength(2);
  });

  it('go to the next page when one is late, which must not show it after all', async () => {
    const [late, shows] = [page('silent'), page()];
    const showing = driver.show(toast());
    await clock.tick(3_000);
    expect(await showing).toMatchObject({ shown: true });
    const id = late.given[0]?.id ?? 0;
    expect(late.takenBack).toEqual([id]);
    expect(shows.given).toMatchObject([{ id }]);
    pages.reply(late, id, 'shown');
    pages.reply(late, id, 'clicked');
    expect(replies).toEqual([]);
  });

  it('go to the next page when one leaves before it has answered', async () => {
    const [leaves, shows] = [page('silent'), page()];
    const showing = driver.show(toast());
    leaves.leave();
    expect(await showing).toMatchObject({ shown: true });
    expect(shows.given).toHaveLength(1);
  });

  it('wait for a page that is only loaded anew, and not for one that has gone', async () => {
    page().leave();
    const waits = driver.show(toast());
    await clock.tick(4_999);
    const back = page();
    expect(await waits).toMatchObject({ shown: true });
    expect(back.given).toHaveLength(1);
    back.leave();
    const fails = driver.show(toast());
    await clock.tick(5_000);
    expect(await fails).toMatchObject({ shown: false });
    expect(await driver.show(toast())).toMatchObject({ shown: false });
  });

  it('replace on the page where they stand, also when another one came first', async () => {
    const [first, second] = [page('failed'), page()];
    const ref = standing(await driver.show(toast()));
    first.answer = 'shown';
    pages.take(first, true);
    const again = standing(await driver.show(toast({ replaces: ref })));
    expect(again).toEqual(ref);
    expect(second.given.map(({ id }) => id)).toEqual([ref.id, ref.id]);
    expect(first.given).toHaveLength(1);
  });

  it('are taken away from the page where they stood when another one replaces them', async () => {
    const [first, second] = [page(), page()];
    const ref = standing(await driver.show(toast()));
    first.answer = 'failed';
    expect(standing(await driver.show(toast({ replaces: ref })))).toEqual(ref);
    expect(first.takenBack).toEqual([ref.id]);
    expect(second.given).toMatchObject([{ id: ref.id }]);
  });

  it('never replace one of another life or of another driver', async () => {
    page();
    const mine = standing(await driver.show(toast()));
    for (const other of [
      { ...mine, owner: 'earlier' },
      { ...mine, driver: 'freedesktop' },
    ]) {
      expect(standing(await driver.show(toast({ replaces: other }))).id).not.toBe(mine.id);
    }
  });

  it('tell of a click, of their end, and of the end of their page', async () => {
    const one = page();
    const clicked = standing(await driver.show(toast()));
    const closed = standing(await driver.show(toast()));
    const left = standing(await driver.show(toast()));
    pages.reply(one, clicked.id, 'clicked');
    pages.reply(one, closed.id, 'closed');
    await driver.withdraw(clicked);
    expect(one.takenBack).toEqual([clicked.id]);
    pages.reply(one, clicked.id, 'closed');
    one.leave();
    expect(replies).toEqual([
      { type: 'clicked', ref: clicked },
      { type: 'gone', ref: closed },
      { type: 'gone', ref: left },
    ]);
    expect(await driver.probe()).not.toBe(null);
    expect(changes).toBeGreaterThanOrEqual(2);
  });

  it('hear nothing from a page about what another one shows', async () => {
    const [one, other] = [page(), page()];
    const ref = standing(await driver.show(toast()));
    pages.reply(other, ref.id, 'clicked');
    expect(replies).toEqual([]);
    pages.reply(one, ref.id, 'clicked');
    expect(replies).toHaveLength(1);
  });

  it('end with what is asked for', async () => {
    page('silent');
    const showing = driver.show(toast());
    await driver.close();
    expect(await showing).toMatchObject({ shown: false });
  });
});
