import { own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { fieldsOf, numberOf } from '../readers.ts';
import { checksum } from './checksum.ts';
import { type Context, eventOf, subjectOf } from './event.ts';
import { type Incident, readIncident, readIncidentMessage } from './wire.ts';
import { levelWord, reasonText } from './words.ts';

/** The alert of an incident. */
export function incidentAlert(id: string): string {
  return `incident:${id}`;
}

/** The id of the incident that an alert is; null: it is none. */
export function incidentOf(alert: string): string | null {
  const before = incidentAlert('');
  return alert.startsWith(before) && alert.length > before.length ? alert.slice(before.length) : null;
}

/** A message of topic `incidents`. */
export function translateIncidents(message: unknown, context: Context): WireEvent {
  const { change, filtered, incident } = readIncidentMessage(message);
  if (filtered) return filteredEvent(incident, change, message, context);
  const phase = change === 3 || isCleared(incident, context) ? 'closed' : change === 1 ? 'opened' : 'updated';
  return incidentEvent(incident, phase, message, context);
}

/**
 * An active incident as REST lists it: the same key as the live message that said the same. `since`: up to when the
 * server is known; null: not at all.
 */
export function translateListed(listed: unknown, since: number | null, context: Context): WireEvent {
  const incident = readIncident(listed);
  const isNew = since === null || (incident.timestamp ?? 0) > since;
  const phase = isCleared(incident, context) ? 'closed' : isNew ? 'opened' : 'updated';
  return incidentEvent(incident, phase, listed, context);
}

/** The id of an incident that REST lists; null: it is cleared, and only waits for its move to the history. */
export function activeIncident(listed: unknown, context: Context): string | null {
  const incident = readIncident(listed);
  return isCleared(incident, context) ? null : incident.id;
}

/** A message of topic `incident-count`, whose form is documented nowhere: a number, or one within an object. */
export function translateCount(message: unknown, context: Context): WireEvent {
  const count = countOf(message);
  const title =
    count === null ? own('The number of active incidents changed') : own('{} active incidents', String(count));
  return eventOf(
    { kind: 'incident', topic: 'incident-count', phase: 'updated', title, payload: message, stream: true },
    context,
  );
}

/** The number within a message of `incident-count`; null when it holds none. */
export function countOf(message: unknown): number | null {
  const direct = numberOf(message);
  if (direct !== null) return direct;
  const fields = fieldsOf(message);
  const count = numberOf(fields.count ?? fields.payload);
  if (count !== null) return count;
  const levels = Object.values(fields).map(numberOf);
  if (levels.length === 0 || levels.includes(null)) return null;
  return levels.reduce<number>((sum, level) => sum + (level ?? 0), 0);
}

function incidentEvent(
  incident: Incident,
  phase: 'opened' | 'updated' | 'closed',
  payload: unknown,
  context: Context,
): WireEvent {
  const { id, state, text, comment, reason, timestamp, localTimestamp, clearTimestamp } = incident;
  const { acknowledgedBy, acknowledgedAt, unacknowledged } = incident;
  const word = levelWord(state, context);
  const closes = phase === 'closed';
  return eventOf(
    {
      key: keyOf(incident, closes),
      kind: 'incident',
      topic: 'incidents',
      phase,
      severity: closes ? 'ok' : word.severity,
      level: word.name,
      subject: subjectOf(incident.entity, context),
      alert: id === null ? null : incidentAlert(id),
      title: text || (reasonText(reason) ?? own('Incident')),
      body: comment,
      occurredAt: (closes ? clearTimestamp : phase === 'opened' ? localTimestamp : newest(incident)) ?? timestamp,
      payload,
      acknowledgedBy: acknowledgedBy === null ? null : (context.nameOf('user', acknowledgedBy) ?? acknowledgedBy),
      ...(acknowledgedBy === null || acknowledgedAt === null ? {} : { acknowledgedAt }),
      ...(unacknowledged ? { unacknowledged } : {}),
      ...causeOf(incident),
    },
    context,
  );
}

/**
 * The entity whose transition made this one follow. `parentChainId` is documented only as "origin of a link that triggered
 * an incident": it is looked for among objects and incidents, and where it is neither nothing is grouped.
 */
function causeOf({ id, entity, rootCause, parentChain }: Incident): Pick<WireEvent, 'cause'> {
  if (rootCause === null && parentChain === null) return {};
  const origin = parentChain === null ? [] : [{ type: 'object', id: parentChain }];
  const subjects = [...(rootCause === null ? [] : [{ type: rootCause.type, id: rootCause.id }]), ...origin].filter(
    (subject) => subject.type !== entity?.type || subject.id !== entity.id,
  );
  const alerts = parentChain === null || parentChain === id ? [] : [incidentAlert(parentChain)];
  return subjects.length + alerts.length === 0 ? {} : { cause: { alerts, subjects } };
}

/**
 * It does not match the filter (any more): never a toast, and nothing of it but its id is known. An alert that it has
 * here closes, for from now on nothing of it is told.
 */
function filteredEvent(incident: Incident, change: number | null, payload: unknown, context: Context): WireEvent {
  const closes = incident.id !== null && change !== 1;
  return eventOf(
    {
      kind: 'incident',
      topic: 'incidents',
      phase: closes ? 'closed' : null,
      alert: closes && incident.id !== null ? incidentAlert(incident.id) : null,
      subject: incident.id === null ? null : { type: 'incident', id: incident.id, name: null },
      title: own('An incident outside of the filter'),
      payload,
      stream: true,
      silent: true,
    },
    context,
  );
}

function isCleared({ state, clearTimestamp }: Incident, context: Context): boolean {
  return clearTimestamp !== null || (state !== null && levelWord(state, context).severity === 'ok');
}

/**
 * Made of what tells one standing of an incident from another. A closing is told twice, cleared and moved to the history,
 * with the same time of clearing.
 */
function keyOf(incident: Incident, closes: boolean): string | null {
  const { id, state, text, clearTimestamp, acknowledgedBy } = incident;
  if (id === null) return null;
  if (closes) return `incident:${id}:closed:${clearTimestamp ?? newest(incident) ?? ''}`;
  return `incident:${id}:${state ?? ''}:${newest(incident) ?? ''}:${acknowledgedBy ?? ''}:${(checksum(text) >>> 0).toString(36)}`;
}

function newest({ timestamp, acknowledgedAt, commentedAt }: Incident): number | null {
  const never = Number.NEGATIVE_INFINITY;
  const time = Math.max(timestamp ?? never, acknowledgedAt ?? never, commentedAt ?? never);
  return time === never ? null : time;
}
