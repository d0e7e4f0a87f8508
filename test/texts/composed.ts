import { Standing } from '../../main/protocols/flamenco/standing.ts';
import { translate as flamenco } from '../../main/protocols/flamenco/translate.ts';
import { translateListedWorker } from '../../main/protocols/flamenco/translate-workers.ts';
import {
  admittedEvent,
  deniedEvent,
  errorEvent,
  type Context as KameaContext,
  translate as kamea,
  recoveredEvent,
  unclearDenial,
} from '../../main/protocols/kamea/translate.ts';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { readFrame } from '../../main/protocols/rackhd/frames.ts';
import { translate as rackhd } from '../../main/protocols/rackhd/translate.ts';
import { inaccessibleEvent } from '../../main/protocols/rackhd/translate-nodes.ts';
import { translateRecord } from '../../main/protocols/rackhd/translate-workflows.ts';
import { translate as saymon } from '../../main/protocols/saymon/translate.ts';
import { boiler } from '../servers/kamea.ts';
import { alertMessage, event, nodeMessage, workflowMessages } from '../servers/rackhd-bodies.ts';

/** Events of every form that an adapter of a kind of server makes, of messages with words and without. */
export function composed(protocol: string): readonly WireEvent[] {
  const made = kinds[protocol];
  if (made === undefined) throw new Error(`Nothing is made here of what ${protocol} says.`);
  return made();
}

/** Names of things that are the same in Russian. */
const names = new Set(['SNMP', 'MQTT', 'Redfish', 'Manager', 'Management', 'API', 'SKU', 'OBM', 'WebSocket']);

