import type { Outcome, Severity } from '../api.ts';
import { countsText } from './summaries.ts';
import { clockText } from './time.ts';
import { outcomeWord } from './words.ts';

/** What is watched when nothing is open. */
export interface Watched {
  /** Servers that are switched on. */
  readonly servers: number;
  readonly online: number;
  /** Null: nothing came since the start. */
  readonly lastEventAt: number | null;
}

/** `Nothing is open. Watching 4 servers, last event 14:02.`; where not every server is online, nothing is only not known. */
export function nothingOpenText({ servers, online, lastEventAt }: Watched, now: number): string {
  if (servers === 0) return 'Nothing is open. No server is switched on.';
  const last = lastEventAt === null ? 'no event since the start' : `last event ${clockText(lastEventAt, now)}`;
  if (online === servers) return `Nothing is open. Watching ${servers} server${servers === 1 ? '' : 's'}, ${last}.`;
  if (online === 0) return `Nothing is known to be open: no server is online, ${last}.`;
  return `Nothing is known to be open: ${servers - online} of ${servers} servers ${servers - online === 1 ? 'is' : 'are'} not online, ${last}.`;
}

/** `2 critical, 3 error open`; empty when nothing is. */
export function openText(counts: Readonly<Record<Severity, number>>): string {
  const text = countsText(counts);
  return text === '' ? '' : `${text} open`;
}

/** `and 312 more` */
export function moreText(count: number): string {
  return `and ${count.toLocaleString('en')} more`;
}

/** `2 more are unseen: traps, failed jobs, messages`: what no open alert carries. */
export function looseText(count: number): string {
  return `${count.toLocaleString('en')} more ${count === 1 ? 'is' : 'are'} unseen: traps, failed jobs, messages`;
}

/** `14:00 to 15:00: 2 critical, 3 error`, on another day than `now` with the day; local time. */
export function stretchText(
  { at, to, counts }: { readonly at: number; readonly to: number; readonly counts: Readonly<Record<Severity, number>> },
  now: number,
): string {
  const text = countsText(counts);
  return `${clockText(at, now)} to ${clockText(to, to)}: ${text === '' ? 'nothing' : text}`;
}

/** `38 held back` */
export function outcomeCountText(outcome: Outcome, count: number): string {
  return `${count.toLocaleString('en')} ${outcomeWord(outcome).toLowerCase()}`;
}

/** `Last 24 hours: 214 events, at most 120 in an hour. Streams are not counted.` */
export function dayText(total: number, most: number): string {
  const events = `${total.toLocaleString('en')} event${total === 1 ? '' : 's'}`;
  const peak = total > most ? `, at most ${most.toLocaleString('en')} in an hour` : '';
  return `Last 24 hours: ${events}${peak}. Streams are not counted.`;
}
