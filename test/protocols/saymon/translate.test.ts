import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WireEvent } from '../../../main/protocols/protocol.ts';
import type { Context } from '../../../main/protocols/saymon/event.ts';
import { translate } from '../../../main/protocols/saymon/translate.ts';
import { countOf, translateListed } from '../../../main/protocols/saymon/translate-incidents.ts';
import { translateTrap } from '../../../main/protocols/saymon/translate-records.ts';

const context: Context = {
  severities: { 'level:64ff': 'error', 'state:my-state': 'warning' },
  levelNames: new Map([['64ff', 'Page me']]),
  stateNames: new Map(),
  nameOf: (type, id) =>
    type === 'object' && id === '64bb02' ? 'UPS-1' : type === 'operation' && id === 'op1' ? 'Restart web' : null,
  webUrl: null,
};

function read(topic: string, message: unknown, custom: readonly string[] = []): WireEvent {
  return translate(topic, message, context, custom);
}

const incident = {
  id: '65aa01',
  entityId: '64bb02',
  entityType: 1,
  state: '1',
  text: 'CPU over 95 %',
  timestamp: 1_730_000_001_000,
  localTimestamp: 1_730_000_000_500,
  type: 2,
  reason: { code: 12, data: {} },
};

describe('incidents', () => {
  test('created, in full', () => {
    const message = { changeType: 1, payload: incident };
    expect(read('incidents', message)).toEqual({
      key: expect.stringMatching(/^incident:65aa01:1:1730000001000::/),
      kind: 'incident',
      topic: 'incidents',
      phase: 'opened',
      severity: 'critical',
      level: 'Alarm',
      subject: { type: 'object', id: '64bb02', name: 'UPS-1' },
      alert: 'incident:65aa01',
      title: 'CPU over 95 %',
      body: '',
      occurredAt: 1_730_000_000_500,
      url: null,
      payload: message,
      stream: false,
      naming: false,
      aim: null,
      automatic: false,
      acknowledgedBy: null,
    });
  });

  test.each<[string, object, number, Partial<WireEvent>]>([
    ['level as a number', { state: 2 }, 1, { phase: 'opened', severity: 'warning', level: 'Warning' }],
    ['Major', { state: '4' }, 1, { severity: 'error', level: 'Major' }],
    ['a custom level, set and named', { state: '64ff' }, 1, { severity: 'error', level: 'Page me' }],
    ['a custom level, not set', { state: '64ee' }, 1, { severity: 'warning', level: '64ee' }],
    ['no level', { state: undefined }, 1, { severity: 'warning', level: null }],
    ["an older server's entity state", { state: 8 }, 1, { severity: 'error', level: 'Down' }],
    ['cleared by its level', { state: 3 }, 2, { phase: 'closed', severity: 'ok', level: 'Cleared' }],
    [
      'cleared by its time',
      { clearTimestamp: 1_730_000_009_000 },
      2,
      { phase: 'closed', occurredAt: 1_730_000_009_000 },
    ],
    ['moved to the history', {}, 3, { phase: 'closed', severity: 'ok' }],
    ['modified', { count: 2 }, 2, { phase: 'updated', severity: 'critical' }],
    [
      'acknowledged',
      { acknowledgedBy: 7, acknowledgementTimestamp: '1730000002000' },
      2,
      { acknowledgedBy: '7', occurredAt: 1_730_000_002_000 },
    ],
    ['a link', { entityType: '2', entityId: 9 }, 1, { subject: { type: 'link', id: '9', name: null } }],
    [
      'a link of an older server',
      { entityType: 'link', entityId: 'l' },
      1,
      { subject: { type: 'link', id: 'l', name: null } },
    ],
    [
      'with its owner',
      { entityId: 'x', owner: { name: 'db-1' } },
      1,
      { subject: { type: 'object', id: 'x', name: 'db-1' } },
    ],
    ['without text, with a reason', { text: undefined, reason: { code: 7 } }, 1, { title: 'The agent is down' }],
    ['without text and reason', { text: undefined, reason: null }, 1, { title: 'Incident' }],
    ['with a comment', { comment: 'on it' }, 1, { body: 'on it' }],
    ['without an id', { id: undefined }, 1, { key: null, alert: null }],
    ['with a time that is none', { localTimestamp: 12, timestamp: 'soon' }, 1, { occurredAt: null }],
  ])('%s', (_, change, changeType, expected) => {
    expect(read('incidents', { changeType, payload: { ...incident, ...change } })).toMatchObject(expected);
  });

  test.each<[number, object]>([
    [1, { alert: null, phase: null }],
    [2, { alert: 'incident:65aa09', phase: 'closed' }],
    [3, { alert: 'incident:65aa09', phase: 'closed' }],
  ])('outside of the filter, change %i: a stream', (changeType, expected) => {
    const event = read('incidents', { changeType, filtered: true, payload: { id: '65aa09' } });
    expect(event).toMatchObject({ stream: true, silent: true, severity: 'info', ...expected });
  });

  test.each<[string, Record<string, unknown>, unknown]>([
    ['nothing', {}, undefined],
    [
      'a root cause',
      { reason: { code: 10, rootCause: { entityId: '64cc03', entityType: 1, entityName: 'core-sw-2' } } },
      { alerts: [], subjects: [{ type: 'object', id: '64cc03' }] },
    ],
    [
      'a root cause that is a link, as JSON',
      { reason: { rootCause: '{"entityId":"64dd04","entityType":2}' } },
      { alerts: [], subjects: [{ type: 'link', id: '64dd04' }] },
    ],
    [
      'a root cause that is an id',
      { reason: { rootCause: '64cc03' } },
      { alerts: [], subjects: [{ type: 'object', id: '64cc03' }] },
    ],
    [
      'a chain',
      { parentChainId: '64ee05' },
      { alerts: ['incident:64ee05'], subjects: [{ type: 'object', id: '64ee05' }] },
    ],
    ['itself', { reason: { rootCause: { entityId: '64bb02', entityType: 1 } } }, undefined],
    ['nonsense', { reason: { rootCause: ['x'] }, parentChainId: {} }, undefined],
    ['null', { reason: { rootCause: null }, parentChainId: null }, undefined],
  ])('follows from %s', (_, change, cause) => {
    expect(read('incidents', { changeType: 1, payload: { ...incident, ...change } }).cause).toEqual(cause);
  });

  test('a listed incident has the key of the live message that said the same', () => {
    const stored = { ...incident, acknowledgedBy: null, comment: null, owner: { name: 'UPS-1' }, state: 1 };
    const listed = translateListed(stored, 1_730_000_000_000, context);
    expect(listed.key).toBe(read('incidents', { changeType: 1, payload: incident }).key);
    expect(listed.phase).toBe('opened');
    expect(translateListed(stored, 1_730_000_005_000, context).phase).toBe('updated');
  });

  test('a closing that is told twice has one key', () => {
    const cleared = { ...incident, state: '3', clearTimestamp: 1_730_000_009_000 };
    const [first, second] = [2, 3].map((changeType) => read('incidents', { changeType, payload: cleared }).key);
    expect(first).toBe(second);
  });

  test.each<[unknown, number | null, string]>([
    [4, 4, '4 active incidents'],
    ['4', 4, '4 active incidents'],
    [{ count: 4 }, 4, '4 active incidents'],
    [{ payload: 4 }, 4, '4 active incidents'],
    [{ '1': 3, '2': 1 }, 4, '4 active incidents'],
    [{ what: 'ever' }, null, 'The number of active incidents changed'],
    [null, null, 'The number of active incidents changed'],
  ])('incident-count %j', (message, count, title) => {
    expect(countOf(message)).toBe(count);
    expect(read('incident-count', message)).toMatchObject({
      kind: 'incident',
      phase: 'updated',
      alert: null,
      stream: true,
      title,
    });
  });
});

