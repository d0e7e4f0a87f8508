import { systemClock } from '../../main/clock.ts';
import type { AlertChange, NewEvent } from '../../main/history/history.ts';
import { openHistory } from '../../main/history/open.ts';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { translateListed } from '../../main/protocols/saymon/translate-incidents.ts';
import type { Outcome, Severity } from '../../preload/contract/api.ts';
import { alertRecord, newEvent } from '../history/events.ts';
import { startThread } from '../history/folder.ts';
import { seeded } from '../seeded.ts';
import type { Saymon } from '../servers/saymon.ts';
import type { StoredIncident } from '../servers/saymon-plant.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What has been open for a while; the oldest last. `seen` and `unseen` as a user left it. */
const open = [
  { minutes: 12, entityId: '64bb06', state: '1', text: 'Water temperature over 31 °C', seen: false },
  { minutes: 47, entityId: '64bb04', state: '4', text: 'Replication lag over 30 s', seen: false },
  { minutes: 134, entityId: '64bb03', state: '2', text: 'Packet loss 4 % on uplink', seen: true },
  { minutes: 412, entityId: '64bb05', state: '2', text: 'Certificate ends in 9 days', seen: true },
] as const;

const subjects: Readonly<Record<string, string>> = {
  '64bb02': 'UPS-1',
  '64bb03': 'core-switch-2',
  '64bb04': 'db-primary',
  '64bb05': 'web-01',
  '64bb06': 'cooling-east',
};

/** What came and went in a day. */
const gone: readonly Pick<NewEvent, 'server' | 'serverName' | 'kind' | 'topic' | 'severity' | 'title' | 'subject'>[] = [
  incident('64bb05', 'error', 'CPU over 95 % for 5 min'),
  incident('64bb04', 'critical', 'Disk /var/lib/postgresql is full'),
  incident('64bb03', 'warning', 'Fan 2 slow'),
  incident('64bb02', 'warning', 'Battery needs replacing'),
  { ...trap('64bb02', 'error', 'UPS on battery') },
  { ...trap('64bb06', 'warning', 'Door open') },
  {
    ...{ server: 'farm', serverName: 'Farm', kind: 'job', topic: '/jobs', severity: 'ok', title: 'Completed' },
    subject: { type: 'job', id: '0a1b', name: 'shot_010' },
  },
  {
    ...{
      server: 'racks',
      serverName: 'Racks',
      kind: 'job',
      topic: 'graph.finished',
      severity: 'ok',
      title: 'Succeeded',
    },
    subject: { type: 'workflow', id: '0f8b', name: 'Install CentOS' },
  },
];

/** Gives a data directory a day of history, and the stand-in server what of it is still open. */
export async function livePast(directory: string, saymon: Saymon, servers: readonly string[]): Promise<void> {
  const now = Date.now();
  const incidents = open.map(({ minutes, entityId, state, text, seen }) => {
    const at = now - minutes * minuteMs;
    const stored = saymon.openIncident({ entityId, state, text, timestamp: at, localTimestamp: at });
    return { stored, at, seen };
  });
  const history = await openHistory({ directory, start: startThread, clock: systemClock });
  const opened = incidents.map((each) => ({ ...each, event: eventOf(each.stored, each.at, each.seen) }));
  const events = [...day(now), ...opened.map(({ event }) => event)].toSorted((a, b) => a.receivedAt - b.receivedAt);
  await history.add({
    events,
    alerts: opened.map(({ stored, at, seen, event }) => alertOf(stored, at, seen, events.indexOf(event))),
    repeats: [],
  });
  for (const server of servers) await history.knownUntil(server, now - 5_000);
  await history.close();
}

function told(stored: StoredIncident): WireEvent {
  return translateListed(stored, null, {
    nameOf: (type, id) => (type === 'object' ? (subjects[id] ?? null) : null),
    webUrl: null,
    severities: {},
    levelNames: new Map(),
    stateNames: new Map(),
  });
}

function eventOf(stored: StoredIncident, at: number, seen: boolean): NewEvent {
  const { key, severity, level, title, subject, alert, payload } = told(stored);
  const known = { severity, level, title, subject, alert, payload: JSON.stringify(payload), body: '' };
  const decision = {
    outcome: 'shown',
    reason: null,
    rule: severity === 'critical' ? 'default-critical' : 'default-fault',
    driver: 'freedesktop',
  } as const;
  return newEvent({
    ...known,
    decision,
    key: key ?? '',
    receivedAt: at,
    occurredAt: at,
    seenAt: seen ? at + minuteMs : null,
  });
}

function alertOf(stored: StoredIncident, at: number, seen: boolean, index: number): AlertChange {
  const { severity, title, subject, alert } = told(stored);
  const record = alertRecord({
    ...{ key: alert ?? '', subject, title, severity, worst: severity, openedAt: at, changedAt: at },
    ...{ seenAt: seen ? at + minuteMs : null, unseen: !seen },
    ...(stored.entityId === '64bb03' ? { acknowledgedBy: 'E. Novak', acknowledgedAt: at + 3 * minuteMs } : {}),
  });
  return { record, first: index, last: index };
}

/** A day as it might have been, the same each time but for its date; the oldest first. */
function day(now: number): readonly NewEvent[] {
  const random = seeded(5);
  const times = Array.from({ length: 86 }, () => now - 3 * minuteMs - random() * 23 * hourMs);
  return times.map((at) => {
    const about = gone[Math.floor(random() ** 1.4 * gone.length)] ?? gone[0];
    const closes = about?.severity === 'ok';
    const outcomes: readonly Outcome[] = closes ? ['silenced'] : ['shown', 'shown', 'merged'];
    const outcome = outcomes[Math.floor(random() * outcomes.length)] ?? 'shown';
    return newEvent({
      ...about,
      ...{ receivedAt: at, occurredAt: at, seenAt: at + minuteMs, phase: closes ? 'closed' : 'opened', body: '' },
      decision: {
        outcome,
        reason: outcome === 'silenced' ? 'rule' : outcome === 'merged' ? 'storm' : null,
        rule: closes ? 'default-job' : 'default-fault',
        driver: outcome === 'shown' ? 'freedesktop' : null,
      },
    });
  });
}

function incident(id: string, severity: Severity, title: string) {
  const subject = { type: 'object', id, name: subjects[id] ?? null };
  return { server: 'noc', serverName: 'NOC', kind: 'incident', topic: 'incidents', severity, title, subject } as const;
}

function trap(id: string, severity: Severity, title: string) {
  return { ...incident(id, severity, title), kind: 'trap', topic: 'snmp-trap' } as const;
}
