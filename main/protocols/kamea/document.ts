import type { Cause } from '../../../preload/contract/api.ts';
import { causeOf, hostOf, statusCause } from '../causes.ts';
import type { Net } from '../protocol.ts';
import { type Fields, fieldsOf, textOf } from '../readers.ts';
import { unsaid } from '../unsaid.ts';
import { documentIn } from './document-text.ts';

/** An event of the server's own description. */
export interface DescribedEvent {
  readonly name: string;
  readonly summary: string;
  /** `receive`: the server sends it; `send`: the client does, which is how it subscribes. */
  readonly direction: 'receive' | 'send';
}

/** The events that a server describes, or why they cannot be read. */
export type Description =
  | { readonly name: 'events'; readonly events: readonly DescribedEvent[] }
  | { readonly name: 'failed'; readonly why: Cause };

const mostEvents = 200;
/** More channels or operations than these, or messages of one of them, are not looked at. */
const mostParts = 500;
const nameLength = 200;
/**
 * Where the document is: at its documented place, and beside the page that may stand there (docs.kamea.witekio.com,
 * WebSocket server).
 */
const paths = ['/doc', '/doc-json', '/doc-yaml'];

/**
 * Reads the AsyncAPI document of the server, JSON or YAML. The documented place is `/doc`; the usual module of the
 * server's framework serves a page of HTML there, and the document at `/doc-json` and `/doc-yaml`. Never rejects.
 */
export async function readDescription(net: Net, url: string, token: string): Promise<Description> {
  const { origin } = new URL(url);
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json, application/yaml;q=0.9, */*;q=0.5' };
  let why: Cause | null = null;
  for (const path of paths) {
    try {
      const { status, body } = await net.request(`${origin}${path}`, { headers });
      if (status < 200 || status > 299) {
        why ??= statusCause(status, url, unsaid(body, token).slice(0, 200));
        continue;
      }
      const read = documentIn(body);
      const events = 'fault' in read ? [] : eventsOf(read.document);
      if (events.length > 0) return { name: 'events', events };
      const text = `${path}: ${'fault' in read ? read.fault : 'no AsyncAPI document with events'}`;
      why = { code: 'unreadable', params: { host: hostOf(url), text } };
    } catch (error) {
      return { name: 'failed', why: causeOf(error, url) };
    }
  }
  return { name: 'failed', why: why ?? { code: 'unreadable', params: { host: hostOf(url), text: '' } } };
}

/**
 * The events of an AsyncAPI document of version 2 or 3, in its order. It is written from the client's point of view:
 * SUB, in version 3 `receive`, is what the client receives (docs.kamea.witekio.com, WebSocket server). A channel is an
 * event, unless it is a namespace such as `/devices`: then its messages are.
 */
export function eventsOf(document: unknown): readonly DescribedEvent[] {
  const { channels, operations } = fieldsOf(document);
  const found =
    operations === undefined ? ofVersion2(document, fieldsOf(channels)) : ofVersion3(document, fieldsOf(operations));
  const unique = new Map(found.map((event) => [`${event.direction} ${event.name}`, event]));
  return [...unique.values()].slice(0, mostEvents);
}

function ofVersion2(document: unknown, channels: Fields): DescribedEvent[] {
  return someOf(Object.entries(channels)).flatMap(([channel, value]) => {
    const fields = resolved(document, value);
    return (['subscribe', 'publish'] as const).flatMap((verb) => {
      if (fields[verb] === undefined) return [];
      const operation = resolved(document, fields[verb]);
      const message = resolved(document, operation.message);
      const messages = Array.isArray(message.oneOf) ? message.oneOf : [operation.message];
      const direction = verb === 'subscribe' ? 'receive' : 'send';
      return named(
        channel,
        someOf(messages).map((each) => resolved(document, each)),
        operation,
        direction,
      );
    });
  });
}

function ofVersion3(document: unknown, operations: Fields): DescribedEvent[] {
  return someOf(Object.values(operations)).flatMap((value) => {
    const operation = resolved(document, value);
    if (operation.action !== 'receive' && operation.action !== 'send') return [];
    const channel = resolved(document, operation.channel);
    const reference = textOf(fieldsOf(operation.channel).$ref).split('/').at(-1) ?? '';
    const listed = Array.isArray(operation.messages) ? operation.messages : Object.values(fieldsOf(channel.messages));
    return named(
      textOf(channel.address) || reference,
      someOf(listed).map((each) => resolved(document, each)),
      operation,
      operation.action,
    );
  });
}

function named(
  channel: string,
  messages: readonly Fields[],
  operation: Fields,
  direction: DescribedEvent['direction'],
): DescribedEvent[] {
  const summary = textOf(operation.summary) || textOf(operation.description);
  if (!channel.startsWith('/')) return eventOf(channel, summary, direction);
  return messages.flatMap((message) => {
    const said = textOf(message.summary) || textOf(message.title) || summary;
    return eventOf(textOf(message.name) || textOf(message.messageId), said, direction);
  });
}

function eventOf(name: string, summary: string, direction: DescribedEvent['direction']): DescribedEvent[] {
  return name === '' || name.length > nameLength ? [] : [{ name, summary: summary.slice(0, nameLength), direction }];
}

/** The fields of a value, or of what its `$ref` within the document leads to. */
function resolved(document: unknown, value: unknown, left = 5): Fields {
  const fields = fieldsOf(value);
  const reference = textOf(fields.$ref);
  if (left === 0 || !reference.startsWith('#/')) return fields;
  const path = reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = path.reduce<unknown>(fieldOf, document);
  const found = resolved(document, target, left - 1);
  return found.name === undefined && path[1] === 'messages' ? { ...found, name: path.at(-1) } : found;
}

function fieldOf(value: unknown, name: string): unknown {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name);
  return isFields ? (value as Fields)[name] : undefined;
}

/** Every part may refer to every other: looked at all would take time by the square of their number. */
function someOf<T>(parts: readonly T[]): readonly T[] {
  return parts.slice(0, mostParts);
}
