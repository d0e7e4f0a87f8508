/**
 * What Flamenco Manager says, read field by field: each may be missing or of another type. What does not fit is null or
 * empty; nothing here fails. (Flamenco, flamenco-openapi.yaml)
 */

import { type Fields, fieldsOf, idOf, numberOf, textOf } from '../readers.ts';

/** A moment by the Manager's clock, in nanoseconds since 1970. */
export type Moment = bigint;

/** `/jobs`, and a job by REST. */
export interface JobMessage {
  readonly id: string | null;
  readonly name: string;
  readonly updated: Moment | null;
  readonly status: string;
  /** Null for a new job, and for whatever leaves the status as it is. */
  readonly previous: string | null;
  readonly priority: number | null;
  readonly steps: Steps | null;
  /** Many tasks changed at once and are not told one by one. */
  readonly refreshTasks: boolean;
  readonly deletionAsked: boolean;
  /** Only its id means anything. */
  readonly deleted: boolean;
  /** By REST only. */
  readonly created: Moment | null;
}

export interface Steps {
  readonly completed: number;
  readonly total: number;
}

/** `/task`, and a task by REST. */
export interface TaskMessage {
  readonly id: string | null;
  readonly job: string | null;
  readonly name: string;
  readonly updated: Moment | null;
  readonly status: string;
  readonly previous: string | null;
  readonly activity: string;
  readonly worker: string;
  readonly steps: Steps | null;
}

/** `/workers`, and a worker by REST. Messages are partial: what is missing stands as it was. */
export interface WorkerMessage {
  readonly id: string | null;
  readonly name: string;
  /** Not told by REST. */
  readonly updated: Moment | null;
  readonly status: string;
  readonly previous: string | null;
  /** The status that it is asked to take, now or after its task. */
  readonly asked: string | null;
  readonly lastSeen: Moment | null;
  readonly deleted: boolean;
}

/** RFC 3339 as Go writes it: up to nine digits of a second, and an offset or Z. */
const goTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A moment as Go writes it; null for anything else, and for Go's zero time, the year 1. */
export function momentOf(value: unknown): Moment | null {
  const parts = typeof value === 'string' ? goTime.exec(value) : null;
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = parts;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (at <= 0) return null;
  const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  return BigInt(at - offsetMs) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** Epoch ms. */
export function timeOf(moment: Moment | null): number | null {
  return moment === null ? null : Number(moment / 1_000_000n);
}

/** An EventJobUpdate or a job of REST; a field that is missing or of another type reads as empty or null. */
export function readJob(value: unknown): JobMessage {
  const fields = fieldsOf(value);
  return {
    id: idOf(fields.id),
    name: textOf(fields.name),
    updated: momentOf(fields.updated),
    status: textOf(fields.status),
    previous: textOf(fields.previous_status) || null,
    priority: numberOf(fields.priority),
    steps: stepsOf(fields),
    refreshTasks: fields.refresh_tasks === true,
    deletionAsked: momentOf(fields.delete_requested_at) !== null,
    deleted: fields.was_deleted === true,
    created: momentOf(fields.created),
  };
}

/** An EventTaskUpdate or a task of REST, likewise. */
export function readTask(value: unknown): TaskMessage {
  const fields = fieldsOf(value);
  return {
    id: idOf(fields.id),
    job: idOf(fields.job_id),
    name: textOf(fields.name),
    updated: momentOf(fields.updated),
    status: textOf(fields.status),
    previous: textOf(fields.previous_status) || null,
    activity: textOf(fields.activity),
    worker: textOf(fieldsOf(fields.worker).name),
    steps: stepsOf(fields),
  };
}

/** An EventWorkerUpdate or a worker of REST, likewise. */
export function readWorker(value: unknown): WorkerMessage {
  const fields = fieldsOf(value);
  return {
    id: idOf(fields.id),
    name: textOf(fields.name),
    updated: momentOf(fields.updated),
    status: textOf(fields.status),
    previous: textOf(fields.previous_status) || null,
    asked: textOf(fieldsOf(fields.status_change).status) || null,
    lastSeen: momentOf(fields.last_seen),
    deleted: momentOf(fields.deleted_at) !== null,
  };
}

/** None where the Manager is older than 3.8, or the job has no steps. */
function stepsOf(fields: Fields): Steps | null {
  const completed = numberOf(fields.steps_completed);
  const total = numberOf(fields.steps_total);
  return completed === null || total === null || total <= 0 ? null : { completed, total };
}
