import type { AlertRecord, NewEvent, Remembered } from '../../main/history/history.ts';

/** What a new history remembers. */
export const nothing: Remembered = {
  alerts: [],
  passed: [],
  unwatched: [],
  attention: [],
  moreAttention: false,
  owed: [],
  moreOwed: 0,
  held: [],
  knownUntil: {},
  newestAt: null,
};

/** An event to store; what a test does not care about is filled in. */
export function newEvent(change: Partial<NewEvent> = {}): NewEvent {
  return {
    key: `key-${Math.random()}`,
    server: 'noc',
    serverName: 'NOC',
    protocol: 'saymon',
    kind: 'incident',
    topic: 'incidents',
    phase: 'opened',
    severity: 'error',
    level: 'level:4',
    subject: { type: 'object', id: '64abcd', name: 'UPS-1' },
    alert: null,
    title: 'CPU over 95 %',
    body: 'since 5 minutes',
    occurredAt: 1_700_000_000_000,
    receivedAt: 1_700_000_000_000,
    seenAt: null,
    url: null,
    via: 'live',
    decision: { outcome: 'shown', reason: null, rule: 'default-serious', driver: 'freedesktop' },
    payload: '{"id":"1"}',
    stream: false,
    attention: false,
    owedTo: null,
    toldWith: null,
    ...change,
  };
}

/** An alert to store. */
export function alertRecord(change: Partial<AlertRecord> = {}): AlertRecord {
  return {
    server: 'noc',
    protocol: 'saymon',
    key: 'incident:1',
    kind: 'incident',
    subject: { type: 'object', id: '64abcd', name: 'UPS-1' },
    title: 'CPU over 95 %',
    openedAt: 1_700_000_000_000,
    changedAt: 1_700_000_000_000,
    closedAt: null,
    severity: 'error',
    worst: 'error',
    count: 1,
    seenAt: null,
    unseen: true,
    acknowledgedBy: null,
    acknowledgedAt: null,
    toasted: true,
    toast: null,
    ...change,
  };
}
