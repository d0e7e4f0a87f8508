import { type Fields, fieldsOf, idOf, numberOf, textOf, timeOf } from '../readers.ts';

/**
 * What SAYMON says, read field by field: each may be missing, and over the versions of its documentation each id and
 * number came as a string or as a number. What does not fit is null; nothing here fails.
 * https://api.saymon.tech/documentation/websocket-events/
 */

/** An entity that something is about. */
export interface EntityRef {
  readonly type: string;
  readonly id: string;
  readonly name: string | null;
}

export interface IncidentMessage {
  /** 1 created, 2 modified, 3 moved to the history. */
  readonly change: number | null;
  /** It does not match the subscription's filter; only its id is told. */
  readonly filtered: boolean;
  readonly incident: Incident;
}

/** https://api.saymon.tech/documentation/models/incident */
export interface Incident {
  readonly id: string | null;
  readonly entity: EntityRef | null;
  /** Id of its level; in older versions of its entity's state. */
  readonly state: string | null;
  readonly text: string;
  readonly comment: string;
  readonly reason: number | null;
  /** The entity whose transition caused it. */
  readonly rootCause: EntityRef | null;
  /** Origin of a link that triggered it. */
  readonly parentChain: string | null;
  readonly timestamp: number | null;
  readonly localTimestamp: number | null;
  readonly clearTimestamp: number | null;
  /** Id of a user. */
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: number | null;
  /** The field is there and empty, as after an acknowledgement was taken back; where it is missing nothing is said. */
  readonly unacknowledged: boolean;
  readonly commentedAt: number | null;
}

/** A record of the event log: an SNMP trap or an MQTT message. */
export interface LogRecord {
  readonly id: string | null;
  readonly timestamp: number | null;
  /** 0 Clear, 1 Minor, 2 Major, 3 Critical. */
  readonly level: string | null;
  readonly entity: EntityRef | null;
  readonly payload: Fields;
}

/** https://api.saymon.tech/documentation/models/job */
export interface Job {
  readonly id: string | null;
  readonly operation: string | null;
  readonly owner: EntityRef | null;
  readonly timestamp: number | null;
  /** A state triggered it, no person. */
  readonly automatic: boolean;
  readonly exitCode: number | null;
  readonly output: string;
}

/** `object` or `link`; SAYMON writes 1 and 2, in older versions `obj` and `link`; 3 is a flow. */
export function entityTypeOf(value: unknown): string {
  const type = textOf(value).toLowerCase();
  if (type === '2' || type.startsWith('link')) return 'link';
  if (type === '3' || type.startsWith('flow')) return 'flow';
  return 'object';
}

/** An entity of fields `entityId`, `entityType`, `entityName`. */
export function entityOf(fields: Fields): EntityRef | null {
  const id = idOf(fields.entityId);
  if (id === null) return null;
  return { type: entityTypeOf(fields.entityType), id, name: textOf(fields.entityName) || null };
}

/** A message of `incidents`; where it has no envelope it is taken for the incident itself. */
export function readIncidentMessage(message: unknown): IncidentMessage {
  const fields = fieldsOf(message);
  const within = fields.payload === undefined ? fields : fieldsOf(fields.payload);
  return {
    change: numberOf(fields.changeType),
    filtered: fields.filtered === true,
    incident: readIncident(within),
  };
}

/** The Incident model of SAYMON: all but its id may be missing, and reads as empty or null. */
export function readIncident(value: unknown): Incident {
  const fields = fieldsOf(value);
  const entity = entityOf(fields);
  const owner = textOf(fieldsOf(fields.owner).name);
  return {
    id: idOf(fields.id ?? fields._id),
    entity: entity === null ? null : { ...entity, name: entity.name ?? (owner || null) },
    state: idOf(fields.state),
    text: textOf(fields.text),
    comment: textOf(fields.comment),
    reason: numberOf(fieldsOf(fields.reason).code),
    rootCause: rootCauseOf(fieldsOf(fields.reason).rootCause),
    parentChain: idOf(fields.parentChainId),
    timestamp: timeOf(fields.timestamp),
    localTimestamp: timeOf(fields.localTimestamp),
    clearTimestamp: timeOf(fields.clearTimestamp),
    acknowledgedBy: idOf(fields.acknowledgedBy),
    acknowledgedAt: timeOf(fields.acknowledgementTimestamp),
    unacknowledged: fields.acknowledgedBy === null,
    commentedAt: timeOf(fields.commentTimestamp),
  };
}

/**
 * `{entityId, entityType, entityName}`, as https://api.saymon.tech/documentation/misc/state-change-reason/ has it; the
 * model of an incident calls it a string, which is then the same as JSON, or the id of an object.
 */
function rootCauseOf(value: unknown): EntityRef | null {
  if (typeof value !== 'string') return entityOf(fieldsOf(value));
  try {
    const read: unknown = JSON.parse(value);
    if (typeof read === 'object') return entityOf(fieldsOf(read));
  } catch {
    // An id.
  }
  return entityOf({ entityId: value });
}

/** `entity` is an object in traps and a list in MQTT messages, of which the first counts. */
export function readLogRecord(value: unknown): LogRecord {
  const fields = fieldsOf(value);
  const entity = fields.entity;
  return {
    id: idOf(fields._id ?? fields.id),
    timestamp: timeOf(fields.timestamp),
    level: idOf(fields.level),
    entity: entityOf(fieldsOf(Array.isArray(entity) ? entity[0] : entity)),
    payload: fieldsOf(fields.payload),
  };
}

/** The messages about jobs are documented nowhere; they are taken for the model of a job, or what wraps one. */
export function readJob(value: unknown): Job {
  const outer = fieldsOf(value);
  const fields = outer.payload !== undefined && outer.id === undefined ? fieldsOf(outer.payload) : outer;
  const description = fieldsOf(fields.description);
  const results = fieldsOf(fields.results);
  const result = { ...results, ...fieldsOf(results.payload), ...description };
  const owner = idOf(fields.owner_id);
  const meta = fields.process_meta;
  return {
    id: idOf(fields.id ?? fields._id ?? fields.jobId ?? fields.job_id),
    operation: idOf(fields.operation_id ?? fields.operationId),
    owner: owner === null ? null : { type: entityTypeOf(fields.owner_type), id: owner, name: null },
    timestamp: timeOf(results.timestamp) ?? timeOf(fields.timestamp),
    automatic: typeof meta === 'object' && meta !== null,
    exitCode: numberOf(fields.exitCode ?? result.exitCode),
    output: textOf(result.stderr ?? '') || textOf(result.stdout ?? result.message ?? ''),
  };
}
