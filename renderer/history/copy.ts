import type { EventRow } from '../../preload/contract/api.ts';
import {
  cut,
  historyScreen,
  isoText,
  severityWord,
  subjectText,
  titleText,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

const textLength = 1_000;

/** What a line of it says. */
type Line = Pick<
  EventRow,
  'occurredAt' | 'severity' | 'subject' | 'protocol' | 'title' | 'ours' | 'serverName' | 'url'
>;

/** An event as one line: `2026-11-20 14:02 CRITICAL UPS-1: CPU over 95 % (NOC) https://…`. */
export function lineOf(event: Line): string {
  const line = (text: string) => cut(text, textLength);
  const what = `${line(subjectText(event))}: ${line(titleText(event))} (${line(event.serverName)})`;
  const told = `${isoText(event.occurredAt)} ${severityWord(event.severity).toUpperCase()} ${what}`;
  return event.url?.startsWith('https://') === true ? `${told} ${line(event.url)}` : told;
}

/** Puts events into the clipboard, each as one line. */
export function copy(store: Store, events: readonly Line[]): Promise<void> {
  return copyText(store, events.map(lineOf).join('\n'));
}

/** Puts a text into the clipboard. */
export async function copyText(store: Store, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    store.say(historyScreen.copied);
  } catch (error) {
    store.say(historyScreen.notCopied(String(error)));
  }
}
