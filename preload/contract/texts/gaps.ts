import type { EventRow } from '../api.ts';
import { words } from './language.ts';
import { titleText } from './own-events.ts';
import { cut, inSentence } from './plain.ts';
import { clockText, durationText, periodText } from './time.ts';

type GapRow = Pick<EventRow, 'protocol' | 'kind' | 'phase' | 'serverName' | 'title' | 'occurredAt'>;

const nameLength = 80;
const titleLength = 200;

export const english = {
  line: (server: string, until: string, became: string) => `${server} was out of reach until ${until}: ${became}`,
  time: (period: string, duration: string) => `${period}: nothing was received for ${duration}.`,
};
const text = words('gaps', english);

/**
 * A time without a server, as a line across the list: `NOC was out of reach until 02:31: nothing new`; null where an event
 * tells of none.
 */
export function gapText({ protocol, kind, phase, serverName, title, occurredAt }: GapRow, now: number): string | null {
  if (protocol !== 'tocsin' || kind !== 'connection' || phase !== 'closed') return null;
  return text.line(
    cut(serverName, nameLength),
    clockText(occurredAt, now),
    inSentence(cut(titleText({ protocol, title }), titleLength)),
  );
}

/** `02:10 to 02:31: nothing was received for 21 min.`: the time that a gap is about; null where an event tells of none. */
export function gapTimeText(event: GapRow & { readonly payload: unknown }, now: number): string | null {
  if (gapText(event, now) === null) return null;
  const { from, to } = (event.payload ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof from !== 'number' || typeof to !== 'number') return null;
  return text.time(periodText(from, to, now), durationText(to - from));
}
