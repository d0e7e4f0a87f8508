import { Server, type Socket } from 'socket.io';
import { Port, type PortOptions } from './port.ts';
import { matchesFilter } from './saymon-filter.ts';
import type { Entity, Plant, StoredIncident, User, Word } from './saymon-plant.ts';
import { mqttRecord, trapRecord } from './saymon-records.ts';
import { answerRest, personOf } from './saymon-rest.ts';

export interface SaymonOptions extends PortOptions {
  /** Sessions that are valid from the start: `session-1` unless given. */
  readonly sessions?: readonly string[];
  /** Who may sign in: login `ops` with password `secret`, or token `token-1`, unless given. */
  readonly users?: readonly User[];
  /** Whether a token of the Keycloak beside it may sign in. */
  readonly keycloak?: (token: string) => Promise<boolean>;
  readonly entities?: readonly Entity[];
  /** Custom incident levels and states, beside the built-in ones. */
  readonly levels?: readonly Word[];
  readonly states?: readonly Word[];
  /** Path of Socket.IO: `/socket.io/` unless given. */
  readonly path?: string;
  readonly heartbeat?: { readonly intervalMs: number; readonly timeoutMs: number };
  /** `websocket` refuses WebSocket, so that only polling is left. */
  readonly refuseTransport?: 'websocket' | null;
}

/** One subscription call as a socket sent it. */
interface Call {
  readonly call: 'add-topics' | 'remove-topics' | 'add-filtered-topic' | 'remove-filtered-topic';
  readonly topic: string;
  /** The filter of incidents, or the entity of `stat`; undefined where none was sent. */
  readonly filter: unknown;
}

/** One living socket: its session and all that it has called, in order. */
interface Subscriber {
  readonly socket: string;
  readonly sessionId: string;
  readonly transport: string;
  readonly calls: readonly Call[];
}

