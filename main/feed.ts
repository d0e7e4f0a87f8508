import type {
  EventRow,
  HistoryFilter,
  Notice,
  OpenAlerts,
  ServerState,
  Snapshot,
  Unseen,
  Update,
  UpdateName,
  Updates,
} from '../preload/contract/api.ts';
import type { Clock } from './clock.ts';
import { matches } from './history/query.ts';
import type { Stored } from './intake.ts';
import { rowOf } from './judge.ts';

/** What a feed reads when it has something to say. */
export interface FeedSources {
  readonly clock: Clock;
  servers(): readonly ServerState[];
  alerts(): OpenAlerts;
  unseen(): Unseen;
  settings(): Updates['settings'];
  notices(): readonly Notice[];
  rows(ids: readonly number[]): Promise<readonly EventRow[]>;
}

/** Parts of the snapshot that are told as a whole when something in them changed. */
export type Part = 'servers' | 'alerts' | 'unseen' | 'settings' | 'notices';

const gatherMs = 100;
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
  #holding = true;
  #closed = false;

  constructor(sources: FeedSources, send: (update: Update) => void) {
    this.#sources = sources;
    this.#send = send;
  }

  /**
   * Starts anew under a filter: what `read` reads is the window's new ground, and every later update counts on from it.
   * Nothing is sent until it has been read.
   */
  async start<T>(filter: HistoryFilter, read: () => Promise<T>): Promise<T & Pick<Snapshot, 'seq'>> {
    this.#holding = true;
    this.#filter = filter;
    this.#stored = [];
    try {
      const ground = await read();
      return { ...ground, seq: this.#seq };
    } finally {
      this.#holding = false;
      this.#schedule();
    }
  }

  stored(stored: Stored): void {
    if (this.#closed) return;
    this.#stored.push(stored);
    while (this.#stored.length > 1 && weight(this.#stored) - (this.#stored[0]?.entries.length ?? 0) >= rowsWeighed) {
      this.#stored.shift();
    }
    this.#schedule();
  }

  changed(ids: readonly number[]): void {
    for (const id of ids) this.#changed.add(id);
    this.#schedule();
  }

  part(part: Part): void {
    this.#parts.add(part);
    this.#schedule();
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

  #schedule(): void {
    if (this.#closed || this.#holding || this.#due !== null) return;
    if (this.#stored.length === 0 && this.#changed.size === 0 && this.#parts.size === 0) return;
    this.#due = this.#sources.clock.after(gatherMs, () => {
      this.#due = null;
      if (!this.#holding) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const { stored, parts } = { stored: this.#stored, parts: this.#parts };
    const changed = [...this.#changed].slice(-changedSent);
    this.#stored = [];
    this.#parts = new Set();
    this.#changed = new Set();
    const found = newest(stored, this.#filter);
    if (found.total > 0) this.tell('rows', found);
    for (const part of parts) this.tell(part, this.#sources[part]());
    if (changed.length === 0) return;
    const rows = await this.#sources.rows(changed);
    if (rows.length > 0) this.tell('changed', { rows });
  }
}

/** The newest rows that match, newest first, and how many do. */
function newest(stored: readonly Stored[], filter: HistoryFilter): Updates['rows'] {
  const rows: EventRow[] = [];
  let total = 0;
  for (const { firstId, entries } of stored.toReversed()) {
    for (let index = entries.length - 1; index >= 0; index--) {
      const event = entries[index]?.event;
      if (event === undefined) continue;
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
