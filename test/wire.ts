import type { WireEvent } from '../main/protocols/protocol.ts';
import type { ServerSettings } from '../preload/contract/api.ts';

export const noc: ServerSettings = {
  id: 'noc',
  name: 'NOC',
  protocol: 'saymon',
  enabled: true,
  muted: false,
  url: 'http://127.0.0.1:1',
};

/**
 * An incident that opens, as an adapter makes it; what is given stands in its place. The words of another alert are
 * others, for equal ones are told together.
 */
export function incident(change: Partial<WireEvent> = {}): WireEvent {
  const { alert = 'incident:1' } = change;
  return {
    key: 'incident:1:1',
    kind: 'incident',
    topic: 'incidents',
    phase: 'opened',
    severity: 'critical',
    level: 'Alarm',
    subject: { type: 'object', id: '64bb02', name: 'UPS-1' },
    alert: 'incident:1',
    title: alert === null || alert === 'incident:1' ? 'CPU over 95 %' : `CPU over 95 %, ${alert}`,
    body: '',
    occurredAt: 1_730_000_000_000,
    url: null,
    payload: { changeType: 1 },
    stream: false,
    naming: false,
    aim: null,
    automatic: false,
    acknowledgedBy: null,
    ...change,
  };
}
