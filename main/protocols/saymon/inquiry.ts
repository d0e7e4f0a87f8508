import { isLately } from '../../clock.ts';
import type { Lacks } from '../lacks.ts';
import type { Down, Target } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import { type Gathered, gather } from './catch-up.ts';
import type { Context } from './event.ts';
import type { Names } from './names.ts';
import { compared, verified } from './proof.ts';
import type { Rest } from './rest.ts';
import type { SaymonSettings } from './schema.ts';
import type { Standing } from './standing.ts';

/** What a line that is up lends whoever asks for it. */
export interface Line {
  readonly target: Target<SaymonSettings>;
  /** Topics that are subscribed. */
  readonly topics: readonly string[];
  readonly session: () => string;
  readonly context: () => Context;
  readonly names: Names;
  readonly standing: Standing;
  readonly isUp: () => boolean;
  /** What the wire brought is not all told yet. */
  readonly isBehind: () => boolean;
  /** Resolves after a delay; never when the line ends first. */
  readonly pause: (delayMs: number) => Promise<void>;
  /** Replaces what is lacking under these names; null: nothing. */
  readonly lacks: (lacks: Lacks) => void;
}

/** A count that differs is looked into after this time, for the incident itself may follow. */
const countSettlesMs = 5_000;
const countChecksEveryMs = 60_000;

/** What is asked over REST while a line is up: what was missed, and whether it still tells everything. */
export class Inquiry {
  readonly #line: Line;
  readonly #rest: Rest;
  /** All active incidents are known, so that comparing them proves something. */
  #complete = false;
  #checkedAt: number | null = null;

  constructor(line: Line, rest: Rest) {
    this.#line = line;
    this.#rest = rest;
  }

  /** What was missed; null when the line ended meanwhile. */
  async catchUp(): Promise<Pick<Gathered, 'catchUp' | 'why'> | null> {
    const { target, topics, session, context, names, standing, isUp, lacks } = this.#line;
    const { clock, server, since } = target;
    const failed = await names.fill(clock.now());
    if (!isUp()) return null;
    const filter = server.incidentFilter ?? {};
    standing.ask();
    const askedAt = clock.now();
    const question = { rest: this.#rest, session: session(), topics, filter, since, askedAt };
    const { catchUp, active, why } = await gather(question, context);
    if (!isUp()) return null;
    standing.answer(active);
    this.#complete = active !== null;
    lacks({ REST: why, Names: failed });
    return { catchUp, why };
  }

  /** Whether the session is valid, and all active incidents were told; `invalid`: it is not. */
  async prove(): Promise<Down | 'invalid' | null> {
    const { target, session, context, standing, isUp, isBehind, pause, lacks } = this.#line;
    const verdict = await verified(this.#rest, session());
    if (!isUp()) return null;
    if (verdict.name === 'invalid') return 'invalid';
    try {
      if (verdict.name === 'unknown') throw verdict.why;
      const told = standing.incidents;
      const { url } = target.server;
      const down = this.#complete ? await compared(this.#rest, session(), told, context, pause, url) : null;
      lacks({ REST: null });
      // What seems to be missing may be among what waits.
      return isBehind() ? null : down;
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      // That REST fails proves nothing of the line, whose heartbeat goes on; it is told as a limit.
      lacks({ REST: error.why });
      return null;
    }
  }

  /** Whether a number of incidents that the server told calls for a proof, once it has settled; at most one a minute. */
  async doubts(count: number | null): Promise<boolean> {
    const { target, standing, pause, isUp } = this.#line;
    const now = target.clock.now();
    const recent = this.#checkedAt !== null && isLately(this.#checkedAt, countChecksEveryMs, now);
    if (!this.#complete || recent || count === null || count === standing.incidents.size) return false;
    this.#checkedAt = now;
    await pause(countSettlesMs);
    return isUp();
  }
}
