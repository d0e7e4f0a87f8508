import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { type Fields, fieldsOf, idOf, numberOf, textOf, timeOf } from '../readers.ts';
import { shortJson } from '../wire-event.ts';
import { type Context, eventOf, subjectOf } from './event.ts';
import { translateCount, translateIncidents } from './translate-incidents.ts';
import { translateJob, translateMqtt, translateTrap } from './translate-records.ts';
import { entityOf, entityTypeOf } from './wire.ts';
import { eventWord, stateWord } from './words.ts';

type Translate = (message: unknown, context: Context) => WireEvent;

/** What `changeType` says of each type: https://api.saymon.tech, model-changed */
const changes: Readonly<Record<string, Readonly<Record<number, OwnWords>>>> = {
  object: { 1: own('Object created'), 2: own('Object changed'), 3: own('Object removed') },
  link: { 1: own('Link created'), 2: own('Link changed'), 3: own('Link removed') },
  flow: { 1: own('Flow created'), 2: own('Flow changed'), 3: own('Flow removed') },
};
/** Of `changeType`: it is there, and is another. */
const changed = 2;
const metricsShown = 8;

const byTopic: Readonly<Record<string, Translate>> = {
  incidents: translateIncidents,
  'incident-count': translateCount,
  'snmp-trap': translateTrap,
  mqtt: translateMqtt,
  'job-added': (message, context) => translateJob('job-added', message, context),
  'job-result-received': (message, context) => translateJob('job-result-received', message, context),
  'state-change': translateState,
  stat: translateStat,
  'client-notification': translateNotification,
  'model-changed': translateModel,
  'custom-style-change': translateStyle,
  'bulk-finished': translateBulk,
  error: translateError,
};

/** One message of a topic as an event; also of a topic that nobody knows, and whatever it holds. */
export function translate(topic: string, message: unknown, context: Context, custom: readonly string[]): WireEvent {
  const known = Object.hasOwn(byTopic, topic) ? byTopic[topic] : undefined;
  return known === undefined ? translateOther(topic, message, context, custom) : known(message, context);
}

/** The words of an `error` event: text, or an object with a message. */
export function errorText(message: unknown): string {
  const fields = fieldsOf(message);
  return textOf(message) || textOf(fields.message) || textOf(fields.error) || shortJson(message);
}

/** `state-change`: no time, no name, no state before. */
function translateState(message: unknown, context: Context): WireEvent {
  const fields = fieldsOf(message);
  const id = idOf(fields.id);
  const type = entityTypeOf(fields.type ?? fields.entityType);
  const state = idOf(fields.state_id ?? fields.stateId);
  const word = stateWord(state, context);
  const fault = word.severity !== 'ok' && word.severity !== 'info';
  return eventOf(
    {
      kind: 'state',
      topic: 'state-change',
      phase: fault ? 'opened' : word.severity === 'ok' ? 'closed' : null,
      severity: word.severity,
      level: word.name,
      subject: id === null ? null : subjectOf({ type, id, name: null }, context),
      alert: id === null ? null : `state:${type}:${id}`,
      title: word.own ?? (word.name || own('State changed')),
      body: state === null ? shortJson(message) : '',
      payload: message,
    },
    context,
  );
}

function translateStat(message: unknown, context: Context): WireEvent {
  const fields = fieldsOf(message);
  const stat = fieldsOf(fields.payload);
  const metrics = metricsText(fieldsOf(stat.payload));
  return eventOf(
    {
      kind: 'telemetry',
      topic: 'stat',
      subject: subjectOf(entityOf(fields), context),
      title: textOf(stat.taskType) || own('Statistics'),
      body: metrics || shortJson(message),
      occurredAt: timeOf(fields.timestamp) ?? timeOf(stat.timestamp),
      payload: message,
      stream: true,
    },
    context,
  );
}

/** `client-notification`: aimed at this user; it names an entity and a state, and no text. */
function translateNotification(message: unknown, context: Context): WireEvent {
  const fields = fieldsOf(message);
  const entity = entityOf(fields);
  const state = idOf(fields.stateId ?? fields.state_id);
  const word = stateWord(state, context);
  const timestamp = timeOf(fields.timestamp);
  const numbered = entity !== null && timestamp !== null;
  return eventOf(
    {
      key: numbered ? `notification:${entity.type}:${entity.id}:${state ?? ''}:${timestamp}` : null,
      kind: 'message',
      topic: 'client-notification',
      severity: word.severity,
      level: word.name,
      subject: subjectOf(entity, context),
      title: textOf(fields.text) || (word.own ?? (word.name || own('Notification'))),
      body: entity === null ? shortJson(message) : '',
      occurredAt: timestamp,
      payload: message,
      aim: 'user',
    },
    context,
  );
}

function translateModel(message: unknown, context: Context): WireEvent {
  const fields = fieldsOf(message);
  const type = entityTypeOf(fields.entityType);
  const said = changeText(type, numberOf(fields.changeType));
  return modelEvent('model-changed', said, fields, message, context);
}

function translateStyle(message: unknown, context: Context): WireEvent {
  return modelEvent('custom-style-change', own('Appearance changed'), fieldsOf(message), message, context);
}

function modelEvent(topic: string, title: OwnWords, fields: Fields, payload: unknown, context: Context): WireEvent {
  const id = idOf(fields.id);
  const login = textOf(fieldsOf(fields.user).login);
  const entity = id === null ? null : { type: entityTypeOf(fields.entityType), id, name: null };
  return eventOf(
    {
      kind: 'model',
      topic,
      subject: subjectOf(entity, context),
      title,
      body: login === '' ? (id === null ? shortJson(payload) : '') : own('by {}', login),
      payload,
      stream: true,
    },
    context,
  );
}

function translateBulk(message: unknown, context: Context): WireEvent {
  return eventOf(
    {
      kind: 'bulk',
      topic: 'bulk-finished',
      title: own('Bulk action finished'),
      body: shortJson(message),
      payload: message,
      stream: true,
    },
    context,
  );
}

function translateError(message: unknown, context: Context): WireEvent {
  return eventOf(
    { kind: 'error', topic: 'error', severity: 'error', title: errorText(message) || own('Error'), payload: message },
    context,
  );
}

/** An event by a name that a server extension chose, with a payload of its own. */
function translateOther(topic: string, message: unknown, context: Context, custom: readonly string[]): WireEvent {
  const fields = fieldsOf(message);
  const said = [message, fields.text, fields.message, fields.title, fields.name].map(textOf).find(Boolean);
  const word = eventWord(idOf(fields.level), context, 'info');
  return eventOf(
    {
      kind: 'other',
      topic: topic.slice(0, 200),
      severity: word.severity,
      level: word.name,
      subject: subjectOf(entityOf(fields), context),
      title: said ?? topic,
      body: typeof message === 'object' && message !== null ? shortJson(message) : '',
      occurredAt: timeOf(fields.timestamp),
      payload: message,
      aim: custom.includes(topic) ? 'custom' : null,
    },
    context,
  );
}

function metricsText(metrics: Fields): string {
  const plain = Object.entries(metrics).filter(([, value]) => typeof value === 'number' || typeof value === 'string');
  const shown = plain.slice(0, metricsShown).map(([name, value]) => `${name} ${textOf(value)}`);
  return shown.join(', ') + (plain.length > metricsShown ? ', …' : '');
}

/** Of a change that nobody knows it is said that there was one. */
function changeText(type: string, change: number | null): OwnWords {
  const said = changes[type] ?? {};
  return said[change ?? changed] ?? said[changed] ?? own('Object changed');
}
