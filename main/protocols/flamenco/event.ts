import type { Subject } from '../../../preload/contract/api.ts';
import type { WireEvent } from '../protocol.ts';
import { type Given, shortJson, wireEvent } from '../wire-event.ts';

/** What translation knows beside the message. */
export interface Context {
  /** Address of the Manager without a slash at its end: `http://manager.example:8080`. */
  readonly base: string;
  /** The name of a job or worker, as far as it was told. */
  readonly nameOf: (type: 'job' | 'worker', id: string) => string | null;
}

const topicLength = 200;

/** An event with everything that a topic does not say; texts are bounded. */
export function eventOf(given: Given): WireEvent {
  return wireEvent({ ...given, topic: given.topic.slice(0, topicLength) });
}

/** A message of which too little is known to be more than its JSON. */
export function strangeEvent(given: Omit<Given, 'body'>): WireEvent {
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
