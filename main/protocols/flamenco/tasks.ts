import type { WireEvent } from '../protocol.ts';
import type { Context } from './event.ts';
import { translateTask } from './translate-jobs.ts';
import { readTask } from './wire.ts';

const mostTasks = 50_000;

/** The tasks of one job, as they were told. */
export class Tasks {
  readonly #job: string;
  #statuses: Map<string, string> | null = null;

  constructor(job: string) {
    this.#job = job;
  }

  /** Takes a `/task` message; one of another job is nothing here. */
  learn(message: unknown): void {
    const { id, job, status } = readTask(message);
    if (id === null || job !== this.#job || this.#statuses === null) return;
    if (this.#statuses.has(id) || this.#statuses.size < mostTasks) this.#statuses.set(id, status);
  }

  /** Takes the tasks by REST. Events for those with another status than was told; at the first time there are none. */
  settle(listed: readonly unknown[], context: Context): readonly WireEvent[] {
    const before = this.#statuses;
    const tasks = listed.slice(0, mostTasks).map((each) => ({ each, ...readTask(each) }));
    this.#statuses = new Map(tasks.map(({ id, status }) => [id ?? '', status]));
    if (before === null) return [];
    return tasks
      .filter(({ id, status }) => before.get(id ?? '') !== status)
      .map(({ each }) => translateTask(each, this.#job, context));
  }
}
