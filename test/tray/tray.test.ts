import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsMs, type TrayInput, type TrayItem, trayView } from '../../main/tray/tray.ts';
import {
  type Alert,
  type ConnectionState,
  type Notice,
  type OpenAlerts,
  type ServerState,
  type Severity,
  type Silenced,
  severities,
  type Unseen,
} from '../../preload/contract/api.ts';
import { at, now, row } from '../texts/rows.ts';

const why = { code: 'refused', params: { host: 'noc.example', port: 443 } } as const;
const online: ConnectionState = { name: 'online', since: at(8, 0), limits: [] };
const waiting: ConnectionState = { name: 'waiting', attempt: 3, retryAt: now + 40_000, why };

function server(name: string, change: Partial<ServerState> = {}): ServerState {
  return {
    id: name.toLowerCase(),
    name,
    protocol: 'saymon',
    enabled: true,
    muted: false,
    state: online,
    since: at(8, 0),
    lostAt: null,
    lastEventAt: null,
    pressed: false,
    unreadable: null,
    proven: true,
    ...change,
  };
}
const four = ['NOC', 'IOT', 'Farm', 'Racks'].map((name) => server(name));
const lost = (name: string, lostAt = at(2, 10)) => server(name, { state: waiting, lostAt });

function alert(severity: Severity, unseen: boolean, change: Partial<Alert> = {}): Alert {
  return {
    server: 'noc',
    serverName: 'NOC',
    protocol: 'saymon',
    key: `incident:${Math.random()}`,
    kind: 'incident',
    subject: { type: 'object', id: '1', name: 'UPS-1' },
    title: 'CPU over 95 %',
    openedAt: now - 12 * 60_000,
    changedAt: now,
    closedAt: null,
    severity,
    worst: severity,
    count: 1,
    firstEvent: 7,
    lastEvent: 9,
    seenAt: null,
    unseen,
    acknowledgedBy: null,
    acknowledgeable: false,
    confirmed: true,
    ...change,
  };
}

function open(list: readonly Alert[], total = list.length): OpenAlerts {
  const counts = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
  for (const { severity } of list) counts[severity] += 1;
  return { total, counts, list, passed: [], passedTotal: 0 };
}

const nothing: Unseen = { count: 0, more: false, worst: null };
const none = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };

/** So many unseen, by severity. */
function unseen(counts: Partial<Record<Severity, number>>): Pick<TrayInput, 'unseen' | 'unseenCounts'> {
  const all = { ...none, ...counts };
  const count = severities.reduce((sum, severity) => sum + all[severity], 0);
  const worst = severities.findLast((severity) => all[severity] > 0) ?? null;
  return { unseen: { count, more: false, worst }, unseenCounts: all };
}
const loud: Silenced = { paused: null, quiet: null, snoozes: [] };
const calm: TrayInput = {
  servers: four,
  alerts: open([]),
  unseen: nothing,
  unseenCounts: none,
  silenced: loud,
  toastsFail: false,
  policyFault: null,
  recent: [],
  now,
};
const brokenPolicy: Notice = {
  code: 'policy-unusable',
  params: { file: '/etc/tocsin/policy.json', line: 3, text: 'a comma is missing' },
};
const paused: Silenced = { ...loud, paused: { since: now, until: at(18, 30) } };
const quiet: Silenced = { ...loud, quiet: { since: now, until: at(6, 0) + 86_400_000 } };
const three = [alert('critical', true), alert('critical', true), alert('error', true)];
const threeUnseen = { alerts: open(three), ...unseen({ critical: 2, error: 1 }) };
const threeSeen = open(three.map((each) => ({ ...each, unseen: false })));
const limited = server('NOC', { state: { name: 'online', since: now, limits: [{ subscription: 'stat', why }] } });
const blocked = server('NOC', { state: { name: 'blocked', why } });

