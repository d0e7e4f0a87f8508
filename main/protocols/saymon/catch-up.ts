import type { Cause } from '../../../preload/contract/api.ts';
import type { CatchUp, WireEvent } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import type { Context } from './event.ts';
import { type IncidentQuery, logTypes, type Rest } from './rest.ts';
import { incidentAlert, translateListed } from './translate-incidents.ts';
import { translateMqtt, translateTrap } from './translate-records.ts';

/** What to ask after a gap. */
export interface Question {
  readonly rest: Rest;
  readonly session: string;
  /** Topics that are subscribed. */
  readonly topics: readonly string[];
  readonly filter: IncidentQuery;
  /** Epoch ms up to which the server is known; null: the first look. */
  readonly since: number | null;
  /** Epoch ms. */
  readonly askedAt: number;
}

/** What came of it: `why` when a part failed. `active`: ids of all active incidents, where all were told. */
export interface Gathered {
  readonly catchUp: CatchUp;
  readonly active: readonly string[] | null;
  readonly why: Cause | null;
}

/** Clocks differ; what was known already is recognised by its key. */
const overlapMs = 60_000;
/** Topics of which REST tells everything that was missed. */
const recoverable: ReadonlySet<string> = new Set(Object.keys(logTypes));

/** The catch-up of a server of which nothing can be asked. */
export function emptyCatchUp(askedAt: number): CatchUp {
  return { events: [], open: null, kinds: [], askedAt, filled: 'nothing' };
}

/**
 * Asks for the active incidents and, after a gap, for the traps and MQTT messages in it. An incident that opened and
 * closed within the gap, a job, a state change or a notification cannot be asked for: such a gap is filled by `state`.
 */
export async function gather(question: Question, context: () => Context): Promise<Gathered> {
  const { topics, filter, askedAt, rest } = question;
  let events: readonly WireEvent[] = [];
  const failures: RestFailure[] = [];
  let active: string[] | null = null;
  let whole = true;
  // By the server's clock, as all times that are compared with it.
  const since = question.since === null ? null : question.since - rest.aheadMs;

  if (topics.includes('incidents')) {
    const listed = await attempt(() => question.rest.incidents(question.session, filter), failures);
    const found = (listed ?? []).map((each) => translateListed(each, since, context()));
    events = found.filter(({ phase }) => phase !== 'closed');
    const unfiltered = filter.filter === undefined && filter.parentFilter === undefined;
    if (listed !== null && unfiltered && events.every(({ alert }) => alert !== null)) {
      active = events.flatMap(({ alert }) => (alert === null ? [] : [alert.slice(incidentAlert('').length)]));
    }
    if (listed === null) whole = false;
  }
  if (since !== null) {
    for (const topic of ['snmp-trap', 'mqtt'] as const) {
      if (!topics.includes(topic)) continue;
      const ask = () => question.rest.eventLog(question.session, logTypes[topic], since - overlapMs);
      const answer = await attempt(ask, failures);
      const read = topic === 'mqtt' ? translateMqtt : translateTrap;
      // No `push` of them all at once: each would be an argument, and of these there is room for some 100,000.
      events = [...events, ...(answer?.records ?? []).map((record) => read(record, context()))];
      if (answer?.whole !== true) whole = false;
    }
  }
  const filled = !whole ? 'nothing' : topics.every((topic) => recoverable.has(topic)) ? 'all' : 'state';
  const open = active === null ? null : active.map(incidentAlert);
  return {
    catchUp: {
      events: events.toSorted((a, b) => (a.occurredAt ?? 0) - (b.occurredAt ?? 0)),
      open,
      kinds: open === null ? [] : ['incident'],
      askedAt,
      filled,
    },
    active,
    why: failures[0]?.why ?? null,
  };
}

async function attempt<T>(ask: () => Promise<T>, failures: RestFailure[]): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    failures.push(error);
    return null;
  }
}
