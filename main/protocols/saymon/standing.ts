import type { WireEvent } from '../protocol.ts';
import { checksum } from './checksum.ts';
import type { Told } from './proof.ts';
import { incidentAlert, incidentOf } from './translate-incidents.ts';

const keptJobs = 1_000;
const keptKeys = 100;

/**
 * The key that an incident has, checksums of those that it has had where it was not the only one, and how often it came
 * back. Two keys with one checksum only make the second one a return.
 */
interface Turn {
  key: string;
  used: Set<number> | null;
  returns: number;
}

/** What a line has heard so far, as far as it changes how the next message reads. */
export class Standing {
  /** The active incidents, as the wire has told them. */
  readonly incidents: Told;
  /** Those that ended since `ask`: an answer from before must not bring them back. */
  #ended: Set<string> | null = null;
  /** Alerts of the active incidents: the keys they have had, and how often they came back to one; null: none yet. */
  readonly #turns = new Map<string, Turn | null>();
  readonly #states = new Set<string>();
  readonly #jobs = new Map<string, Pick<WireEvent, 'subject' | 'automatic'>>();

  constructor() {
    const turns = this.#turns;
    this.incidents = {
      get size() {
        return turns.size;
      },
      has: (id) => turns.has(incidentAlert(id)),
      ids: () => [...turns.keys()].map((alert) => incidentOf(alert) ?? alert),
    };
  }

  /** The active incidents are being asked for. */
  ask(): void {
    this.#ended = new Set();
  }

  /** The answer: ids of the active incidents; null: not all of them were told. */
  answer(active: readonly string[] | null): void {
    for (const alert of (active ?? []).map(incidentAlert)) {
      if (this.#ended?.has(alert) !== true && !this.#turns.has(alert)) this.#turns.set(alert, null);
    }
    this.#ended = null;
  }

  /** A live event, read in the light of those before it. */
  settle(event: WireEvent): WireEvent {
    if (event.alert === null) return event;
    if (event.kind === 'incident') return this.#incident(event, event.alert);
    if (event.kind === 'state') return this.#state(event, event.alert);
    if (event.kind === 'job') return this.#job(event, event.alert);
    return event;
  }

  /**
   * A key says how an incident stands. One that went from warning to alarm and back stands as before, and yet that is
   * news: the key gets the number of its return.
   */
  #incident(event: WireEvent, alert: string): WireEvent {
    if (event.phase === 'closed') {
      this.#ended?.add(alert);
      this.#turns.delete(alert);
      return event;
    }
    const turn = this.#turns.get(alert);
    if (turn === undefined || (turn === null && event.key !== null)) {
      this.#turns.set(alert, event.key === null ? null : { key: event.key, used: null, returns: 0 });
      return event;
    }
    if (turn === null || event.key === null) return event;
    take(turn, event.key);
    return turn.returns === 0 ? event : { ...event, key: `${event.key}:${turn.returns}` };
  }

  /** A fault after a fault changes the alert that the first one opened. */
  #state(event: WireEvent, alert: string): WireEvent {
    if (event.phase === 'closed') this.#states.delete(alert);
    if (event.phase !== 'opened') return event;
    if (this.#states.has(alert)) return { ...event, phase: 'updated' };
    this.#states.add(alert);
    return event;
  }

  /** A result may leave out what the start has told. */
  #job(event: WireEvent, alert: string): WireEvent {
    const before = this.#jobs.get(alert);
    if (event.phase === 'closed') {
      this.#jobs.delete(alert);
      if (before === undefined) return event;
      return { ...event, subject: event.subject ?? before.subject, automatic: event.automatic || before.automatic };
    }
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size >= keptJobs && oldest !== undefined) this.#jobs.delete(oldest);
    this.#jobs.set(alert, { subject: event.subject, automatic: event.automatic });
    return event;
  }
}

/** In a flood most incidents have one key: only those that change have a set of them. */
function take(turn: Turn, key: string): void {
  if (turn.used === null && turn.key === key) return;
  const used = turn.used ?? new Set([checksum(turn.key)]);
  const sum = checksum(key);
  if (turn.key !== key && used.has(sum)) turn.returns++;
  if (used.size >= keptKeys) {
    used.clear();
    turn.returns++;
  }
  turn.key = key;
  turn.used = used.add(sum);
}
