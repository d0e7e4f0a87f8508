import type { Subject } from '../../../preload/contract/api.ts';
import type { WireEvent } from '../protocol.ts';
import { type Given, pageOf, wireEvent } from '../wire-event.ts';
import type { EntityRef } from './wire.ts';
import type { Vocabulary } from './words.ts';

/** What translation knows beside the message. */
export interface Context extends Vocabulary {
  /** The name of an entity or operation, as far as it is known. */
  readonly nameOf: (type: string, id: string) => string | null;
  /** Address of the server's own pages; may hold `{type}` and `{id}`. Null: no links. */
  readonly webUrl: string | null;
}

/** What has a page of its own; an operation, an address or a topic has none. */
const paged: ReadonlySet<string> = new Set(['object', 'link', 'flow']);

/**
 * An event with everything that a topic does not say, and the link to its subject, or to `on` where that is what has a
 * page.
 */
export function eventOf(given: Given, context: Context, on: EntityRef | null = null): WireEvent {
  const event = wireEvent(given);
  const url = linkTo([event.subject, on], context.webUrl);
  return url === event.url ? event : { ...event, url };
}

/** An address without places for type and id leads to the same page whatever it is about. */
function linkTo(about: readonly (Pick<Subject, 'type' | 'id'> | null)[], webUrl: string | null): string | null {
  if (webUrl === null) return null;
  const page = about.find((each) => each !== null && each.id !== null && paged.has(each.type));
  if (page != null) return pageOf(webUrl, page.type, page.id ?? '');
  return /\{(?:type|id)\}/.test(webUrl) ? null : webUrl;
}

/** What an event is about, with the name that the server gave or that is known of it; null: about nothing. */
export function subjectOf(entity: EntityRef | null, context: Context): Subject | null {
  if (entity === null) return null;
  return { ...entity, name: entity.name ?? context.nameOf(entity.type, entity.id) };
}