/** A SAYMON server on the loopback address: real socket.io 4.5.0 with its REST neighbour on the same port. */
export interface Saymon extends Plant {
  /** `http://127.0.0.1:PORT`, for `url` and `apiUrl` alike. */
  readonly url: string;
  readonly port: number;
  /** Living sockets and their calls. */
  subscriptions(): readonly Subscriber[];
  /** Sends an event to the sockets that subscribed to its topic (`error`: to all). Traps and MQTT go to the log too. */
  emit(topic: string, ...payload: unknown[]): void;
  /** A new incident: in REST, on the wire, in the count; `missed`: only in REST. Returns it. */
  openIncident(partial?: Partial<StoredIncident>, missed?: 'missed'): StoredIncident;
  changeIncident(id: string, partial: Partial<StoredIncident>): StoredIncident;
  /** Clears it and moves it to the history. */
  closeIncident(id: string): void;
  /** An SNMP trap on the wire and in the log; `missed`: only in the log. Returns the log's record. */
  trap(partial?: Record<string, unknown>, missed?: 'missed'): Record<string, unknown>;
  /** An MQTT message, likewise. */
  mqtt(partial?: Record<string, unknown>, missed?: 'missed'): Record<string, unknown>;
  /** Writes one raw frame to every WebSocket, such as a bare `42`. */
  raw(frame: string | Buffer): void;
  /** Ends every valid session; living sockets stay. */
  endSessions(): void;
  /** The server disconnects every socket, as at its own restart. */
  disconnectAll(): void;
  /** Drops every connection and stops listening. */
  kill(): Promise<void>;
  /** Listens again on the same port after `kill`; subscriptions are gone, incidents and sessions stay. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a SAYMON server on 127.0.0.1. */
export async function startSaymon(options: SaymonOptions = {}): Promise<Saymon> {
  const plant: Plant = {
    sessions: new Set(options.sessions ?? ['session-1']),
    users: options.users ?? [{ login: 'ops', password: 'secret', token: 'token-1' }],
    people: new Map(),
    keycloak: options.keycloak ?? null,
    entities: new Map((options.entities ?? [{ id: '64bb02', name: 'UPS-1' }]).map((entity) => [entity.id, entity])),
    levels: options.levels ?? [],
    states: options.states ?? [],
    incidents: new Map(),
    eventLog: [],
    requests: [],
    refuse: null,
    refuseInvalid: 'middleware',
    rest: 'answering',
    verifying: null,
    acknowledging: 'told',
    signIns: 0,
    attempts: 0,
    connections: 0,
    heartbeats: 0,
  };
  for (const session of plant.sessions) plant.people.set(session, personOf(`desk of ${session}`));
  const calls = new Map<Socket, Call[]>();
  const port = new Port(options);
  let io: Server | null = null;
  let next = 1;

  const nextId = (prefix: string) => `${prefix}${(next++).toString(16).padStart(6, '0')}`;
  const refusalOf = (sessionId: string) => plant.refuse ?? (plant.sessions.has(sessionId) ? null : plant.refuseInvalid);

  function connected(socket: Socket): void {
    plant.connections++;
    socket.conn.on('heartbeat', () => plant.heartbeats++);
    calls.set(socket, []);
    socket.on('disconnect', () => calls.delete(socket));
    const record = (call: Call['call']) => (topic: string, filter: unknown) => {
      calls.get(socket)?.push({ call, topic, filter });
    };
    for (const call of ['add-topics', 'remove-topics', 'add-filtered-topic', 'remove-filtered-topic'] as const) {
      socket.on(call, record(call));
    }
    if (refusalOf(sessionOf(socket)) === 'error-event') socket.emit('error', { message: 'Session is not valid' });
  }

  function receivers(topic: string, payload: unknown): [Socket, unknown][] {
    return [...calls].flatMap(([socket, made]): [Socket, unknown][] => {
      if (refusalOf(sessionOf(socket)) !== null) return [];
      const call = subscriptionOf(made, topic, payload);
      if (topic !== 'error' && call === null) return [];
      return [[socket, topic === 'incidents' && call !== null ? throughFilter(call.filter, payload) : payload]];
    });
  }

  function emit(topic: string, ...payload: unknown[]): void {
    const [first, ...rest] = payload;
    for (const [socket, seen] of receivers(topic, first)) socket.emit(topic, seen, ...rest);
  }

  function counted(): void {
    emit('incident-count', plant.incidents.size);
  }

  /** An incident was changed; who subscribed is told. */
  function stored(incident: StoredIncident, told = true): void {
    plant.incidents.set(incident.id, incident);
    if (told) emit('incidents', { changeType: 2, payload: incident });
  }

  function logged(topic: 'snmp-trap' | 'mqtt', record: Record<string, unknown>, missed: 'missed' | undefined) {
    plant.eventLog.push(record);
    if (missed === undefined) emit(topic, record);
    return record;
  }

  async function start(): Promise<void> {
    const server = port.server();
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/node/api/') === true) void answerRest(plant, request, response, stored);
      else if (request.url?.startsWith(options.path ?? '/socket.io/') !== true) response.writeHead(404).end();
    });
    const sockets = new Server(server, {
      serveClient: false,
      path: options.path ?? '/socket.io/',
      transports: options.refuseTransport === 'websocket' ? ['polling'] : ['polling', 'websocket'],
      pingInterval: options.heartbeat?.intervalMs ?? 25_000,
      pingTimeout: options.heartbeat?.timeoutMs ?? 20_000,
    });
    sockets.use((socket, proceed) => {
      plant.attempts++;
      const refused = refusalOf(sessionOf(socket)) === 'middleware';
      proceed(refused ? new Error('Session is not valid') : undefined);
    });
    sockets.on('connection', connected);
    await port.listen(server);
    io = sockets;
  }

  async function kill(): Promise<void> {
    await port.kill(() => io?.close());
    calls.clear();
  }

  await start();
  return Object.assign(plant, {
    url: port.url(),
    port: port.number,
    subscriptions: () =>
      [...calls].map(([socket, made]) => ({
        socket: socket.id,
        sessionId: sessionOf(socket),
        transport: socket.conn.transport.name,
        calls: made,
      })),
    emit,
    openIncident(partial: Partial<StoredIncident> = {}, missed?: 'missed') {
      const at = Date.now();
      const incident: StoredIncident = {
        id: nextId('65aa'),
        entityId: '64bb02',
        entityType: 1,
        state: '1',
        text: 'CPU over 95 %',
        timestamp: at,
        localTimestamp: at,
        type: 2,
        ...partial,
      };
      plant.incidents.set(incident.id, incident);
      if (missed !== undefined) return incident;
      emit('incidents', { changeType: 1, payload: incident });
      counted();
      return incident;
    },
    changeIncident(id: string, partial: Partial<StoredIncident>) {
      const before = plant.incidents.get(id);
      if (before === undefined) throw new Error(`There is no active incident ${id}`);
      const incident = { ...before, ...partial };
      stored(incident);
      return incident;
    },
    closeIncident(id: string) {
      const before = plant.incidents.get(id);
      if (before === undefined) throw new Error(`There is no active incident ${id}`);
      plant.incidents.delete(id);
      const cleared = { ...before, state: '3', lastState: before.state, clearTimestamp: Date.now() };
      emit('incidents', { changeType: 3, payload: cleared });
      counted();
    },
    trap(partial: Record<string, unknown> = {}, missed?: 'missed') {
      const record = trapRecord(nextId('66ee'), partial);
      return logged('snmp-trap', record, missed);
    },
    mqtt(partial: Record<string, unknown> = {}, missed?: 'missed') {
      const record = mqttRecord(nextId('66ff'), partial);
      return logged('mqtt', record, missed);
    },
    raw(frame: string | Buffer) {
      for (const socket of calls.keys()) webSocketOf(socket)?.send(frame);
    },
    endSessions: () => plant.sessions.clear(),
    disconnectAll: () => void io?.disconnectSockets(true),
    kill,
    start,
    close: kill,
  });
}

function sessionOf(socket: Socket): string {
  const { sessionId } = socket.handshake.query;
  return typeof sessionId === 'string' ? sessionId : '';
}

/** The last call that subscribed to the topic and was not undone; null when there is none. */
function subscriptionOf(made: readonly Call[], topic: string, payload: unknown): Call | null {
  const filtered = topic === 'stat';
  const { entityType, entityId } = (payload ?? {}) as { entityType?: unknown; entityId?: unknown };
  const entity = `${entityType === 'link' ? 2 : entityType === 'obj' ? 1 : entityType}:${entityId}`;
  const of = made.filter((call) => call.topic === topic && (!filtered || call.filter === entity));
  const last = of.at(-1);
  return last?.call === (filtered ? 'add-filtered-topic' : 'add-topics') ? last : null;
}

/** What does not match a filter is sent all the same, marked, with its id alone. */
function throughFilter(filter: unknown, message: unknown): unknown {
  const { changeType, payload } = message as { changeType?: unknown; payload?: StoredIncident };
  if (payload === undefined || matchesFilter(filter, payload)) return message;
  return { changeType, filtered: true, payload: { id: payload.id } };
}

function webSocketOf(socket: Socket): { send(frame: string | Buffer): void } | undefined {
  return (socket.conn.transport as unknown as { socket?: { send(frame: string | Buffer): void } }).socket;
}
