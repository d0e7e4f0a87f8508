/** The part of socket.io-client 2.5.0 that is used. It brings no types of its own. */
declare module 'socket.io-client-2' {
  export interface Engine {
    /** What was handed over as `transportOptions`, as it is. */
    readonly transportOptions: Readonly<Record<string, unknown>>;
  }

  export interface Manager {
    /** Ends the line without a packet; nothing is emitted for it afterwards but `disconnect`. */
    close(): void;
  }

  export interface Socket {
    readonly connected: boolean;
    readonly io: Manager;
    on(event: string, listener: (...values: unknown[]) => void): this;
    once(event: string, listener: (...values: unknown[]) => void): this;
    /** Without arguments: all of them. */
    removeAllListeners(): this;
    emit(event: string, ...values: unknown[]): this;
    connect(): this;
  }

  export interface Options {
    readonly parser: unknown;
    /** Names in the table of transports of its engine. */
    readonly transports: readonly string[];
    readonly transportOptions: Readonly<Record<string, unknown>>;
    readonly path: string;
    readonly forceNew: true;
    readonly reconnection: false;
    readonly autoConnect: false;
    readonly upgrade: false;
    /** In ms; false: none. */
    readonly timeout: number | false;
  }

  export default function io(url: string, options: Options): Socket;
}
