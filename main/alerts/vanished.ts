import type { CatchUp, WireEvent } from '../protocols/protocol.ts';
import { ruleOfAlert } from '../rules/threshold.ts';
import type { OpenAlert } from './alerts.ts';

/** Closings, at `now`, for the alerts that a server no longer has, of the kinds that it told completely. */
export function vanished(alerts: readonly OpenAlert[], catchUp: CatchUp, now: number): readonly WireEvent[] {
  if (catchUp.open === null) return [];
  const open = new Set(catchUp.open);
  return alerts
    .filter(
      ({ record, heardAt }) =>
        catchUp.kinds.includes(record.kind) &&
        !open.has(record.key) &&
        // A clock that was set back puts what was heard before into the future.
        (heardAt < catchUp.askedAt || heardAt > now) &&
        // No server knows of the limits that are set here.
        ruleOfAlert(record.key) === null,
    )
    .map(({ record, lastEvent }) => ({
      // By the event it answers: an alert may vanish, come back with the time of its opening, and vanish again.
      key: `gone:${record.key}:${lastEvent}`,
      kind: record.kind,
      topic: 'catch-up',
      phase: 'closed',
      severity: 'ok',
      level: null,
      subject: record.subject,
      alert: record.key,
      title: record.title,
      body: '',
      occurredAt: catchUp.askedAt,
      url: null,
      payload: null,
      stream: false,
      naming: false,
      aim: null,
      automatic: false,
      acknowledgedBy: null,
    }));
}
