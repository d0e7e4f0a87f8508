import { z } from 'zod';
import { Connections, type ConnectionsOptions } from '../../main/connections/connections.ts';
import { noticeTimes } from '../../main/connections/outage.ts';
import type { Gap, Sink } from '../../main/connections/sink.ts';
import type { CatchUp, Down, Link, Net, Protocol, Target, WireEvent } from '../../main/protocols/protocol.ts';
import type { Cause, ServerSettings, ServerState } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { incident, noc } from '../wire.ts';

export const startAt = 1_730_000_000_000;
export const minute = 60_000;

/** One line that was opened: the test speaks through `link`, and sees what was done to it. */
export interface ScriptedLine {
  readonly target: Target;
  readonly link: Link;
  readonly openedAt: number;
  closed: boolean;
  paused: boolean;
  /** When the oldest that it took in and has not told came; null: all is told. */
  behindSince: number | null;
}

/** What the rest of the house was told, in order. */
export type Told =
  | { readonly what: 'event'; readonly server: string; readonly title: string }
  | { readonly what: 'own'; readonly server: string; readonly event: WireEvent; readonly at: number }
  | { readonly what: 'caught-up'; readonly server: string; readonly gap: Gap | null }
  | { readonly what: 'name'; readonly server: string; readonly name: string | null }
  | { readonly what: 'unreadable'; readonly server: string; readonly bytes: number };

export interface WorldOptions
  extends Partial<Pick<ConnectionsOptions, 'resolve' | 'accessTo' | 'netFor' | 'raised' | 'random' | 'noticeTimes'>> {
  readonly clock?: FakeClock;
  readonly knownUntil?: number | null;
  /** Who is told in the place of this world. */
  readonly sink?: Partial<Sink>;
  /** What a line says while it is being opened. */
  readonly opening?: (line: ScriptedLine) => void;
  /** What becomes of an acknowledgement; the protocol takes none where this is left out. */
  readonly acknowledge?: () => Promise<Cause | null>;
  /** Null: the protocol offers no proof. */
  readonly prove?: (() => Promise<Down | null>) | null;
}

/** Connections to servers whose every word the test gives. */
export class World {
  readonly clock: FakeClock;
  readonly lines: ScriptedLine[] = [];
  readonly told: Told[] = [];
  readonly known: { readonly server: string; readonly at: number }[] = [];
  readonly lists: (readonly ServerState[])[] = [];
  /** False: the house wants no more for now. */
  room = true;
  readonly connections: Connections;

  constructor({
    clock = new FakeClock(startAt),
    knownUntil = null,
    sink = {},
    opening,
    acknowledge,
    prove = null,
    ...options
  }: WorldOptions = {}) {
    this.clock = clock;
    const protocol: Protocol = {
      name: 'scripted',
      label: 'Scripted',
      summary: 'What the test says',
      schema: z.object({}),
      fields: [],
      topics: [],
      open: (target, link) => {
        const line: ScriptedLine = {
          target,
          link,
          openedAt: this.clock.now(),
          closed: false,
          paused: false,
          behindSince: null,
        };
        this.lines.push(line);
        opening?.(line);
        return {
          close: () => {
            line.closed = true;
          },
          pause: () => {
            line.paused = true;
          },
          resume: () => {
            line.paused = false;
          },
          behindSince: () => (line.closed ? null : line.behindSince),
          ...(prove === null ? {} : { prove }),
          ...(acknowledge === undefined ? {} : { acknowledge, acknowledges: () => true }),
        };
      },
      test: async () => undefined,
    };
    this.connections = new Connections({
      protocols: new Map([['scripted', protocol]]),
      resolve: async (settings) => ({ server: settings }),
      accessTo: async () => null,
      netFor: () => noNet,
      clock: this.clock,
      random: () => 0.5,
      raised: () => [],
      noticeTimes: () => noticeTimes({ lostMinutes: 2, stillLostMinutes: 15 }),
      ...options,
      knownUntil: (id) => this.known.findLast((each) => each.server === id)?.at ?? knownUntil,
      sink: {
        event: ({ id }, { title }) => {
          this.told.push({ what: 'event', server: id, title });
          return this.room;
        },
        own: ({ id }, event) => void this.told.push({ what: 'own', server: id, event, at: this.clock.now() }),
        caughtUp: ({ id }, gap) => void this.told.push({ what: 'caught-up', server: id, gap }),
        named: ({ id }, _type, _id, name) => void this.told.push({ what: 'name', server: id, name }),
        unreadable: ({ id }, { bytes }) => void this.told.push({ what: 'unreadable', server: id, bytes }),
        knownUntil: (id, at) => void this.known.push({ server: id, at }),
        states: (states) => void this.lists.push(states),
        ...sink,
      },
    });
  }

