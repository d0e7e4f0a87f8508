import { fieldsOf, textOf } from '../readers.ts';
import { type Change, changeOf, heardSince, type Known } from './change.ts';
import { type JobMessage, readJob, readWorker, type WorkerMessage } from './wire.ts';
import { isRunning } from './words.ts';

/** More jobs than these are not remembered; the oldest goes. */
const keptJobs = 20_000;
const keptWorkers = 5_000;

/** How a farm stands, as its Manager has told; kept from line to line. */
export class Standing {
  readonly jobs = new Map<string, Known>();
  readonly workers = new Map<string, Known>();
  farm: string | null = null;
  /** When that was last told, epoch ms; null: never. */
  farmHeardAt: number | null = null;
  /** All workers were read once, so that one which is not known is new. */
  allWorkers = false;

  /** Takes what a live message tells. What is older than what is known changes nothing. */
  learn(topic: string, message: unknown, now: number): void {
    if (topic === '/jobs') this.learnJob(readJob(message), now);
    else if (topic === '/workers') this.learnWorker(readWorker(message), now);
    else if (topic === '/status') this.learnFarm(textOf(fieldsOf(message).status), now);
  }

  learnJob(message: JobMessage, now: number): void {
    const { id } = message;
    if (id === null) return;
    const before = this.jobs.get(id) ?? null;
    const change = changeOf(message, before, now);
    if (change === 'deleted') this.jobs.delete(id);
    else if (change !== 'late') keep(this.jobs, id, merged(message, before, change, now), keptJobs);
  }

  learnWorker(message: WorkerMessage, now: number): void {
    const { id } = message;
    if (id === null) return;
    const before = this.workers.get(id) ?? null;
    const change = changeOf(message, before, now);
    if (change === 'deleted') this.workers.delete(id);
    else if (change !== 'late') {
      keep(this.workers, id, merged({ ...message, priority: null, steps: null }, before, change, now), keptWorkers);
    }
  }

  /** `unknown` says nothing: the farm stands as it was. */
  learnFarm(status: string, now: number): void {
    if (status === '' || status === 'unknown') return;
    this.farm = status;
    this.farmHeardAt = now;
  }

  /** The complete lists of the Manager at a time: what they lack, and was not heard of since, is gone. Null: no list. */
  only(jobs: ReadonlySet<string> | null, workers: ReadonlySet<string> | null, askedAt: number, now: number): void {
    if (jobs !== null) prune(this.jobs, jobs, askedAt, now);
    if (workers !== null) prune(this.workers, workers, askedAt, now);
  }

  nameOf(type: 'job' | 'worker', id: string): string | null {
    return (type === 'job' ? this.jobs : this.workers).get(id)?.name || null;
  }

  /** Ids of the jobs that have tasks at work. */
  running(): readonly string[] {
    return [...this.jobs].filter(([, { status }]) => isRunning(status)).map(([id]) => id);
  }
}

type Message = Pick<JobMessage, 'name' | 'status' | 'previous' | 'updated' | 'priority' | 'steps'>;

/** Messages are partial: what one does not say stands as it was. */
function merged(message: Message, before: Known | null, change: Change, now: number): Known {
  return {
    name: message.name || (before?.name ?? ''),
    status: message.status || (before?.status ?? ''),
    previous: change === 'stands' ? (before?.previous ?? null) : (message.previous ?? before?.status ?? null),
    updated: message.updated ?? before?.updated ?? null,
    // Without a status it tells nothing of it.
    heardAt: message.status === '' ? (before?.heardAt ?? now) : now,
    priority: message.priority ?? before?.priority ?? null,
    steps: message.steps ?? before?.steps ?? null,
  };
}

function keep(map: Map<string, Known>, id: string, known: Known, most: number): void {
  map.delete(id);
  map.set(id, known);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function prune(map: Map<string, Known>, listed: ReadonlySet<string>, askedAt: number, now: number): void {
  for (const [id, { heardAt }] of map) if (!listed.has(id) && !heardSince(heardAt, askedAt, now)) map.delete(id);
}
