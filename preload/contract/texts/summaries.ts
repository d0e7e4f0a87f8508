import { type Severity, severities } from '../api.ts';
import { countsText } from './counts.ts';
import { form } from './english.ts';
import { words } from './language.ts';
import { bodyLength, nameText, type ToastText } from './layout.ts';
import { cut } from './plain.ts';
import { durationText, periodText } from './time.ts';
import { severityWord } from './words.ts';

type Counts = Readonly<Record<Severity, number>>;

/** Longest name of a subject in a list of them. */
const subjectLength = 40;
const fromWorst = severities.toReversed();

/** The words of toasts that stand for several events; `worst` is how bad they are. */
export const english = {
  worst: (severity: string) => `worst: ${severity}`,
  allCleared: 'all cleared',
  cleared: (count: number) => `${count} cleared`,
  nothing: 'nothing',
  openNow: (what: string) => `Open now: ${what}`,
  notSeen: (what: string) => `Not seen yet: ${what}`,
  more: (count: number) => ` and ${count} more`,
  servers: (count: number) => `${count} servers`,
  caughtUp: (count: number, worst: string) => `${count} ${form(count, 'event', 'events')} while offline, ${worst}`,
  storm: (count: number, servers: string, worst: string) => `${count} more from ${servers}, ${worst}`,
  stormTime: (counts: string, duration: string) => `${counts} in ${duration}`,
  mostOften: (names: string) => `Most often: ${names}`,
  among: (names: string) => `Among them: ${names}`,
  about: (names: string) => `About ${names}`,
  stormOver: (count: number, servers: string) => `${count} cleared at ${servers}`,
  stillOpen: (counts: string) => `Still open: ${counts}`,
  firstLook: (count: number, server: string) =>
    `${count === 0 ? 'Nothing is' : form(count, `${count} alert is`, `${count} alerts are`)} open at ${server}`,
  firstLookNone: 'From now on each new one is shown.',
  firstLookBody: (severity: string) => `worst: ${severity}. From now on each new one is shown.`,
  restart: (count: number, worst: string) => `${count} ${form(count, 'event', 'events')} around the restart, ${worst}`,
  paused: (count: number, worst: string) => `${count} ${form(count, 'event', 'events')} while paused, ${worst}`,
  quiet: (count: number, worst: string) => `${count} ${form(count, 'event', 'events')} while quiet, ${worst}`,
  snoozed: (count: number, worst: string) => `${count} ${form(count, 'event', 'events')} while snoozed, ${worst}`,
  clearedMeanwhile: (count: number) => `Cleared meanwhile: ${count}`,
  test: (severity: string) => `Test: ${severity}`,
  testBody: (severity: string) =>
    `This is how ${/^[aeiou]/.test(severity) ? 'an' : 'a'} ${severity} event looks and sounds.`,
  closedTitle: 'Tocsin goes on',
  closedBody: 'It stays in the tray and keeps watching. Quit it by the menu there.',
};
const text = words('summaries', english);

/** `12 events while offline, worst: critical`, in the place of "Back"; `counts` leaves out what is `cleared`. */
export function catchUpToast(caught: {
  readonly serverName: string;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly counts: Counts;
  readonly cleared: number;
  readonly openNow: readonly string[];
  /** What no alert carries, and nothing therefore closes. */
  readonly notSeen: Counts;
  readonly previews: boolean;
}): ToastText {
  const { from, to, now, counts, cleared, openNow, notSeen, previews } = caught;
  const total = sum(counts) + cleared;
  const worst = worstText(counts);
  const parts = [countsText(counts), cleared === 0 ? '' : text.cleared(cleared)].filter((part) => part !== '');
  const first = `${nameText(caught.serverName)}, ${periodText(from, to, now)}: ${parts.join(', ')}`;
  const names = previews ? openNow.map((name) => cut(name, subjectLength)) : [];
  const open = openNow.length === 0 ? text.nothing : String(openNow.length);
  const most = text.openNow(open).length;
  const left = notSeenText(notSeen, bodyLength - first.length - most - 2);
  const room = bodyLength - first.length - left.length - 2;
  const said = openNow.length === 0 && left !== '' ? '' : listText(text.openNow, names, room) || text.openNow(open);
  return { title: text.caughtUp(total, worst), body: [first, said, left].filter((line) => line !== '').join('\n') };
}

