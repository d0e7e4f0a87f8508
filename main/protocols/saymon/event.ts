import type { Subject } from '../../../preload/contract/api.ts';
import type { WireEvent } from '../protocol.ts';
import type { EntityRef } from './wire.ts';
import type { Vocabulary } from './words.ts';

/** What translation knows beside the message. */
export interface Context extends Vocabulary {
  /** The name of an entity or operation, as far as it is known. */
  readonly nameOf: (type: string, id: string) => string | null;
  /** Address of the server's own pages; may hold `{type}` and `{id}`. Null: no links. */
  readonly webUrl: string | null;
}

const titleLength = 500;
const bodyLength = 4_000;
const jsonLength = 300;

/** An event with everything that a topic does not say; texts are bounded. */
export function eventOf(
  given: Pick<WireEvent, 'kind' | 'topic' | 'title' | 'payload'> & Partial<WireEvent>,
  context: Context,
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
    title: bounded(event.title, titleLength) || event.topic,
    body: bounded(event.body, bodyLength),
    level: event.level === '' ? null : event.level,
    url: urlOf(event.subject, context.webUrl),
  };
}

export function subjectOf(entity: EntityRef | null, context: Context): Subject | null {
  if (entity === null) return null;
  return { ...entity, name: entity.name ?? context.nameOf(entity.type, entity.id) };
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

function urlOf(subject: Subject | null, webUrl: string | null): string | null {
  if (webUrl === null) return null;
  const { type = '', id = '' } = subject ?? {};
  return webUrl.replaceAll('{type}', encodeURIComponent(type)).replaceAll('{id}', encodeURIComponent(id ?? ''));
}
