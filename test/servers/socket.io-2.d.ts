/** The part of socket.io 2.5.1 that the stand-in uses. It brings no types of its own. */
declare module 'socket.io-2' {
  import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http';

  interface Socket {
    readonly id: string;
    readonly handshake: { readonly headers: IncomingHttpHeaders };
    readonly conn: { readonly transport: { readonly socket?: { send(frame: string | Buffer): void } } };
    on(event: string, listener: (...values: unknown[]) => void): this;
    emit(event: string, ...values: unknown[]): this;
    disconnect(close: boolean): this;
  }

  interface Server {
    use(middleware: (socket: Socket, next: (error?: Error) => void) => void): this;
    on(event: 'connection', listener: (socket: Socket) => void): this;
    close(): void;
  }

  export interface Options {
    readonly serveClient: false;
    readonly path: string;
    readonly pingInterval: number;
    readonly pingTimeout: number;
  }

  export default function listen(server: HttpServer, options: Options): Server;
}