/** `214 more from NOC, worst: critical`: what came faster than it may toast; `counts` leaves out what is `cleared`. */
export function stormToast(storm: {
  readonly serverNames: readonly string[];
  readonly counts: Counts;
  readonly cleared: number;
  readonly forMs: number;
  readonly most: readonly { readonly name: string; readonly count: number }[];
  readonly previews: boolean;
}): ToastText {
  const { serverNames, counts, cleared, forMs, most, previews } = storm;
  const parts = [countsText(counts), cleared === 0 ? '' : text.cleared(cleared)].filter((part) => part !== '');
  const first = text.stormTime(parts.join(', '), durationText(Math.max(forMs, 1_000)));
  const total = sum(counts) + cleared;
  // Where each came once, none came most often.
  const often = most.some(({ count }) => count > 1);
  const names = previews
    ? most.map(({ name, count }) => `${cut(name, subjectLength)}${often ? ` (${count})` : ''}`)
    : [];
  const worst = worstText(counts);
  const said = often ? text.mostOften : total === 1 ? text.about : text.among;
  const list = listText(said, names, bodyLength - first.length - 1);
  return {
    title: text.storm(total, serversText(serverNames), worst),
    body: list === '' ? first : `${first}\n${list}`,
  };
}

/** `198 cleared at NOC`: what a storm's summary told has closed, all or in part. */
export function stormOverToast(over: {
  readonly serverNames: readonly string[];
  readonly cleared: number;
  readonly open: Counts;
}): ToastText {
  return {
    title: text.stormOver(over.cleared, serversText(over.serverNames)),
    body: text.stillOpen(countsText(over.open) || text.nothing),
  };
}

/** `14 alerts are open at NOC`: what a new server has open already. */
export function firstLookToast(look: {
  readonly serverName: string;
  readonly total: number;
  readonly worst: Severity;
  readonly previews: boolean;
}): ToastText {
  const { total, worst } = look;
  return {
    title: text.firstLook(total, nameText(look.serverName)),
    body: total === 0 ? text.firstLookNone : text.firstLookBody(word(worst)),
  };
}

/** `3 events around the restart, worst: error`: committed by the last run, and not known to have been shown. */
export function restartToast(owed: {
  readonly count: number;
  readonly counts: Counts;
  readonly previews: boolean;
}): ToastText {
  return { title: text.restart(owed.count, text.worst(worstIn(owed.counts))), body: countsText(owed.counts) };
}

/** `31 events while paused, worst: error`: what was held back; `counts` leaves out what closed. */
export function heldBackToast(held: {
  readonly how: 'paused' | 'quiet' | 'snoozed';
  /** What was snoozed. */
  readonly name: string | null;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly count: number;
  readonly counts: Counts;
  readonly open: Counts;
  /** What no alert carries, and nothing therefore closes. */
  readonly notSeen: Counts;
  /** Alerts that are not open any more. */
  readonly cleared: number;
  readonly previews: boolean;
}): ToastText {
  const { from, to, now, counts, open, notSeen, cleared, previews } = held;
  const worst = worstText(counts);
  const name = held.name === null || !previews ? '' : `${nameText(held.name)}, `;
  const time = `${name}${periodText(from, to, now)}. `;
  const over = cleared === 0 ? '' : text.clearedMeanwhile(cleared);
  // That nothing is open must not be read as that nothing is left to do.
  const opened = countsText(open) || (sum(notSeen) > 0 ? '' : text.nothing);
  const said = opened === '' ? '' : text.openNow(opened);
  const left = notSeenText(notSeen, bodyLength - time.length - said.length - over.length - 2);
  const lines = [said, left, over].filter((line) => line !== '');
  return { title: text[held.how](held.count, worst), body: time + lines.join('\n') };
}

/** `Test: critical` */
export function testToast({ severity }: { readonly severity: Severity }): ToastText {
  return { title: text.test(word(severity)), body: text.testBody(word(severity)) };
}

/** As closely as there is room for; empty where all is seen. */
function notSeenText(notSeen: Counts, room: number): string {
  const total = sum(notSeen);
  if (total === 0) return '';
  const whole = text.notSeen(countsText(notSeen));
  return whole.length <= room ? whole : text.notSeen(String(total));
}

function worstText(counts: Counts): string {
  return sum(counts) === 0 ? text.allCleared : text.worst(worstIn(counts));
}

function worstIn(counts: Counts): string {
  return word(fromWorst.find((severity) => counts[severity] > 0) ?? 'ok');
}

function sum(counts: Counts): number {
  return severities.reduce((total, severity) => total + counts[severity], 0);
}

function serversText(names: readonly string[]): string {
  const [only = ''] = names;
  return names.length === 1 ? nameText(only) : text.servers(names.length);
}

function word(severity: Severity): string {
  return severityWord(severity).toLowerCase();
}

/** As many names as `room` takes, and how many more there are; empty when not even one does. */
function listText(said: (names: string) => string, names: readonly string[], room: number): string {
  const most = room - said('').length;
  let list = '';
  for (const [index, name] of names.entries()) {
    const next = `${list}${index === 0 ? '' : ', '}${name}`;
    const more = names.length - index;
    if (next.length + (more === 1 ? 0 : text.more(more - 1).length) > most) {
      return index === 0 ? '' : said(list + text.more(more));
    }
    list = next;
  }
  return names.length === 0 ? '' : said(list);
}

/** Said once: where Tocsin went when its window was closed. */
export function closedToast(): ToastText {
  return { title: text.closedTitle, body: text.closedBody };
}
