import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventRow, kinds, phases, severities } from '../../preload/contract/api.ts';
import { calmToast, eventToast, type ToastContext } from '../../preload/contract/texts/index.ts';
import { at, context, now, row } from './rows.ts';

const minute = 60_000;
const own = { protocol: 'tocsin', subject: { type: 'server', id: 'noc', name: 'NOC' } } as const;
const trap = { kind: 'trap', phase: null, severity: 'error', alert: null, title: 'on battery' } as const;

const cases: readonly (readonly [
  name: string,
  row: Partial<EventRow>,
  context: Partial<ToastContext>,
  title: string,
  body: string,
])[] = [
  ['incident opened', {}, {}, 'Critical: UPS-1', 'CPU over 95 %\nIncident · NOC'],
  ['two texts', { body: 'node 3' }, {}, 'Critical: UPS-1', 'CPU over 95 %\nnode 3\nIncident · NOC'],
  ['older than a minute', { occurredAt: at(14, 2) }, {}, 'Critical: UPS-1', 'CPU over 95 %\nIncident · NOC · 14:02'],
  [
    'of another day',
    { occurredAt: at(14, 2) - 86_400_000 },
    {},
    'Critical: UPS-1',
    'CPU over 95 %\nIncident · NOC · 19 Nov 14:02',
  ],
  [
    'worsened',
    {},
    { was: 'warning', openedAt: now - 12 * minute },
    'Critical, was warning: UPS-1',
    'CPU over 95 %\nIncident · NOC · open 12 min',
  ],
  [
    'closed',
    { phase: 'closed', severity: 'ok' },
    { openedAt: now - 12 * minute },
    'Cleared: UPS-1',
    'CPU over 95 %, after 12 min\nIncident · NOC',
  ],
  [
    'closed without words',
    { phase: 'closed', severity: 'ok', title: '' },
    { openedAt: now - 12 * minute },
    'Cleared: UPS-1',
    'after 12 min\nIncident · NOC',
  ],
  [
    'closed, opening unknown',
    { phase: 'closed', severity: 'ok' },
    {},
    'Cleared: UPS-1',
    'CPU over 95 %\nIncident · NOC',
  ],
  [
    'subject without a name',
    { subject: { type: 'object', id: '64bb02', name: null } },
    {},
    'Critical: object 64bb02',
    'CPU over 95 %\nIncident · NOC',
  ],
  [
    'subject without name and id',
    { subject: { type: 'farm', id: null, name: null } },
    {},
    'Critical: farm',
    'CPU over 95 %\nIncident · NOC',
  ],
  ['words that only name the subject', { title: 'UPS-1' }, {}, 'Critical: UPS-1', 'Incident · NOC'],
  ['the same words twice', { body: 'CPU over 95 %' }, {}, 'Critical: UPS-1', 'CPU over 95 %\nIncident · NOC'],
  ['trap', { ...trap, body: 'from 10.0.0.9' }, {}, 'Error: UPS-1', 'on battery\nTrap · NOC · from 10.0.0.9'],
  [
    'trap without text',
    { ...trap, title: '.1.3.6.1.4.1.318.0.5', subject: { type: 'address', id: '10.0.0.9', name: '10.0.0.9' } },
    {},
    'Error: 10.0.0.9',
    '.1.3.6.1.4.1.318.0.5\nTrap · NOC',
  ],
  ['equal ones', trap, { times: 40, since: at(14, 2) }, 'Error: UPS-1 (× 40)', 'on battery\nTrap · NOC · since 14:02'],
  [
    'what flaps',
    {},
    { flapping: { times: 5, forMs: 10 * minute } },
    'Critical: UPS-1 is flapping',
    'opened 5 times in 10 min\nCPU over 95 %\nIncident · NOC',
  ],
  [
    'the cause of others',
    { body: 'node 3' },
    { follow: 12 },
    'Critical: UPS-1',
    'CPU over 95 %\n+ 12 that follow from it\nIncident · NOC',
  ],
  [
    'the cause of another',
    {},
    { follow: 1 },
    'Critical: UPS-1',
    'CPU over 95 %\n+ 1 that follows from it\nIncident · NOC',
  ],
  [
    'the cause of others closed',
    { phase: 'closed', severity: 'ok' },
    { openedAt: now - 12 * minute, follow: 2 },
    'Cleared: UPS-1',
    'CPU over 95 %, after 12 min\n2 that followed from it are still open\nIncident · NOC',
  ],
  [
    'equal messages',
    { kind: 'message', phase: null, title: 'Alarm' },
    { times: 3 },
    'For you: UPS-1 (× 3)',
    'Alarm\nMessage · NOC',
  ],
  [
    'message to the user',
    { kind: 'message', phase: null, severity: 'critical', title: 'Alarm' },
    {},
    'For you: UPS-1',
    'Alarm\nMessage · NOC',
  ],
  [
    'access denied',
    {
      kind: 'access-denied',
      severity: 'error',
      serverName: 'IOT',
      title: '13 other devices go on.',
      subject: { type: 'device', id: '7', name: 'Boiler 3' },
    },
    {},
    'Access denied: Boiler 3',
    'IOT does not let your account read it.\n13 other devices go on.\nAccess · IOT',
  ],
  [
    'sign-in refused',
    { ...own, kind: 'access-denied', severity: 'error', title: 'The session has ended', body: 'Sign in again' },
    {},
    'Sign-in refused: NOC',
    'The session has ended. Nothing is received until you sign in.\nAccess · NOC',
  ],
  [
    'signed in again',
    { ...own, kind: 'access-denied', phase: 'closed', severity: 'ok', title: '' },
    {},
    'Signed in: NOC',
    'Access · NOC',
  ],
  [
    'job failed',
    {
      kind: 'job',
      phase: 'closed',
      severity: 'error',
      title: 'Exit code 2: cannot open file',
      subject: { type: 'job', id: '4', name: 'Restart web' },
    },
    { openedAt: now - 40_000 },
    'Job failed: Restart web',
    'Exit code 2: cannot open file\nJob · NOC · after 40 s',
  ],
  [
    'job done',
    {
      kind: 'job',
      phase: 'closed',
      severity: 'ok',
      serverName: 'Farm',
      title: 'completed',
      subject: { type: 'job', id: '4', name: 'shot_010' },
    },
    { openedAt: now - 130 * minute },
    'Job done: shot_010',
    'after 2 h 10 min\nJob · Farm',
  ],
  [
    'job cancelled',
    {
      kind: 'job',
      phase: 'closed',
      severity: 'info',
      level: 'canceled',
      serverName: 'Farm',
      title: '',
      subject: { type: 'job', id: '4', name: 'shot_010' },
    },
    { openedAt: now - 3 * minute },
    'Job cancelled: shot_010',
    'after 3 min\nJob · Farm',
  ],
  [
    'worker error',
    {
      kind: 'worker',
      severity: 'error',
      serverName: 'Farm',
      title: 'was awake',
      subject: { type: 'worker', id: '9', name: 'node-3' },
    },
    {},
    'Error: worker node-3',
    'was awake\nWorker · Farm',
  ],
  [
    'worker back',
    {
      kind: 'worker',
      phase: 'closed',
      severity: 'info',
      serverName: 'Farm',
      title: 'awake',
      subject: { type: 'worker', id: '9', name: 'node-3' },
    },
    { openedAt: now - 14 * minute },
    'Back: worker node-3',
    'awake after 14 min\nWorker · Farm',
  ],
  ['state', { kind: 'state', severity: 'error', title: 'Down' }, {}, 'Error: UPS-1', 'Down\nState · NOC'],
  [
    'threshold',
    {
      kind: 'telemetry',
      severity: 'warning',
      serverName: 'IOT',
      title: 'temperature 84, limit 80',
      subject: { type: 'device', id: '7', name: 'Boiler 3' },
    },
    {},
    'Warning: Boiler 3',
    'temperature 84, limit 80\nTelemetry · IOT',
  ],
  [
    "server's own error",
    {
      kind: 'error',
      severity: 'error',
      serverName: 'IOT',
      title: 'Internal error. Often its Management API is down or out of its reach.',
      subject: null,
    },
    {},
    'Error: IOT',
    'Internal error. Often its Management API is down or out of its reach.\nError · IOT',
  ],
  [
    'custom name',
    { kind: 'other', phase: null, severity: 'info', title: 'my-event' },
    {},
    'Info: UPS-1',
    'my-event\nEvent · NOC',
  ],
  [
    'lost, 2 min',
    { ...own, kind: 'connection', severity: 'warning', title: 'Connection refused', occurredAt: at(2, 10) },
    {},
    'Out of reach: NOC',
    'since 02:10, connection refused. It keeps trying.',
  ],
  [
    'lost, 15 min',
    { ...own, kind: 'connection', phase: 'updated', severity: 'error', title: 'Connection refused' },
    { openedAt: now - 15 * minute, was: 'warning' },
    'Still out of reach: NOC',
    'for 15 min. You see nothing from it.',
  ],
  [
    'blocked',
    {
      ...own,
      kind: 'connection',
      severity: 'error',
      title: 'noc.example speaks Socket.IO 2, as Flamenco does',
      body: 'Choose the kind Flamenco',
    },
    {},
    'Needs you: NOC',
    'noc.example speaks Socket.IO 2, as Flamenco does. Choose the kind Flamenco.',
  ],
  [
    'back',
    { ...own, kind: 'connection', phase: 'closed', severity: 'ok', title: 'nothing new' },
    { openedAt: now - 12 * minute },
    'Back: NOC',
    'after 12 min, nothing new',
  ],
  [
    'back, nothing to fetch',
    {
      ...own,
      kind: 'connection',
      phase: 'closed',
      severity: 'ok',
      serverName: 'IOT',
      title: 'What it sent meanwhile cannot be fetched',
    },
    { openedAt: now - 12 * minute },
    'Back: IOT',
    'after 12 min. What it sent meanwhile cannot be fetched.',
  ],
  ['without previews', {}, { previews: false, was: 'warning', openedAt: 0 }, 'Critical', 'Incident · NOC'],
];

