import { MonorailFault } from './fault.ts';
import { fieldsOf } from './wire.ts';

interface WatchMessage {
  readonly handler: 'watch' | 'stop';
  readonly resource: string;
  readonly params?: unknown;
}

/**
 * The watches of one line. The server counts the same one twice and then sends each item twice, and compares the
 * parameters of `stop` as text (on-wss, lib/ws-service.js): so each is sent once, and ended with what it was begun
 * with.
 */
export class Watches {
  readonly #send: (message: WatchMessage) => void;
  /** By resource and parameters in one order of fields: the parameters as they were sent. */
  readonly #sent = new Map<string, unknown>();

  constructor(send: (message: WatchMessage) => void) {
    this.#send = send;
  }

  /** Throws MonorailFault `request` for parameters that would make the server fail. */
  add(resource: string, params: object | undefined): void {
    if (resource === 'mq' && !isRoute(params)) {
      throw new MonorailFault('request', 'a watch of mq needs exchange and routingKey', { resource });
    }
    const name = nameOf(resource, params);
    if (this.#sent.has(name)) return;
    const kept = params === undefined ? undefined : structuredClone(params);
    this.#send(messageOf('watch', resource, kept));
    this.#sent.set(name, kept);
  }

  remove(resource: string, params: object | undefined): void {
    const name = nameOf(resource, params);
    this.#send(messageOf('stop', resource, this.#sent.has(name) ? this.#sent.get(name) : params));
    this.#sent.delete(name);
  }

  /** The line ended, and with it what was watched. */
  forget(): void {
    this.#sent.clear();
  }
}

function isRoute(params: object | undefined): boolean {
  const { exchange, routingKey } = fieldsOf(params);
  return typeof exchange === 'string' && typeof routingKey === 'string';
}

function messageOf(handler: 'watch' | 'stop', resource: string, params: unknown): WatchMessage {
  return { handler, resource, params };
}

function nameOf(resource: string, params: object | undefined): string {
  return JSON.stringify([resource, ordered(params)]);
}

/** The same fields in one order, so that equal parameters are equal text. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, ordered(part)]),
  );
}
