import type { EventRow, OpenAlerts } from '../../preload/contract/api.ts';

type Asked = Pick<EventRow, 'severity' | 'seenAt' | 'server' | 'alert' | 'kind' | 'decision'>;

/** Whether a row is tinted: a critical event that is unseen still, as main counts it. */
export function isAlarming(row: Asked, alerts: Pick<OpenAlerts, 'list'>): boolean {
  if (row.severity !== 'critical' || row.seenAt !== null || row.kind === 'connection') return false;
  // What opened an alert is unseen as long as the alert is; what has closed needs nobody any more.
  if (row.alert !== null)
    return alerts.list.some(({ server, key, unseen }) => unseen && server === row.server && key === row.alert);
  return row.decision.reason !== 'rule' && row.decision.reason !== 'first-look';
}
