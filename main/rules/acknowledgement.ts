import type { AlertStep } from './alert.ts';

/** What an event says of an acknowledgement on its server. */
export interface AcknowledgementSaid {
  /** By whom; null: by nobody, or it does not say. */
  readonly acknowledgedBy: string | null;
  /** Epoch ms by the server. */
  readonly acknowledgedAt?: number;
  /** By nobody, or not any more. */
  readonly unacknowledged?: true;
}

/** How an open alert stands before the event. */
export interface AcknowledgementStand {
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: number | null;
  readonly unseen: boolean;
  /** When it was seen here; null: it was not. */
  readonly seenAt: number | null;
}

/** `given`: one that was not known; `stands`: one that was; `taken-back`: nobody has it any more. */
export type AcknowledgementStep = 'none' | 'given' | 'stands' | 'taken-back';

/** What an event does to the acknowledgement of its alert. `before` null: no alert is open. */
export function acknowledgementStep(
  before: AcknowledgementStand | null,
  said: AcknowledgementSaid,
): AcknowledgementStep {
  if (said.acknowledgedBy !== null) return before !== null && isKnown(before, said) ? 'stands' : 'given';
  return said.unacknowledged === true && (before?.acknowledgedBy ?? null) !== null ? 'taken-back' : 'none';
}

/**
 * Whether nobody here needs to be told of the event, for somebody has taken care of its alert. What worsens with it or
 * after it does; which of both came first cannot be told of a message that says both.
 */
export function isSettled(
  before: AcknowledgementStand | null,
  alert: AlertStep,
  acknowledgement: AcknowledgementStep,
): boolean {
  if (alert === 'worsens' || alert === 'closes') return false;
  return acknowledgement === 'given' || (acknowledgement === 'stands' && before?.unseen !== true);
}

/** Whether the alert is as it was before somebody took care of it: new to whoever has not seen it here. */
export function isAnew(before: AcknowledgementStand | null, acknowledgement: AcknowledgementStep): boolean {
  return acknowledgement === 'taken-back' && before?.seenAt === null;
}

/** The acknowledgement of an alert after an event; it stays where the event says nothing of it, and has not worsened. */
export function acknowledgementAfter(
  before: AcknowledgementStand | null,
  alert: AlertStep,
  said: AcknowledgementSaid,
): Pick<AcknowledgementStand, 'acknowledgedBy' | 'acknowledgedAt'> {
  if (said.acknowledgedBy !== null) {
    return { acknowledgedBy: said.acknowledgedBy, acknowledgedAt: said.acknowledgedAt ?? null };
  }
  const stays = before !== null && said.unacknowledged !== true && alert !== 'worsens';
  const { acknowledgedBy, acknowledgedAt } = stays ? before : { acknowledgedBy: null, acknowledgedAt: null };
  return { acknowledgedBy, acknowledgedAt };
}

/** By its time where the server tells it, for a user may be known by the id at first and by the name later. */
function isKnown(before: AcknowledgementStand, said: AcknowledgementSaid): boolean {
  const { acknowledgedBy, acknowledgedAt } = said;
  if (acknowledgedAt !== undefined && before.acknowledgedAt !== null) return acknowledgedAt === before.acknowledgedAt;
  return acknowledgedBy === before.acknowledgedBy;
}
