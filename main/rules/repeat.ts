import type { Repeat, Severity, ToastLevel } from '../../preload/contract/api.ts';

/** How critical ones come again where that is switched on. */
export const criticalRepeat: Repeat = { everyMin: 5, atMost: 12 };

const minuteMs = 60_000;

/** How often a toast was shown again, and when next. Times are epoch ms. */
export interface RepeatStand {
  readonly count: number;
  readonly nextAt: number;
}

/** How a toast comes again until it is seen: as its rule says, else as critical ones do; null: not at all. */
export function repeatOf(
  { toast, repeat }: { readonly toast: ToastLevel; readonly repeat?: Repeat },
  severity: Severity,
  repeatCritical: boolean,
): Repeat | null {
  if (toast === 'none') return null;
  return repeat ?? (repeatCritical && severity === 'critical' ? criticalRepeat : null);
}

/** The stand of a toast that was shown at a moment; what was due since, by a run that has ended, counts as shown. */
export function standSince({ everyMin, atMost }: Repeat, shownAt: number, now: number): RepeatStand | null {
  const everyMs = everyMin * minuteMs;
  const count = Math.max(0, Math.floor((now - shownAt) / everyMs));
  return count >= atMost ? null : { count, nextAt: shownAt + (count + 1) * everyMs };
}

/** Whether it is a repetition's turn: it is due, or waits longer than one time between two, for the clock was set back. */
export function isTurn({ nextAt }: RepeatStand, { everyMin }: Repeat, now: number): boolean {
  return nextAt <= now || nextAt - now > everyMin * minuteMs;
}

export type RepeatTurn =
  | { readonly do: 'show' | 'wait'; readonly stand: RepeatStand }
  /** `show`: for the last time. */
  | { readonly do: 'show' | 'stop'; readonly stand: null };

/**
 * What becomes of a repetition now. What is held back waits, uncounted, and comes when nothing holds it back any more. A
 * clock that was set back lets nothing wait longer than one time between two.
 */
export function repeatTurn(
  stand: RepeatStand,
  repeat: Repeat | null,
  { now, unseen, held }: { readonly now: number; readonly unseen: boolean; readonly held: boolean },
): RepeatTurn {
  if (repeat === null || !unseen || stand.count >= repeat.atMost) return { do: 'stop', stand: null };
  const everyMs = repeat.everyMin * minuteMs;
  if (now < stand.nextAt) return { do: 'wait', stand: { ...stand, nextAt: Math.min(stand.nextAt, now + everyMs) } };
  if (held) return { do: 'wait', stand };
  const count = stand.count + 1;
  return { do: 'show', stand: count >= repeat.atMost ? null : { count, nextAt: now + everyMs } };
}