describe('the words of a toast', () => {
  test.each(cases)('%s', (_, change, circumstances, title, body) => {
    expect(eventToast(row(change), context(circumstances))).toEqual({ title, body });
  });

  test('cuts only what the server said', () => {
    const long = 'x'.repeat(500);
    const toast = eventToast(
      row({ subject: { type: 'object', id: null, name: long }, title: 'y'.repeat(500), body: long }),
      context({ was: 'warning', openedAt: now - 12 * minute }),
    );
    expect(toast.title).toMatch(/^Critical, was warning: x+…$/);
    expect(toast.title).toHaveLength(80);
    expect(toast.body).toMatch(/^y+…\nIncident · NOC · open 12 min$/);
    expect(toast.body).toHaveLength(200);
  });

  test('control characters, line breaks and marks of direction become spaces', () => {
    const { title, body } = eventToast(
      row({ subject: { type: 'object', id: null, name: 'UPS\u202e\n1' }, title: 'CPU\u0007 over\r\n\t95\u2028%' }),
      context(),
    );
    expect(title).toBe('Critical: UPS 1');
    expect(body).toBe('CPU over 95 %\nIncident · NOC');
  });

  test('never cuts within a grapheme', () => {
    const family = '👨‍👩‍👧‍👦';
    const { title } = eventToast(row({ subject: { type: 'object', id: null, name: family.repeat(30) } }), context());
    expect(title).toMatch(new RegExp(`^Critical: (${family})+…$`, 'u'));
  });
});

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 }));
const anyTime = fc.integer({ min: 0, max: 4_000_000_000_000 });

