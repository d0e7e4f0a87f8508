import { rankOf, type Severity, type Snooze, type SnoozeTarget } from '../../preload/contract/api.ts';
import type { AlertStep } from './alert.ts';

export { covers, type Snoozable } from '../../preload/contract/snoozes.ts';

/** A snooze with how bad things stood when it began; null: nothing was open. */
export interface SnoozeStand extends Snooze {
  readonly worst: Severity | null;
}

/**
 * Whether an event that a snooze until a change covers is that change: an alert of it worsens, the last one closes
 * (`othersOpen` says whether any other is open), or something comes that is worse than all that was open when it began;
 * where nothing was, a warning is.
 */
export function isChange(
  { worst }: Pick<SnoozeStand, 'worst'>,
  heard: { readonly step: AlertStep; readonly severity: Severity },
  othersOpen: () => boolean,
): boolean {
  if (heard.step === 'worsens') return true;
  if (heard.step === 'closes') return !othersOpen();
  return rankOf(heard.severity) > rankOf(worst ?? 'info');
}

/** One text for each target: its place in a map, and what the history keeps with the events that it holds back. */
export function snoozeKey(what: SnoozeTarget): string {
  switch (what.type) {
    case 'server':
      return JSON.stringify([what.server]);
    case 'alert':
      return JSON.stringify([what.server, what.key]);
    case 'subject':
      return JSON.stringify([what.server, what.subjectType, what.subjectId]);
  }
}
