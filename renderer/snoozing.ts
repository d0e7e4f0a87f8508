import {
  type EventRow,
  type PauseChoice,
  pauseChoices,
  type SnoozeTarget,
  snoozeTargetOf,
  subjectTargetOf,
} from '../preload/contract/api.ts';
import { clockText, frame, sentence } from '../preload/contract/texts/index.ts';
import type { Store } from './store.ts';

/** How long a snooze is to last; `change`: until it worsens or closes. */
export type SnoozeChoice = PauseChoice | 'change';

export const snoozeChoices: readonly SnoozeChoice[] = [...pauseChoices, 'change'];

const minuteMs = 60_000;
const lengths = { '15m': 15 * minuteMs, '1h': 60 * minuteMs, '4h': 240 * minuteMs } as const;
const morningHour = 8;

/** When a snooze that is chosen now ends, epoch ms; null: at a change. Before 08:00 the morning is that of today. */
export function snoozeUntil(choice: SnoozeChoice, now: number): number | null {
  if (choice === 'change') return null;
  if (choice !== 'tomorrow') return now + lengths[choice];
  const here = new Date(now);
  const day = here.getDate() + (here.getHours() < morningHour ? 0 : 1);
  return new Date(here.getFullYear(), here.getMonth(), day, morningHour).getTime();
}

/** What of an event is snoozed: itself, all of its subject, or all of its server. */
export type SnoozeScope = 'it' | 'subject' | 'server';

/**
 * Snoozes the alert of each event, or its subject where no alert of it is open, or what else is meant; says what came of
 * it, with a way back.
 */
export async function snooze(
  store: Store,
  rows: readonly EventRow[],
  choice: SnoozeChoice,
  scope: SnoozeScope = 'it',
): Promise<void> {
  const now = Date.now();
  const until = snoozeUntil(choice, now);
  const length = until === null ? ({ untilChange: true } as const) : { until };
  const done = new Map<string, SnoozeTarget>();
  let left = 0;
  /** Why it could not even be asked. */
  let failed: string | null = null;
  const asked = async (what: SnoozeTarget): Promise<boolean> => {
    const answer = await store.waitFor('snooze', { what, ...length });
    if (!answer.ok && answer.error.code === 'failed') failed = sentence(answer.error.text);
    return answer.ok;
  };
  for (const row of distinct(rows)) {
    const targets = targetsOf(row, scope).filter((what) => what !== null);
    const what = await firstOf(targets, asked);
    if (what === null) left++;
    else done.set(JSON.stringify(what), what);
  }
  if (done.size === 0) return store.say(failed ?? frame.nothingToSnooze);
  const end = until === null ? frame.untilItChanges : frame.until(clockText(until, now));
  store.say(frame.snoozed(done.size, end) + (left === 0 ? '' : frame.notSnoozed(left)), () => {
    for (const what of done.values()) void store.run('unsnooze', { what });
  });
}

/** What may be meant, the first that can be snoozed. */
function targetsOf(row: EventRow, scope: SnoozeScope): readonly (SnoozeTarget | null)[] {
  switch (scope) {
    case 'it':
      return [snoozeTargetOf(row), subjectTargetOf(row)];
    case 'subject':
      return [subjectTargetOf(row)];
    case 'server':
      return [{ type: 'server', server: row.server }];
  }
}

/** What of an event can be snoozed; its own alert stands for it first. */
export function scopesOf(row: EventRow): readonly SnoozeScope[] {
  return ['it', ...(row.alert === null || subjectTargetOf(row) === null ? [] : (['subject'] as const)), 'server'];
}

/** One row of each alert or subject. */
function distinct(rows: readonly EventRow[]): readonly EventRow[] {
  const byTarget = new Map<string, EventRow>();
  for (const row of rows) {
    const place = JSON.stringify(snoozeTargetOf(row) ?? row.id);
    if (!byTarget.has(place)) byTarget.set(place, row);
  }
  return [...byTarget.values()];
}

async function firstOf<T>(all: readonly T[], works: (each: T) => Promise<boolean>): Promise<T | null> {
  for (const each of all) if (await works(each)) return each;
  return null;
}
