import { Temporal } from 'temporal-polyfill';
import { type QuietHours, rankOf, type Severity, weekdays } from '../../preload/contract/api.ts';

/** A stretch of quiet time; epoch ms. */
export interface QuietStretch {
  readonly since: number;
  /** The first moment that is not quiet; null: it is quiet round the clock. */
  readonly until: number | null;
}

/** How the quiet hours stand at a moment. */
export interface QuietStand {
  /** The stretch around the moment; null: it is not quiet. */
  readonly quiet: QuietStretch | null;
  /** When that changes next; null: never. */
  readonly changesAt: number | null;
}

interface Span {
  readonly since: number;
  readonly until: number;
}

/** The week comes again after so many days; what is quiet for longer is so for ever. */
const weekDays = 8;

/**
 * Whether it is quiet at a moment, since when and until when, on the clocks of a time zone (IANA).
 *
 * A window belongs to the day on which it begins, and ends on the next day unless `to` is later than `from`; equal times
 * make a whole day of it. Windows that meet or overlap are one stretch. When clocks change, no quiet time is cut short: a
 * time that clocks skip counts as the moment of the change, one that comes twice begins a window the first time and ends
 * it the second. Throws a RangeError for a zone that is none.
 */
export function quietAt(hours: QuietHours, zone: string, now: number): QuietStand {
  if (!hours.enabled) return { quiet: null, changesAt: null };
  const spans = merged(spansAround(hours, zone, now));
  const around = spans.find(({ since, until }) => since <= now && now < until);
  if (around === undefined) return { quiet: null, changesAt: spans.find(({ since }) => since > now)?.since ?? null };
  const endless = around === spans.at(-1) && around.until - now > (weekDays - 1) * 24 * 3_600_000;
  const until = endless ? null : around.until;
  return { quiet: { since: around.since, until }, changesAt: until };
}

/** Whether what was heard passes the quiet hours; `connectionLost`: a connection is lost for long, or blocked. */
export function passesQuiet(
  { passSeverity, passConnectionLost }: Pick<QuietHours, 'passSeverity' | 'passConnectionLost'>,
  heard: { readonly severity: Severity; readonly connectionLost: boolean },
): boolean {
  if (heard.connectionLost && passConnectionLost) return true;
  return passSeverity !== null && rankOf(heard.severity) >= rankOf(passSeverity);
}

/** The moment of a time on the clocks of a zone; what clocks skip is the moment of the change. Epoch ms. */
export function momentOf(local: Temporal.PlainDateTime, zone: string, twice: 'earlier' | 'later'): number {
  const at = local.toZonedDateTime(zone, { disambiguation: twice });
  if (at.toPlainDateTime().equals(local)) return at.epochMilliseconds;
  const before = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? at).epochMilliseconds;
}

/** The windows of the days before and after a moment, in no order. */
function spansAround({ windows }: QuietHours, zone: string, now: number): readonly Span[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: 2 * weekDays + 1 }, (_, index) => today.add({ days: index - weekDays })).flatMap((day) =>
    windows
      .filter(({ days = weekdays }) => days.some((each) => weekdays.indexOf(each) === day.dayOfWeek - 1))
      .map(({ from, to }) => ({
        since: momentOf(day.toPlainDateTime(from), zone, 'earlier'),
        until: momentOf((to > from ? day : day.add({ days: 1 })).toPlainDateTime(to), zone, 'later'),
      })),
  );
}

/** In order of time; what meets or overlaps is one. A window that clocks skip is none. */
function merged(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.since - other.since)) {
    const last = found.at(-1);
    if (span.since >= span.until) continue;
    if (last === undefined || span.since > last.until) found.push(span);
    else if (span.until > last.until) found[found.length - 1] = { since: last.since, until: span.until };
  }
  return found;
}
