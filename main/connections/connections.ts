import { isDeepStrictEqual } from 'node:util';
import type { Cause, ServerSettings, ServerState } from '../../preload/contract/api.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { ClockWatch } from './clock-watch.ts';
import { Connection, type Surroundings } from './connection.ts';
import type { OwnAlert } from './lifecycle.ts';

export interface ConnectionsOptions extends Surroundings {
  readonly protocols: ReadonlyMap<string, Protocol>;
  /** Epoch ms up to which a server's history is known; null: it was never reached. */
  readonly knownUntil: (server: string) => number | null;
  /** Alerts about a connection that are open from an earlier run. */
  readonly raised: (server: string) => readonly OwnAlert[];
}

const wokeSpreadMs = 2_000;

/** The running connections, kept as the settings want them. */
export class Connections {
  readonly #options: ConnectionsOptions;
  #connections = new Map<string, Connection>();
  #telling = false;
  #closed = false;
  readonly #clockWatch: ClockWatch;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#clockWatch = new ClockWatch(options.clock, () => this.woke());
  }

  /** Starts, stops and renews connections until they are as the settings say; those that are right are left alone. */
  async reconcile(servers: readonly ServerSettings[]): Promise<void> {
    if (this.#closed) return;
    const before = this.#connections;
    this.#connections = new Map();
    for (const server of servers) {
      const running = before.get(server.id);
      before.delete(server.id);
      if (running !== undefined && isDeepStrictEqual(lineOf(running.server), lineOf(server))) {
        running.rename(server);
        running.retime();
        this.#connections.set(server.id, running);
        continue;
      }
      running?.stop();
      const connection = this.#made(server, running?.state().lastEventAt ?? null);
      if (connection === null) continue;
      this.#connections.set(server.id, connection);
      if (server.enabled) connection.start();
    }
    for (const gone of before.values()) gone.stop();
    this.#changed();
  }

  /** Tries a server at once that waits or is blocked. */
  retry(id: string): void {
    this.#connections.get(id)?.retry();
  }

  /** Whether a server takes an acknowledgement of one of its alerts, now. */
  acknowledges(server: string, alert: string): boolean {
    return this.#connections.get(server)?.acknowledges(alert) ?? false;
  }

  /** Acknowledges an alert on its server; null when the server says that it is, else why not. Never rejects. */
  async acknowledge(server: string, alert: string): Promise<Cause | null> {
    const connection = this.#connections.get(server);
    return connection?.acknowledge(alert) ?? { code: 'acknowledge-offline', params: { server } };
  }

  /** The machine woke, or its network changed: every line is made anew, spread over 2 s. */
  woke(): void {
    if (this.#closed) return;
    this.#clockWatch.begin();
    for (const connection of this.#connections.values()) connection.rebuild(this.#options.random() * wokeSpreadMs);
  }

  /** Now is better than later: what waits for its next attempt tries at once, spread over 2 s. */
  hasten(): void {
    if (this.#closed) return;
    for (const connection of this.#connections.values()) connection.hasten(this.#options.random() * wokeSpreadMs);
  }

  /** What was waiting has been stored: paused lines go on. */
  resume(): void {
    for (const connection of this.#connections.values()) connection.resume();
  }

  /** In the order of the settings. */
  states(): readonly ServerState[] {
    return [...this.#connections.values()].map((connection) => connection.state());
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const connection of this.#connections.values()) connection.stop();
    this.#clockWatch.end();
  }

  #made(server: ServerSettings, lastEventAt: number | null): Connection | null {
    const { protocols, knownUntil, raised, ...options } = this.#options;
    const protocol = protocols.get(server.protocol);
    if (protocol === undefined) return null;
    return new Connection(server, {
      ...options,
      protocol,
      knownUntil: knownUntil(server.id),
      lastEventAt,
      turnedBackMs: () => this.#clockWatch.turnedBackMs(),
      raised: raised(server.id),
      changed: () => this.#changed(),
    });
  }

  #changed(): void {
    if (this.#telling || this.#closed) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      if (!this.#closed) this.#options.sink.states(this.states());
    });
  }
}

/** What of a server's settings its line depends on. */
function lineOf({ name: _, muted: __, ...line }: ServerSettings): object {
  return line;
}
