import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { Port, type PortOptions } from './port.ts';
import type { Published } from './rackhd-bodies.ts';
import { collections, found, type StoredRecord } from './rackhd-store.ts';
import { hashed, routeOf, takers, type Watchers } from './rackhd-watches.ts';

export interface RackhdOptions extends PortOptions {
  /** As RackHD shipped it (`resource`), unless `design`: as its design document says (`type`). */
  readonly wording?: 'shipped' | 'design';
  readonly records?: Readonly<Record<string, readonly StoredRecord[]>>;
}

/** A message as a client sent it. */
export interface Sent {
  readonly handler?: unknown;
  readonly resource?: unknown;
  readonly type?: unknown;
  readonly params?: unknown;
}

interface Client {
  readonly socket: WebSocket;
  readonly id: string;
  /** The default resource: what follows the last `/` of its address, with a query if there is one. */
  readonly channel: string;
  readonly watchers: Watchers;
}

/** A RackHD server on the loopback address, with the manners of on-wss. */
export interface Rackhd {
  /** `ws://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** Handshakes since the start, those that were refused too. */
  attempts: number;
  /** All that clients sent, in order, also what cannot be read. */
  readonly sent: Sent[];
  /** Records by resource and id. */
  readonly records: Map<string, Map<string, StoredRecord>>;
  /** Exchanges that there are; a watch of another one is refused. */
  readonly exchanges: Set<string>;
  /** Resources whose `query`, `all` and `get` fail. */
  readonly failing: Set<string>;
  /** Answers handshakes by this HTTP status. */
  refuse: number | null;
  /** Neither answers nor tells anything; the library still answers pings. */
  silent: boolean;
  /** The broker behind it is gone: it answers, but messages do not come. */
  brokerless: boolean;
  /** Times that it failed inside, on a watch without exchange or routing key. */
  readonly failures: number;
  connections(): number;
  /** What living sockets watch, in words; twice when asked for twice. */
  subscriptions(): readonly string[];
  /** Sends a message of a broker to all that watch it, to each watch of it. */
  publish(...messages: readonly Published[]): void;
  /** Stores a record and publishes the change. */
  put(resource: string, record: StoredRecord): void;
  remove(resource: string, id: string): void;
  /** Sends data to all sockets but those to skip: by id, or by what says so. */
  broadcast(data: string | object, skip?: string | readonly string[] | ((id: string) => boolean)): void;
  /** Writes one frame to every socket. */
  raw(frame: string | Buffer): void;
  /** Drops every socket, and goes on listening. */
  drop(): void;
  /** Takes what comes on the sockets that there are, and answers nothing any more, not even pings. */
  freeze(): void;
  kill(): Promise<void>;
  /** Listens again on the same port after `kill`; records stay. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const exchanges = ['on.events', 'on.logging', 'on.waterline', 'on.task', 'on.http', 'on.dhcp', 'on.tftp', 'on.test'];

/** Starts a RackHD server on 127.0.0.1. */
export async function startRackhd(options: RackhdOptions = {}): Promise<Rackhd> {
  const { wording = 'shipped' } = options;
  const clients = new Set<Client>();
  const port = new Port(options);
  let sockets: WebSocketServer | null = null;

  const word = wording === 'shipped' ? 'resource' : 'type';
  const tell = ({ socket }: Client, message: object) => {
    if (!stand.silent) socket.send(JSON.stringify(message));
  };
  /** Like the promises of the real one: the answer leaves in a later turn of its loop. */
  const later = (client: Client, message: () => object) => setImmediate(() => tell(client, message()));
  const recordsOf = (resource: string) => [...(stand.records.get(resource)?.values() ?? [])];

  function item(resource: string, id: unknown, data: unknown): object {
    if (wording === 'design') return { handler: 'item', type: resource, data };
    return { handler: 'item', resource, id, data };
  }

  function answer(client: Client, resource: string, reply: (records: readonly StoredRecord[]) => object): void {
    const failing = stand.failing.has(resource);
    later(client, () => (failing ? refusal(resource, notFound) : reply(recordsOf(resource))));
  }

  function refusal(resource: string, params: unknown): object {
    return { handler: 'error', [word]: resource, params };
  }

  function watch(client: Client, resource: string, params: unknown): void {
    const { exchange, routingKey } = routeOf(resource, params);
    if (typeof exchange !== 'string' || typeof routingKey !== 'string') {
      // An assertion outside of any try.
      failures++;
      stand.drop();
    } else if (!stand.exchanges.has(exchange)) later(client, () => refusal(resource, {}));
    else {
      const hash = JSON.stringify(hashed(resource, params));
      client.watchers.set(hash, [...(client.watchers.get(hash) ?? []), { resource, exchange, routingKey }]);
      if (wording === 'design') later(client, () => ({ handler: 'list', type: resource, items: recordsOf(resource) }));
    }
  }

  function received(client: Client, text: string): void {
    let message: Sent;
    try {
      message = JSON.parse(text) as Sent;
    } catch {
      stand.sent.push({ handler: text });
      return;
    }
    stand.sent.push(message);
    const { handler, params } = message;
    const resource = String(message[word] ?? client.channel);
    if (handler === 'init') tell(client, { handler: 'session', id: client.id });
    const known = resource === 'mq' || Object.hasOwn(collections, resource);
    if (!known) return;
    if (handler === 'watch') watch(client, resource, params);
    else if (handler === 'stop') client.watchers.delete(JSON.stringify(hashed(resource, params)));
    if (resource === 'mq') return;
    if (handler === 'all') answer(client, resource, (items) => ({ handler: 'list', [word]: resource, items }));
    else if (handler === 'query') {
      answer(client, resource, (items) => ({ handler: 'list', [word]: resource, items: found(items, params) }));
    } else if (handler === 'get') answer(client, resource, (items) => got(resource, found(items, params)[0] ?? null));
  }

  /** The record stands in `id`; the design document tells what is gone to remove it. */
  function got(resource: string, record: StoredRecord | null): object {
    if (wording === 'shipped') return { handler: 'item', resource, id: record };
    return record === null ? { handler: 'remove', type: resource, params: {} } : item(resource, null, record);
  }

  function connected(socket: WebSocket, request: IncomingMessage): void {
    const client = { socket, id: randomUUID(), channel: request.url?.split('/').pop() ?? '', watchers: new Map() };
    clients.add(client);
    socket.on('message', (data) => {
      if (!stand.silent) received(client, String(data));
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => clients.delete(client));
  }

  function publish(...messages: readonly Published[]): void {
    if (stand.brokerless) return;
    for (const { exchange, routingKey, data } of messages) {
      for (const client of clients) {
        for (const { resource } of takers(client.watchers, exchange, routingKey)) {
          tell(client, broughtBy(resource, routingKey, data));
        }
      }
    }
  }

  /** A collection's key is `<collection>.<event>.<id>`; `destroyed` becomes a removal. */
  function broughtBy(resource: string, key: string, data: unknown): object {
    if (resource === 'mq') return item('mq', key, data);
    const [, change = '', id = ''] = key.split('.');
    const { record } = data as { record: unknown };
    if (change !== 'destroyed') return item(resource, [change, id], record);
    if (wording === 'design') return { handler: 'remove', type: resource, params: { id } };
    return { handler: 'remove', resource, id, data: record };
  }

  function changed(resource: string, change: string, record: StoredRecord): void {
    const routingKey = `${collections[resource] ?? resource}.${change}.${idOf(record)}`;
    publish({ exchange: 'on.waterline', routingKey, data: { event: change, record } });
  }

  let failures = 0;
  const stand: Rackhd = {
    url: '',
    port: 0,
    attempts: 0,
    sent: [],
    records: new Map(
      Object.entries(options.records ?? {}).map(([resource, list]) => [
        resource,
        new Map(list.map((record) => [idOf(record), record])),
      ]),
    ),
    exchanges: new Set(exchanges),
    failing: new Set(),
    refuse: null,
    silent: false,
    brokerless: false,
    get failures() {
      return failures;
    },
    connections: () => clients.size,
    subscriptions: () =>
      [...clients].flatMap(({ watchers }) =>
        [...watchers.values()].flat().map(({ resource, exchange, routingKey }) => {
          return resource === 'mq' ? `${exchange} ${routingKey}` : resource;
        }),
      ),
    publish,
    put(resource, record) {
      const kept = stand.records.get(resource) ?? new Map<string, StoredRecord>();
      const change = kept.has(idOf(record)) ? 'updated' : 'created';
      stand.records.set(resource, kept.set(idOf(record), record));
      changed(resource, change, record);
    },
    remove(resource, id) {
      const record = stand.records.get(resource)?.get(id);
      if (record === undefined) throw new Error(`There is no ${id} in ${resource}`);
      stand.records.get(resource)?.delete(id);
      changed(resource, 'destroyed', record);
    },
    broadcast(data, skip = []) {
      const skips = typeof skip === 'function' ? skip : (id: string) => [skip].flat().includes(id);
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      for (const { socket, id } of clients) if (!skips(id)) socket.send(text);
    },
    raw(frame) {
      for (const { socket } of clients) socket.send(frame);
    },
    drop() {
      for (const { socket } of clients) socket.terminate();
      clients.clear();
    },
    freeze: () => port.freeze(),
    async kill() {
      await port.kill(() => sockets?.close());
      clients.clear();
    },
    async start() {
      const server = port.server();
      server.on('request', (request, response) => {
        if (request.url === '/') response.end('RackHD WebSocketServer');
        else response.writeHead(404).end(`Cannot ${request.method} ${request.url}`);
      });
      const listening = new WebSocketServer({ noServer: true });
      listening.on('connection', connected);
      server.on('upgrade', (request, socket, head) => {
        stand.attempts++;
        if (stand.refuse === null) {
          listening.handleUpgrade(request, socket, head, (client) => listening.emit('connection', client, request));
        } else socket.end(`HTTP/1.1 ${stand.refuse} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      });
      await port.listen(server);
      sockets = listening;
    },
    close: () => stand.kill(),
  };
  await stand.start();
  return Object.assign(stand, { url: port.url('ws'), port: port.number });
}

const notFound = { message: 'no such records', name: 'NotFoundError', context: {}, status: 404 };

function idOf({ id, instanceId }: StoredRecord): string {
  return String(id ?? instanceId);
}
