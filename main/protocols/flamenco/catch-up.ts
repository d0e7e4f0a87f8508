import type { Cause, Kind } from '../../../preload/contract/api.ts';
import type { CatchUp, WireEvent } from '../protocol.ts';
import { fieldsOf, textOf } from '../readers.ts';
import { RestFailure } from '../rest-failure.ts';
import { heardSince, type Known } from './change.ts';
import type { Context } from './event.ts';
import type { Rest } from './rest.ts';
import type { Standing } from './standing.ts';
import type { Wanted } from './topics.ts';
import { farmAlert, translateFarm } from './translate.ts';
import { deletedJob, jobAlert, translateListedJob } from './translate-jobs.ts';
import { translateListedWorker, workerAlert } from './translate-workers.ts';
import { type JobMessage, readJob, readWorker, timeOf, type WorkerMessage } from './wire.ts';
import { isResult } from './words.ts';

/** What the Manager answered; null: it was not asked, or did not say. */
export interface Answers {
  readonly jobs: readonly unknown[] | null;
  readonly workers: readonly unknown[] | null;
  readonly farm: unknown;
  /** Epoch ms, and when all was answered. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** When a part failed. */
  readonly why: Cause | null;
}

/** Clocks differ; what was known already is recognised by its key. */
const overlapMs = 60_000;
const unknown = { jobs: new Map<string, Known>(), workers: new Map<string, Known>(), farm: null };

/** Asks for jobs, workers and the farm, as far as they are wanted. Does not reject. */
export async function ask(rest: Rest, wanted: Wanted, now: () => number): Promise<Answers> {
  const askedAt = now();
  const failures: RestFailure[] = [];
  const attempt = async <T>(question: () => Promise<T>): Promise<T | null> => {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      failures.push(error);
      return null;
    }
  };
  const [jobs, workers, farm] = await Promise.all([
    wanted.jobs || wanted.active ? attempt(() => rest.jobs()) : null,
    wanted.workers ? attempt(() => rest.workers()) : null,
    attempt(() => rest.status()),
  ]);
  return { jobs, workers, farm, askedAt, answeredAt: now(), why: failures[0]?.why ?? null };
}

/**
 * What of the answers is news beside how the farm stood: changed since by what was told, or, where nothing was, by the
 * Manager's time. What the wire has told since they were asked for is none: the list of jobs may be long in coming. At the first look (`since` null) only what is open. A worker's error or a result that came and went
 * within the gap cannot be asked for, so a gap is filled by `state` at best.
 */
export function newsOf(
  answers: Answers,
  wanted: Wanted,
  standing: Pick<Standing, 'jobs' | 'workers' | 'farm' | 'farmHeardAt'>,
  since: number | null,
  context: Context,
): CatchUp {
  const { jobs, workers, farm, askedAt, answeredAt, why } = answers;
  const known = since === null ? unknown : standing;
  const isTold = (of: ReadonlyMap<string, Known>) => (id: string) =>
    heardSince(of.get(id)?.heardAt ?? null, askedAt, answeredAt);
  const isFarmTold = heardSince(standing.farmHeardAt, askedAt, answeredAt);
  const parts = [
    ...(wanted.jobs && jobs !== null ? [jobNews(jobs, known.jobs, isTold(standing.jobs), since, context)] : []),
    ...(workers !== null ? [workerNews(workers, known.workers, isTold(standing.workers), since, context)] : []),
    ...(farm === null ? [] : [isFarmTold ? nothing : farmNews(farm, known.farm, since, context)]),
  ];
  const kinds = parts.flatMap(({ kind }) => (kind === null ? [] : [kind]));
  return {
    events: parts.flatMap(({ events }) => events).sort((a, b) => (a.occurredAt ?? askedAt) - (b.occurredAt ?? askedAt)),
    open: why === null ? parts.flatMap(({ open }) => open) : null,
    kinds: why === null ? kinds : [],
    askedAt,
    filled: why === null && parts.length > 0 ? 'state' : 'nothing',
  };
}

