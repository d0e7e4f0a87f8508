import { describe, expect, it } from 'vitest';
import type { Alert, EventRow, OpenAlerts } from '../../preload/contract/api.ts';
import { isAlarming } from '../../renderer/history/alarm.ts';

const row = {
  ...{ severity: 'critical', seenAt: null, server: 'noc', alert: 'incident:1', kind: 'incident' },
  decision: { outcome: 'shown', reason: null, rule: 'default-critical', driver: 'freedesktop' },
} as const satisfies Partial<EventRow>;
const open = (change: Partial<Alert>): OpenAlerts['list'] => [
  { server: 'noc', key: 'incident:1', unseen: true, ...change } as Alert,
];
const trap = { ...row, alert: null, kind: 'trap' } as const;
const held = (reason: EventRow['decision']['reason']) => ({ ...row.decision, outcome: 'silenced', reason }) as const;

describe('a row of the history is tinted', () => {
  it.each([
    ['its alert is open and unseen', row, open({}), true],
    ['it is not critical', { ...row, severity: 'error' }, open({}), false],
    ['it is seen', { ...row, seenAt: 1 }, open({}), false],
    ['its alert is open and seen', row, open({ unseen: false }), false],
    ['its alert has closed', row, [], false],
    ['an alert of the same name is open at another server', row, open({ server: 'farm' }), false],
    ['another alert of its server is open', row, open({ key: 'incident:2' }), false],
    ['it belongs to no alert and nobody has seen it', trap, [], true],
    ['it belongs to no alert and was held back for a time', { ...trap, decision: held('paused') }, [], true],
    ['a rule gave it no notification', { ...trap, decision: held('rule') }, [], false],
    ['it was there at the first look', { ...trap, decision: held('first-look') }, [], false],
    ['it tells of a connection', { ...trap, kind: 'connection' }, [], false],
  ] as const)('%s: %#', (_, asked, list, tinted) => {
    expect(isAlarming(asked, { list })).toBe(tinted);
  });
});
