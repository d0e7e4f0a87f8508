import type { Alert, OpenAlerts, Unseen } from '../../preload/contract/api.ts';

export type GroupName = 'unseen' | 'seen' | 'passed';

/** Alerts under one heading, in the order in which they are shown. */
export interface Group {
  readonly name: GroupName;
  readonly alerts: readonly Alert[];
  /** How many there are, also those that are not listed; with `more`, at least so many. */
  readonly total: number;
  readonly more: boolean;
}

/** The groups of the list, those that are empty left out. They come sorted: unseen first, the worst first, then the newest. */
export function groupsOf({ total, list, passed, passedTotal }: OpenAlerts): readonly Group[] {
  const [unseen, seen] = [list.filter((alert) => alert.unseen), list.filter((alert) => !alert.unseen)];
  // The unseen ones come first: where the list ends among them, how many more there are is not told.
  const endsEarly = seen.length === 0 && list.length < total;
  const groups: readonly Group[] = [
    { name: 'unseen', alerts: unseen, total: unseen.length, more: endsEarly },
    { name: 'seen', alerts: seen, total: total - unseen.length, more: false },
    { name: 'passed', alerts: passed, total: passedTotal, more: false },
  ];
  return groups.filter(({ alerts }) => alerts.length > 0);
}

/** A number; with `more`, at least so many. */
interface Loose {
  readonly count: number;
  readonly more: boolean;
}

/** How many are unseen that no alert of the list carries: traps, results, messages. Null: that cannot be told. */
export function looseOf({ total, list }: OpenAlerts, unseen: Unseen): Loose | null {
  const listed = list.filter((alert) => alert.unseen).length;
  // The unseen ones come first, so that with a seen one in it the list has them all.
  const complete = list.length === total || listed < list.length;
  return complete ? { count: Math.max(0, unseen.count - listed), more: unseen.more } : null;
}

/** Names an alert among all. */
export function placeOf({ server, key }: Pick<Alert, 'server' | 'key'>): string {
  return `${server}\0${key}`;
}