  /** The lines that were opened and not closed. */
  live(server = 'noc'): readonly ScriptedLine[] {
    return this.lines.filter(({ target, closed }) => target.server.id === server && !closed);
  }

  /** The one line that stands. */
  line(server = 'noc'): ScriptedLine {
    const [line, ...others] = this.live(server);
    if (line === undefined || others.length > 0) throw new Error(`${server} has ${others.length + 1} lines, not one`);
    return line;
  }

  state(server = 'noc'): ServerState {
    const state = this.connections.states().find(({ id }) => id === server);
    if (state === undefined) throw new Error(`There is no server ${server}`);
    return state;
  }

  /** Configures `servers`, and lets their lines open. */
  async configure(...servers: readonly ServerSettings[]): Promise<void> {
    await this.connections.reconcile(servers);
    await this.clock.tick(0);
  }

  /** Brings a server online and has it read. */
  async online(server = 'noc', change: Partial<CatchUp> = {}): Promise<void> {
    const { link } = this.line(server);
    link.up();
    link.caughtUp(this.catchUp(change));
    await this.clock.tick(0);
  }

  /** Loses the line, and waits until it is tried anew. */
  async lose(down: Down = broken, server = 'noc'): Promise<void> {
    this.line(server).link.down(down);
    await this.clock.tick(0);
  }

  /** Lets time pass, each try in it failing. */
  async away(ms: number, down: Down = broken, server = 'noc'): Promise<void> {
    const until = this.clock.now() + ms;
    while (this.clock.now() < until) {
      for (const { link } of this.live(server)) link.down(down);
      await this.clock.tick(Math.min(1_000, until - this.clock.now()));
    }
  }

  catchUp(change: Partial<CatchUp> = {}): CatchUp {
    return { events: [], open: [], kinds: ['incident'], askedAt: this.clock.now(), filled: 'all', ...change };
  }

  /** Our own events as a user reads them: `opened warning connection`. */
  own(): readonly string[] {
    return this.told.flatMap((each) => {
      if (each.what !== 'own') return [];
      const { phase, severity, kind, alert } = each.event;
      return [`${phase} ${severity} ${kind}${alert === null ? '' : ` of ${alert}`}`];
    });
  }

  gaps(): readonly (Gap | null)[] {
    return this.told.flatMap((each) => (each.what === 'caught-up' ? [each.gap] : []));
  }
}

export const server: ServerSettings = { ...noc, protocol: 'scripted', url: 'https://noc.example' };

export function serverCalled(id: string, change: Partial<ServerSettings> = {}): ServerSettings {
  return { ...server, id, name: id, ...change };
}

export function said(title: string): WireEvent {
  return incident({ key: null, title });
}

const host = 'noc.example';
export const refused: Cause = { code: 'refused', params: { host, port: '443' } };
export const broken: Down = { cause: { code: 'broken', params: { host, text: '' } }, fatal: false, byServer: false };
export const closedByServer: Down = { cause: { code: 'closed', params: { host } }, fatal: false, byServer: true };
export const signIn: Down = { cause: { code: 'sign-in', params: { host, text: '' } }, fatal: true, byServer: false };
export const namespace: Down = {
  cause: { code: 'namespace', params: { host, name: '/x' } },
  fatal: true,
  byServer: false,
};

const noNet: Net = {
  tls: {},
  agent: undefined,
  headers: {},
  request: () => Promise.reject(new Error('Nothing is asked here')),
};
