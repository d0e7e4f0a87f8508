import { describe, expect, test } from 'vitest';
import type { WireEvent } from '../../../main/protocols/protocol.ts';
import type { Context } from '../../../main/protocols/rackhd/event.ts';
import { readFrame } from '../../../main/protocols/rackhd/frames.ts';
import { isHeartbeat, translate } from '../../../main/protocols/rackhd/translate.ts';
import {
  alertMessage,
  event,
  heartbeatMessage,
  logMessage,
  nodeMessage,
  type Published,
  workflowMessages,
} from '../../servers/rackhd-bodies.ts';

const names: Readonly<Record<string, string>> = { n1: 'rack-1-node-7' };
const context: Context = { nameOf: (node) => names[node] ?? null, webUrl: null, pairs: true };

function read(frame: object, within: Context = context): WireEvent {
  const told = readFrame(JSON.stringify(frame));
  if ('fault' in told) throw new Error(told.fault);
  const { message } = told;
  if (message.handler !== 'item' && message.handler !== 'remove') throw new Error(`It is a ${message.handler}`);
  return translate(message, within);
}

function brought({ routingKey, data }: Published, within: Context = context): WireEvent {
  return read({ handler: 'item', resource: 'mq', id: routingKey, data }, within);
}

const workflow = (status: string) => ({ graphId: 'g1', graphName: 'Install CentOS', status, nodeId: 'n1' });

describe('results of workflows', () => {
  test.each([
    ['succeeded', 'ok'],
    ['failed', 'error'],
    ['timeout', 'error'],
    ['cancelled', 'info'],
    ['halted', 'info'],
    ['failed-again', 'warning'],
  ])('%s is %s in every generation, and has one key in all its messages', (status, severity) => {
    const messages = (['A', 'B', 'C'] as const).flatMap((each) => workflowMessages(each, 'finished', workflow(status)));
    expect(messages).toHaveLength(4);
    for (const message of messages) {
      expect(brought(message)).toMatchObject({
        key: `graph:g1:${status}`,
        kind: 'job',
        topic: 'graph.finished',
        phase: 'closed',
        alert: 'graph:g1',
        severity,
        level: status,
        stream: false,
      });
    }
  });

  test('only the envelope names the node', () => {
    const [bare, enveloped] = workflowMessages('C', 'finished', workflow('timeout')).map((each) => brought(each));
    expect(bare).toMatchObject({ title: 'timeout', subject: { type: 'workflow', id: 'g1', name: 'Install CentOS' } });
    expect(enveloped).toMatchObject({ title: 'node rack-1-node-7, timeout' });
    expect(enveloped?.occurredAt).toBeGreaterThan(0);
  });

  test('one without a state shows what it holds', () => {
    expect(brought(event('graph.finished.g1', {}))).toMatchObject({ severity: 'info', body: '{}', key: 'graph:g1:' });
  });
});

describe('workflows on their way', () => {
  test('a start opens what the result closes, once for both of its messages, and is a stream', () => {
    for (const message of workflowMessages('C', 'started', workflow('running'))) {
      expect(brought(message)).toMatchObject({
        key: 'graph:g1:started',
        phase: 'opened',
        severity: 'info',
        alert: 'graph:g1',
        stream: true,
      });
    }
  });

  test('where results are not watched it opens nothing', () => {
    const [bare] = workflowMessages('A', 'started', workflow('running'));
    if (bare === undefined) throw new Error('There is none');
    expect(brought(bare, { ...context, pairs: false }).alert).toBeNull();
  });

  const data = {
    graphId: 'g1',
    graphName: 'Install CentOS',
    nodeId: 'n1',
    progress: { value: 1, maximum: 4, percentage: '25%', description: 'Copying' },
    taskProgress: { taskId: 't1', taskName: 'Install OS', progress: { description: 'reboot' } },
  };
  test.each([
    ['B', event('graph.progress.g1', data)],
    [
      'C',
      event('graph.progress.updated.information.g1.n1', {
        type: 'graph',
        action: 'progress.updated',
        severity: 'information',
        typeId: 'g1',
        data,
      }),
    ],
  ])('progress in generation %s', (_, message) => {
    expect(brought(message)).toMatchObject({
      kind: 'job',
      topic: 'graph.progress',
      phase: 'updated',
      severity: 'info',
      alert: 'graph:g1',
      title: '25% Copying',
      body: 'Install OS: reboot',
      stream: true,
    });
  });

  test.each([
    ['succeeded', 'info'],
    ['failed', 'warning'],
    ['timeout', 'warning'],
  ])('a task that %s is %s', (state, severity) => {
    const task = {
      taskId: 't1',
      taskName: 'Install OS',
      graphId: 'g1',
      graphName: 'x',
      state,
      error: { message: 'no disk' },
    };
    expect(brought(event('default.task.finished', { ...task, context: { target: 'n1' } }))).toMatchObject({
      topic: 'task.finished',
      severity,
      title: `Install OS: ${state}`,
      body: 'no disk',
      stream: true,
    });
  });
});

