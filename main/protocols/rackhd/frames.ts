import { depthFault } from '../guard.ts';
import { fieldsOf, idOf, textOf } from './wire.ts';

/**
 * What an `id` of an item is (on-wss, lib/ws-resources.js): the routing key of a message, a change of a record, the
 * record itself as the answer to `get` (null: there is none), or nothing, as in the design document.
 */
export type ItemId =
  | { readonly shape: 'key'; readonly key: string }
  | { readonly shape: 'change'; readonly change: string; readonly id: string }
  | { readonly shape: 'record'; readonly record: unknown }
  | { readonly shape: 'none' };

export interface Item {
  readonly handler: 'item';
  readonly resource: string | null;
  readonly id: ItemId;
  readonly data: unknown;
}

export interface Removal {
  readonly handler: 'remove';
  readonly resource: string | null;
  readonly id: string | null;
  /** The record as it was, or what the design document calls `params`. */
  readonly data: unknown;
}

/** One message of a server: on-wss, lib/ws-resources.js. */
export type Message =
  | { readonly handler: 'session'; readonly id: string | null }
  | { readonly handler: 'list'; readonly resource: string | null; readonly items: readonly unknown[] }
  | Item
  | Removal
  | { readonly handler: 'error'; readonly resource: string | null; readonly params: unknown }
  | { readonly handler: 'other'; readonly name: string; readonly resource: string | null };

/** Reads one frame; `fault` says in a few words why it cannot be read. Never fails. */
export function readFrame(text: string): { readonly message: Message } | { readonly fault: string } {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  const fault = depthFault(frame);
  if (fault !== null) return { fault };
  const fields = fieldsOf(frame);
  const { handler, id, data, items, params } = fields;
  if (typeof handler !== 'string') return { fault: 'a message without a handler' };
  // The server says `resource`, the design document `type`: on-wss, lib/ws-service.js.
  const resource = idOf(fields.resource) ?? idOf(fields.type);
  switch (handler) {
    case 'session':
      return { message: { handler, id: idOf(id) } };
    case 'list':
      return Array.isArray(items) ? { message: { handler, resource, items } } : { fault: 'a list without items' };
    case 'item':
      return { message: { handler, resource, id: itemId(resource, id), data } };
    case 'remove':
      return { message: { handler, resource, id: idOf(id) ?? idOf(fieldsOf(params).id), data: data ?? params } };
    case 'error':
      return { message: { handler, resource, params } };
    default:
      return { message: { handler: 'other', name: handler.slice(0, 100), resource } };
  }
}

function itemId(resource: string | null, id: unknown): ItemId {
  if (typeof id === 'string') {
    return resource === 'mq' || resource === null ? { shape: 'key', key: id } : { shape: 'change', change: '', id };
  }
  if (Array.isArray(id)) return { shape: 'change', change: textOf(id[0]), id: idOf(id[1]) ?? '' };
  return id === undefined ? { shape: 'none' } : { shape: 'record', record: id };
}