const trap = {
  _id: '66ee05',
  type: 1,
  timestamp: 1_730_000_002_000,
  level: 3,
  entity: { entityId: '64bb02', entityType: 1, entityName: 'UPS-1' },
  payload: { senderAddress: '10.0.0.9', trapOid: '.1.3.6', text: 'on battery', bindings: { '.1': 'x' } },
};

describe('records', () => {
  test.each<[string, object, Partial<WireEvent>]>([
    [
      'critical',
      {},
      { key: 'trap:66ee05', severity: 'critical', level: 'Critical', title: 'on battery', body: 'from 10.0.0.9' },
    ],
    ['major', { level: '2' }, { severity: 'error', level: 'Major' }],
    ['minor', { level: 1 }, { severity: 'warning', level: 'Minor' }],
    ['clear', { level: 0 }, { severity: 'ok', level: 'Clear' }],
    ['no level', { level: undefined }, { severity: 'warning', level: null }],
    ['an unknown level', { level: 9 }, { severity: 'warning', level: '9' }],
    ['no text', { payload: { senderAddress: '10.0.0.9', trapOid: '.1.3.6' } }, { title: '.1.3.6' }],
    ['no entity', { entity: undefined }, { subject: { type: 'address', id: '10.0.0.9', name: '10.0.0.9' } }],
    ['an entity in a list', { entity: [trap.entity] }, { subject: { type: 'object', id: '64bb02', name: 'UPS-1' } }],
    [
      'nothing known',
      { _id: undefined, entity: null, payload: null, level: undefined },
      { key: null, subject: null, title: 'SNMP trap' },
    ],
  ])('a trap: %s', (_, change, expected) => {
    expect(read('snmp-trap', { ...trap, ...change })).toMatchObject({
      kind: 'trap',
      phase: null,
      alert: null,
      stream: false,
      ...expected,
    });
  });

  test('a trap of the log, whose bindings are text, is the same event', () => {
    const stored = { ...trap, payload: { ...trap.payload, bindings: '{".1":"x"}' } };
    const { payload: _, ...live } = read('snmp-trap', trap);
    expect(translateTrap(stored, context)).toMatchObject(live);
  });

  test('an MQTT message is a stream', () => {
    const message = {
      _id: '66ff06',
      type: 2,
      timestamp: 1_730_000_003_000,
      payload: { topic: 'plant/1', message: 'stop' },
      entity: [],
    };
    expect(read('mqtt', message)).toMatchObject({
      key: 'mqtt:66ff06',
      kind: 'message',
      stream: true,
      aim: null,
      severity: 'info',
      title: 'stop',
      body: 'plant/1',
      subject: { type: 'topic', id: 'plant/1', name: 'plant/1' },
    });
    expect(read('mqtt', { ...message, level: 3, entity: [trap.entity] })).toMatchObject({
      severity: 'critical',
      subject: { id: '64bb02' },
    });
  });

  const job = {
    id: 'j1',
    operation_id: 'op1',
    owner_id: '64bb02',
    owner_type: 1,
    timestamp: 1_730_000_004_000,
    process_meta: null,
  };
  test.each<[string, string, unknown, Partial<WireEvent>]>([
    [
      'started',
      'job-added',
      job,
      {
        phase: 'opened',
        severity: 'info',
        alert: 'job:j1',
        key: 'job:j1:added',
        title: 'Job started',
        subject: { type: 'operation', id: 'op1', name: 'Restart web' },
        body: 'on UPS-1',
        automatic: false,
      },
    ],
    ['by a state', 'job-added', { ...job, process_meta: { triggerStates: [5] } }, { automatic: true }],
    [
      'went well',
      'job-result-received',
      { ...job, description: { exitCode: 0, stdout: 'done' } },
      { phase: 'closed', severity: 'ok', title: 'Exit code 0: done', level: 'exit code 0' },
    ],
    [
      'failed',
      'job-result-received',
      { ...job, description: { exitCode: '2' } },
      { phase: 'closed', severity: 'error', title: 'Exit code 2' },
    ],
    [
      'failed, told in its results',
      'job-result-received',
      { ...job, results: { payload: { exitCode: 127, stderr: 'not found' }, timestamp: 1_730_000_009_000 } },
      { severity: 'error', title: 'Exit code 127: not found', occurredAt: 1_730_000_009_000 },
    ],
    ['no exit code', 'job-result-received', job, { severity: 'info', title: 'Job result', level: null }],
    [
      'wrapped',
      'job-result-received',
      { payload: { ...job, description: { exitCode: 0 } } },
      { severity: 'ok', alert: 'job:j1' },
    ],
    [
      'an unknown form',
      'job-result-received',
      ['what'],
      { kind: 'job', phase: 'closed', alert: null, key: null, severity: 'info', body: '["what"]' },
    ],
    [
      'no operation',
      'job-added',
      { ...job, operation_id: undefined },
      { subject: { type: 'object', id: '64bb02', name: 'UPS-1' } },
    ],
  ])('a job: %s', (_, topic, message, expected) => {
    expect(read(topic, message)).toMatchObject({ kind: 'job', stream: false, ...expected });
  });
});

