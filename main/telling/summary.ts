import { type EventRow, type Severity, severities, worseOf } from '../../preload/contract/api.ts';
import type { AlertRecord } from '../history/history.ts';

/** How many subjects a summary counts one by one; the rest is in its total. */
const subjectsCounted = 1_000;

/** Events that are told together. A value that `withEvent` carries on. */
export interface Summary {
  readonly count: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly cleared: number;
  readonly worst: Severity;
  readonly subjects: ReadonlyMap<string, number>;
  readonly fromAt: number;
  readonly toAt: number;
  /** Highest id in it. */
  readonly upTo: number;
}

/** What a summary counts of an event. */
type Counted = Pick<EventRow, 'kind' | 'phase' | 'severity' | 'subject' | 'receivedAt'>;

/** Adds events with ids that count on from `firstId`; those that `take` refuses are left out. */
export function summaryOf<Event extends Counted>(
  before: Summary | null,
  events: readonly Event[],
  firstId: number,
  take: (event: Event, index: number) => boolean,
): Summary | null {
  const counts = { ok: 0, info: 0, warning: 0, error: 0, critical: 0, ...before?.counts };
  const subjects = new Map(before?.subjects);
  let { count = 0, cleared = 0, worst = 'ok', fromAt = 0, toAt = 0, upTo = 0 } = before ?? {};
  events.forEach((event, index) => {
    if (!take(event, index)) return;
    if (count === 0) fromAt = event.receivedAt;
    count += 1;
    toAt = event.receivedAt;
    upTo = firstId + index;
    if (event.phase === 'closed' && event.kind !== 'job') {
      cleared += 1;
      return;
    }
    counts[event.severity] += 1;
    worst = worseOf(worst, event.severity);
    const name = subjectName(event);
    if (name !== null && (subjects.has(name) || subjects.size < subjectsCounted)) {
      subjects.set(name, (subjects.get(name) ?? 0) + 1);
    }
  });
  return count === 0 ? null : { count, counts, cleared, worst, subjects, fromAt, toAt, upTo };
}

/** What was told before and is told together from now on. */
export function together(one: Summary, other: Summary): Summary {
  const counts = { ...one.counts };
  for (const severity of severities) counts[severity] += other.counts[severity];
  const subjects = new Map(one.subjects);
  for (const [name, count] of other.subjects) {
    if (subjects.has(name) || subjects.size < subjectsCounted) subjects.set(name, (subjects.get(name) ?? 0) + count);
  }
  return {
    count: one.count + other.count,
    counts,
    cleared: one.cleared + other.cleared,
    worst: worseOf(one.worst, other.worst),
    subjects,
    fromAt: Math.min(one.fromAt, other.fromAt),
    toAt: Math.max(one.toAt, other.toAt),
    upTo: Math.max(one.upTo, other.upTo),
  };
}

/** The summary of an event that came so many times. */
export function timesOver(summary: Summary, times: number): Summary {
  const counts = { ...summary.counts };
  for (const severity of severities) counts[severity] *= times;
  const subjects = new Map([...summary.subjects].map(([name, count]) => [name, count * times]));
  return { ...summary, count: summary.count * times, counts, subjects };
}

/** What the toast of an alert said. */
export function summaryOfAlert({ severity, subject, openedAt, changedAt }: AlertRecord): Summary {
  const name = subject?.name ?? subject?.id ?? null;
  return {
    count: 1,
    counts: { ok: 0, info: 0, warning: 0, error: 0, critical: 0, [severity]: 1 },
    cleared: 0,
    worst: severity,
    subjects: new Map(name === null ? [] : [[name, 1]]),
    fromAt: openedAt,
    toAt: changedAt,
    upTo: 0,
  };
}

/** The subjects named most often, with their counts. */
export function mostOften(summary: Summary, limit: number): readonly { name: string; count: number }[] {
  return [...summary.subjects]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}

function subjectName({ subject }: Counted): string | null {
  return subject === null ? null : (subject.name ?? subject.id);
}
