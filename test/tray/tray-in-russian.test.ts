import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TrayItem, trayView } from '../../main/tray/tray.ts';
import type { Alert, EventRow } from '../../preload/contract/api.ts';
import { eventToast, speak, titleText } from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { context, now, row } from '../texts/rows.ts';

beforeEach(() => speak(() => russian));
afterEach(() => speak(() => null));

const counts = { ok: 0, info: 0, warning: 0, error: 1, critical: 0 };

/** The alert that an event opened. */
function alertOf({ server, serverName, protocol, kind, subject, title, ours, severity }: EventRow): Alert {
  return {
    ...{ server, serverName, protocol, kind, subject, title, ours, severity },
    ...{ key: 'a', openedAt: now - 60_000, changedAt: now, closedAt: null, worst: severity, count: 1 },
    ...{ firstEvent: 1, lastEvent: 1, seenAt: null, unseen: true },
    ...{ acknowledgedBy: null, acknowledgeable: false, confirmed: true },
  };
}

const menuOf = (event: EventRow): readonly TrayItem[] =>
  trayView({
    servers: [],
    alerts: { total: 1, counts, list: [alertOf(event)], passed: [], passedTotal: 0 },
    unseen: { count: 1, more: false, worst: 'error' },
    unseenCounts: counts,
    silenced: { paused: null, quiet: null, snoozes: [] },
    toastsFail: false,
    policyFault: null,
    recent: [event],
    now,
  }).menu;

const worker = { type: 'worker', id: 'w', name: 'node-3' };
const node = { type: 'node', id: '57b1aa', name: null };
const device = { type: 'device', id: 'd3', name: 'Boiler 3' };

test.each<[Partial<EventRow>, subject: string, title: string]>([
  [
    { protocol: 'flamenco', kind: 'worker', subject: worker, title: 'was awake', ours: 'title' },
    'воркер node-3',
    'до этого: awake',
  ],
  [
    { protocol: 'rackhd', kind: 'state', subject: node, title: 'Node inaccessible', ours: 'title' },
    'узел 57b1aa',
    'Узел недоступен',
  ],
  [
    { protocol: 'kamea', kind: 'telemetry', subject: device, title: 'x 95, limit 90', ours: 'limit' },
    'Boiler 3',
    'x 95, предел 90',
  ],
  [{ protocol: 'saymon', title: 'Sensor error', ours: 'title' }, 'UPS-1', 'Ошибка датчика'],
  [{ protocol: 'saymon', title: 'Sensor error' }, 'UPS-1', 'Sensor error'],
  [
    { protocol: 'tocsin', kind: 'connection', subject: null, title: 'Nothing answers at noc:443' },
    'NOC',
    'По адресу noc:443 никто не отвечает',
  ],
])('tray, toast and list say the same of %j', (change, subject, title) => {
  const event = row({ severity: 'error', ...change });
  expect(titleText(event)).toBe(title);
  const [, , open] = menuOf(event);
  expect(open).toMatchObject({ label: `◆ Ошибка  ${subject}: ${title}, 1 мин` });
  const recent = menuOf(event).find((item) => item.type === 'menu');
  expect(recent?.items[0]?.type === 'item' ? recent.items[0].label : '').toContain(`${subject}: ${title}`);
  const toast = eventToast(event, context());
  expect(`${toast.title} ${toast.body}`.toLowerCase()).toContain(title.toLowerCase());
  expect(toast.title).toContain(subject);
});
