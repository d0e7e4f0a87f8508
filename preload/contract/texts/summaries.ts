import { type Severity, severities } from '../api.ts';
import { bodyLength, nameText, type ToastText } from './layout.ts';
import { cut } from './plain.ts';
import { durationText, periodText } from './time.ts';
import { severityWord } from './words.ts';

type Counts = Readonly<Record<Severity, number>>;

/** Longest name of a subject in a list of them. */
const subjectLength = 40;
const fromWorst = severities.toReversed();

/** `12 events while offline, worst: critical`, in the place of "Back"; `counts` leaves out what is `cleared`. */
export function catchUpToast(caught: {
  readonly serverName: string;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly counts: Counts;
  readonly cleared: number;
  readonly openNow: readonly string[];
  readonly previews: boolean;
}): ToastText {
  const { from, to, now, counts, cleared, openNow, previews } = caught;
  const total = sum(counts) + cleared;
  const worst = sum(counts) === 0 ? 'all cleared' : `worst: ${worstIn(counts)}`;
  const parts = [countsText(counts), cleared === 0 ? '' : `${cleared} cleared`].filter((part) => part !== '');
  const first = `${nameText(caught.serverName)}, ${periodText(from, to, now)}: ${parts.join(', ')}`;
  const names = previews ? openNow.map((name) => cut(name, subjectLength)) : [];
  const open = openNow.length === 0 ? 'nothing' : String(openNow.length);
  return {
    title: `${plural(total, 'event')} while offline, ${worst}`,
    body: `${first}\n${listText('Open now: ', names, bodyLength - first.length - 1) || `Open now: ${open}`}`,
  };
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
  const parts = [countsText(counts), cleared === 0 ? '' : `${cleared} cleared`].filter((part) => part !== '');
  const first = `${parts.join(', ')} in ${durationText(forMs)}`;
  const names = previews ? most.map(({ name, count }) => `${cut(name, subjectLength)} (${count})`) : [];
  const worst = sum(counts) === 0 ? 'all cleared' : `worst: ${worstIn(counts)}`;
  const often = listText('Most often: ', names, bodyLength - first.length - 1);
  return {
    title: `${sum(counts) + cleared} more from ${serversText(serverNames)}, ${worst}`,
    body: often === '' ? first : `${first}\n${often}`,
  };
}

/** `198 cleared at NOC`: what a storm's summary told has closed, all or in part. */
export function stormOverToast(over: {
  readonly serverNames: readonly string[];
  readonly cleared: number;
  readonly open: Counts;
}): ToastText {
  return {
    title: `${over.cleared} cleared at ${serversText(over.serverNames)}`,
    body: `Still open: ${countsText(over.open) || 'nothing'}`,
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
  const name = nameText(look.serverName);
  const open = total === 0 ? 'Nothing is' : total === 1 ? '1 alert is' : `${total} alerts are`;
  const worstText = total === 0 ? '' : `worst: ${word(worst)}. `;
  return {
    title: `${open} open at ${name}`,
    body: `${worstText}From now on each new one is shown.`,
  };
}

/** `3 events around the restart, worst: error`: committed by the last run, and not known to have been shown. */
export function restartToast(owed: {
  readonly count: number;
  readonly counts: Counts;
  readonly previews: boolean;
}): ToastText {
  const title = `${plural(owed.count, 'event')} around the restart, worst: ${worstIn(owed.counts)}`;
  return { title, body: countsText(owed.counts) };
}

const heldWords = { paused: 'while paused', quiet: 'while quiet', snoozed: 'while snoozed' } as const;

/** `31 events while paused, worst: error`: what was held back; `counts` leaves out what closed. */
export function heldBackToast(held: {
  readonly how: keyof typeof heldWords;
  /** What was snoozed. */
  readonly name: string | null;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly count: number;
  readonly counts: Counts;
  readonly open: Counts;
  /** Alerts that are not open any more. */
  readonly cleared: number;
  readonly previews: boolean;
}): ToastText {
  const { from, to, now, counts, open, cleared, previews } = held;
  const worst = sum(counts) === 0 ? 'all cleared' : `worst: ${worstIn(counts)}`;
  const name = held.name === null || !previews ? '' : `${nameText(held.name)}, `;
  const first = `${name}${periodText(from, to, now)}. Open now: ${countsText(open) || 'nothing'}`;
  return {
    title: `${plural(held.count, 'event')} ${heldWords[held.how]}, ${worst}`,
    body: cleared === 0 ? first : `${first}\nCleared meanwhile: ${cleared}`,
  };
}

/** `Test: critical` */
export function testToast({ severity }: { readonly severity: Severity }): ToastText {
  const article = /^[aeiou]/.test(word(severity)) ? 'an' : 'a';
  return {
    title: `Test: ${word(severity)}`,
    body: `This is how ${article} ${word(severity)} event looks and sounds.`,
  };
}

/** `2 critical, 3 error`, worst first; empty when there is none. */
export function countsText(counts: Counts): string {
  return fromWorst
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${word(severity)}`)
    .join(', ');
}

function worstIn(counts: Counts): string {
  return word(fromWorst.find((severity) => counts[severity] > 0) ?? 'ok');
}

function sum(counts: Counts): number {
  return severities.reduce((total, severity) => total + counts[severity], 0);
}

function serversText(names: readonly string[]): string {
  const [only = ''] = names;
  return names.length === 1 ? nameText(only) : `${names.length} servers`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function word(severity: Severity): string {
  return severityWord(severity).toLowerCase();
}

/** As many names as `room` takes, and how many more there are; empty when not even one does. */
function listText(before: string, names: readonly string[], room: number): string {
  let text = before;
  for (const [index, name] of names.entries()) {
    const next = `${text}${index === 0 ? '' : ', '}${name}`;
    const more = names.length - index;
    if (next.length + (more === 1 ? 0 : ` and ${more - 1} more`.length) > room) {
      return index === 0 ? '' : `${text} and ${more} more`;
    }
    text = next;
  }
  return names.length === 0 ? '' : text;
}

/** Said once: where Tocsin went when its window was closed. */
export function closedToast(): ToastText {
  return { title: 'Tocsin goes on', body: 'It stays in the tray and keeps watching. Quit it by the menu there.' };
}
