import type { Answer, Spot, Update, Updates } from '../../preload/contract/api.ts';
import { answer, type CommandTable } from '../commands/table.ts';
import type { Stored } from '../intake/intake.ts';
import { Feed, type FeedSources, type Part } from './feed.ts';

/** One open window: its commands in, its updates out. */
export interface WindowSession {
  /** Checks name and input; never rejects. */
  handle(name: string, input: unknown): Promise<Answer<unknown>>;
  /** Asks the window to show something. */
  show(spot: Spot): void;
  close(): void;
}

/** The windows that are open, each with a feed of its own. */
export class Windows {
  readonly #feeds = new Set<Feed>();

  /** Opens a window: its commands in, its updates out. */
  open(
    table: CommandTable,
    sources: FeedSources,
    send: (update: Update) => void,
    failed: (line: string) => void,
  ): WindowSession {
    const feed = new Feed(sources, send);
    this.#feeds.add(feed);
    const gone: (() => void)[] = [];
    const caller = {
      page: {
        give: (toast: Updates['toast']) => feed.tell('toast', toast),
        takeBack: (id: number) => feed.tell('toast-gone', { id }),
        onGone: (listener: () => void) => void gone.push(listener),
      },
      start: feed.start.bind(feed),
      step: (step: Updates['test']) => feed.tell('test', step),
      exported: (progress: Updates['export']) => feed.tell('export', progress),
    };
    return {
      handle: (name, input) => answer(table, name, input, caller, failed),
      show: (spot) => feed.tell('open', spot),
      close: () => {
        this.#feeds.delete(feed);
        feed.close();
        for (const tell of gone.splice(0)) tell();
      },
    };
  }

  stored(stored: Stored): void {
    for (const feed of this.#feeds) feed.stored(stored);
  }

  changed(ids: readonly number[]): void {
    for (const feed of this.#feeds) feed.changed(ids);
  }

  parts(...parts: readonly Part[]): void {
    for (const feed of this.#feeds) for (const part of parts) feed.part(part);
  }
}
