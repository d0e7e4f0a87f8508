import type {
  EventRow,
  HistoryFilter,
  Notice,
  OpenAlerts,
  ServerState,
  Silenced,
  Snapshot,
  TrayPicture,
  Unseen,
  Update,
  UpdateName,
  Updates,
} from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { matches } from '../history/query.ts';
import type { Stored } from '../intake/intake.ts';
import { rowOf } from '../intake/judge.ts';

/** What a feed reads when it has something to say. */
export interface FeedSources {
  readonly clock: Clock;
  servers(): readonly ServerState[];
  alerts(): OpenAlerts;
  unseen(): Unseen;
  counted(): null;
  silenced(): Silenced;
  tray(): TrayPicture;
  settings(): Updates['settings'];
  notices(): readonly Notice[];
  upgrade(): Updates['upgrade'];
  rows(ids: readonly number[]): Promise<readonly EventRow[]>;
}

/** Parts of the snapshot that are told as a whole when something in them changed. */
export type Part =
  | 'servers'
  | 'alerts'
  | 'unseen'
  | 'counted'
  | 'silenced'
  | 'tray'
  | 'settings'
  | 'notices'
  | 'upgrade';

const gatherMs = 100;
const retryMs = 1_000;
const rowsSent = 50;
/** How many of the newest events are looked at when a flood is gathered. */
const rowsWeighed = 2_000;
const changedSent = 200;

/** What one window is told: gathered, numbered, at most ten times a second. */
export class Feed {
  readonly #sources: FeedSources;
  readonly #send: (update: Update) => void;
  #filter: HistoryFilter = {};
  #seq = 0;
  #stored: Stored[] = [];
  #changed = new Set<number>();
  #parts = new Set<Part>();
  #due: (() => void) | null = null;
  /** The newest row of the window's ground: it and what is older has been read. */
  #ground = 0;
  #started = false;
  /** How many grounds are being read; nothing is gathered out meanwhile. */
  #reading = 0;
  #closed = false;

  constructor(sources: FeedSources, send: (update: Update) => void) {
    this.#sources = sources;
    this.#send = send;
  }

  /**
   * Starts anew under a filter: what `read` reads is the window's new ground, and every later update counts on from it.
   * Nothing is sent until it has been read.
   */
  async start<T>(
    filter: HistoryFilter,
    read: () => Promise<T & Pick<Snapshot, 'page'>>,
  ): Promise<T & Pick<Snapshot, 'seq'>> {
    this.#reading += 1;
    this.#filter = filter;
    this.#stored = [];
    try {
      const ground = await read();
      if (this.#filter === filter) this.#ground = ground.page.rows[0]?.id ?? 0;
      return { ...ground, seq: this.#seq };
    } finally {
      this.#started = true;
      this.#reading -= 1;
      this.#schedule(gatherMs);
    }
  }

  stored(stored: Stored): void {
    if (this.#closed) return;
    this.#stored.push(stored);
    while (this.#stored.length > 1 && weight(this.#stored) - (this.#stored[0]?.entries.length ?? 0) >= rowsWeighed) {
      this.#stored.shift();
    }
    this.#schedule(gatherMs);
  }

  changed(ids: readonly number[]): void {
    for (const id of ids) this.#changed.add(id);
    this.#schedule(gatherMs);
  }

  part(part: Part): void {
    this.#parts.add(part);
    this.#schedule(gatherMs);
  }

  /** Told at once, not gathered. */
  tell<N extends UpdateName>(name: N, payload: Updates[N]): void {
    if (this.#closed) return;
    this.#seq += 1;
    this.#send({ seq: this.#seq, name, payload } as Update);
  }

  close(): void {
    this.#closed = true;
    this.#due?.();
  }

  #schedule(afterMs: number): void {
    if (this.#closed || !this.#started || this.#reading > 0 || this.#due !== null) return;
    if (this.#stored.length === 0 && this.#changed.size === 0 && this.#parts.size === 0) return;
    this.#due = this.#sources.clock.after(afterMs, () => {
      this.#due = null;
      if (this.#reading === 0) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const { stored, parts } = { stored: this.#stored, parts: this.#parts };
    const changed = [...this.#changed].slice(-changedSent);
    this.#stored = [];
    this.#parts = new Set();
    this.#changed = new Set();
    const found = newest(stored, this.#filter, this.#ground);
    if (found.total > 0) this.tell('rows', found);
    for (const part of parts) this.tell(part, this.#sources[part]());
    if (changed.length > 0) await this.#tellChanged(changed);
  }

  async #tellChanged(ids: readonly number[]): Promise<void> {
    try {
      const rows = await this.#sources.rows(ids);
      if (rows.length > 0) this.tell('changed', { rows });
    } catch {
      // The history says itself what is wrong with it; the window gets these rows when they can be read again.
      for (const id of ids) this.#changed.add(id);
      this.#schedule(retryMs);
    }
  }
}

/** The newest rows after `ground` that match, newest first, and how many do. */
function newest(stored: readonly Stored[], filter: HistoryFilter, ground: number): Updates['rows'] {
  const rows: EventRow[] = [];
  let total = 0;
  for (const { firstId, entries } of stored.toReversed()) {
    for (let index = entries.length - 1; index >= 0; index--) {
      const event = entries[index]?.event;
      if (event === undefined || firstId + index <= ground) continue;
      const row = rowOf(event, firstId + index);
      if (!matches({ ...row, stream: event.stream }, filter)) continue;
      total += 1;
      if (rows.length < rowsSent) rows.push(row);
    }
  }
  return { rows, total };
}

function weight(stored: readonly Stored[]): number {
  return stored.reduce((sum, { entries }) => sum + entries.length, 0);
}
