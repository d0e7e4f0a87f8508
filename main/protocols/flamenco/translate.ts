import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { fieldsOf, idOf, numberOf, textOf } from '../readers.ts';
import { shortJson } from '../wire-event.ts';
import { type Context, eventOf, pageOf, strangeEvent, subjectOf } from './event.ts';
import type { Standing } from './standing.ts';
import { translateJob, translateTask } from './translate-jobs.ts';
import { translateWorker } from './translate-workers.ts';
import { listOf, readJob, readWorker } from './wire.ts';

/** Key of the alert that a farm is that cannot work. */
export const farmAlert = 'farm';

/** The Manager's last word before it goes. */
export const shutdown = 'manager-shutdown';

const lifeCycle: Readonly<Record<string, OwnWords>> = {
  [shutdown]: own('The Manager shuts down'),
  'manager-startup': own('The Manager starts'),
};

/**
 * One live message as an event, read in the light of how the farm stood before it; also of a topic that nobody knows,
 * and whatever it holds. `now` is epoch ms by our clock. (Flamenco, flamenco-openapi.yaml)
 */
export function translate(
  topic: string,
  message: unknown,
  standing: Pick<Standing, 'jobs' | 'workers' | 'farm' | 'allWorkers'>,
  now: number,
  context: Context,
): WireEvent {
  switch (topic) {
    case '/jobs':
      return translateJob(message, standing.jobs.get(readJob(message).id ?? '') ?? null, now, context);
    case '/workers':
      return translateWorker(message, workerBefore(message, standing), now, context);
    case '/status':
      return translateFarm(message, standing.farm, context);
    case '/task':
      return translateTask(message, null, context);
    case '/tasklog':
      return translateTaskLog(message);
    case '/last-rendered':
      return translatePicture(message, context);
    case '/workertags':
      return translateTag(message, context);
    case '/lifecycle':
      return translateLifeCycle(message);
    case '/message':
      return translateChat(message);
    default:
      return translateOther(topic, message);
  }
}

/** `new` where all others are known. */
function workerBefore(message: unknown, { workers, allWorkers }: Pick<Standing, 'workers' | 'allWorkers'>) {
  return workers.get(readWorker(message).id ?? '') ?? (allWorkers ? 'new' : null);
}

/**
 * `/status`, and the status by REST; `before` is what it was. `unknown` says nothing; the Manager numbers no status, so
 * there is no key.
 */
export function translateFarm(message: unknown, before: string | null, context: Context): WireEvent {
  const status = textOf(fieldsOf(message).status);
  if (status === '') return strangeEvent({ kind: 'state', topic: '/status', title: own('Farm'), payload: message });
  const about = {
    kind: 'state',
    topic: '/status',
    level: status,
    title: status,
    url: pageOf(context, 'workers'),
    payload: message,
  } as const;
  if (status === before) return eventOf({ ...about, stream: true });
  if (status === 'inoperative') {
    return eventOf({
      ...about,
      phase: 'opened',
      severity: 'error',
      alert: farmAlert,
      title: own('The farm is inoperative'),
    });
  }
  if (status === 'unknown' || (before !== null && before !== 'inoperative')) return eventOf(about);
  return eventOf({ ...about, phase: 'closed', severity: 'ok', alert: farmAlert });
}

/**
 * The address of the picture that `/last-rendered` tells of, largest form; null when it leads away from the Manager.
 */
export function pictureOf(message: unknown, base: string): string | null {
  const { base: path, suffixes } = fieldsOf(fieldsOf(message).thumbnail);
  const names = listOf(suffixes).filter((suffix) => typeof suffix === 'string' && suffix !== '');
  const name = names.find((suffix) => !/-(?:small|tiny)\b/.test(String(suffix))) ?? names[0];
  if (typeof path !== 'string' || !path.startsWith('/') || name === undefined) return null;
  const address = URL.parse(`${path}/${name}`, base);
  return address?.origin === new URL(base).origin ? address.href : null;
}

/** The event carries the picture's address; it is fetched by whoever wants to see it. */
function translatePicture(message: unknown, context: Context): WireEvent {
  const job = idOf(fieldsOf(message).job_id);
  const picture = pictureOf(message, context.base);
  return eventOf({
    kind: 'other',
    topic: '/last-rendered',
    subject: job === null ? null : subjectOf('job', job, '', context),
    title: own('Picture rendered'),
    body: picture === null ? shortJson(message) : '',
    url: picture ?? (job === null ? null : pageOf(context, 'jobs', job)),
    payload: message,
    stream: true,
  });
}

function translateTag(message: unknown, context: Context): WireEvent {
  const fields = fieldsOf(message);
  const tag = fieldsOf(fields.tag);
  const id = idOf(tag.id);
  return eventOf({
    kind: 'other',
    topic: '/workertags',
    subject: id === null ? null : { type: 'tag', id, name: textOf(tag.name) || null },
    title: fields.was_deleted === true ? own('Tag deleted') : own('Tag changed'),
    body: id === null ? shortJson(message) : textOf(tag.description),
    url: pageOf(context, 'tags'),
    payload: message,
    stream: true,
  });
}

/** Sent before 3.5 alone. */
function translateTaskLog(message: unknown): WireEvent {
  const fields = fieldsOf(message);
  const id = idOf(fields.task_id);
  const log = textOf(fields.log).trim();
  return eventOf({
    kind: 'message',
    topic: '/tasklog',
    subject: id === null ? null : { type: 'task', id, name: null },
    title: log.split('\n').at(-1) || own('Task log'),
    body: id === null ? shortJson(message) : log,
    payload: message,
    stream: true,
  });
}

function translateLifeCycle(message: unknown): WireEvent {
  const type = textOf(fieldsOf(message).type);
  const words = Object.hasOwn(lifeCycle, type) ? lifeCycle[type] : undefined;
  return eventOf({
    kind: 'connection',
    topic: '/lifecycle',
    level: type,
    title: words ?? (type || own('Life cycle')),
    body: type === '' ? shortJson(message) : '',
    payload: message,
    stream: true,
  });
}

/** Chat of people at the web interface; before 3.5 alone. */
function translateChat(message: unknown): WireEvent {
  const fields = fieldsOf(message);
  const from = textOf(fields.name);
  const text = textOf(fields.text);
  return eventOf({
    kind: 'message',
    topic: '/message',
    title: text || own('Message'),
    body: text === '' ? shortJson(message) : from === '' ? '' : own('from {}', from),
    payload: message,
    stream: true,
  });
}

function translateOther(topic: string, message: unknown): WireEvent {
  const fields = fieldsOf(message);
  const text = [message, fields.text, fields.message, fields.title, fields.name].map(textOf).find(Boolean);
  const id = idOf(fields.id);
  return eventOf({
    kind: topic === 'error' ? 'error' : 'other',
    topic,
    severity: topic === 'error' ? 'error' : 'info',
    level: textOf(fields.status) || (numberOf(fields.level) ?? '').toString(),
    subject: id === null ? null : { type: 'object', id, name: textOf(fields.name) || null },
    title: text ?? topic,
    body: typeof message === 'object' && message !== null ? shortJson(message) : '',
    payload: message,
  });
}
