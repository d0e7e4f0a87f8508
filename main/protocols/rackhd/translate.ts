import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { shortJson } from '../wire-event.ts';
import { readSaid } from './body.ts';
import { type Context, eventOf, nodeSubject, severityOf } from './event.ts';
import type { Item, Removal } from './frames.ts';
import { logLevels } from './presets.ts';
import { translatePollerAlert, translateRedfish } from './translate-alerts.ts';
import { translateNode } from './translate-nodes.ts';
import { translateGraph, translateTask } from './translate-workflows.ts';
import { errorText, fieldsOf, idOf, textOf, timeOf } from './wire.ts';

/** One thing of each collection, as events name it: on-wss, lib/ws-resources.js. */
const singles: Readonly<Record<string, Single>> = {
  catalogs: { name: 'catalog', says: (change) => own('Catalog {}', change) },
  files: { name: 'file', says: (change) => own('File {}', change) },
  graphDefs: { name: 'workflow definition', says: (change) => own('Workflow definition {}', change) },
  graphObjs: { name: 'workflow', says: (change) => own('Workflow {}', change) },
  lookups: { name: 'lookup', says: (change) => own('Lookup {}', change) },
  nodes: { name: 'node', says: (change) => own('Node {}', change) },
  pollers: { name: 'poller', says: (change) => own('Poller {}', change) },
  profiles: { name: 'profile', says: (change) => own('Profile {}', change) },
  skus: { name: 'SKU', says: (change) => own('SKU {}', change) },
  taskDefs: { name: 'task definition', says: (change) => own('Task definition {}', change) },
  templates: { name: 'template', says: (change) => own('Template {}', change) },
};

interface Single {
  readonly name: string;
  readonly says: (change: string) => OwnWords;
}

/** A collection that nobody knows. */
function strangeOf(name: string): Single {
  return { name, says: (change) => own('Record of {}: {}', name, change) };
}

/** Whether a message is a heartbeat: it proves the line, and is not recorded. */
export function isHeartbeat({ resource, id, data }: Item): boolean {
  if (resource !== 'mq' || id.shape !== 'key') return false;
  return readSaid(id.key, data).type === 'heartbeat' || id.key.startsWith('heartbeat.');
}

/** What a watch brought, as an event; also what nobody knows, and whatever it holds. */
export function translate(message: Item | Removal, context: Context): WireEvent {
  if (message.handler === 'remove') return recordEvent(message.resource, 'removed', message.id, message.data, context);
  const { resource, id, data } = message;
  switch (id.shape) {
    case 'key':
      return queued(id.key, data, context);
    case 'change':
      return recordEvent(resource, id.change || 'changed', id.id, data, context);
    case 'record':
      return recordEvent(resource, 'read', recordId(id.record), id.record, context);
    case 'none':
      // The design document tells no routing key; an envelope says it all by itself.
      if (resource === 'mq') return queued('', data, context);
      return recordEvent(resource, 'changed', recordId(data), data, context);
  }
}

function queued(key: string, body: unknown, context: Context): WireEvent {
  if (isLog(key, body)) return logEvent(key, body, context);
  const said = readSaid(key, body);
  switch (said.type) {
    case 'graph':
      return translateGraph(said, body, context);
    case 'task':
      return translateTask(said, body, context);
    case 'polleralert':
      return translatePollerAlert(said, body, context);
    case 'node':
      return said.action === 'alerts' ? translateRedfish(said, body, context) : translateNode(said, body, context);
    default:
      return otherEvent(key, body, context);
  }
}

/** Of `on.logging` the routing key is the level: on-core, lib/protocol/events.js. */
function isLog(key: string, body: unknown): boolean {
  return (logLevels as readonly string[]).includes(key) && textOf(fieldsOf(body).message) !== '';
}

function logEvent(level: string, body: unknown, context: Context): WireEvent {
  const { message, subject, caller, timestamp, context: about } = fieldsOf(body);
  const node = idOf(subject);
  const unnamed = node === null || node.toLowerCase() === 'server';
  const extra = Object.keys(fieldsOf(about)).length === 0 ? '' : shortJson(about);
  return eventOf(
    {
      kind: 'message',
      topic: 'on.logging',
      severity: severityOf(level, 'info'),
      level,
      subject: unnamed ? { type: 'service', id: textOf(caller) || 'Server', name: null } : nodeSubject(node, context),
      title: textOf(message),
      body: extra,
      occurredAt: timeOf(timestamp),
      payload: body,
      stream: true,
    },
    context,
  );
}

/** A change of a record in the database. */
function recordEvent(
  resource: string | null,
  change: string,
  id: string | null,
  record: unknown,
  context: Context,
): WireEvent {
  const name = resource ?? 'record';
  const single = (Object.hasOwn(singles, name) ? singles[name] : undefined) ?? strangeOf(name);
  const fields = fieldsOf(record);
  const called = textOf(fields.name) || textOf(fields.friendlyName) || textOf(fields.source);
  const subject =
    resource === 'nodes'
      ? nodeSubject(id || null, context)
      : { type: single.name, id: id || null, name: called || null };
  return eventOf(
    {
      kind: 'model',
      topic: name,
      subject: id === null && called === '' ? null : subject,
      title: single.says(change),
      body: id === null && called === '' ? shortJson(record) : '',
      occurredAt: timeOf(fields.updatedAt),
      payload: record,
      stream: true,
    },
    context,
  );
}

/** Routing keys that no generation of events explains. */
function otherEvent(key: string, body: unknown, context: Context): WireEvent {
  const { type, action, severity, nodeId, createdAt, data } = readSaid(key, body);
  const fault = key.startsWith('errors.');
  const notice = key === 'notification' || key.startsWith('notification.');
  const noise = /^(?:http\.response|tftp|dhcp)\./.test(key);
  return eventOf(
    {
      kind: fault ? 'error' : notice ? 'message' : 'other',
      topic: type === '' ? key : `${type}.${action}`,
      severity: severityOf(severity, fault ? 'warning' : 'info'),
      level: severity,
      subject: nodeSubject(nodeId, context),
      title: errorText(body) || errorText(data) || key,
      body: shortJson(body),
      occurredAt: createdAt,
      payload: body,
      stream: noise,
    },
    context,
  );
}

function recordId(record: unknown): string | null {
  const { id, _id, instanceId } = fieldsOf(record);
  return idOf(id) ?? idOf(instanceId) ?? idOf(_id);
}
