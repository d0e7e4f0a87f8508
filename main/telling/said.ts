import type { EventRow, Severity, Sound } from '../../preload/contract/api.ts';
import { calmToast, eventToast, inWordsOfNow } from '../../preload/contract/texts/index.ts';
import type { Entry } from '../intake/judge.ts';
import type { Tally } from '../merging/tally.ts';
import type { Toast } from '../toasts/driver.ts';
import { summaryOf, timesOver } from './summary.ts';
import type { Content } from './toast-room.ts';

/** What a toast says: an event, and what is known of it beside. */
export interface Said {
  readonly row: EventRow;
  /** The severity of its alert before it became worse; null: it did not. */
  readonly was: Severity | null;
  /** When its alert opened; null: it has none, or opens it. */
  readonly openedAt: number | null;
  /** The rule's sound; left out: as its severity has it. */
  readonly sound?: Sound | undefined;
  /** It closes its alert. */
  readonly closes: boolean;
  /** A closing that stays unseen, as a failed job's does. */
  readonly lasting: boolean;
}

/** What a toast says of an event that was just committed. */
export function saidOf({ event, step, was, openedAt, verdict }: Entry, row: EventRow): Said {
  return {
    // Only events of our own have words that are ours.
    row: row.protocol === 'tocsin' ? inWordsOfNow(row, JSON.parse(event.payload)) : row,
    was: step === 'worsens' ? was : null,
    openedAt,
    sound: verdict.sound,
    closes: step === 'closes',
    lasting: event.attention,
  };
}

/** An event as it stands now, said once more. */
export function saidAgain(row: EventRow, openedAt: number | null, sound?: Sound): Said {
  return { row, was: null, openedAt, sound, closes: false, lasting: false };
}

interface Moment {
  readonly now: number;
  readonly previews: boolean;
}

/** Title and body as they are to be read at this moment. */
export function wordsOf({ row, was, openedAt }: Said, tally: Tally, moment: Moment): Pick<Toast, 'title' | 'body'> {
  const { times, since, follow } = tally;
  return eventToast(row, { ...moment, was, openedAt, times, since, flapping: flappingOf(tally, moment), follow });
}

/** The words when what flapped is closed and has been calm. */
export function calmWordsOf({ row, openedAt }: Said, tally: Tally, moment: Moment): Pick<Toast, 'title' | 'body'> {
  const plain = { was: null, openedAt, times: 1, since: null };
  return calmToast(row, { ...moment, ...plain, flapping: flappingOf(tally, moment) });
}

/** What goes on in a summary when its toast gives way, said so many times by then. */
export function contentOf({ row }: Said, times: () => number): () => Content | null {
  const one = summaryOf(null, [row], row.id, () => true);
  const servers = new Map([[row.server, row.serverName]]);
  const alerts = row.alert === null ? [] : [{ server: row.server, key: row.alert }];
  return () => (one === null ? null : { servers, alerts, summary: timesOver(one, times()) });
}

function flappingOf({ flapping }: Tally, { now }: Moment): { readonly times: number; readonly forMs: number } | null {
  return flapping === null ? null : { times: flapping.times, forMs: now - flapping.since };
}
