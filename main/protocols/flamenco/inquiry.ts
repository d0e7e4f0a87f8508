import type { Clock } from '../../clock.ts';
import type { Asked } from '../catching-up.ts';
import type { Lacks } from '../lacks.ts';
import { fieldsOf, textOf } from '../readers.ts';
import { RestFailure } from '../rest-failure.ts';
import { ask, newsOf, settle } from './catch-up.ts';
import { heardSince, type Known } from './change.ts';
import type { Context } from './event.ts';
import type { Rest } from './rest.ts';
import type { Standing } from './standing.ts';
import type { Wanted } from './topics.ts';
import { readJob, readWorker } from './wire.ts';
import { isResult } from './words.ts';

/** What a line that is up lends whoever asks for it. */
export interface Line {
  readonly rest: Rest;
  /** What is wanted and heard. */
  readonly wanted: () => Wanted;
  readonly standing: Standing;
  readonly context: Context;
  readonly clock: Clock;
  readonly isUp: () => boolean;
  /** Resolves after a delay; never when the line ends first. */
  readonly pause: (delayMs: number) => Promise<void>;
  /** Replaces what is lacking under these names; null: nothing. */
  readonly lacks: (lacks: Lacks) => void;
}

/** What has just happened may still be on its way. */
const underwayMs = 5_000;
/** No more running jobs than these are looked up for a proof. */
const mostJobs = 8;

/** What is asked over REST while a line is up: what was missed, and whether it still tells everything. */
export class Inquiry {
  readonly #line: Line;
  /** All was read once, so that comparing proves something. */
  #complete = false;

  constructor(line: Line) {
    this.#line = line;
  }

  /** What was missed since a time, epoch ms; null: the first look. Null when the line ended meanwhile. */
  async catchUp(since: number | null): Promise<Asked | null> {
    const { rest, wanted, standing, context, clock, isUp, lacks } = this.#line;
    const answers = await ask(rest, wanted(), () => clock.now());
    // What nobody is told stays news for the next line.
    if (!isUp()) return null;
    // By the Manager's clock, as all times that are compared with it.
    const from = since === null ? null : since - rest.aheadMs;
    const catchUp = newsOf(answers, wanted(), standing, from, context);
    settle(answers, standing);
    this.#complete = answers.why === null;
    lacks({ REST: answers.why });
    return { catchUp, why: answers.why };
  }

  /**
   * Whether the wire has told what REST knows of running jobs, workers in error and the farm, also after a moment. That
   * REST fails proves nothing of the line; it is told as a limit. The list of all jobs is not asked for: it is long.
   */
  async agrees(): Promise<boolean> {
    const { standing, clock, pause, lacks } = this.#line;
    const askedAt = clock.now();
    let now: Now;
    try {
      now = await this.#read();
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      lacks({ REST: error.why });
      return true;
    }
    lacks({ REST: null });
    const missed = () => differs(now, standing, askedAt, clock.now());
    if (!this.#complete || !missed()) return true;
    await pause(underwayMs);
    return !missed();
  }

  async #read(): Promise<Now> {
    const { rest, wanted, standing } = this.#line;
    const running = wanted().jobs ? standing.running().slice(0, mostJobs) : [];
    // All at once: a proof has a time limit of its own.
    const [jobs, workers, farm] = await Promise.all([
      Promise.all(running.map((id) => rest.job(id))),
      wanted().workers ? rest.workers() : [],
      rest.status(),
    ]);
    return {
      jobs: new Map(running.map((id, index) => [id, jobs[index] === null ? null : readJob(jobs[index]).status])),
      workers,
      farm: textOf(fieldsOf(farm).status),
    };
  }
}

/** How things stand by REST. */
interface Now {
  /** Statuses of jobs that are thought to run; null: there is no such job. */
  readonly jobs: ReadonlyMap<string, string | null>;
  readonly workers: readonly unknown[];
  /** Empty: the Manager has none. */
  readonly farm: string;
}

/** Whether REST knows what the wire has not told; what was heard since it was asked counts as told. */
function differs({ jobs, workers, farm }: Now, standing: Standing, askedAt: number, now: number): boolean {
  const isTold = (known: Known | undefined) => known === undefined || heardSince(known.heardAt, askedAt, now);
  const missedResult = [...jobs].some(
    ([id, status]) => !isTold(standing.jobs.get(id)) && (status === null || isResult(status)),
  );
  const missedWorker = workers.map(readWorker).some(({ id, status }) => {
    const known = standing.workers.get(id ?? '');
    if (known === undefined) return id !== null && status === 'error';
    return !isTold(known) && known.status !== status && (status === 'error' || known.status === 'error');
  });
  const isFarmKnown = standing.farm !== null && !heardSince(standing.farmHeardAt, askedAt, now);
  const missedFarm = farm !== '' && farm !== 'unknown' && isFarmKnown && farm !== standing.farm;
  return missedResult || missedWorker || missedFarm;
}
