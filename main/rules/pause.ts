import { Temporal } from 'temporal-polyfill';
import { type PauseChoice, pauseAtMostMs } from '../../preload/contract/api.ts';
import { momentOf } from './quiet-hours.ts';

/** A time from one moment to another that was chosen by hand; epoch ms. */
export interface Stretch {
  readonly since: number;
  readonly until: number;
}

const minuteMs = 60_000;
const lengths: Readonly<Record<Exclude<PauseChoice, 'tomorrow'>, number>> = {
  '15m': 15 * minuteMs,
  '1h': 60 * minuteMs,
  '4h': 240 * minuteMs,
};
const morning = Temporal.PlainTime.from('08:00');
/** A clock is set by seconds all the time; only beyond this it was set back. */
const slackMs = 60_000;

/** When a pause that is chosen now ends: within 24 h, whatever the clocks of the zone do. Epoch ms. */
export function pauseUntil(choice: PauseChoice, zone: string, now: number): number {
  if (choice !== 'tomorrow') return now + lengths[choice];
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const today = here.toPlainDate();
  // Before 08:00 the morning that is meant is this one.
  const day = Temporal.PlainTime.compare(here.toPlainTime(), morning) < 0 ? today : today.add({ days: 1 });
  return Math.min(momentOf(day.toPlainDateTime(morning), zone, 'earlier'), now + pauseAtMostMs);
}

/** Whether a pause may last until this moment. */
export function isPauseEnd(until: number, now: number): boolean {
  return until > now && until - now <= pauseAtMostMs;
}

/**
 * The same length from now on where the clock was set back to before the beginning, so that nothing lasts longer than was
 * chosen; as it is otherwise.
 */
export function anchored<T extends Stretch>(stretch: T, now: number): T {
  const { since, until } = stretch;
  return now >= since - slackMs ? stretch : { ...stretch, since: now, until: now + (until - since) };
}