const cases: readonly (readonly [
  name: string,
  input: Partial<TrayInput>,
  picture: string,
  mark: 'cross' | 'bars' | null,
  tooltip: string,
])[] = [
  ['calm', {}, 'bell', null, 'nothing open. 4 servers online.'],
  ['one server', { servers: [server('NOC')] }, 'bell', null, 'nothing open. 1 server online.'],
  ['unseen', threeUnseen, 'filled critical', null, '2 critical, 1 error unseen. 4 servers online.'],
  [
    'unseen that are no alerts, as traps',
    { alerts: open(three), ...unseen({ critical: 2, error: 2, warning: 1 }) },
    'filled critical',
    null,
    '2 critical, 2 error, 1 warning unseen. 4 servers online.',
  ],
  [
    'the worst is seen, and what is less is not',
    { alerts: open([alert('critical', false), alert('warning', true)]), ...unseen({ warning: 1 }) },
    'filled warning',
    null,
    '1 warning unseen. 4 servers online.',
  ],
  [
    'nothing but a running job',
    { alerts: { ...open([]), counts: { ...none, info: 1 } } },
    'bell',
    null,
    'nothing open. 4 servers online.',
  ],
  [
    'came and went unseen',
    { alerts: { ...open([]), passed: [alert('critical', true, { closedAt: now })], passedTotal: 1 } },
    'bell',
    null,
    'nothing open. 4 servers online.',
  ],
  [
    'open, acknowledged and seen by nobody here',
    { alerts: open([alert('error', false, { acknowledgedBy: 'ops' })]) },
    'hollow error',
    null,
    '1 open, all seen. 4 servers online.',
  ],
  [
    'more unseen than counted',
    { unseen: { count: 1_000, more: true, worst: 'error' } },
    'filled error',
    null,
    '1000+ unseen, worst: error. 4 servers online.',
  ],
  ['all seen', { alerts: threeSeen }, 'hollow critical', null, '3 open, all seen. 4 servers online.'],
  [
    'all seen, one out of reach',
    { alerts: threeSeen, servers: [lost('NOC'), server('IOT')] },
    'hollow critical',
    'cross',
    '3 open, all seen. Out of reach: NOC since 02:10.',
  ],
  [
    'out of reach for less than 30 s',
    { servers: [lost('NOC', now - 30_000), server('IOT')] },
    'bell',
    null,
    'nothing open. 1 of 2 servers online.',
  ],
  [
    'out of reach but muted',
    { servers: [{ ...lost('NOC'), muted: true }, server('IOT')] },
    'bell',
    null,
    'nothing open. 1 of 2 servers online.',
  ],
  [
    'out of reach but off',
    { servers: [server('NOC', { enabled: false, state: { name: 'stopped' } }), server('IOT')] },
    'bell',
    null,
    'nothing open. 1 server online.',
  ],
  ['limited', { servers: [limited, server('IOT')] }, 'bell', 'cross', 'nothing open. Limited: NOC.'],
  ['blocked', { servers: [blocked, server('IOT')] }, 'bell', 'cross', 'nothing open. Needs you: NOC.'],
  [
    'no server in reach',
    { servers: [lost('NOC'), lost('IOT', at(1, 0))] },
    'struck-bell',
    null,
    'sees nothing. No server in reach since 02:10.',
  ],
  [
    'no server in reach, but unseen',
    { servers: [lost('NOC')], ...threeUnseen },
    'filled critical',
    'cross',
    '2 critical, 1 error unseen. No server in reach since 02:10.',
  ],
  [
    'connecting for the first time',
    { servers: [server('NOC', { state: { name: 'connecting', attempt: 1 } })] },
    'struck-bell',
    null,
    'sees nothing. Connecting.',
  ],
  ['no server yet', { servers: [] }, 'struck-bell', null, 'no server yet.'],
  [
    'all servers off',
    { servers: [server('NOC', { enabled: false, state: { name: 'stopped' } })] },
    'struck-bell',
    null,
    'nothing open. All servers are off.',
  ],
  ['paused', { silenced: paused }, 'bell', 'bars', 'paused until 18:30; nothing open. 4 servers online.'],
  ['in quiet hours', { silenced: quiet }, 'bell', 'bars', 'quiet until 21 Nov 06:00; nothing open. 4 servers online.'],
  [
    'paused in quiet hours, one out of reach',
    { silenced: { ...quiet, ...paused, quiet: quiet.quiet }, servers: [lost('NOC'), server('IOT')] },
    'bell',
    'cross',
    'paused until 18:30; nothing open. Out of reach: NOC since 02:10.',
  ],
  [
    'paused, no server in reach',
    { silenced: paused, servers: [lost('NOC')] },
    'struck-bell',
    'bars',
    'paused until 18:30; sees nothing. No server in reach since 02:10.',
  ],
  [
    'the policy cannot be used',
    { policyFault: brokenPolicy, ...threeUnseen },
    'filled critical',
    null,
    '2 critical, 1 error unseen. 4 servers online. The policy cannot be used.',
  ],
  ['toasts fail', { toastsFail: true }, 'bell', 'cross', 'toasts cannot be shown, click to see why.'],
  [
    'toasts fail, unseen, paused',
    { toastsFail: true, silenced: paused, ...threeUnseen },
    'filled critical',
    'cross',
    'toasts cannot be shown, click to see why.',
  ],
  [
    'toasts fail and no server in reach',
    { toastsFail: true, servers: [lost('NOC')] },
    'struck-bell',
    null,
    'toasts cannot be shown, click to see why.',
  ],
  [
    'no server in reach, all that is open seen',
    { alerts: threeSeen, servers: [lost('NOC')] },
    'struck-bell',
    null,
    'sees nothing. No server in reach since 02:10.',
  ],
  [
    'no server in reach, one blocked and one muted',
    {
      servers: [
        { ...blocked, lostAt: at(1, 0) },
        { ...lost('IOT'), muted: true },
      ],
    },
    'struck-bell',
    null,
    'sees nothing. No server in reach since 02:10.',
  ],
  [
    'paused with unseen ones',
    { silenced: paused, ...threeUnseen },
    'filled critical',
    'bars',
    'paused until 18:30; 2 critical, 1 error unseen. 4 servers online.',
  ],
  [
    'quiet round the clock',
    { silenced: { ...loud, quiet: { since: now, until: null } } },
    'bell',
    'bars',
    'quiet round the clock; nothing open. 4 servers online.',
  ],
  [
    'limited but muted',
    { servers: [{ ...limited, muted: true }, server('IOT')] },
    'bell',
    null,
    'nothing open. 2 servers online.',
  ],
  [
    'blocked but muted',
    { servers: [{ ...blocked, muted: true }, server('IOT')] },
    'bell',
    null,
    'nothing open. 1 of 2 servers online.',
  ],
  [
    'of each trouble one',
    {
      servers: [
        lost('NOC'),
        { ...blocked, name: 'Farm' },
        { ...limited, name: 'IOT' },
        server('Racks', { state: { name: 'connecting', attempt: 4 }, lostAt: at(2, 20) }),
      ],
    },
    'bell',
    'cross',
    'nothing open. Out of reach: NOC since 02:10, Racks since 02:20. Needs you: Farm. Limited: IOT.',
  ],
  [
    'out of reach by 30 s and a bit',
    { servers: [lost('NOC', now - 30_001), server('IOT')] },
    'bell',
    'cross',
    'nothing open. Out of reach: NOC since 14:29.',
  ],
  [
    'out of reach since before the clock was set back',
    { servers: [lost('NOC', now + 3_600_000), server('IOT')] },
    'bell',
    'cross',
    'nothing open. Out of reach: NOC since 15:30.',
  ],
  [
    'no server any more, with unseen ones',
    { servers: [], ...unseen({ error: 1 }) },
    'filled error',
    null,
    '1 error unseen. No server yet.',
  ],
  [
    'no server yet, paused',
    { servers: [], silenced: paused },
    'struck-bell',
    'bars',
    'paused until 18:30; no server yet.',
  ],
];

