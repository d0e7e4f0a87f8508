import type { ToldWith } from '../../preload/contract/api.ts';

/** What a toast says beyond its event. Times are epoch ms. */
export interface Tally {
  /** For how many equal events it stands, 1 for its own, and since when. */
  readonly times: number;
  readonly since: number | null;
  /** How often its alert opened again and again, and since when; null: it does not. */
  readonly flapping: { readonly times: number; readonly since: number } | null;
  /** How many open alerts follow from its own. */
  readonly follow: number;
}

export const plainTally: Tally = { times: 1, since: null, flapping: null, follow: 0 };

/** The toast that an event is told with. */
export interface Told {
  /** Where it stands. */
  readonly line: string;
  readonly change: Partial<Tally>;
  /** What it says goes on although this event closes: others that it stands for are open. */
  readonly stays: boolean;
}

/** What the toast that an event went into says of it. */
export function toldWith({ change }: Told): ToldWith {
  if (change.follow !== undefined) return 'cause';
  return change.flapping == null ? 'equal' : 'flapping';
}
