import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface PortOptions {
  /** A free one unless given. */
  readonly port?: number;
  /** Serves https. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** The port of a stand-in server on the loopback address: the same one each time that it listens. */
export class Port {
  readonly #tls: PortOptions['tls'];
  /** Connections, also those that became WebSockets. */
  readonly #tcp = new Set<Socket>();
  #server: Server | null = null;
  #number: number;

  constructor({ port = 0, tls }: PortOptions) {
    this.#number = port;
    this.#tls = tls;
  }

  /** 0 before the first `listen`, unless it was given. */
  get number(): number {
    return this.#number;
  }

  /** `127.0.0.1:PORT` behind a scheme, which gets an `s` where it serves TLS. */
  url(scheme: 'http' | 'ws' = 'http'): string {
    return `${scheme}${this.#tls === undefined ? '' : 's'}://127.0.0.1:${this.#number}`;
  }

  /** A server that does not listen yet. */
  server(): Server {
    const server = this.#tls === undefined ? createServer() : createSecureServer(this.#tls);
    return server.on('connection', (socket: Socket) => {
      this.#tcp.add(socket);
      socket.on('close', () => this.#tcp.delete(socket));
    });
  }

  async listen(server: Server): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#number, '127.0.0.1', resolve);
    });
    this.#number = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Half-open: every connection stays, and not a byte goes either way from now on. */
  freeze(): void {
    for (const socket of this.#tcp) {
      socket.pause().on('error', () => {});
      socket.write = () => true;
    }
  }

  /** Drops every connection and stops listening; nothing where it does not listen. `end`: what else is to end then. */
  async kill(end: () => void): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise((resolve) => server.once('close', resolve));
    for (const socket of this.#tcp) socket.destroy();
    end();
    server.close();
    server.closeAllConnections();
    await closed;
  }
}
