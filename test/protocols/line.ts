import { type Clock, systemClock } from '../../main/clock.ts';
import type {
  Access,
  CatchUp,
  Down,
  Link,
  Net,
  Protocol,
  Session,
  Unread,
  WireEvent,
} from '../../main/protocols/protocol.ts';
import type { Cause, Limit, ServerSettings } from '../../preload/contract/api.ts';

/** All that a line said, in order and by kind. */
export interface Line {
  readonly session: Session;
  readonly said: string[];
  readonly events: WireEvent[];
  readonly catchUps: CatchUp[];
  readonly names: [type: string, id: string, name: string | null][];
  readonly unreadable: (Unread & { readonly why: Cause })[];
  limits: readonly Limit[];
  down: Down | null;
}

export interface LineOptions {
  readonly since?: number | null;
  readonly askAfterMs?: number;
  readonly clock?: Clock;
  readonly net?: Partial<Net>;
  readonly access?: Access | null;
}

/** Opens a line of a protocol and writes down what it says. */
export function openLine(protocol: Protocol, server: ServerSettings, options: LineOptions = {}): Line {
  const line: Omit<Line, 'session'> = {
    said: [],
    events: [],
    catchUps: [],
    names: [],
    unreadable: [],
    limits: [],
    down: null,
  };
  const link: Link = {
    up: () => void line.said.push('up'),
    event(event) {
      line.said.push('event');
      line.events.push(event);
    },
    caughtUp(catchUp) {
      line.said.push('caughtUp');
      line.catchUps.push(catchUp);
    },
    limited: (limits) => {
      line.limits = limits;
    },
    named: (...named) => void line.names.push(named),
    unreadable: (frame, why) => void line.unreadable.push({ ...frame, why }),
    down(down) {
      line.said.push('down');
      line.down = down;
    },
  };
  const session = protocol.open({ ...targetOf(server, options), server }, link);
  return Object.assign(line, { session });
}

/** What a protocol is given to open or test a server. */
export function targetOf(
  server: ServerSettings,
  { since = null, askAfterMs = 0, clock, net, access = null }: LineOptions = {},
) {
  return {
    server,
    since,
    net: { ...plainNet, ...net },
    clock: clock ?? systemClock,
    random: () => 0.5,
    access,
    askAfterMs,
  };
}

/** A way without proxy, own certificates or headers. */
const plainNet: Net = {
  tls: {},
  agent: undefined,
  headers: {},
  async request(url, { method = 'GET', headers = {}, body, timeoutMs = 5_000, signal } = {}) {
    const limit = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  },
};
