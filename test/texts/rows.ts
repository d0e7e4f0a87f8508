import type { EventRow } from '../../preload/contract/api.ts';
import type { ToastContext } from '../../preload/contract/texts/index.ts';

/** Local times on one day: 20 November 2026. */
export function at(hours: number, minutes: number, seconds = 0): number {
  return new Date(2026, 10, 20, hours, minutes, seconds).getTime();
}

export const now = at(14, 30);

/** A critical incident of now, changed by `change`. */
export function row(change: Partial<EventRow> = {}): EventRow {
  return {
    id: 1,
    key: 'incident-1',
    repeats: 0,
    server: 'noc',
    serverName: 'NOC',
    protocol: 'saymon',
    kind: 'incident',
    topic: 'incidents',
    phase: 'opened',
    severity: 'critical',
    level: 'Alarm',
    subject: { type: 'object', id: '64bb02', name: 'UPS-1' },
    alert: 'incident:1',
    title: 'CPU over 95 %',
    body: '',
    occurredAt: now,
    receivedAt: now,
    seenAt: null,
    url: null,
    via: 'live',
    decision: { outcome: 'pending', reason: null, rule: 'default-critical', driver: null },
    ...change,
  };
}

export function context(change: Partial<ToastContext> = {}): ToastContext {
  return { now, previews: true, was: null, openedAt: null, times: 1, since: null, ...change };
}
