import { Connections } from '../../main/connections/connections.ts';
import { openNet } from '../../main/connections/net.ts';
import type { Gap } from '../../main/connections/sink.ts';
import type { CatchUp, Protocol, WireEvent } from '../../main/protocols/protocol.ts';
import type { Limit, ServerSettings, ServerState } from '../../preload/contract/api.ts';
import { until } from '../until.ts';
import { RushClock } from './rush-clock.ts';

const stepMs = 500;
const patienceMs = 40_000;

/** One operator's connections, with real sockets, and all that they told. */
export class Desk {
  readonly clock = new RushClock();
  readonly events: { readonly server: string; readonly event: WireEvent }[] = [];
  readonly caughtUp: { readonly server: string; readonly gap: Gap | null; readonly catchUp: CatchUp }[] = [];
  readonly unreadable: { readonly server: string; readonly bytes: number }[] = [];
  /** What was told of the connections themselves. */
  readonly own: { readonly server: string; readonly event: WireEvent }[] = [];
  readonly #connections: Connections;

  /** `random`: 0 <= r < 1, of all that is spread or backed off. */
  constructor(protocol: Protocol, random = 0.5) {
    const ignore = () => undefined;
    this.#connections = new Connections({
      protocols: new Map([[protocol.name, protocol]]),
      resolve: async (server) => ({ server }),
      netFor: openNet,
      accessTo: async () => null,
      clock: this.clock,
      random: () => random,
      knownUntil: () => null,
      raised: () => [],
      noticeTimes: () => ({ lostMs: 120_000, stillLostMs: 900_000 }),
      sink: {
        event: ({ id }, event) => this.events.push({ server: id, event }) > 0,
        caughtUp: ({ id }, gap, catchUp) => void this.caughtUp.push({ server: id, gap, catchUp }),
        unreadable: ({ id }, { bytes }) => void this.unreadable.push({ server: id, bytes }),
        own: ({ id }, event) => void this.own.push({ server: id, event }),
        named: ignore,
        knownUntil: ignore,
        states: ignore,
      },
    });
  }

  async watch(...servers: readonly ServerSettings[]): Promise<void> {
    await this.#connections.reconcile(servers);
  }

  /** Waits in real time until all that is watched is online and has been read. */
  async online(): Promise<void> {
    await until('online and read', () => {
      const states = this.states();
      return states.length > 0 && states.every(({ id, state }) => state.name === 'online' && this.readOnce(id));
    });
  }

  /** Whether a server has been read since the start. */
  readOnce(id: string): boolean {
    return this.caughtUp.some((each) => each.server === id);
  }

  states(): readonly ServerState[] {
    return this.#connections.states();
  }

  /** The state of the only, or of one server. */
  state(id?: string): ServerState['state'] {
    const found = this.states().find((each) => id === undefined || each.id === id);
    if (found === undefined) throw new Error('Nothing is watched');
    return found.state;
  }

  /** What the only, or one line lacks. */
  limits(id?: string): readonly Limit[] {
    const state = this.state(id);
    return state.name === 'online' ? state.limits : [];
  }

  /** Tries a server again, as a person does. */
  retry(id: string): void {
    this.#connections.retry(id);
  }

  /** The titles of live events, in order. */
  titles(server?: string): readonly string[] {
    return this.events.filter((each) => server === undefined || each.server === server).map(({ event }) => event.title);
  }

  /**
   * Lets time pass in a hurry until a condition is met; rejects after `withinMs` of it. While a line is being made time
   * goes at its own pace, for real sockets need it.
   */
  async passes(what: string, condition: () => boolean, withinMs: number): Promise<void> {
    const from = this.clock.now();
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const passedMs = this.clock.now() - from;
      if (condition()) return;
      if (passedMs > withinMs || performance.now() > deadline) {
        throw new Error(`${what}: not within ${passedMs} ms; ${JSON.stringify(this.states())}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (!this.states().some(({ state }) => state.name === 'connecting')) await this.clock.rush(stepMs);
    }
  }

  /** Lets so much time pass in a hurry. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    await this.passes('time', () => this.clock.now() >= end, ms + 60_000);
  }

  async close(): Promise<void> {
    await this.#connections.close();
    this.clock.end();
  }
}
