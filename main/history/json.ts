import type { Event } from '../../preload/contract/api.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';

/** One event as JSON on one line: its public fields, without whose words they are. */
export function jsonEvent({ ours: _, ...event }: Event): string {
  return visibleJson(event);
}