describe('alerts of pollers', () => {
  const reading = { 'Sensor Type': 'Physical Security', 'Sensor Number': '02', Description: 'limit crossed' };
  const sel = { host: '172.31.128.13', user: 'admin', alert: { matches: [{}], reading } };

  test.each([
    ['critical', 'critical'],
    ['warning', 'warning'],
    ['information', 'info'],
    ['dreadful', 'warning'],
  ])('one that says %s is %s', (word, severity) => {
    expect(brought(alertMessage('C', 'sel', word, 'n1', sel))).toMatchObject({
      key: null,
      kind: 'trap',
      topic: 'polleralert',
      phase: null,
      severity,
      level: word,
      subject: { type: 'node', id: 'n1', name: 'rack-1-node-7' },
      title: 'Physical Security 02: limit crossed',
      body: 'from 172.31.128.13',
      alert: null,
      stream: false,
    });
  });

  test('the first generation says no severity and no node', () => {
    expect(brought(alertMessage('A', 'sel', '', 'n1', sel))).toMatchObject({
      severity: 'warning',
      level: null,
      subject: { type: 'address', id: '172.31.128.13' },
      title: 'Physical Security 02: limit crossed',
    });
  });

  test.each<[string, object, string]>([
    [
      'sdr',
      { reading: { sensorId: 'Fan_SSD1', sensorReading: '0', sensorReadingUnits: '% RPM', status: 'LowerCritical' } },
      'Fan_SSD1: 0 % RPM LowerCritical',
    ],
    ['snmp', { oid: '.1.3.6.1.2.1.1.5.0', value: 'APC UPS' }, '.1.3.6.1.2.1.1.5.0: APC UPS'],
    ['snmp', { metric: 'psu', value: 3 }, 'psu: 3'],
    ['snmp', { description: 'PSU is not present', value: 3 }, 'PSU is not present'],
    ['chassispower', { states: { last: 'ON', current: 'OFF' } }, 'chassispower: OFF, was ON'],
    ['pdupower', { states: { current: 'OFF' } }, 'pdupower: OFF'],
  ])('%s: %j', (poller, data, title) => {
    expect(brought(alertMessage('C', poller, 'information', 'n1', data))).toMatchObject({ title, severity: 'info' });
  });

  test('a severity of its rule that is worse counts', () => {
    const told = brought(alertMessage('C', 'snmp', 'information', 'n1', { value: 1, oid: '.1', severity: 'warning' }));
    expect(told).toMatchObject({ severity: 'warning', level: 'warning' });
  });

  test('one that nobody knows shows what it holds', () => {
    expect(brought(alertMessage('C', 'fabricservice', 'information', 'n1', { odd: true }))).toMatchObject({
      title: 'fabricservice alert',
      body: expect.stringContaining('"odd":true'),
    });
  });

  test('a Redfish alert of a node', () => {
    const data = {
      Message: 'The coin cell battery is not working.',
      Severity: 'Critical',
      sourceIpAddress: '10.0.0.1',
    };
    expect(brought(nodeMessage('C', 'alerts', 'n1', data, 'critical'))).toMatchObject({
      kind: 'trap',
      topic: 'node.alerts',
      severity: 'critical',
      title: 'The coin cell battery is not working.',
      body: 'from 10.0.0.1',
    });
  });
});

describe('nodes', () => {
  test.each(['B', 'C'] as const)(
    'out of reach and back in generation %s, though both are said to be information',
    (each) => {
      expect(brought(nodeMessage(each, 'inaccessible', 'n1'))).toMatchObject({
        kind: 'state',
        topic: 'node.inaccessible',
        phase: 'opened',
        severity: 'error',
        alert: 'node:n1:access',
      });
      expect(brought(nodeMessage(each, 'accessible', 'n1'))).toMatchObject({
        phase: 'closed',
        severity: 'ok',
        alert: 'node:n1:access',
      });
    },
  );

  test.each(['discovered', 'removed', 'sku.assigned', 'obms.updated'])('%s is a change', (action) => {
    expect(brought(nodeMessage('C', action, 'n1'))).toMatchObject({
      kind: 'model',
      topic: 'node',
      severity: 'info',
      title: `Node ${action}`,
      stream: true,
    });
  });

  test('the SKU of the first generation', () => {
    expect(brought(event('sku.assigned.n1', { sku: 's1' }))).toMatchObject({ kind: 'model', subject: { id: 'n1' } });
  });

  test('"null" is no node', () => {
    const lost = { type: 'node', action: 'inaccessible', nodeId: 'null', data: {} };
    expect(brought(event('event.node', lost))).toMatchObject({ subject: null, alert: null });
  });
});

