import type { EventRow, Kind, Outcome, Phase, Severity } from './event.ts';

/** What the history is narrowed to; an absent field narrows nothing. */
export interface HistoryFilter {
  readonly text?: string;
  readonly servers?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly minSeverity?: Severity;
  readonly phases?: readonly Phase[];
  readonly outcomes?: readonly Outcome[];
  readonly seen?: boolean;
  /** receivedAt, inclusive. */
  readonly from?: number;
  /** receivedAt, exclusive. */
  readonly to?: number;
  /** False hides the rows of streams. */
  readonly streams?: boolean;
}

/** Newest first; `next` goes into `before` for the next page, null at the end. */
export interface Page {
  readonly rows: readonly EventRow[];
  readonly next: number | null;
}

/** The grain of a digest: its times and stretches are whole quarters of an hour. */
export const digestStepMs = 900_000;

/** How far a digest may reach. */
export const digestAtMostMs = 7 * 86_400_000;

/** What came in one stretch of time, by severity and by what became of it; streams are not counted. */
export interface DigestBucket {
  /** When it begins. */
  readonly at: number;
  readonly severities: Readonly<Record<Severity, number>>;
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** Counts stop at 1,000. */
export interface Count {
  readonly count: number;
  readonly more: boolean;
}
