import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';

/** What ends TLS before a server that speaks without, as a reverse proxy does. */
export interface SecureFront {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1 that leads to another port there; `identity` as PEM texts. */
export async function startSecureFront(
  port: number,
  identity: { readonly cert: string; readonly key: string },
): Promise<SecureFront> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer(identity, (near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      keep(socket);
      socket.on('error', () => socket.destroy());
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  // Who does not trust the certificate breaks off.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
