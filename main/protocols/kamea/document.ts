import type { Cause } from '../../../preload/contract/api.ts';
import { causeOf, hostOf, statusCause } from '../causes.ts';
import type { Net } from '../protocol.ts';
import { type Fields, fieldsOf, textOf } from '../readers.ts';

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
const nameLength = 200;

/**
 * Reads the AsyncAPI document at `/doc` of the server (wire-facts §3.1). A page of HTML there is what the usual module
 * of its framework serves, which has the same as JSON at `/doc-json`. Only JSON is read. Never rejects.
 */
export async function readDescription(net: Net, url: string, token: string): Promise<Description> {
  const { origin } = new URL(url);
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  let why: Cause = {
    code: 'unreadable',
    params: { host: hostOf(url), text: 'an AsyncAPI document as JSON was expected' },
  };
  for (const path of ['/doc', '/doc-json']) {
    try {
      const { status, body } = await net.request(`${origin}${path}`, { headers });
      if (status < 200 || status > 299) {
        if (path === '/doc') why = statusCause(status, url, body.slice(0, 200));
        continue;
      }
      const events = eventsOf(parsed(body));
      if (events.length > 0) return { name: 'events', events };
    } catch (error) {
      return { name: 'failed', why: causeOf(error, url) };
    }
  }
  return { name: 'failed', why };
}

/**
 * The events of an AsyncAPI document of version 2 or 3, in its order. It is written from the client's point of view:
 * SUB, in version 3 `receive`, is what the client receives (wire-facts §3.1). A channel is an event, unless it is a
 * namespace such as `/devices`: then its messages are.
 */
export function eventsOf(document: unknown): readonly DescribedEvent[] {
  const { channels, operations } = fieldsOf(document);
  const found =
    operations === undefined ? ofVersion2(document, fieldsOf(channels)) : ofVersion3(document, fieldsOf(operations));
  const unique = new Map(found.map((event) => [`${event.direction} ${event.name}`, event]));
  return [...unique.values()].slice(0, mostEvents);
}

function ofVersion2(document: unknown, channels: Fields): DescribedEvent[] {
  return Object.entries(channels).flatMap(([channel, value]) => {
    const fields = resolved(document, value);
    return (['subscribe', 'publish'] as const).flatMap((verb) => {
      if (fields[verb] === undefined) return [];
      const operation = resolved(document, fields[verb]);
      const message = resolved(document, operation.message);
      const messages = Array.isArray(message.oneOf) ? message.oneOf : [operation.message];
      const direction = verb === 'subscribe' ? 'receive' : 'send';
      return named(
        channel,
        messages.map((each) => resolved(document, each)),
        operation,
        direction,
      );
    });
  });
}

function ofVersion3(document: unknown, operations: Fields): DescribedEvent[] {
  return Object.values(operations).flatMap((value) => {
    const operation = resolved(document, value);
    if (operation.action !== 'receive' && operation.action !== 'send') return [];
    const channel = resolved(document, operation.channel);
    const reference = textOf(fieldsOf(operation.channel).$ref).split('/').at(-1) ?? '';
    const listed = Array.isArray(operation.messages) ? operation.messages : Object.values(fieldsOf(channel.messages));
    return named(
      textOf(channel.address) || reference,
      listed.map((each) => resolved(document, each)),
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
  const target = path.reduce<unknown>(
    (within, name) => (Object.hasOwn(fieldsOf(within), name) ? fieldsOf(within)[name] : undefined),
    document,
  );
  const found = resolved(document, target, left - 1);
  return found.name === undefined && path[1] === 'messages' ? { ...found, name: path.at(-1) } : found;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A page, or YAML: neither is read here.
    return null;
  }
}
