import type { Alert } from '../../preload/contract/api.ts';
import { placeOf } from './groups.ts';

/** Where the keys are in a list that changes under them. */
export interface Spot {
  readonly place: string;
  /** Where in the list it was last. */
  readonly index: number;
}

/** The index of the spot in the list as it is now: its alert's, or where its alert was that has gone; -1: nowhere. */
export function indexOf(spot: Spot | null, list: readonly Alert[]): number {
  if (spot === null || list.length === 0) return -1;
  const found = list.findIndex((alert) => placeOf(alert) === spot.place);
  return found === -1 ? Math.min(spot.index, list.length - 1) : found;
}

/** The spot `by` rows further; the first row where there was none. */
export function moved(spot: Spot | null, by: number, list: readonly Alert[]): Spot | null {
  const at = indexOf(spot, list);
  return spotAt(at === -1 ? 0 : Math.max(0, Math.min(list.length - 1, at + by)), list);
}

/** The spot where an alert leaves its place: the one after it, at the end the one before it. */
export function left(alert: Alert, list: readonly Alert[]): Spot | null {
  const at = list.findIndex((each) => placeOf(each) === placeOf(alert));
  return spotAt(at + 1 < list.length ? at + 1 : at - 1, list);
}

function spotAt(index: number, list: readonly Alert[]): Spot | null {
  const alert = list[index];
  return alert === undefined ? null : { place: placeOf(alert), index };
}