describe('picture, mark and tooltip', () => {
  test.each(cases)('%s', (_, input, picture, mark, tooltip) => {
    const view = trayView({ ...calm, ...input });
    expect('severity' in view.picture ? `${view.picture.shape} ${view.picture.severity}` : view.picture.shape).toBe(
      picture,
    );
    expect(view.mark).toBe(mark);
    expect(view.tooltip).toBe(`Tocsin: ${tooltip}`);
    expect(view.badge).toBe((input.unseen ?? nothing).count);
    // There is no green.
    expect(JSON.stringify(view.picture)).not.toMatch(/"(ok|info)"/);
  });

  test('the tooltip keeps its bounds, whatever names servers have', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 40 }), (names) => {
        const servers = names.map((name) => ({ ...lost('NOC'), name }));
        const { tooltip } = trayView({ ...calm, servers: [...servers, server('IOT')] });
        expect(tooltip.length).toBeLessThanOrEqual(120);
        expect(tooltip).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('how long the view holds', () => {
  test.each<[name: string, input: Partial<TrayInput>, ms: number | null]>([
    ['for good when all is well', {}, null],
    ['for good when a server is out of reach for long', { servers: [lost('NOC')] }, null],
    ['also where the clock was set back since', { servers: [lost('NOC', now + 3_600_000)] }, null],
    ['until the patience with a server ends', { servers: [lost('NOC', now - 20_000), lost('IOT', now)] }, 10_001],
    ['at the very end of it', { servers: [lost('NOC', now - 30_000)] }, 1],
    ['for good when that one is muted', { servers: [{ ...lost('NOC', now), muted: true }] }, null],
    ['or off', { servers: [{ ...lost('NOC', now), enabled: false }] }, null],
    ['a minute when it shows ages', { alerts: threeSeen, servers: [lost('NOC', now - 20_000)] }, 10_001],
    ['a minute when it shows nothing else that changes', { alerts: threeSeen }, 60_000],
  ])('%s', (_, input, ms) => {
    expect(holdsMs({ ...calm, ...input })).toBe(ms);
  });

  test('after it the mark is another one', () => {
    const servers = [lost('NOC', now - 20_000), server('IOT')];
    const ms = holdsMs({ ...calm, servers }) ?? 0;
    expect(trayView({ ...calm, servers, now: now + ms - 1 }).mark).toBeNull();
    expect(trayView({ ...calm, servers, now: now + ms }).mark).toBe('cross');
  });
});

function lines(items: readonly TrayItem[], indent = ''): readonly string[] {
  return items.flatMap((item) => {
    if (item.type === 'separator') return ['-'];
    if (item.type === 'menu') return [`${indent}${item.label} >`, ...lines(item.items, `${indent}  `)];
    return [`${indent}${item.label}${item.action === null ? ' (off)' : ''}`];
  });
}

describe('menu', () => {
  test('says file, line and reason of a policy that cannot be used, and leads to the checks', () => {
    const [, fault] = trayView({ ...calm, policyFault: brokenPolicy }).menu;
    expect(fault).toEqual({
      type: 'item',
      label:
        'The policy /etc/tocsin/policy.json cannot be used: line 3, a comma is missing. What was last in force stays; tell your administrator.',
      action: { do: 'open-settings', section: 'diagnosis' },
    });
  });

  test('with nothing open', () => {
    expect(lines(trayView(calm).menu)).toEqual([
      'Open Tocsin',
      '-',
      'No open alerts (off)',
      'Recent >',
      '  Nothing yet (off)',
      'Servers >',
      '  NOC: online',
      '  IOT: online',
      '  Farm: online',
      '  Racks: online',
      '-',
      'Mark everything seen (off)',
      'Pause >',
      '  15 min',
      '  1 h',
      '  4 h',
      '  Until tomorrow 08:00',
      '  Until…',
      '-',
      'Settings…',
      'Quit Tocsin',
    ]);
  });

  test('with more open than it lists, paused, quiet and snoozed', () => {
    const snoozes = [
      { what: { type: 'alert', server: 'noc', key: 'i1' }, name: 'UPS-1', since: now, until: at(15, 30) },
      { what: { type: 'server', server: 'noc' }, name: 'NOC', since: now, until: null },
    ] as const;
    const list = [alert('critical', true), ...Array.from({ length: 7 }, () => alert('warning', false))];
    const view = trayView({
      ...calm,
      servers: [lost('NOC'), limited, { ...server('IOT'), muted: true }],
      alerts: open(list, 12),
      ...unseen({ critical: 1 }),
      silenced: { ...quiet, paused: paused.paused, snoozes },
      recent: [row({ id: 40, occurredAt: at(14, 2) })],
    });
    expect(lines(view.menu)).toEqual([
      'Open Tocsin',
      '-',
      '■ Critical  UPS-1: CPU over 95 %, 12 min',
      '▲ Warning  UPS-1: CPU over 95 %, 12 min',
      '▲ Warning  UPS-1: CPU over 95 %, 12 min',
      '▲ Warning  UPS-1: CPU over 95 %, 12 min',
      '▲ Warning  UPS-1: CPU over 95 %, 12 min',
      '7 more…',
      'Recent >',
      '  14:02  ■ UPS-1: CPU over 95 %',
      'Servers >',
      '  NOC: out of reach. Try again',
      '  NOC: online, limited',
      '  IOT: online, muted',
      '-',
      'Mark everything seen',
      'Resume, paused until 18:30',
      'Quiet until 21 Nov 06:00: end now',
      'Snoozed >',
      '  UPS-1 until 15:30: end now',
      '  NOC until it worsens or closes: end now',
      '-',
      'Settings…',
      'Quit Tocsin',
    ]);
    const actions = view.menu.flatMap((item) => (item.type === 'item' ? [item.action] : []));
    expect(actions).toEqual([
      { do: 'open' },
      ...Array.from({ length: 5 }, () => ({ do: 'open-event', event: 9 })),
      { do: 'open' },
      { do: 'see-all' },
      { do: 'resume' },
      { do: 'end-quiet' },
      { do: 'open-screen', screen: 'settings' },
      { do: 'quit' },
    ]);
    const [recent, servers, snoozed] = view.menu.filter((item) => item.type === 'menu');
    expect(recent?.items).toMatchObject([{ action: { do: 'open-event', event: 40 } }]);
    expect(servers?.items[0]).toMatchObject({ action: { do: 'retry', server: 'noc' } });
    expect(snoozed?.items).toMatchObject(snoozes.map(({ what }) => ({ action: { do: 'unsnooze', what } })));
  });

  test('cuts what a server says, not what stands around it', () => {
    const long = alert('error', false, { title: `a\n${'x'.repeat(300)}` });
    const [, , item] = trayView({ ...calm, alerts: open([long]) }).menu;
    expect(item).toMatchObject({ label: expect.stringMatching(/^◆ Error {2}UPS-1: a x+…, 12 min$/) });
    expect(item?.type === 'item' ? item.label.length : 0).toBe(80);
  });

  test('without a server offers to add one', () => {
    const servers = trayView({ ...calm, servers: [] }).menu.find(
      (item) => item.type === 'menu' && item.label === 'Servers',
    );
    expect(servers).toMatchObject({ items: [{ label: 'Add a server…' }] });
  });
});
