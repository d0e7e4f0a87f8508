import type {
  Alert,
  Cause,
  Count,
  DigestBucket,
  Event,
  EventRow,
  Grounds,
  HistoryFilter,
  HistorySize,
  Outcome,
  Page,
  Reason,
  Severity,
  ToldWith,
} from '../../preload/contract/api.ts';

/** An event as it is stored: everything but what the store itself gives. */
export interface NewEvent extends Omit<EventRow, 'id' | 'repeats' | 'seenAt'> {
  /** JSON text, at most 64 KiB; longer ones are wrapped as `{"cut": true, ...}` before. */
  readonly payload: string;
  /** Counts against the streams' budget. */
  readonly stream: boolean;
  /** Unseen until seen by itself: deserved a toast, is a warning or worse, and no alert carries it. */
  readonly attention: boolean;
  /** In which summary of what was held back it is to be told; null: in none. */
  readonly owedTo: string | null;
  /** The kind of toast that stood already which it went into; null: into none. */
  readonly toldWith: ToldWith | null;
  readonly seenAt: number | null;
}

/** Events that were held back and are to be told in one summary. */
export interface Held {
  readonly count: number;
  /** What did not close, by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Their alerts that are open now, by severity, from `warning` up. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Those that no alert carries and nobody has seen, by severity. */
  readonly notSeen: Readonly<Record<Severity, number>>;
  /** How many of their alerts are not open any more. */
  readonly cleared: number;
  /** The worst that is open now, or unseen where no alert carries it; `ok` when there is none. */
  readonly worst: Severity;
  /** A connection among them is lost for long, or blocked. */
  readonly connectionLost: boolean;
  /** When the first and the last of them came. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly reasons: readonly Reason[];
  /** Highest id in it. */
  readonly upTo: number;
}

/** The toast of an alert and the daemon that shows it, kept across restarts. */
export interface StandingToast {
  readonly driver: string;
  readonly owner: string;
  readonly id: number;
}

/** An alert as it is stored. One that is closed and still unseen came and went unseen. */
export interface AlertRecord
  extends Omit<Alert, 'serverName' | 'confirmed' | 'acknowledgeable' | 'firstEvent' | 'lastEvent'> {
  /** Its opening, or a worsening, was given a toast. */
  readonly toasted: boolean;
  readonly toast: StandingToast | null;
  /** When it was acknowledged, epoch ms by its server; null: it was not, or the server does not say. */
  readonly acknowledgedAt: number | null;
  /** Closed because nobody watched its server any more, who may do so again. */
  readonly unwatched?: boolean;
}

/** A changed alert of a batch; `first` and `last` are indexes into the batch's events, null: unchanged. */
export interface AlertChange {
  readonly record: AlertRecord;
  readonly first: number | null;
  readonly last: number | null;
}

/** One durable transaction. */
export interface Batch {
  readonly events: readonly NewEvent[];
  readonly alerts: readonly AlertChange[];
  /** Keys that came again. */
  readonly repeats: readonly { readonly server: string; readonly key: string; readonly times: number }[];
}

export interface Delivery {
  readonly id: number;
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly driver: string | null;
  /** Why the driver could not show it; of one that was shown, why the driver that comes first could not. */
  readonly why?: Cause;
}

/** How long and how much is kept. */
export interface Budget {
  readonly keepDays: number;
  readonly keepRows: number;
  readonly streams: { readonly keepDays: number; readonly keepRows: number };
  readonly keepMegabytes: number;
}

/** An alert with the ids of its first and last event. */
export type KnownAlert = AlertRecord & { readonly firstEvent: number; readonly lastEvent: number };

/** What a start needs to know of the last run. */
export interface Remembered {
  /** Open alerts. */
  readonly alerts: readonly KnownAlert[];
  /** Alerts that came and went unseen, the last 1,000, oldest first. */
  readonly passed: readonly KnownAlert[];
  /** Alerts that were closed because nobody watched their servers any more. */
  readonly unwatched: readonly KnownAlert[];
  /** Rows with `attention` that are not seen: ids and severities, the newest 1,000, and whether there are more. */
  readonly attention: readonly { readonly id: number; readonly severity: EventRow['severity'] }[];
  readonly moreAttention: boolean;
  /** Rows still `pending`, and merged ones whose summary was never shown: the restart's summary. */
  readonly owed: readonly EventRow[];
  readonly moreOwed: number;
  /** Summaries of what was held back that are still to be told. */
  readonly held: readonly string[];
  /** Per server the moment up to which it is known. */
  readonly knownUntil: Readonly<Record<string, number>>;
  /** When the newest hundred events came, as the earliest of them says; null: there are none. */
  readonly newestAt: number | null;
}

