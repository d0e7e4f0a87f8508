import type { Cause } from './cause.ts';
import type { Count } from './history.ts';

/** What is known of how an event came to its outcome, besides what stands in the event itself. Times are epoch ms. */
export interface Grounds {
  /**
   * The pause, the quiet hours or the snooze that held it back, `until` null: without an end of its own; null: none did,
   * or it is not known any more.
   */
  readonly heldBack: {
    readonly since: number;
    readonly until: number | null;
    /** It is not over yet. */
    readonly runs: boolean;
    /** What was snoozed; null: it was no snooze. */
    readonly name: string | null;
  } | null;
  /** It is still to be told in the summary at the end of that. */
  readonly owed: boolean;
  /** The toast that stood already which it was told with; null: none, or it was not told so. */
  readonly toldWith: ToldWith | null;
  /** How many others are told with it in one summary; null: it is not told so, or that is not known. */
  readonly others: Count | null;
  /** The time without the server after which it was read. */
  readonly gap: { readonly from: number; readonly to: number } | null;
  /** Why its toast could not be shown; of one that was shown, why the driver that comes first could not show it. */
  readonly failure: Cause | null;
}

/** Of an equal event, that something flaps, of the open alert that its server names as its cause. */
export type ToldWith = 'equal' | 'flapping' | 'cause';

/** Nothing is known but the event. */
export const noGrounds: Grounds = {
  heldBack: null,
  owed: false,
  toldWith: null,
  others: null,
  gap: null,
  failure: null,
};