describe('the database', () => {
  test.each<[object, object]>([
    [
      { handler: 'item', resource: 'nodes', id: ['updated', 'n1'], data: { id: 'n1', name: 'x' } },
      { topic: 'nodes', title: 'Node updated', subject: { type: 'node', id: 'n1', name: 'rack-1-node-7' } },
    ],
    [
      { handler: 'item', resource: 'catalogs', id: ['created', 'c1'], data: { id: 'c1', source: 'bmc' } },
      { topic: 'catalogs', title: 'Catalog created', subject: { type: 'catalog', id: 'c1', name: 'bmc' } },
    ],
    [
      { handler: 'remove', resource: 'skus', id: 's1', data: { id: 's1', name: 'R630' } },
      { topic: 'skus', title: 'SKU removed', subject: { type: 'SKU', id: 's1', name: 'R630' } },
    ],
    [
      { handler: 'remove', type: 'skus', params: { id: 's1' } },
      { topic: 'skus', title: 'SKU removed', subject: { id: 's1' } },
    ],
    [
      { handler: 'item', type: 'profiles', data: { name: 'x' } },
      { topic: 'profiles', title: 'Profile changed' },
    ],
    [
      { handler: 'item', resource: 'nodes', id: null },
      { topic: 'nodes', subject: null },
    ],
  ])('%j', (frame, told) => {
    expect(read(frame)).toMatchObject({ kind: 'model', severity: 'info', stream: true, ...told });
  });
});

describe('the rest', () => {
  test.each([
    ['critical', 'critical'],
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'info'],
    ['debug', 'info'],
  ])('a log line of level %s', (level, severity) => {
    expect(brought(logMessage(level, 'it happened', 'n1'))).toMatchObject({
      kind: 'message',
      topic: 'on.logging',
      severity,
      level,
      title: 'it happened',
      subject: { type: 'node', id: 'n1' },
      stream: true,
    });
  });

  test('a log line of the server itself', () => {
    expect(brought(logMessage('error', 'x', 'Server')).subject).toEqual({
      type: 'service',
      id: 'Task.Runner',
      name: null,
    });
  });

  test.each<[string, unknown, object]>([
    ['errors.unhandled', { message: 'boom' }, { kind: 'error', severity: 'warning', title: 'boom' }],
    ['notification', { message: 'hello' }, { kind: 'message', title: 'hello' }],
    ['notification.n1', '', { kind: 'message', title: 'notification.n1' }],
    ['http.response.n1', { method: 'GET' }, { kind: 'other', stream: true }],
    ['tftp.success.n1', {}, { kind: 'other', stream: true }],
    ['mine.own', { a: 1 }, { kind: 'other', topic: 'mine.own', title: 'mine.own', body: '{"a":1}', stream: false }],
    ['', null, { kind: 'other', body: 'null' }],
    ['x', { type: 'rack', action: 'tilted', severity: 'critical' }, { topic: 'rack.tilted', severity: 'critical' }],
  ])('%s %j', (key, data, told) => {
    expect(brought(event(key, data))).toMatchObject(told);
  });

  test('a heartbeat is known by its body and by its key', () => {
    const heartbeat = (id: string, data: unknown) => {
      const frame = readFrame(JSON.stringify({ handler: 'item', resource: 'mq', id, data }));
      return 'message' in frame && frame.message.handler === 'item' && isHeartbeat(frame.message);
    };
    const { routingKey, data } = heartbeatMessage(10_000);
    expect([heartbeat(routingKey, data), heartbeat(routingKey, 7), heartbeat('graph.finished.g1', {})]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('links carry type and id of the subject, whatever they hold', () => {
    const within = { ...context, webUrl: 'https://rackhd.example/ui#/{type}/{id}' };
    expect(brought(nodeMessage('C', 'discovered', 'a/$&'), within).url).toBe(
      'https://rackhd.example/ui#/node/a%2F%24%26',
    );
    expect(brought(nodeMessage('C', 'discovered', '\ud800'), within).url).toBe(
      'https://rackhd.example/ui#/node/%EF%BF%BD',
    );
  });

  test('texts are bounded, and without control characters', () => {
    const told = brought(
      event('graph.finished.g1', { graphName: 'x'.repeat(1_000), status: `\u0007${'y'.repeat(1_000)}` }),
    );
    expect(told.subject?.name).toHaveLength(200);
    expect(told.title.length).toBeLessThanOrEqual(500);
    expect(told.title).not.toContain('\u0007');
    expect(told.key?.length).toBeLessThan(100);
  });
});
