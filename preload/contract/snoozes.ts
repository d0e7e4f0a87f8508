import type { EventRow, SnoozeTarget, Subject } from './api.ts';

/** What a snooze needs to know of an event, or of an open alert. */
export interface Snoozable {
  readonly server: string;
  readonly alert: string | null;
  readonly subject: Subject | null;
}

/** Whether a snooze is about this. */
export function covers(what: SnoozeTarget, { server, alert, subject }: Snoozable): boolean {
  if (what.server !== server) return false;
  switch (what.type) {
    case 'server':
      return true;
    case 'alert':
      return what.key === alert;
    case 'subject':
      return subject !== null && what.subjectType === subject.type && what.subjectId === subject.id;
  }
}

/** What the snooze of an event is about: its alert, or its subject where no alert carries it; null: it has neither. */
export function snoozeTargetOf(row: Pick<EventRow, 'server' | 'alert' | 'subject'>): SnoozeTarget | null {
  const { server, alert } = row;
  return alert === null ? subjectTargetOf(row) : { type: 'alert', server, key: alert };
}

/** What the snooze of an event's subject is about; null: it has none that has an id. */
export function subjectTargetOf({ server, subject }: Pick<EventRow, 'server' | 'subject'>): SnoozeTarget | null {
  if (subject === null || subject.id === null || subject.id === '') return null;
  return { type: 'subject', server, subjectType: subject.type, subjectId: subject.id };
}
