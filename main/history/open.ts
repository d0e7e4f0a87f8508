import type { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import type { Condition } from './condition.ts';
import type { History } from './history.ts';
import { pack, packAlerts, packKeys } from './packing.ts';
import type { Answer, Question, QuestionName, Questions, SetAside, ThreadSetup } from './questions.ts';

export type { SetAside } from './questions.ts';

/** A database that had to be moved out of the way. */
export interface Noticed {
  /** What was set aside when the history was opened; null: nothing. */
  readonly setAside: SetAside | null;
  /** Calls back when the database turns out to be damaged later: it was set aside and a new one was begun. */
  onSetAside(listener: (setAside: SetAside) => void): void;
}

export interface HistoryOptions {
  readonly directory: string;
  /** Starts `worker.ts` as a thread. */
  start(setup: unknown): Worker;
  readonly clock: Clock;
}

export type HistoryReader = Pick<
  History,
  | 'page'
  | 'search'
  | 'event'
  | 'rows'
  | 'events'
  | 'tally'
  | 'story'
  | 'grounds'
  | 'trail'
  | 'ruleHits'
  | 'subjectNames'
  | 'held'
  | 'digest'
  | 'size'
  | 'close'
>;

const readerIdleMs = 60_000;
const dayMs = 86_400_000;

interface How {
  readonly transfer?: readonly ArrayBuffer[];
  /** Fails where the one before it that was asked in turn, and is not answered yet, fails. */
  readonly inTurn?: true;
}

/** A running thread and what was asked of it. */
interface Thread {
  ask<N extends QuestionName>(name: N, input: Parameters<Questions[N]>, how?: How): Promise<ReturnType<Questions[N]>>;
  /** Answers what was asked, then ends. */
  close(): Promise<void>;
  readonly ended: boolean;
}

function startThread(worker: Worker, onSetAside: (setAside: SetAside) => void): Thread {
  interface Waiting {
    resolve(value: unknown): void;
    reject(error: Error): void;
  }
  const waiting = new Map<number, Waiting>();
  let next = 1;
  /** The last one that was asked in turn. */
  let turn = 0;
  let end: Error | null = null;
  let closing: Promise<void> | null = null;
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      finish(new Error('The history is closed.'));
      resolve();
    });
  });
  worker.on('error', (error) => finish(new Error(`A thread of the history ended: ${String(error)}`)));
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.number);
    waiting.delete(answer.number);
    if (answer.ok) asked?.resolve(answer.value);
    else asked?.reject(new Error(answer.text));
    if (!answer.ok && answer.setAside !== null) onSetAside(answer.setAside);
  });

  function finish(why: Error): void {
    end ??= why;
    for (const asked of waiting.values()) asked.reject(end);
    waiting.clear();
  }
  function ask<N extends QuestionName>(
    name: N,
    input: Parameters<Questions[N]>,
    { transfer = [], inTurn }: How = {},
  ): Promise<ReturnType<Questions[N]>> {
    if (end !== null) return Promise.reject(end);
    const number = next++;
    const follows = inTurn ? (waiting.has(turn) ? turn : 0) : null;
    if (inTurn) turn = number;
    const answered = new Promise<unknown>((resolve, reject) => {
      waiting.set(number, { resolve, reject });
    });
    const question: Question<N> = { number, name, input, follows };
    worker.postMessage(question, transfer);
    return answered as Promise<ReturnType<Questions[N]>>;
  }
  async function closed(): Promise<void> {
    if (end === null) await ask('close', []);
    end ??= new Error('The history is closed.');
    await exited;
  }
  return {
    ask,
    close() {
      closing ??= closed();
      return closing;
    },
    get ended() {
      return end !== null;
    },
  };
}

