import type { EventRow } from '../../preload/contract/api.ts';
import { clockText, dateText, plain, severityWord, subjectText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

/** An event as one line: `20 Nov 2026 14:02 CRITICAL UPS-1: CPU over 95 % (NOC) https://…`. */
export function lineOf(event: EventRow): string {
  const at = `${dateText(event.occurredAt)} ${clockText(event.occurredAt, event.occurredAt)}`;
  const what = `${plain(subjectText(event))}: ${plain(event.title)} (${plain(event.serverName)})`;
  const line = `${at} ${severityWord(event.severity).toUpperCase()} ${what}`;
  return event.url === null ? line : `${line} ${event.url}`;
}

/** Puts an event into the clipboard as one line. */
export async function copy(store: Store, event: EventRow): Promise<void> {
  try {
    await navigator.clipboard.writeText(lineOf(event));
    store.say('Copied.');
  } catch (error) {
    store.say(`It could not be copied: ${String(error)}. Select the text and copy it by hand.`);
  }
}
