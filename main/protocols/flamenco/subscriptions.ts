import type { Lacks } from '../lacks.ts';
import type { WireEvent } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import type { Timers } from '../timers.ts';
import type { Context } from './event.ts';
import type { Rest } from './rest.ts';
import type { Subscription, Wire } from './socket.ts';
import { Tasks } from './tasks.ts';
import type { Wanted } from './topics.ts';

/** How long the Manager may take to answer `/subscription`; what it does not know is never answered. */
const answerMs = 5_000;
/** More jobs than these are not followed at once. */
const mostFollowed = 100;
/** Nobody follows the tasks of this job, for no job has this id. */
const nobody = '00000000-0000-4000-8000-000000000000';
const logsGone = 'from version 3.5 on it says yes and sends nothing';

/** What the Manager made of a subscription. */
type Verdict = 'taken' | 'refused' | 'unanswered';

/** What one line has subscribed to; refused or unanswered subscriptions are told as what it lacks. */
export class Subscriptions {
  readonly #wire: Wire;
  readonly #timers: Timers;
  readonly #wanted: Wanted;
  readonly #rest: Rest;
  readonly #lacks: (lacks: Lacks) => void;
  readonly #deaf = new Set<string>();
  readonly #followed = new Map<string, Tasks>();

  /** `lacks` replaces what is lacking under these names; null: nothing. */
  constructor(wire: Wire, timers: Timers, wanted: Wanted, rest: Rest, lacks: (lacks: Lacks) => void) {
    this.#wire = wire;
    this.#timers = timers;
    this.#wanted = wanted;
    this.#rest = rest;
    this.#lacks = lacks;
  }

  /**
   * Subscribes to all that is wanted, once each. False: not one was answered. Never resolves when the line ends first.
   */
  async begin(): Promise<boolean> {
    const { jobs, workers, tags, lastRendered, active, tasksOf, taskLogs } = this.#wanted;
    const verdicts = await Promise.all([
      ...(jobs || active ? [this.#subscribe('jobs', 'allJobs')] : []),
      ...(workers ? [this.#subscribe('workers', 'allWorkers')] : []),
      ...(tags ? [this.#subscribe('tags', 'allWorkerTags')] : []),
      ...(lastRendered ? [this.#subscribe('lastRendered', 'allLastRendered')] : []),
      ...tasksOf.map((job) => this.#follow(job)),
      ...(taskLogs.length > 0 ? [this.#subscribeLogs(taskLogs)] : []),
    ]);
    return verdicts.length === 0 || verdicts.some((verdict) => verdict !== 'unanswered');
  }

  /** What is wanted, without what was refused. */
  heard(): Wanted {
    const deaf = this.#deaf;
    return {
      ...this.#wanted,
      jobs: this.#wanted.jobs && !deaf.has('jobs'),
      active: this.#wanted.active && !deaf.has('jobs'),
      workers: this.#wanted.workers && !deaf.has('workers'),
    };
  }

  /** Whether the Manager still answers on this line; what is asked for changes nothing there. */
  async answers(): Promise<boolean> {
    return (await this.#ask({ op: 'unsubscribe', type: 'job', uuid: nobody })) !== null;
  }

  /** Follows the tasks of these jobs and of those that the settings name, and of no others. */
  async followOnly(jobs: readonly string[]): Promise<void> {
    const wanted = new Set([...this.#wanted.tasksOf, ...jobs].slice(0, mostFollowed));
    for (const job of this.#followed.keys()) if (!wanted.has(job)) this.#leave(job);
    await Promise.all([...wanted].filter((job) => !this.#followed.has(job)).map((job) => this.#follow(job)));
  }

  followed(): readonly string[] {
    return [...this.#followed.keys()];
  }

  /** Takes what a `/task` message tells. */
  learnTask(message: unknown): void {
    for (const tasks of this.#followed.values()) tasks.learn(message);
  }

  /** Events for the tasks of a followed job that have changed untold; none where REST fails. */
  async readTasks(job: string, context: Context): Promise<readonly WireEvent[]> {
    const tasks = this.#followed.get(job);
    if (tasks === undefined) return [];
    try {
      return tasks.settle(await this.#rest.tasks(job), context);
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      this.#lacks({ REST: error.why });
      return [];
    }
  }

  async #follow(job: string): Promise<Verdict> {
    this.#followed.set(job, new Tasks(job));
    return this.#subscribe(`tasks of ${job}`, 'job', job);
  }

  #leave(job: string): void {
    this.#followed.delete(job);
    this.#wire.subscribe({ op: 'unsubscribe', type: 'job', uuid: job }, () => {});
    this.#lacks({ [`tasks of ${job}`]: null });
  }

  /**
   * Logs came before 3.5 alone: since then they go to another room than the one that is joined (Flamenco,
   * eventbus/socketio.go).
   */
  async #subscribeLogs(tasks: readonly string[]): Promise<Verdict> {
    if (await this.#sendsNoLogs()) {
      this.#lacks({ taskLogs: { code: 'subscription', params: { subscription: 'taskLogs', text: logsGone } } });
      return 'refused';
    }
    const verdicts = await Promise.all(tasks.map((task) => this.#subscribe(`log of ${task}`, 'tasklog', task)));
    return verdicts.some((verdict) => verdict === 'taken') ? 'taken' : 'unanswered';
  }

  /** A version that cannot be read may be an old one. */
  async #sendsNoLogs(): Promise<boolean> {
    try {
      const [major, minor] = await this.#rest.version();
      return major > 3 || (major === 3 && minor >= 5);
    } catch (error) {
      if (error instanceof RestFailure) return false;
      throw error;
    }
  }

  async #subscribe(name: string, type: Subscription['type'], uuid?: string): Promise<Verdict> {
    const answer = await this.#ask({ op: 'subscribe', type, ...(uuid === undefined ? {} : { uuid }) });
    if (answer === 'ok') return 'taken';
    // A job that is not followed any more lacks nothing.
    if (type === 'job' && !this.#followed.has(uuid ?? '')) return 'refused';
    const text = answer ?? `no answer within ${answerMs / 1_000} s`;
    this.#deaf.add(name);
    this.#lacks({ [name]: { code: 'subscription', params: { subscription: name, text } } });
    return answer === null ? 'unanswered' : 'refused';
  }

  #ask(subscription: Subscription): Promise<string | null> {
    return new Promise((resolve) => {
      const cancel = this.#timers.after(answerMs, () => resolve(null));
      this.#wire.subscribe(subscription, (text) => {
        cancel();
        resolve(text);
      });
    });
  }
}