describe('the other topics', () => {
  test.each<[unknown, Partial<WireEvent>]>([
    [
      { id: '64bb02', state_id: 5, type: 1 },
      { phase: 'opened', severity: 'critical', level: 'Alarm', title: 'Alarm', alert: 'state:object:64bb02' },
    ],
    [
      { id: '64bb02', state_id: '7', type: 1 },
      { phase: 'opened', severity: 'error', level: 'No data' },
    ],
    [
      { id: '64bb02', state_id: 8, type: 2 },
      { phase: 'opened', severity: 'error', alert: 'state:link:64bb02' },
    ],
    [
      { id: '64bb02', state_id: 4, type: 1 },
      { phase: 'opened', severity: 'warning' },
    ],
    [
      { id: '64bb02', state_id: 3, type: 1 },
      { phase: 'closed', severity: 'ok' },
    ],
    [
      { id: '64bb02', state_id: 9, type: 3 },
      { phase: null, severity: 'info', alert: 'state:flow:64bb02' },
    ],
    [
      { id: 1, state_id: 'my-state', type: 'obj' },
      { phase: 'opened', severity: 'warning', level: 'my-state' },
    ],
    [
      { id: 1, state_id: 'unknown', type: 1 },
      { phase: null, severity: 'info', level: 'unknown' },
    ],
    ['what', { phase: null, severity: 'info', alert: null, body: '"what"' }],
  ])('state-change %j', (message, expected) => {
    expect(read('state-change', message)).toMatchObject({ kind: 'state', key: null, ...expected });
  });

  test('a notification is aimed at this user', () => {
    const message = {
      entityId: '64bb02',
      entityType: 1,
      stateId: 5,
      soundName: 'sound1',
      timestamp: 1_730_000_004_000,
    };
    expect(read('client-notification', message)).toMatchObject({
      key: 'notification:object:64bb02:5:1730000004000',
      kind: 'message',
      aim: 'user',
      severity: 'critical',
      title: 'Alarm',
      subject: { name: 'UPS-1' },
      occurredAt: 1_730_000_004_000,
    });
  });

  test.each<[string, unknown, Partial<WireEvent>]>([
    [
      'stat',
      {
        entityId: '64bb02',
        entityType: 'obj',
        timestamp: '1730000001000',
        payload: { taskType: 'ping', payload: { loss: 20, ok: true } },
      },
      { kind: 'telemetry', title: 'ping', body: 'loss 20', occurredAt: 1_730_000_001_000 },
    ],
    ['stat', 7, { kind: 'telemetry', title: 'Statistics', body: '7' }],
    [
      'model-changed',
      { changeType: 2, id: '64bb02', entityType: 1, user: { id: '60aa', login: 'ops' } },
      {
        kind: 'model',
        title: 'Object changed',
        body: 'by ops',
        subject: { type: 'object', id: '64bb02', name: 'UPS-1' },
      },
    ],
    ['model-changed', { changeType: '3', id: 'l1', entityType: 'link' }, { title: 'Link removed' }],
    [
      'custom-style-change',
      { entityType: 1, id: '64bb02', user: { login: 'ops' }, custom_style: {} },
      { kind: 'model', body: 'by ops' },
    ],
    [
      'bulk-finished',
      { operationId: 'b1' },
      { kind: 'bulk', title: 'Bulk action finished', body: '{"operationId":"b1"}' },
    ],
  ])('%s is a stream', (topic, message, expected) => {
    expect(read(topic, message)).toMatchObject({ stream: true, severity: 'info', alert: null, ...expected });
  });

  test.each<[unknown, string]>([
    ['no session', 'no session'],
    [{ message: 'no session' }, 'no session'],
    [{ code: 5 }, '{"code":5}'],
    [undefined, 'Error'],
  ])('error %j', (message, title) => {
    expect(read('error', message)).toMatchObject({ kind: 'error', severity: 'error', title });
  });

  test.each<[unknown, Partial<WireEvent>]>([
    [
      { text: 'Shift begins', level: 2, timestamp: 1_730_000_004_000 },
      { title: 'Shift begins', severity: 'error', level: 'Major', occurredAt: 1_730_000_004_000 },
    ],
    ['plain', { title: 'plain', body: '' }],
    [undefined, { title: 'my-event', body: '' }],
    [[1, 2], { title: 'my-event', body: '[1,2]' }],
  ])('an event by a name of the user %j', (message, expected) => {
    expect(read('my-event', message, ['my-event'])).toMatchObject({
      kind: 'other',
      aim: 'custom',
      topic: 'my-event',
      ...expected,
    });
    expect(read('my-event', message).aim).toBeNull();
  });

  test('a name that every object has is no topic', () => {
    expect(read('constructor', {}).kind).toBe('other');
  });
});

