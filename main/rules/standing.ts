import { isLately } from '../clock.ts';

/** So many of our toasts stand at a time. */
const mostStanding = 5;

/**
 * What is no more on the screen by then, where its daemon does not say: a quiet toast has 5 s, others the daemon's own
 * time and at most a place in a list of old ones; an urgent one stays until it is taken away.
 */
const livesMs = { quiet: 10_000, show: 600_000 } as const;
const order = { quiet: 0, show: 1, urgent: 2 } as const;

export interface StandingToast {
  readonly urgency: keyof typeof order;
  readonly shownAt: number;
  /** A summary that goes on; it gives way to nothing. */
  readonly lasting: boolean;
  /** Its words go on in a summary; else they are lost. */
  readonly goesOn: boolean;
}

/** Whether a toast that nobody took away may still be there. */
export function mayStand({ urgency, shownAt }: StandingToast, now: number): boolean {
  return urgency === 'urgent' || isLately(shownAt, livesMs[urgency], now);
}

/**
 * Which toasts give way so that `more` others have room: the quiet ones first, the urgent ones last, the oldest of each;
 * after all of them those whose words would be lost.
 */
export function givingWay<T extends StandingToast>(toasts: readonly T[], more: number, now: number): readonly T[] {
  const standing = toasts.filter((toast) => mayStand(toast, now));
  // One that lies ahead was shown before the clock was set back.
  const shown = ({ shownAt }: T) => (shownAt <= now ? shownAt : 0);
  const tooMany = Math.max(0, standing.length + more - mostStanding);
  return standing
    .filter(({ lasting }) => !lasting)
    .sort((one, other) => rank(one) - rank(other) || shown(one) - shown(other))
    .slice(0, tooMany);
}

function rank({ urgency, goesOn }: StandingToast): number {
  return order[urgency] + (urgency === 'quiet' || goesOn ? 0 : 10);
}
