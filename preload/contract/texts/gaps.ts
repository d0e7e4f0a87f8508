import type { EventRow } from '../api.ts';
import { cut, inSentence } from './plain.ts';
import { clockText } from './time.ts';

type GapRow = Pick<EventRow, 'protocol' | 'kind' | 'phase' | 'serverName' | 'title' | 'occurredAt'>;

const nameLength = 80;
const titleLength = 200;

/**
 * A time without a server, as a line across the list: `NOC was out of reach until 02:31: nothing new`; null where an event
 * tells of none.
 */
export function gapText({ protocol, kind, phase, serverName, title, occurredAt }: GapRow, now: number): string | null {
  if (protocol !== 'tocsin' || kind !== 'connection' || phase !== 'closed') return null;
  const name = cut(serverName, nameLength);
  return `${name} was out of reach until ${clockText(occurredAt, now)}: ${inSentence(cut(title, titleLength))}`;
}
