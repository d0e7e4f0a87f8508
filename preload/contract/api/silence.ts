import type { EventRow, Severity, Subject } from './event.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Times of the week in which toasts are held back. */
export interface QuietHours {
  readonly enabled: boolean;
  /** `HH:MM` of a local clock; `to` is on the next day unless it is later than `from`. Without days it is on each. */
  readonly windows: readonly { readonly days?: readonly Weekday[]; readonly from: string; readonly to: string }[];
  /** IANA name; the system's zone unless given. */
  readonly timeZone?: string;
  /** This severity and worse pass; null: none does. */
  readonly passSeverity: Severity | null;
  /** A connection that is lost for `connections.stillLostMinutes`, or blocked, passes. */
  readonly passConnectionLost: boolean;
}

export const pauseChoices = ['15m', '1h', '4h', 'tomorrow'] as const;

/** How long a pause is to last; `tomorrow`: until it is 08:00 again here. */
export type PauseChoice = (typeof pauseChoices)[number];

/** No pause is longer. */
export const pauseAtMostMs = 86_400_000;

/** What a snooze is about. */
export type SnoozeTarget =
  | { readonly type: 'server'; readonly server: string }
  | { readonly type: 'alert'; readonly server: string; readonly key: string }
  | { readonly type: 'subject'; readonly server: string; readonly subjectType: string; readonly subjectId: string };

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

/** Toasts of something are held back. */
export interface Snooze {
  readonly what: SnoozeTarget;
  /** What it is called: a server, or a subject. */
  readonly name: string;
  readonly since: number;
  /** Null: until it worsens or closes. */
  readonly until: number | null;
}

/** What holds toasts back now. Times are epoch ms. */
export interface Silenced {
  readonly paused: { readonly since: number; readonly until: number } | null;
  /** `until` null: it is quiet round the clock. */
  readonly quiet: { readonly since: number; readonly until: number | null } | null;
  readonly snoozes: readonly Snooze[];
}
