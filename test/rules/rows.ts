import { rowOf } from '../../main/intake/judge.ts';
import type { EventRow } from '../../preload/contract/api.ts';
import { newEvent } from '../history/events.ts';

let next = 1;

/** A stored event; what is given stands in its place. */
export function row(change: Partial<EventRow> = {}): EventRow {
  return { ...rowOf(newEvent(), next++), ...change };
}