describe('whatever comes', () => {
  const topics = [
    'incidents',
    'incident-count',
    'snmp-trap',
    'mqtt',
    'job-added',
    'job-result-received',
    'state-change',
    'stat',
    'client-notification',
    'model-changed',
    'custom-style-change',
    'bulk-finished',
    'error',
    'else',
  ];
  const field = fc.constantFrom(
    'id',
    '_id',
    'payload',
    'entity',
    'entityId',
    'entityType',
    'state',
    'state_id',
    'timestamp',
    'text',
    'changeType',
    'level',
    'results',
    'description',
    'owner',
    'user',
    'reason',
    'message',
  );
  const { message } = fc.letrec<{ message: unknown }>((tie) => ({
    message: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      // Control characters, halves of pairs and texts beyond every bound.
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\u0007\u001b[31m', 'a\r\nb\u0000c', '\ud800', '<b>\u0085'.repeat(2_000)),
      fc.double(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('message'), { maxLength: 3 }),
      fc.dictionary(field, tie('message'), { maxKeys: 6 }),
    ),
  }));

  test('becomes an event of bounded plain text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...topics), message, (topic, value) => {
        const event = read(topic, value);
        expect(event.topic).toBe(topic);
        expect(event.title).not.toBe('');
        expect(event.title.length).toBeLessThanOrEqual(500);
        expect(event.body.length).toBeLessThanOrEqual(4_000);
        expect(`${event.title}${event.body}`).not.toMatch(/(?!\n)\p{Cc}/u);
        expect(event.payload).toBe(value);
        if (event.phase === 'opened' || event.phase === 'closed')
          expect(event.stream && event.phase === 'opened').toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  test('words that are nothing but control characters are none', () => {
    expect(read('incidents', { changeType: 1, payload: { ...incident, text: '\u0007\u001b ' } }).title).toBe(
      'incidents',
    );
  });

  test('a link into the web interface', () => {
    const linked = { ...context, webUrl: 'https://saymon.example/#/{type}/{id}' };
    expect(translate('incidents', { changeType: 1, payload: incident }, linked, []).url).toBe(
      'https://saymon.example/#/object/64bb02',
    );
  });

  test.each<[string, string, unknown, string, string | null]>([
    [
      'a job to what it ran on',
      'job-added',
      { id: 'j1', operation_id: 'op1', owner_id: '64bb02', owner_type: 1 },
      '{id}',
      '64bb02',
    ],
    ['a job of nobody nowhere', 'job-added', { id: 'j1', operation_id: 'op1' }, '{id}', null],
    [
      'a trap of an unknown sender nowhere',
      'snmp-trap',
      { _id: 't1', payload: { senderAddress: '10.0.0.9' } },
      '{id}',
      null,
    ],
    ['but to the address that has no place for it', 'job-added', { id: 'j1', operation_id: 'op1' }, '', ''],
  ])('a link leads %s', (_, topic, message, place, found) => {
    const webUrl = `https://saymon.example/${place}`;
    const { url } = translate(topic, message, { ...context, webUrl }, []);
    expect(url).toBe(found === null ? null : `https://saymon.example/${found}`);
  });
});
