import type { Cause } from '../../../preload/contract/api.ts';
import type { Clock } from '../../clock.ts';
import type { CatchUp } from '../protocol.ts';
import { type Answers, ask, newsOf, settle } from './catch-up.ts';
import type { Context } from './event.ts';
import type { Rest } from './rest.ts';
import type { Standing } from './standing.ts';
import type { Wanted } from './topics.ts';
import { readJob, readWorker } from './wire.ts';
import { isResult, isRunning } from './words.ts';

/** What a line that is up lends whoever asks for it. */
export interface Line {
  readonly rest: Rest;
  /** What is wanted and heard. */
  readonly wanted: () => Wanted;
  readonly standing: Standing;
  readonly context: Context;
  readonly clock: Clock;
  /** Resolves after a delay; never when the line ends first. */
  readonly pause: (delayMs: number) => Promise<void>;
  /** Replaces what is lacking under these names; null: nothing. */
  readonly lacks: (lacks: Readonly<Record<string, Cause | null>>) => void;
}

/** What has just happened may still be on its way. */
const underwayMs = 5_000;

/** What is asked over REST while a line is up: what was missed, and whether it still tells everything. */
export class Inquiry {
  readonly #line: Line;
  /** All was read once, so that comparing proves something. */
  #complete = false;

  constructor(line: Line) {
    this.#line = line;
  }

  /** What was missed since a time, epoch ms; null: the first look. */
  async catchUp(since: number | null): Promise<CatchUp> {
    const { rest, wanted, standing, context, clock, lacks } = this.#line;
    const answers = await ask(rest, wanted(), () => clock.now());
    const news = newsOf(answers, wanted(), standing, since, context);
    settle(answers, standing);
    this.#complete = answers.why === null;
    lacks({ REST: answers.why });
    return news;
  }

  /**
   * Whether the wire has told what REST knows of results, running jobs and failed workers, also after a moment. That
   * REST fails proves nothing of the line; it is told as a limit.
   */
  async agrees(): Promise<boolean> {
    const { rest, wanted, standing, clock, pause, lacks } = this.#line;
    const answers = await ask(rest, wanted(), () => clock.now());
    lacks({ REST: answers.why });
    if (answers.why !== null || !this.#complete || !this.#differs(answers, standing)) return true;
    await pause(underwayMs);
    return !this.#differs(answers, standing);
  }

  #differs({ jobs, workers, askedAt }: Answers, standing: Standing): boolean {
    const missedJob = (jobs ?? []).map(readJob).some(({ id, status }) => {
      if (id === null) return false;
      const known = standing.jobs.get(id);
      if (known === undefined) return isRunning(status);
      return known.heardAt < askedAt && known.status !== status && (isResult(status) || isResult(known.status));
    });
    const missedWorker = (workers ?? []).map(readWorker).some(({ id, status }) => {
      if (id === null) return false;
      const known = standing.workers.get(id);
      if (known === undefined) return status === 'error';
      return known.heardAt < askedAt && known.status !== status && (status === 'error' || known.status === 'error');
    });
    return missedJob || missedWorker;
  }
}
