import { createServer, request as plainRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy that knows one server, by whatever name, and writes down what it was asked for. */
export interface ForwardProxy {
  readonly url: string;
  readonly asked: readonly string[];
  /** From now on it wants this sign-in, `login:password`; null: none. Lines that stand end. */
  wants(login: string | null): void;
  close(): Promise<void>;
}

/** Starts a proxy on the loopback address that leads every name to one of its ports. */
export async function startForwardProxy(port: number): Promise<ForwardProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let wanted: string | null = null;
  const refuses = (given: string | undefined) =>
    wanted !== null && given !== `Basic ${Buffer.from(wanted).toString('base64')}`;
  const server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    if (refuses(request.headers['proxy-authorization'])) return void answer.writeHead(407).end();
    const { pathname, search } = new URL(request.url ?? '');
    const { method, headers } = request;
    const onward = plainRequest({ host: '127.0.0.1', port, method, path: pathname + search, headers }, (found) => {
      answer.writeHead(found.statusCode ?? 502, found.headers);
      found.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    request.pipe(onward);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (refuses(request.headers['proxy-authorization'])) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    wants: (login) => {
      wanted = login;
      cut();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
