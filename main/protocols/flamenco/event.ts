import type { Subject } from '../../../preload/contract/api.ts';
import type { WireEvent } from '../protocol.ts';

/** What translation knows beside the message. */
export interface Context {
  /** Address of the Manager without a slash at its end: `http://manager.example:8080`. */
  readonly base: string;
  /** The name of a job or worker, as far as it was told. */
  readonly nameOf: (type: 'job' | 'worker', id: string) => string | null;
}

const titleLength = 500;
const bodyLength = 4_000;
const jsonLength = 300;
const topicLength = 200;

/** An event with everything that a topic does not say; texts are bounded. */
export function eventOf(
  given: Pick<WireEvent, 'kind' | 'topic' | 'title' | 'payload'> & Partial<WireEvent>,
): WireEvent {
  const event: WireEvent = {
    key: null,
    phase: null,
    severity: 'info',
    level: null,
    subject: null,
    alert: null,
    body: '',
    occurredAt: null,
    url: null,
    stream: false,
    naming: false,
    aim: null,
    automatic: false,
    acknowledgedBy: null,
    ...given,
  };
  return {
    ...event,
    topic: event.topic.slice(0, topicLength),
    title: bounded(event.title, titleLength) || event.topic.slice(0, topicLength),
    body: bounded(event.body, bodyLength),
    level: event.level === '' ? null : event.level,
  };
}

/** A message of which too little is known to be more than its JSON. */
export function strangeEvent(
  given: Pick<WireEvent, 'kind' | 'topic' | 'title' | 'payload'> & Partial<WireEvent>,
): WireEvent {
  return eventOf({ ...given, body: shortJson(given.payload) });
}

/** A subject; the name of the message before the one that is remembered. */
export function subjectOf(type: 'job' | 'worker', id: string, name: string, context: Context): Subject {
  return { type, id, name: name || context.nameOf(type, id) };
}

/** A page of the Manager's web interface: `/app/jobs/<id>`. */
export function pageOf(context: Context, ...path: readonly string[]): string {
  return `${context.base}/app/${path.map((part) => encodeURIComponent(part.toWellFormed())).join('/')}`;
}

/** A message as short JSON, for a body where nothing else is known of it. */
export function shortJson(message: unknown): string {
  return bounded(JSON.stringify(message) ?? '', jsonLength);
}

/** Text without control characters but line ends, cut to a length between two characters. */
function bounded(text: string, length: number): string {
  const start = text.length > length * 2 ? text.slice(0, length * 2) : text;
  const clean = start.replace(/(?:(?!\n)\p{Cc})+/gu, ' ').trim();
  if (clean.length <= length) return clean;
  return `${clean.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
