import { own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import type { Given } from '../wire-event.ts';
import { changeOf, type Known } from './change.ts';
import { type Context, eventOf, pageOf, strangeEvent, subjectOf } from './event.ts';
import { readWorker, timeOf, type WorkerMessage } from './wire.ts';
import { workerSeverity } from './words.ts';

/**
 * `/workers`: `before` is what was told of this worker until now, null where that is not known; `now` is epoch ms by our
 * clock.
 */
export function translateWorker(
  message: unknown,
  before: Known | 'new' | null,
  now: number,
  context: Context,
): WireEvent {
  const worker = readWorker(message);
  const { id } = worker;
  const known = before === 'new' ? null : before;
  const change = changeOf(worker, known, now);
  if (id === null || (worker.status === '' && change !== 'deleted')) {
    return strangeEvent({ kind: 'worker', topic: '/workers', title: own('Worker'), payload: message, stream: true });
  }
  const about = aboutWorker(worker, id, message, context);
  if (change === 'deleted') {
    return eventOf({
      ...about,
      title: own('deleted'),
      level: 'deleted',
      phase: 'closed',
      alert: workerAlert(id),
      stream: true,
    });
  }
  if (change === 'stands' || change === 'late') {
    const asked = worker.asked === null ? worker.status : own('asked to be {}', worker.asked);
    return eventOf({ ...about, title: change === 'late' ? own('{}, overtaken', worker.status) : asked, stream: true });
  }
  const stand = standOf(worker.status, worker.previous ?? known?.status ?? null);
  const key = worker.updated === null ? null : `worker:${id}:${worker.status}:${worker.updated}`;
  const event = eventOf({ ...about, ...stand, key, alert: workerAlert(id) });
  return before === 'new' && worker.previous === null && event.phase === 'closed' ? { ...event, phase: null } : event;
}

/**
 * A worker in error, by REST, of which no message came. `fresh`: it was not in error before. REST numbers no worker by
 * its last change, so when it was last seen stands in the key.
 */
export function translateListedWorker(
  listed: unknown,
  fresh: boolean,
  before: Known | null,
  context: Context,
): WireEvent {
  const worker = readWorker(listed);
  if (worker.id === null)
    return strangeEvent({ kind: 'worker', topic: '/workers', title: own('Worker'), payload: listed });
  const seen = worker.lastSeen ?? worker.updated;
  return eventOf({
    ...aboutWorker(worker, worker.id, listed, context),
    ...standOf(worker.status, before?.status ?? null),
    ...(worker.status === 'error' ? { phase: fresh ? ('opened' as const) : ('updated' as const) } : {}),
    key: seen === null ? null : `worker:${worker.id}:${worker.status}:seen:${seen}`,
    alert: workerAlert(worker.id),
    // When it was last seen is not when it failed.
    occurredAt: null,
  });
}

/** Key of the alert that a worker in error is. */
export function workerAlert(id: string): string {
  return `worker:${id}`;
}

/** `error` opens; what follows an error, or follows nobody knows what, closes; the rest is recorded. */
function standOf(status: string, was: string | null): Pick<Given, 'title'> & Pick<WireEvent, 'phase' | 'severity'> {
  const severity = workerSeverity(status);
  if (status === 'error') return { phase: 'opened', severity, title: was === null ? status : own('was {}', was) };
  return { phase: was === null || was === 'error' ? 'closed' : null, severity, title: status };
}

function aboutWorker(worker: WorkerMessage, id: string, payload: unknown, context: Context) {
  return {
    kind: 'worker',
    topic: '/workers',
    level: worker.status,
    subject: subjectOf('worker', id, worker.name, context),
    title: worker.status,
    occurredAt: timeOf(worker.updated),
    url: pageOf(context, 'workers', id),
    payload,
  } as const;
}
