import type { HistoryFilter } from '../../preload/contract/api.ts';
import { clockText, historyScreen, spanText } from '../../preload/contract/texts/index.ts';

export const timeChoices = ['hour', 'today', 'day', 'week'] as const;
export type TimeChoice = (typeof timeChoices)[number];

const hourMs = 3_600_000;
const lengths = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const;

export function timeWord(choice: TimeChoice): string {
  return historyScreen.times[choice];
}

/** When a time that is chosen now began, epoch ms: the moment itself stands in the address, so that a link stays true. */
export function beginOf(choice: TimeChoice, now: number): number {
  return choice === 'today' ? new Date(now).setHours(0, 0, 0, 0) : now - lengths[choice];
}

/** `Since 13:02`, `Until 14:02`, `13:02 to 14:02`; null: it narrows nothing. */
export function timeText({ from, to }: Pick<HistoryFilter, 'from' | 'to'>, now: number): string | null {
  if (from === undefined) return to === undefined ? null : historyScreen.until(clockText(to, now));
  if (to === undefined) return historyScreen.since(clockText(from, now));
  return spanText(clockText(from, now), clockText(to, from));
}

/** A moment as a `datetime-local` field has it; empty: none. */
export function fieldOf(at: number | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What such fields say, local time; a text: what is wrong with it. */
export function rangeOf(from: string, to: string): Pick<HistoryFilter, 'from' | 'to'> | string {
  const moment = (text: string) => (text === '' ? undefined : new Date(text).getTime());
  const [begin, end] = [moment(from), moment(to)];
  if (begin === undefined && end === undefined) return historyScreen.noRange;
  if ([begin, end].some((each) => each !== undefined && Number.isNaN(each))) return historyScreen.noDate;
  if ([begin, end].some((each) => each !== undefined && each < 0)) return historyScreen.tooOld;
  if (begin !== undefined && end !== undefined && begin >= end) return historyScreen.wrongOrder;
  return { from: begin, to: end };
}
