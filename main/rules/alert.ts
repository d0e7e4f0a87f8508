import { type Phase, rankOf, type Severity, worseOf } from '../../preload/contract/api.ts';

/** What an event does to its alert. */
export type AlertStep = 'none' | 'opens' | 'worsens' | 'updates' | 'closes';

/** The part of an alert that the decision needs. */
export interface AlertStand {
  readonly severity: Severity;
  readonly worst: Severity;
}

/**
 * What an event does to the alert that it names: the first that is not a closing opens it, whatever the server calls it,
 * for its opening may have been missed; a closing without an open alert does nothing.
 */
export function alertStep(open: AlertStand | null, phase: Phase | null, severity: Severity): AlertStep {
  if (phase === 'closed') return open === null ? 'none' : 'closes';
  if (phase === null) return open === null ? 'none' : 'updates';
  if (open === null) return 'opens';
  return rankOf(severity) > rankOf(open.severity) ? 'worsens' : 'updates';
}

/** The severity and the worst of an alert after a step. */
export function standAfter(open: AlertStand | null, step: AlertStep, severity: Severity): AlertStand {
  if (open === null) return { severity, worst: severity };
  if (step === 'closes') return { severity: open.severity, worst: open.worst };
  return { severity, worst: worseOf(open.worst, severity) };
}