/** Words in Latin letters of a text that neither its server said nor name a thing; JSON is no text. */
export function latinOf(text: string, { payload, subject, topic }: WireEvent): readonly string[] {
  if (/^([{["]|null$)/.test(text)) return [];
  const said = [...leavesOf(payload), subject?.id ?? '', subject?.name ?? '', topic].filter((each) => each.length > 1);
  const rest = said
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, each) => left.replaceAll(each, ' '), text.replace(/\n[{["].*$/s, ''));
  return (rest.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !names.has(word));
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split('\n'), value.replace(/\.updated$/, '')];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) => [name, ...leavesOf(each)])
    : [];
}

const when = 1_730_000_001_000;

function ofSaymon(): readonly WireEvent[] {
  const context = {
    severities: {},
    levelNames: new Map<string, string>(),
    stateNames: new Map([['20', 'Свой']]),
    nameOf: (type: string, id: string) => (id === '64bb02' ? 'ИБП-1' : type === 'operation' ? 'Перезапуск' : null),
    webUrl: null,
  };
  const incident = { id: '65aa01', entityId: '64bb02', entityType: 1, state: '1', timestamp: when };
  const job = { id: 'j1', operation_id: 'op1', owner_id: '64bb02', owner_type: 1 };
  const messages: readonly (readonly [string, unknown])[] = [
    ['incidents', { changeType: 1, payload: { ...incident, text: 'Sensor error' } }],
    ['incidents', { changeType: 1, payload: incident }],
    ...Array.from({ length: 19 }, (_, code) => {
      return ['incidents', { changeType: 1, payload: { ...incident, reason: { code } } }] as const;
    }),
    ['incidents', { changeType: 2, filtered: true, payload: { id: '65aa09' } }],
    ['incidents', null],
    ['incident-count', 12],
    ['incident-count', {}],
    ['snmp-trap', { _id: '1', timestamp: when, level: 2, payload: { senderAddress: '10.0.0.9', text: 'на батарее' } }],
    ['snmp-trap', { _id: '2', payload: { senderAddress: '10.0.0.9' } }],
    ['snmp-trap', {}],
    ['mqtt', { _id: '3', payload: { topic: 'plant/1', message: 'hello' } }],
    ['mqtt', { _id: '4', payload: { topic: 'plant/1' } }],
    ['job-added', job],
    ['job-added', {}],
    ['job-result-received', { ...job, exitCode: 0 }],
    ['job-result-received', { ...job, exitCode: 2, results: { payload: { stderr: 'sh: not found: x' } } }],
    ['job-result-received', job],
    ['job-result-received', { ...job, results: { payload: { stdout: 'done' } } }],
    ...['1', '3', '4', '5', '6', '7', '8', '9', '20', '99'].flatMap((state_id) => [
      ['state-change', { id: '64bb02', type: 1, state_id }] as const,
      ['client-notification', { entityId: '64bb02', entityType: 1, stateId: state_id, timestamp: when }] as const,
    ]),
    ['state-change', {}],
    ['stat', { entityId: '64bb02', entityType: 1, payload: { taskType: 'ping', payload: { rtt: 4 } } }],
    ['stat', {}],
    ['client-notification', { text: 'Зайдите' }],
    ['client-notification', {}],
    ...[1, 2, 3].flatMap((entityType) =>
      [1, 2, 3, 9].map(
        (changeType) => ['model-changed', { changeType, entityType, id: '64bb02', user: { login: 'ops' } }] as const,
      ),
    ),
    ['custom-style-change', { id: '64bb02' }],
    ['bulk-finished', { id: '1' }],
    ['error', { message: 'denied' }],
    ['error', undefined],
    ['own-event', { text: 'custom words', level: 1 }],
  ];
  return messages.map(([topic, message]) => saymon(topic, message, context, ['own-event']));
}

function ofKamea(): readonly WireEvent[] {
  const { deviceId } = boiler;
  const context: KameaContext = {
    known: (id) => id === deviceId,
    only: deviceId,
    asked: [],
    nameOf: () => 'Котёл 3',
    webUrl: null,
  };
  const many = Array.from({ length: 1_003 }, (_, index) => ({ deviceId, timestamp: when + index, values: { rpm: 1 } }));
  return [
    deniedEvent(deviceId, null, 0, context),
    deniedEvent(deviceId, { message: 'Not yours' }, 1, context),
    deniedEvent(deviceId, null, 13, context),
    unclearDenial({ message: 'Access denied' }),
    admittedEvent(deviceId, context),
    errorEvent(null, 'opened'),
    errorEvent({ message: 'down' }, 'updated'),
    errorEvent({ message: 'сбой '.repeat(400) }, 'opened'),
    recoveredEvent(),
    ...kamea('telemetries', { deviceId, timestamp: when, values: { temperature: 84, humidity: 40 } }, context),
    ...kamea('telemetries', null, context),
    ...kamea('telemetries', many, context).slice(-1),
    ...kamea('states', { deviceId, message: 'custom words' }, context),
  ];
}

function ofFlamenco(): readonly WireEvent[] {
  const id = '0a1b2c3d-0000-4000-8000-000000000001';
  const moment = (second: number) => `2026-01-02T03:04:0${second}.123456Z`;
  const job = { id, name: 'кадр_010', priority: 50 };
  const worker = { id, name: 'узел-3' };
  const task = { id, job_id: id, name: 'Рендер', status: 'active' };
  const heard = (...messages: readonly (readonly [string, unknown])[]): readonly WireEvent[] => {
    const standing = new Standing();
    const context = {
      base: 'http://manager',
      nameOf: (type: 'job' | 'worker', of: string) => standing.nameOf(type, of),
    };
    return messages.map(([topic, message]) => {
      const made = flamenco(topic, message, standing, when, context);
      standing.learn(topic, message, when);
      return made;
    });
  };
  const context = { base: 'http://manager', nameOf: () => null };
  return [
    ...heard(
      ['/jobs', { ...job, status: 'queued', updated: moment(1) }],
      ['/jobs', { ...job, status: 'active', previous_status: 'queued', updated: moment(3) }],
      ['/jobs', { ...job, status: 'queued', updated: moment(2) }],
      ['/jobs', { ...job, status: 'active', priority: 80, updated: moment(3) }],
      ['/jobs', { ...job, status: 'active', priority: 80, steps_completed: 3, steps_total: 10, updated: moment(3) }],
      ['/jobs', { ...job, status: 'active', delete_requested_at: moment(4), updated: moment(4) }],
      ['/task', { ...task, activity: 'Failed by узел-3' }],
      ['/task', { ...task, steps_completed: 3, steps_total: 10, worker: { name: 'узел-3' } }],
      ['/jobs', { ...job, status: 'failed', previous_status: 'active', updated: moment(5) }],
      ['/jobs', { ...job, was_deleted: true, updated: moment(6) }],
    ),
    ...heard(['/jobs', {}], ['/task', {}], ['/workers', {}], ['/status', {}]),
    ...heard(['/task', { ...task, steps_completed: 3, steps_total: 10 }]),
    ...heard(
      ['/workers', { ...worker, status: 'awake', updated: moment(2) }],
      ['/workers', { ...worker, status: 'awake', status_change: { status: 'asleep' }, updated: moment(2) }],
      ['/workers', { ...worker, status: 'asleep', updated: moment(1) }],
      ['/workers', { ...worker, status: 'error', previous_status: 'awake', updated: moment(3) }],
      ['/workers', { ...worker, status: 'awake', previous_status: 'error', updated: moment(4) }],
      ['/workers', { ...worker, status: 'awake', deleted_at: moment(5), updated: moment(5) }],
    ),
    translateListedWorker({ ...worker, status: 'error' }, true, null, context),
    ...heard(['/status', { status: 'inoperative' }], ['/status', { status: 'active' }]),
    ...heard(
      ['/last-rendered', { job_id: id }],
      ['/workertags', { tag: { id, name: 'gpu' } }],
      ['/workertags', { tag: { id }, was_deleted: true }],
      ['/tasklog', { task_id: id, log: 'line one\nline two' }],
      ['/tasklog', { task_id: id }],
      ['/lifecycle', { type: 'manager-startup' }],
      ['/lifecycle', { type: 'manager-shutdown' }],
      ['/lifecycle', { type: 'manager-rests' }],
      ['/lifecycle', {}],
      ['/message', { name: 'Анна', text: 'Привет' }],
      ['/message', {}],
      ['/strange', { text: 'custom words' }],
    ),
  ];
}

function ofRackhd(): readonly WireEvent[] {
  const context = { nameOf: (node: string) => (node === 'n1' ? 'стойка-1' : null), webUrl: null, pairs: true };
  const read = (frame: object): WireEvent => {
    const told = readFrame(JSON.stringify(frame));
    if ('fault' in told) throw new Error(told.fault);
    const { message } = told;
    if (message.handler !== 'item' && message.handler !== 'remove') throw new Error(`It is a ${message.handler}`);
    return rackhd(message, context);
  };
  const brought = ({ routingKey, data }: { routingKey: string; data: unknown }) =>
    read({ handler: 'item', resource: 'mq', id: routingKey, data });
  const alert = (poller: string, data: object) => brought(alertMessage('C', poller, 'warning', 'n1', data));
  const node = (action: string) => brought(nodeMessage('C', action, 'n1'));
  const workflow = (status: string, nodeId: string | null = 'n1') => {
    return { graphId: 'g1', graphName: 'Install CentOS', status, nodeId };
  };
  const progress = (action: string, data: object) =>
    brought(event('graph', { type: 'graph', action, typeId: 'g1', nodeId: 'n1', data }));
  const task = (data: object) => brought(event('Job.task.finished', { type: 'task', action: 'finished', data }));
  const collections = ['catalogs', 'files', 'graphDefs', 'graphObjs', 'lookups', 'nodes', 'pollers', 'profiles'];
  const all = [...collections, 'skus', 'taskDefs', 'templates', 'workitems'];
  const actions = ['accessible', 'inaccessible', 'discovered', 'added', 'removed', 'rested'];
  const assigned = ['assigned', 'unassigned', 'updated'].flatMap((each) => [`sku.${each}`, `obms.${each}`]);
  return [
    ...all.flatMap((resource) => [
      ...['created', 'updated', 'tag-added', 'tag-removed'].map((change) =>
        read({ handler: 'item', resource, id: [change, 'x1'], data: {} }),
      ),
      read({ handler: 'item', resource, id: 'x1', data: {} }),
      read({ handler: 'item', resource, id: { id: 'x1' } }),
      read({ handler: 'item', resource, data: { id: 'x1' } }),
      read({ handler: 'remove', resource, id: 'x1' }),
    ]),
    ...[...actions, ...assigned].map(node),
    inaccessibleEvent('n1', {}, context),
    alert('sel', { alert: { reading: { 'Sensor Type': 'Temp', 'Sensor Number': '#01', Description: 'too hot' } } }),
    alert('snmp', { host: '10.0.0.9', metric: 'rpm', value: 4 }),
    alert('chassis', { states: { last: 'off', current: 'on' } }),
    alert('chassis', { states: { current: 'on' } }),
    alert('fan', {}),
    brought(event('polleralert', { type: 'polleralert', action: '.updated', data: {} })),
    brought(nodeMessage('C', 'alerts', 'n1', { Message: 'Fan failed', sourceIpAddress: '10.0.0.9' })),
    brought(nodeMessage('C', 'alerts', 'n1')),
    ...workflowMessages('C', 'started', workflow('running')).map(brought),
    ...['succeeded', 'failed', ''].flatMap((status) =>
      [workflow(status), workflow(status, null)].flatMap((each) =>
        workflowMessages('C', 'finished', each).map(brought),
      ),
    ),
    translateRecord({ instanceId: 'g1', node: 'n1', _status: 'succeeded' }, context),
    progress('progress.updated', {}),
    progress('progress.updated', { progress: { percentage: '30%', description: 'half way' } }),
    progress('rested', {}),
    task({ graphId: 'g1', taskName: 'Reboot', state: 'failed' }),
    task({ graphId: 'g1', state: 'failed' }),
    task({ graphId: 'g1' }),
    brought(event('strange.key', { message: 'custom words' })),
  ];
}

const kinds: Readonly<Record<string, () => readonly WireEvent[]>> = {
  saymon: ofSaymon,
  kamea: ofKamea,
  flamenco: ofFlamenco,
  rackhd: ofRackhd,
};
