import type { Outcome, Severity } from '../api.ts';
import { countsText, countText } from './counts.ts';
import { form } from './english.ts';
import { words } from './language.ts';
import { clockText, spanText } from './time.ts';
import { outcomeWord } from './words.ts';

/** What is watched when nothing is open. */
export interface Watched {
  /** Servers that are switched on. */
  readonly servers: number;
  readonly online: number;
  /** Null: nothing came since the start. */
  readonly lastEventAt: number | null;
}

export const english = {
  noneOn: 'Nothing is open. No server is switched on.',
  noEvent: 'no event since the start',
  lastEvent: (time: string) => `last event ${time}`,
  watching: (servers: number, last: string) =>
    `Nothing is open. Watching ${servers} ${form(servers, 'server', 'servers')}, ${last}.`,
  blind: (last: string) => `Nothing is known to be open: no server is online, ${last}.`,
  partly: (away: number, servers: number, last: string) =>
    `Nothing is known to be open: ${away} of ${servers} servers ${form(away, 'is', 'are')} not online, ${last}.`,
  open: (counts: string) => `${counts} open`,
  more: (count: number) => `and ${countText(count)} more`,
  looseAtLeast: (count: number) => `At least ${countText(count)} more are unseen: traps, failed jobs, messages`,
  loose: (count: number) => `${countText(count)} more ${form(count, 'is', 'are')} unseen: traps, failed jobs, messages`,
  nothing: 'nothing',
  outcomes: (count: number, outcome: string) => `${countText(count)} ${outcome}`,
  day: (total: number) =>
    `Last 24 hours: ${countText(total)} ${form(total, 'event', 'events')}. Streams are not counted.`,
  dayWithPeak: (total: number, most: number) =>
    `Last 24 hours: ${countText(total)} ${form(total, 'event', 'events')}, at most ${countText(most)} in an hour. Streams are not counted.`,
};
const text = words('overview', english);

/** `Nothing is open. Watching 4 servers, last event 14:02.`; where not every server is online, nothing is only not known. */
export function nothingOpenText({ servers, online, lastEventAt }: Watched, now: number): string {
  if (servers === 0) return text.noneOn;
  const last = lastEventAt === null ? text.noEvent : text.lastEvent(clockText(lastEventAt, now));
  if (online === servers) return text.watching(servers, last);
  return online === 0 ? text.blind(last) : text.partly(servers - online, servers, last);
}

/** `2 critical, 3 error open`; empty when nothing is. */
export function openText(counts: Readonly<Record<Severity, number>>): string {
  const said = countsText(counts);
  return said === '' ? '' : text.open(said);
}

/** `and 312 more` */
export function moreText(count: number): string {
  return text.more(count);
}

/** `2 more are unseen: traps, failed jobs, messages`: what no open alert carries. `more`: at least so many. */
export function looseText(count: number, more: boolean): string {
  return more ? text.looseAtLeast(count) : text.loose(count);
}

/** `14:00 to 15:00: 2 critical, 3 error`, on another day than `now` with the day; local time. */
export function stretchText(
  { at, to, counts }: { readonly at: number; readonly to: number; readonly counts: Readonly<Record<Severity, number>> },
  now: number,
): string {
  const said = countsText(counts);
  return `${spanText(clockText(at, now), clockText(to, to))}: ${said === '' ? text.nothing : said}`;
}

/** `38 held back` */
export function outcomeCountText(outcome: Outcome, count: number): string {
  return text.outcomes(count, outcomeWord(outcome).toLowerCase());
}

/** `Last 24 hours: 214 events, at most 120 in an hour. Streams are not counted.` */
export function dayText(total: number, most: number): string {
  return total > most ? text.dayWithPeak(total, most) : text.day(total);
}
