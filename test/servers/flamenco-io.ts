import type { Server as HttpServer } from 'node:http';
import listen, { type Socket } from 'socket.io-2';
import { type Door, type DoorOptions, type Farm, firstRooms, type Listening, subscribe } from './flamenco-farm.ts';

/** The Manager's socket as a plain server of socket.io 2.5.1 would be: polling too, goodbyes, messages in order. */
export function openIoDoor(http: HttpServer, farm: Farm, { heartbeat, path }: DoorOptions): Door {
  const sockets = new Map<Socket, Listening>();
  const io = listen(http, {
    serveClient: false,
    path,
    pingInterval: heartbeat.intervalMs,
    pingTimeout: heartbeat.timeoutMs,
  });
  io.use((_, next) => {
    farm.attempts++;
    next();
  });
  io.on('connection', (socket) => {
    const listening = { asked: [], rooms: new Set(firstRooms(farm)), headers: socket.handshake.headers };
    sockets.set(socket, listening);
    socket.on('disconnect', () => sockets.delete(socket));
    socket.on('/subscription', (request, answered) => {
      const answer = subscribe(farm, listening, request);
      if (answer !== null && typeof answered === 'function') answered(answer);
    });
  });
  return {
    sockets: () => [...sockets.values()],
    emit(room, topic, message) {
      for (const [socket, { rooms }] of sockets) if (rooms.has(room)) socket.emit(topic, message);
    },
    raw(frame, to) {
      for (const [socket, listening] of sockets) if (to(listening)) socket.conn.transport.socket?.send(frame);
    },
    drop() {
      for (const socket of sockets.keys()) socket.disconnect(true);
    },
    close: () => io.close(),
  };
}
