import type { Subject } from '../../../preload/contract/api.ts';
import type { WireEvent } from '../protocol.ts';
import { pageOf, wireEvent } from '../wire-event.ts';
import type { EntityRef } from './wire.ts';
import type { Vocabulary } from './words.ts';

/** What translation knows beside the message. */
export interface Context extends Vocabulary {
  /** The name of an entity or operation, as far as it is known. */
  readonly nameOf: (type: string, id: string) => string | null;
  /** Address of the server's own pages; may hold `{type}` and `{id}`. Null: no links. */
  readonly webUrl: string | null;
}

/** An event with everything that a topic does not say, and the link to its subject. */
export function eventOf(
  given: Pick<WireEvent, 'kind' | 'topic' | 'title' | 'payload'> & Partial<WireEvent>,
  context: Context,
): WireEvent {
  const event = wireEvent(given);
  const url = pageOf(context.webUrl, event.subject?.type ?? '', event.subject?.id ?? '');
  return url === event.url ? event : { ...event, url };
}

export function subjectOf(entity: EntityRef | null, context: Context): Subject | null {
  if (entity === null) return null;
  return { ...entity, name: entity.name ?? context.nameOf(entity.type, entity.id) };
}
