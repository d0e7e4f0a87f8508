import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Gun } from './fuzz.ts';

/** A server of Engine.IO 4 by polling alone, whose every answer after the handshake is what it is told. */
export async function startPolling(): Promise<Gun> {
  let waiting: ((body: string | Buffer) => void) | null = null;
  let queue: (string | Buffer)[] = [];
  let living = false;
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://server');
    const say = (body: string | Buffer) => void response.end(body);
    if (request.url?.startsWith('/socket.io/') !== true) {
      say('true');
    } else if (searchParams.get('transport') !== 'polling') {
      response.writeHead(400).end();
    } else if (request.method === 'POST') {
      request.resume();
      say('ok');
    } else if (!searchParams.has('sid')) {
      say('0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}');
      queue = ['40{"sid":"b"}'];
      living = true;
    } else {
      const next = queue.shift();
      if (next !== undefined) say(next);
      else waiting = say;
      request.on('close', () => {
        waiting = null;
      });
      response.on('close', () => {
        if (!response.writableFinished) living = false;
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => (living ? 1 : 0),
    waiting: () => queue.length,
    raw(frame) {
      const say = waiting;
      waiting = null;
      if (say === null) queue.push(frame);
      else say(frame);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
