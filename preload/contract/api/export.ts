import type { HistoryFilter } from './history.ts';

export const exportFormats = ['csv', 'json'] as const;

/** `csv`: the event's columns without payload; `json`: a list of events with their payloads, one a line. */
export type ExportFormat = (typeof exportFormats)[number];

/** Which events go into a file: all of a filter, or these. */
export type ExportInput = { readonly format: ExportFormat } & (
  | { readonly filter: HistoryFilter }
  | { readonly ids: readonly number[] }
);

/** How many of the events are written, and how many there were at its beginning. */
export interface ExportProgress {
  readonly rows: number;
  readonly total: number;
}
