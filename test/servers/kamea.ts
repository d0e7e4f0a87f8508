import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
import { answerApi } from './kamea-api.ts';
import type { KameaDevice, KameaPlant } from './kamea-plant.ts';
import { Port, type PortOptions } from './port.ts';

export interface KameaOptions extends PortOptions {
  /** Tokens that are taken: `token-1` unless given. */
  readonly tokens?: readonly string[];
  /** Boiler 3 and Pump 7 of one tenant unless given. */
  readonly devices?: readonly KameaDevice[];
  /** Path of Socket.IO: `/socket.io/` unless given. */
  readonly path?: string;
  /** All with the same devices and manners; `/devices` alone unless given. */
  readonly namespaces?: readonly string[];
  readonly heartbeat?: { readonly intervalMs: number; readonly timeoutMs: number };
  /** `websocket` refuses WebSocket, so that only polling is left. */
  readonly refuseTransport?: 'websocket' | null;
}

/** One living socket: its token, and the devices that it asked for, in order. */
interface Subscriber {
  readonly token: string;
  readonly transport: string;
  readonly asked: readonly unknown[];
}

/** A Kamea WebSocket server on the loopback address, with a small Management API on the same port. */
export interface Kamea extends KameaPlant {
  /** `http://127.0.0.1:PORT`, for `url` and `apiUrl` alike. */
  readonly url: string;
  readonly port: number;
  subscriptions(): readonly Subscriber[];
  /** Sends a message to whoever is in the room of a device, as the event `telemetries`. */
  telemetry(deviceId: string, ...message: unknown[]): void;
  /** Sends any event to every socket. */
  say(event: string, ...message: unknown[]): void;
  /** Denies one device to every socket that has it: `access_denied`, then the socket ends. */
  withdraw(deviceId: string): void;
  /** Writes one raw frame to every WebSocket. */
  raw(frame: string | Buffer): void;
  /** Half-open: every connection stays, and not a byte goes either way from now on. */
  freeze(): void;
  /** The server disconnects every socket, as at its own restart. */
  disconnectAll(): void;
  /** Drops every connection and stops listening. */
  kill(): Promise<void>;
  /** Listens again on the same port after `kill`. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export const tenant = '9a7f2f10-33aa-4a5c-9b1e-2b6c8d9e0f11';
export const boiler: KameaDevice = {
  deviceId: '1c1d7a52-5b0e-4c6a-8a86-0f5f0b0f2a01',
  tenantId: tenant,
  name: 'Boiler 3',
};
export const pump: KameaDevice = { deviceId: '1c1d7a52-5b0e-4c6a-8a86-0f5f0b0f2a02', tenantId: tenant, name: 'Pump 7' };

/** Starts a Kamea server on 127.0.0.1: real socket.io, and the manners that docs.kamea.witekio.com tells of. */
export async function startKamea(options: KameaOptions = {}): Promise<Kamea> {
  const plant: KameaPlant = {
    tokens: new Set(options.tokens ?? ['token-1']),
    devices: [...(options.devices ?? [boiler, pump])],
    denied: new Set(),
    checks: 'middleware',
    denialSays: () => [],
    denialAfterMs: 0,
    failing: null,
    silent: false,
    api: 'answering',
    apiAfterMs: 0,
    doc: 'json',
    requests: [],
    attempts: 0,
    connections: 0,
  };
  const asked = new Map<Socket, unknown[]>();
  const path = options.path ?? '/socket.io/';
  const namespaces = options.namespaces ?? ['/devices'];
  const port = new Port(options);
  let io: Server | null = null;

  function subscribe(socket: Socket, request: unknown): void {
    asked.get(socket)?.push(request);
    const { deviceId, tenantId } = (request ?? {}) as { deviceId?: unknown; tenantId?: unknown };
    if (plant.silent) return;
    if (plant.failing !== null) {
      socket.emit('internal_server_error', ...plant.failing);
      return;
    }
    const device = plant.devices.find((each) => each.deviceId === deviceId && each.tenantId === tenantId);
    const allowed =
      device !== undefined && !plant.denied.has(device.deviceId) && plant.tokens.has(tokenOf(socket.request));
    if (allowed) void socket.join(`telemetries:${device.deviceId}`);
    else setTimeout(() => deny(socket, String(deviceId)), plant.denialAfterMs);
  }

  function deny(socket: Socket, deviceId: string): void {
    socket.emit('access_denied', ...plant.denialSays(deviceId));
    socket.disconnect(true);
  }

  function connected(socket: Socket): void {
    plant.connections++;
    asked.set(socket, []);
    socket.on('disconnect', () => asked.delete(socket));
    socket.on('telemetries', (request: unknown) => subscribe(socket, request));
  }

  async function start(): Promise<void> {
    const server = port.server();
    const sockets = new Server(server, {
      serveClient: false,
      path,
      transports: options.refuseTransport === 'websocket' ? ['polling'] : ['polling', 'websocket'],
      pingInterval: options.heartbeat?.intervalMs ?? 25_000,
      pingTimeout: options.heartbeat?.timeoutMs ?? 20_000,
    });
    guard(server, plant, path);
    for (const name of namespaces) {
      const namespace = sockets.of(name);
      namespace.use((socket, proceed) => {
        plant.attempts++;
        const refused = plant.checks === 'middleware' && !plant.tokens.has(tokenOf(socket.request));
        proceed(refused ? new Error('Unauthorized') : undefined);
      });
      namespace.on('connection', connected);
    }
    await port.listen(server);
    io = sockets;
  }

  async function kill(): Promise<void> {
    await port.kill(() => io?.close());
    asked.clear();
  }

  await start();
  return Object.assign(plant, {
    url: port.url(),
    port: port.number,
    subscriptions: () =>
      [...asked].map(([socket, requests]) => ({
        token: tokenOf(socket.request),
        transport: socket.conn.transport.name,
        asked: requests,
      })),
    telemetry(deviceId: string, ...message: unknown[]) {
      if (plant.silent) return;
      for (const name of namespaces) {
        io?.of(name)
          .to(`telemetries:${deviceId}`)
          .emit('telemetries', ...message);
      }
    },
    say(event: string, ...message: unknown[]) {
      if (!plant.silent) for (const socket of asked.keys()) socket.emit(event, ...message);
    },
    withdraw(deviceId: string) {
      plant.denied.add(deviceId);
      for (const socket of asked.keys()) if (socket.rooms.has(`telemetries:${deviceId}`)) deny(socket, deviceId);
    },
    raw(frame: string | Buffer) {
      for (const socket of asked.keys()) webSocketOf(socket)?.send(frame);
    },
    freeze: () => port.freeze(),
    disconnectAll() {
      for (const name of namespaces) io?.of(name).disconnectSockets(true);
    },
    kill,
    start,
    close: kill,
  });
}

/** Stands before Engine.IO: a gateway that refuses with HTTP status 401, and the API beside the sockets. */
function guard(server: HttpServer, plant: KameaPlant, path: string): void {
  const engine = { request: server.listeners('request'), upgrade: server.listeners('upgrade') };
  server.removeAllListeners('request').removeAllListeners('upgrade');
  const refuses = (request: IncomingMessage) => plant.checks === 'http' && !plant.tokens.has(tokenOf(request));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith(path) !== true) answerApi(plant, request, response, tokenOf(request));
    else if (refuses(request)) {
      plant.attempts++;
      response.writeHead(401).end('Unauthorized');
    } else for (const each of engine.request) each.call(server, request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (refuses(request)) {
      plant.attempts++;
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    } else if (engine.upgrade.length === 0) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else for (const each of engine.upgrade) each.call(server, request, socket, head);
  });
}

function tokenOf({ headers }: IncomingMessage): string {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

function webSocketOf(socket: Socket): { send(frame: string | Buffer): void } | undefined {
  return (socket.conn.transport as unknown as { socket?: { send(frame: string | Buffer): void } }).socket;
}
