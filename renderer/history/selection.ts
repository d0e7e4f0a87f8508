import type { EventRow } from '../../preload/contract/api.ts';

/** The rows that were selected to do something with all of them, and the one from which a range goes. */
export interface Selection {
  readonly rows: ReadonlyMap<number, EventRow>;
  readonly anchor: number | null;
}

export const nothingSelected: Selection = { rows: new Map(), anchor: null };

/** Takes a row in, or out. */
export function toggled({ rows }: Selection, row: EventRow): Selection {
  const kept = new Map(rows);
  if (!kept.delete(row.id)) kept.set(row.id, row);
  return { rows: kept, anchor: row.id };
}

/** Selects everything shown from the anchor to this row; without an anchor among them, from `from`, or this row alone. */
export function extended(
  { anchor }: Selection,
  shown: readonly EventRow[],
  to: EventRow,
  from: number | null,
): Selection {
  const placeOf = (id: number | null) => shown.findIndex((row) => row.id === id);
  const begin = [placeOf(anchor), placeOf(from), placeOf(to.id)].find((place) => place !== -1) ?? -1;
  const end = placeOf(to.id);
  if (begin === -1 || end === -1) return { rows: new Map([[to.id, to]]), anchor: to.id };
  const range = shown.slice(Math.min(begin, end), Math.max(begin, end) + 1);
  return { rows: new Map(range.map((row) => [row.id, row])), anchor: shown[begin]?.id ?? to.id };
}

/** Selects everything shown. */
export function allOf(shown: readonly EventRow[]): Selection {
  return { rows: new Map(shown.map((row) => [row.id, row])), anchor: shown[0]?.id ?? null };
}
