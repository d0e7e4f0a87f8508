import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { type Change, changeOf, type Known } from './change.ts';
import { type Context, eventOf, pageOf, strangeEvent, subjectOf } from './event.ts';
import { type JobMessage, readJob, readTask, timeOf } from './wire.ts';
import { isResult, jobSeverity, stepsText, taskSeverity } from './words.ts';

/** `/jobs`: `before` is what was told of this job until now, `now` is epoch ms by our clock. */
export function translateJob(message: unknown, before: Known | null, now: number, context: Context): WireEvent {
  const job = readJob(message);
  const change = changeOf(job, before, now);
  if (job.id === null || (job.status === '' && change !== 'deleted')) {
    return strangeEvent({ kind: 'job', topic: '/jobs', title: own('Job'), payload: message, stream: true });
  }
  if (change === 'deleted') return deletedJob(job.id, message, context);
  if (change === 'stands' || change === 'late' || (change === 'new' && isResult(job.status))) {
    return eventOf({ ...aboutJob(job, job.id, message, context), title: restText(job, change, before), stream: true });
  }
  return jobEvent(job, job.id, change === 'new' ? 'opened' : 'updated', before?.status ?? null, message, context);
}

/**
 * A job as it stands, by REST: told of a change of which no message came. `fresh`: it began since.
 */
export function translateListedJob(listed: unknown, fresh: boolean, before: Known | null, context: Context): WireEvent {
  const job = readJob(listed);
  if (job.id === null) return strangeEvent({ kind: 'job', topic: '/jobs', title: own('Job'), payload: listed });
  return jobEvent(job, job.id, fresh ? 'opened' : 'updated', before?.status ?? null, listed, context);
}

/** A job that is gone: its alert closes without a word. */
export function deletedJob(id: string, payload: unknown, context: Context): WireEvent {
  return eventOf({
    key: `job:${id}:deleted`,
    kind: 'job',
    topic: '/jobs',
    phase: 'closed',
    level: 'deleted',
    subject: subjectOf('job', id, '', context),
    alert: jobAlert(id),
    title: own('deleted'),
    url: pageOf(context, 'jobs'),
    payload,
    stream: true,
  });
}

/** Key of the alert that a running job is. */
export function jobAlert(id: string): string {
  return `job:${id}`;
}

/** `/task`, and a task by REST; to the history only. */
export function translateTask(message: unknown, job: string | null, context: Context): WireEvent {
  const task = readTask(message);
  const owner = task.job ?? job;
  if (task.id === null || owner === null) {
    return strangeEvent({ kind: 'job', topic: '/task', title: own('Task'), payload: message, stream: true });
  }
  const changed = task.previous !== null && task.previous !== task.status;
  const place = [context.nameOf('job', owner) ?? '', task.worker].filter((part) => part !== '').join(', ');
  return eventOf({
    key: changed || job !== null ? `task:${task.id}:${task.status}:${task.updated ?? ''}` : null,
    kind: 'job',
    topic: '/task',
    severity: taskSeverity(task.status),
    level: task.status,
    subject: { type: 'task', id: task.id, name: task.name || null },
    title: task.activity || task.status,
    body: task.steps === null ? place : stepsText(task.steps, place),
    occurredAt: timeOf(task.updated),
    url: pageOf(context, 'jobs', owner, task.id),
    payload: message,
    stream: true,
  });
}

/** A change of a job's status. Completed, failed and canceled are its result. */
function jobEvent(
  job: JobMessage,
  id: string,
  otherwise: 'opened' | 'updated',
  before: string | null,
  payload: unknown,
  context: Context,
): WireEvent {
  const failed = jobSeverity(job.status) === 'error';
  const was = job.previous ?? before;
  const change = was === null ? job.status : own('was {}', was);
  const words = job.steps === null ? change : stepsText(job.steps);
  return eventOf({
    ...aboutJob(job, id, payload, context),
    key: job.updated === null ? null : `job:${id}:${job.status}:${job.updated}`,
    phase: isResult(job.status) ? 'closed' : otherwise,
    severity: jobSeverity(job.status),
    alert: jobAlert(id),
    title: failed ? words : job.status,
  });
}

function aboutJob(job: JobMessage, id: string, payload: unknown, context: Context) {
  return {
    kind: 'job',
    topic: '/jobs',
    level: job.status,
    subject: subjectOf('job', id, job.name, context),
    title: job.status,
    occurredAt: timeOf(job.updated),
    url: pageOf(context, 'jobs', id),
    payload,
  } as const;
}

/** What a message says that leaves the status as it was, or comes too late to change it. */
function restText(job: JobMessage, change: Change, before: Known | null): string | OwnWords {
  if (change === 'late') return own('{}, overtaken', job.status);
  if (job.deletionAsked) return own('deletion asked for');
  if (job.priority !== null && before !== null && before.priority !== null && job.priority !== before.priority) {
    return own('priority {}', String(job.priority));
  }
  return job.steps === null ? job.status : stepsText(job.steps);
}