/** Events from the newest one back. */
export interface Trail {
  readonly steps: readonly {
    readonly row: EventRow;
    readonly stream: boolean;
    /** As JSON text; null: it was not asked for. */
    readonly payload: string | null;
  }[];
  /** Goes into `before` for the next ones, null at the end. */
  readonly next: number | null;
}

/** What a search finds first. */
export interface Found {
  readonly page: Page;
  readonly count: Count;
}

/** The history, in threads of its own. All methods may be called while others run. */
export interface History {
  remembered(): Promise<Remembered>;
  /** For each key whether it is stored already. */
  known(keys: readonly { readonly server: string; readonly key: string }[]): Promise<readonly boolean[]>;
  /**
   * Commits durably; resolves with the id of the first event, the others follow by one. One that is added while the one
   * before it is still being committed fails when that fails, so that the order stays.
   */
  add(batch: Batch): Promise<number>;
  delivered(deliveries: readonly Delivery[]): Promise<void>;
  /** The summary of a server's merged events was shown up to this id. */
  summarised(server: string, upTo: number): Promise<void>;
  /** Everything that was owed at the start has been told: pending rows become merged (`restart`), nothing is owed. */
  settle(): Promise<void>;
  /** What is to be told in a summary of what was held back; null: nothing. */
  held(summary: string): Promise<Held | null>;
  /** These events are to be told in a summary of what was held back, and no more in one of their server. */
  holdBack(summary: string, ids: readonly number[]): Promise<void>;
  /** What was owed at the start is to be told in a summary of what was held back; it is settled with that. */
  holdOwed(summary: string): Promise<void>;
  /** What one summary was to tell is to be told in another one. */
  heldElsewhere(from: string, to: string): Promise<void>;
  /** A summary of what was held back was shown up to this id. */
  heldTold(summary: string, upTo: number): Promise<void>;
  /** Writes alerts outside of a batch: seen, closed by hand. */
  saveAlerts(records: readonly AlertRecord[]): Promise<void>;
  /** Which toast stands for a stored alert, null: none; all else of it stays as it is stored. */
  toasted(server: string, alert: string, toast: StandingToast | null): Promise<void>;
  /** Marks rows seen; `all`: everything stored so far, by a watermark. */
  seen(rows: readonly number[] | 'all', at: number): Promise<void>;
  /** Takes back what was marked at a moment; what was seen before, or is marked otherwise too, stays so. */
  unseen(rows: readonly number[] | 'all', at: number): Promise<void>;
  /** Gives a subject its name in rows and index, in those of the last day at most. */
  named(server: string, type: string, id: string, name: string): Promise<readonly number[]>;
  /** Remembers up to when a server is known. */
  knownUntil(server: string, at: number): Promise<void>;
  /** What reads is about to be asked: it is started where it has ended for want of questions. */
  wake(): void;
  page(filter: HistoryFilter, before: number | null, limit: number): Promise<Page>;
  /** The newest rows of a filter, and how many there are: one walk of the index, one state of the database. */
  search(filter: HistoryFilter, limit: number): Promise<Found>;
  event(id: number): Promise<Event | null>;
  rows(ids: readonly number[]): Promise<readonly EventRow[]>;
  /** The events with their payloads that are still there, in the order of the ids. */
  events(ids: readonly number[]): Promise<readonly Event[]>;
  /** How many of a filter have ids from `first` on and below `end`; what it costs grows with that range. */
  tally(filter: HistoryFilter, first: number, end: number): Promise<number>;
  /** The rows of one alert, oldest first, at most `limit`. */
  story(server: string, alert: string, limit: number): Promise<readonly EventRow[]>;
  /** How an event came to its outcome; what of a storm came within `calmMs` of each other is told together. */
  grounds(id: number, calmMs: number): Promise<Omit<Grounds, 'heldBack'>>;
  /** Events of all kinds before an id, newest first, at most `limit`; fewer where their payloads are long. */
  trail(before: number | null, limit: number, withPayload: boolean): Promise<Trail>;
  /** How many events each rule decided in the seven days before `now`, by its id. */
  ruleHits(now: number): Promise<Readonly<Record<string, number>>>;
  /** The latest name of each subject, by its id; those of which no event says one are left out. */
  subjectNames(ids: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /**
   * What came from `from` up to but without `to`, streams left out, in stretches of `bucketMs`, oldest first; empty ones
   * are left out. From counters, which reach back seven days and do not change when rows are pruned. Epoch ms; all three
   * are whole quarters of an hour.
   */
  digest(from: number, to: number, bucketMs: number): Promise<readonly DigestBucket[]>;
  /** How much there is; from counters, so that it costs the same whatever there is. */
  size(): Promise<HistorySize>;
  /** One small step of pruning; resolves with the number of rows removed. */
  prune(budget: Budget, now: number): Promise<number>;
  close(): Promise<void>;
}