/** Puts what the Manager answered in the place of what was known, but for what the wire has told since. */
export function settle({ jobs, workers, farm, askedAt, answeredAt }: Answers, standing: Standing): void {
  const isTold = (heardAt: number | null) => heardSince(heardAt, askedAt, answeredAt);
  const isOlder = (known: Known | undefined) => known === undefined || !isTold(known.heardAt);
  for (const job of (jobs ?? []).map(readJob)) {
    if (isOlder(standing.jobs.get(job.id ?? ''))) standing.learnJob(job, askedAt);
  }
  if (workers !== null) standing.allWorkers = true;
  for (const worker of (workers ?? []).map(readWorker)) {
    if (isOlder(standing.workers.get(worker.id ?? ''))) standing.learnWorker(worker, askedAt);
  }
  if (!isTold(standing.farmHeardAt)) standing.learnFarm(textOf(fieldsOf(farm).status), askedAt);
  standing.only(jobs && idsOf(jobs), workers && idsOf(workers), askedAt, answeredAt);
}

interface News {
  readonly events: readonly WireEvent[];
  /** Keys of alerts that need no closing by who compares: open, or closed by an event here. */
  readonly open: readonly string[];
  /** The kind of alert that `open` tells completely; null: none. */
  readonly kind: Kind | null;
}

const nothing: News = { events: [], open: [], kind: null };

/** A job that is gone is told here, in silence: whoever compares would take it for one that went well. */
function jobNews(
  listed: readonly unknown[],
  known: ReadonlyMap<string, Known>,
  isTold: (id: string) => boolean,
  since: number | null,
  context: Context,
): News {
  const jobs = listed.map((each) => ({ each, job: readJob(each) }));
  const news = jobs.filter(
    ({ job }) => !isTold(job.id ?? '') && isJobNews(job, known.get(job.id ?? '') ?? null, since),
  );
  const ids = idsOf(listed);
  const gone = [...known].filter(([id, { status }]) => !ids.has(id) && !isResult(status) && !isTold(id));
  return {
    events: [
      ...news.map(({ each, job }) => {
        const fresh = since === null || (timeOf(job.created) ?? 0) > since;
        return translateListedJob(each, fresh, known.get(job.id ?? '') ?? null, context);
      }),
      ...gone.map(([id]) => deletedJob(id, null, context)),
    ],
    open: [...jobs.filter(({ job }) => !isResult(job.status)), ...news].flatMap(({ job }) =>
      job.id === null ? [] : [jobAlert(job.id)],
    ),
    kind: null,
  };
}

function isJobNews(job: JobMessage, before: Known | null, since: number | null): boolean {
  if (job.id === null) return false;
  if (before !== null) return before.status !== job.status;
  if (since === null || !isResult(job.status)) return !isResult(job.status);
  return (timeOf(job.updated) ?? 0) > since - overlapMs;
}

function workerNews(
  listed: readonly unknown[],
  known: ReadonlyMap<string, Known>,
  isTold: (id: string) => boolean,
  since: number | null,
  context: Context,
): News {
  const workers = listed.map((each) => ({ each, worker: readWorker(each) }));
  const news = workers.filter(
    ({ worker }) => !isTold(worker.id ?? '') && isWorkerNews(worker, known.get(worker.id ?? '') ?? null),
  );
  // Of what was told since, nothing is closed by an answer from before.
  const failed = workers.filter(({ worker }) => worker.status === 'error' || isTold(worker.id ?? ''));
  return {
    events: news.map(({ each, worker }) => {
      const before = known.get(worker.id ?? '') ?? null;
      return translateListedWorker(each, since === null || before !== null, before, context);
    }),
    open: [...failed, ...news].flatMap(({ worker }) => (worker.id === null ? [] : [workerAlert(worker.id)])),
    kind: 'worker',
  };
}

function isWorkerNews({ id, status }: WorkerMessage, before: Known | null): boolean {
  if (id === null) return false;
  return before === null ? status === 'error' : before.status !== status;
}

function farmNews(report: unknown, before: string | null, since: number | null, context: Context): News {
  const status = textOf(fieldsOf(report).status);
  const event = translateFarm(report, before, context);
  const inoperative = status === 'inoperative';
  const news = status !== before && status !== 'unknown' && (inoperative || before !== null);
  const seen = since === null || before !== null || !inoperative ? event : { ...event, phase: 'updated' as const };
  return {
    events: news ? [seen] : [],
    open: inoperative || (news && event.phase === 'closed') ? [farmAlert] : [],
    // `unknown` says nothing, not even that it is over.
    kind: status === '' || status === 'unknown' ? null : 'state',
  };
}

function idsOf(listed: readonly unknown[]): ReadonlySet<string> {
  return new Set(listed.map((each) => String(fieldsOf(each).id)));
}