/** Starts a reader when something is asked and ends it when nothing was for a while. */
function readOnDemand(startReader: () => Thread, clock: Clock | null) {
  let thread: Thread | null = null;
  let closed = false;
  let asked = 0;
  let cancelEnd: () => void = () => undefined;

  async function ask<N extends QuestionName>(
    name: N,
    ...input: Parameters<Questions[N]>
  ): Promise<ReturnType<Questions[N]>> {
    if (closed) throw new Error('The history is closed.');
    cancelEnd();
    let opened: Promise<unknown> | null = null;
    if (thread === null || thread.ended) {
      thread = startReader();
      opened = thread.ask('open', []);
    }
    asked++;
    try {
      const [answer] = await Promise.all([thread.ask(name, input), opened]);
      return answer;
    } finally {
      asked--;
      if (asked === 0 && !closed) endLater();
    }
  }
  function wake(): void {
    if (closed || (thread !== null && !thread.ended)) return;
    // What a window asks first, so that it has been read once; who asks in earnest learns what is wrong with it.
    ask('search', { streams: false }, 1).catch(() => undefined);
  }
  function endLater(): void {
    cancelEnd();
    if (clock !== null) cancelEnd = clock.after(readerIdleMs, () => void end());
  }
  async function end(): Promise<void> {
    cancelEnd();
    const ending = thread;
    thread = null;
    await ending?.close();
  }
  const reader: HistoryReader = {
    page: (filter, before, limit) => ask('page', filter, before, limit),
    search: (filter, limit) => ask('search', filter, limit),
    event: (id) => ask('event', id),
    rows: (ids) => ask('rows', ids),
    events: (ids) => ask('events', ids),
    tally: (filter, first, end) => ask('tally', filter, first, end),
    story: (server, alert, limit) => ask('story', server, alert, limit),
    grounds: (id, calmMs) => ask('grounds', id, calmMs),
    trail: (before, limit, withPayload) => ask('trail', before, limit, withPayload),
    ruleHits: (now) => ask('ruleHits', now),
    subjectNames: (ids) => ask('subjectNames', ids),
    held: (summary) => ask('held', summary),
    digest: (from, to, bucketMs) => ask('digest', from, to, bucketMs),
    size: () => ask('size'),
    async close() {
      closed = true;
      await end();
    },
  };
  return { reader, end, wake };
}

/**
 * Opens the history in a directory, which is made if need be, and begins an empty one where there is none.
 * A database that is damaged or of an unknown version is set aside under a new name, never deleted.
 * Rejects when it can be neither opened nor set aside, saying why and what to do.
 */
export async function openHistory(options: HistoryOptions): Promise<History & Noticed> {
  const { directory, start, clock } = options;
  const setupOf = (role: ThreadSetup['role']): ThreadSetup => ({ role, directory });
  const listeners: ((setAside: SetAside) => void)[] = [];
  const writer = startThread(start(setupOf('writer')), (moved) => {
    // The reader still holds the old file.
    void reading.end();
    for (const listener of listeners) listener(moved);
  });
  const reading = readOnDemand(() => startThread(start(setupOf('reader')), () => undefined), clock);
  let setAside: SetAside | null;
  try {
    setAside = await writer.ask('open', []);
  } catch (error) {
    await writer.close();
    throw error;
  }
  return {
    ...reading.reader,
    wake: reading.wake,
    setAside,
    onSetAside(listener) {
      listeners.push(listener);
    },
    remembered: () => writer.ask('remembered', []),
    async known(keys) {
      const packed = packKeys(keys);
      const flags = await writer.ask('known', [packed], { transfer: [packed.places.buffer] });
      return Array.from(flags, (flag) => flag === 1);
    },
    add(batch) {
      const packed = pack(batch);
      return writer.ask('add', [packed], {
        transfer: [packed.lengths.buffer, packed.numbers.buffer],
        inTurn: true,
      });
    },
    delivered: (deliveries) => writer.ask('delivered', [deliveries]),
    summarised: (server, upTo) => writer.ask('summarised', [server, upTo]),
    settle: () => writer.ask('settle', []),
    holdBack: (summary, ids) => writer.ask('holdBack', [summary, ids]),
    holdOwed: (summary) => writer.ask('holdOwed', [summary]),
    heldElsewhere: (from, to) => writer.ask('heldElsewhere', [from, to]),
    heldTold: (summary, upTo) => writer.ask('heldTold', [summary, upTo]),
    saveAlerts: (records) => writer.ask('saveAlerts', [packAlerts(records)]),
    toasted: (server, alert, toast) => writer.ask('toasted', [server, alert, toast]),
    seen: (rows, at) => writer.ask('seen', [rows, at]),
    unseen: (rows, at) => writer.ask('unseen', [rows, at]),
    named: (server, type, id, name) => writer.ask('named', [server, type, id, name, clock.now() - dayMs]),
    knownUntil: (server, at) => writer.ask('knownUntil', [server, at]),
    prune: (budget, now) => writer.ask('prune', [budget, now]),
    async close() {
      try {
        await reading.reader.close();
      } finally {
        await writer.close();
      }
    },
  };
}

/**
 * Reads a history while another program writes it, or while none does. Where there is none it is empty.
 */
export function openHistoryReader(options: Omit<HistoryOptions, 'clock'>): HistoryReader {
  const setup: ThreadSetup = { role: 'reader', directory: options.directory };
  return readOnDemand(() => startThread(options.start(setup), () => undefined), null).reader;
}

/** Looks at a history that nobody writes, as the next start would, and leaves it as it is. Rejects when it may not be read. */
export async function historyCondition({ directory, start }: Omit<HistoryOptions, 'clock'>): Promise<Condition> {
  const setup: ThreadSetup = { role: 'examiner', directory };
  const thread = startThread(start(setup), () => undefined);
  try {
    await thread.ask('open', []);
    return await thread.ask('condition', []);
  } finally {
    await thread.close();
  }
}
