import { randomBytes } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Door, type DoorOptions, type Farm, firstRooms, type Listening, subscribe } from './flamenco-farm.ts';

/** More than these waiting to be written end the socket. */
const mostWaiting = 499;
const readMs = 60_000;

interface Channel extends Listening {
  waiting: number;
  deadline: NodeJS.Timeout | null;
}

/**
 * The Manager's socket with the manners of its Go library, github.com/graarh/golang-socketio: polling
 * gets 503; `0{…}` and `40` at once, whatever the client says; any packet but 0, 1, 2, 3, 40, 42, 43, a binary or an
 * empty frame ends the TCP line without a word; what was said in one moment leaves in any order.
 */
export function openGoDoor(http: HttpServer, farm: Farm, { heartbeat, path, shuffle }: DoorOptions): Door {
  const channels = new Map<WebSocket, Channel>();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  let queued: (() => void)[] = [];

  http.on('request', (request, response) => {
    if (request.url?.startsWith(path) !== true) return;
    farm.attempts++;
    const why =
      request.method === 'GET' ? "websocket: not a websocket handshake: 'upgrade' token" : 'Method not allowed';
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(`Upgrade failed: ${why}\n`);
  });
  http.on('upgrade', (request, tcp, head) => {
    if (request.url?.startsWith(path) !== true) {
      tcp.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    farm.attempts++;
    sockets.handleUpgrade(request, tcp, head, (socket) => begin(socket, request.headers));
  });

  function begin(socket: WebSocket, headers: Channel['headers']): void {
    const channel: Channel = { asked: [], rooms: new Set(firstRooms(farm)), headers, waiting: 0, deadline: null };
    channels.set(socket, channel);
    socket.on('close', () => {
      clearTimeout(channel.deadline ?? undefined);
      channels.delete(socket);
    });
    // A client that breaks the rules of WebSocket is dropped by the library itself.
    socket.on('error', () => socket.terminate());
    const sid = randomBytes(16).toString('base64url').slice(0, 20);
    const { intervalMs, timeoutMs } = heartbeat;
    write(
      socket,
      channel,
      `0${JSON.stringify({ sid, upgrades: [], pingInterval: intervalMs, pingTimeout: timeoutMs })}`,
    );
    write(socket, channel, '40');
    listen(socket, channel);
    socket.on('message', (data, binary) => {
      listen(socket, channel);
      if (binary || !hear(socket, channel, data.toString())) socket.terminate();
    });
  }

  function listen(socket: WebSocket, channel: Channel): void {
    clearTimeout(channel.deadline ?? undefined);
    channel.deadline = setTimeout(() => socket.terminate(), readMs);
  }

  function write(socket: WebSocket, channel: Channel, frame: string): void {
    if (++channel.waiting >= mostWaiting) socket.terminate();
    else socket.send(frame, () => void channel.waiting--);
  }

  /** False: a packet that is none here. */
  function hear(socket: WebSocket, channel: Channel, packet: string): boolean {
    if (/^(?:[013]|40|43)/.test(packet)) return true;
    if (packet.startsWith('2')) {
      if (farm.silence !== 'dead') write(socket, channel, '3');
      return true;
    }
    if (!packet.startsWith('42')) return false;
    const [, id = '', method, value = ''] = /^42(\d*)\["([^"]*)",(.*)\]$/s.exec(packet) ?? [];
    if (method !== '/subscription') return true;
    const request = parsed(value);
    // More or less than one argument cannot be read, and is passed over.
    const answer = request === undefined ? null : subscribe(farm, channel, request);
    if (answer !== null && id !== '') write(socket, channel, `43${id}[${JSON.stringify(answer)}]`);
    return true;
  }

  /** Each message has a thread of its own: those of one moment leave in any order. */
  function flush(): void {
    const messages = queued;
    queued = [];
    while (messages.length > 0) {
      const index = shuffle === null ? 0 : Math.floor(shuffle() * messages.length);
      messages.splice(index, 1)[0]?.();
    }
  }

  return {
    sockets: () => [...channels.values()],
    emit(room, topic, message) {
      const frame = `42[${JSON.stringify(topic)},${JSON.stringify(message)}]`;
      for (const [socket, channel] of channels) {
        if (!channel.rooms.has(room)) continue;
        if (queued.length === 0) setImmediate(flush);
        queued.push(() => write(socket, channel, frame));
      }
    },
    raw(frame, to) {
      for (const [socket, channel] of channels) if (to(channel)) socket.send(frame);
    },
    drop() {
      for (const socket of channels.keys()) socket.terminate();
    },
    close: () => sockets.close(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // As in Go: what cannot be decoded gets no answer.
    return undefined;
  }
}