test('every toast keeps its bounds, whatever a server says', () => {
  const rows = fc.record({
    kind: fc.constantFrom(...kinds),
    phase: fc.constantFrom(...phases, null),
    severity: fc.constantFrom(...severities),
    protocol: fc.constantFrom('saymon', 'tocsin'),
    serverName: anyText,
    title: anyText,
    body: fc.oneof(anyText, fc.constant(`from ${'9'.repeat(45)}`)),
    level: fc.option(anyText),
    subject: fc.option(fc.record({ type: anyText, id: fc.option(anyText), name: fc.option(anyText) })),
    occurredAt: anyTime,
  });
  const contexts = fc.record({
    now: anyTime,
    previews: fc.boolean(),
    was: fc.option(fc.constantFrom(...severities)),
    openedAt: fc.option(anyTime),
    times: fc.integer({ min: 1, max: 1_000_000 }),
    since: fc.option(anyTime),
  });
  fc.assert(
    fc.property(rows, contexts, (change, circumstances) => {
      const { title, body } = eventToast(row(change), circumstances);
      expect(title.length).toBeLessThanOrEqual(80);
      expect(title).not.toBe('');
      expect(body.length).toBeLessThanOrEqual(200);
      const lines = body.split('\n');
      expect(lines.length).toBeLessThanOrEqual(3);
      expect(`${title}${lines.join('')}`).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      if (change.protocol === 'saymon') expect(lines.at(-1)).not.toMatch(/^$/);
    }),
    { numRuns: 2_000 },
  );
});

test('what has been calm', () => {
  const closed = row({ phase: 'closed', severity: 'ok' });
  const flapping = { times: 23, forMs: 40 * minute };
  expect(calmToast(closed, context({ flapping }))).toEqual({
    title: 'Calm again: UPS-1',
    body: 'opened 23 times in 40 min\nCPU over 95 %\nIncident · NOC',
  });
  expect(calmToast(closed, context({ flapping, previews: false }))).toEqual({
    title: 'Calm again',
    body: 'Incident · NOC',
  });
});
