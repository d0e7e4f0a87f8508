import { aheadOf } from '../ahead.ts';
import { causeOf, hostOf, statusCause } from '../causes.ts';
import { walkable } from '../guard.ts';
import type { HttpAnswer, HttpRequest, Net } from '../protocol.ts';
import { fieldsOf, textOf } from '../readers.ts';
import { RestFailure } from '../rest-failure.ts';
import { listOf } from './wire.ts';

const listsMs = 15_000;

/**
 * The part of the Manager's REST interface that is read here. Every call rejects with `RestFailure`. (Flamenco,
 * flamenco-openapi.yaml)
 */
export class Rest {
  readonly #net: Net;
  readonly #base: string;
  readonly #signal: AbortSignal;
  readonly #now: () => number;
  #aheadMs = 0;

  /** `base`: the Manager's address without a slash at its end. */
  constructor(net: Net, base: string, signal: AbortSignal, now: () => number) {
    this.#net = net;
    this.#base = base;
    this.#signal = signal;
    this.#now = now;
  }

  /** By how much our clock is ahead of the Manager's, as far as it was asked anything. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** The Manager's version: major and minor. */
  async version(): Promise<readonly [major: number, minor: number]> {
    const { version, shortversion } = fieldsOf(await this.#read('/version'));
    const numbers = /^v?(\d{1,5})\.(\d{1,5})/.exec(textOf(shortversion) || textOf(version));
    if (numbers === null) throw this.#unreadable('a version was expected');
    return [Number(numbers[1]), Number(numbers[2])];
  }

  /** The farm's status; null before 3.5, which has none. */
  async status(): Promise<unknown> {
    const answer = await this.#ask('/status', {});
    return answer.status === 404 ? null : this.#body(answer);
  }

  /** All jobs. Before 3.6 they had to be asked for by a query. */
  async jobs(): Promise<readonly unknown[]> {
    const answer = await this.#ask('/jobs', { timeoutMs: listsMs });
    if (answer.status !== 404 && answer.status !== 405) return this.#list(this.#body(answer), 'jobs');
    const query = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' } as const;
    return this.#list(this.#body(await this.#ask('/jobs/query', { ...query, timeoutMs: listsMs })), 'jobs');
  }

  /** One job; null: there is none of this id. */
  async job(id: string): Promise<unknown> {
    const answer = await this.#ask(`/jobs/${encodeURIComponent(id.toWellFormed())}`, {});
    return answer.status === 404 ? null : this.#body(answer);
  }

  async workers(): Promise<readonly unknown[]> {
    return this.#list(await this.#read('/worker-mgt/workers'), 'workers');
  }

  async tasks(job: string): Promise<readonly unknown[]> {
    return this.#list(await this.#read(`/jobs/${encodeURIComponent(job.toWellFormed())}/tasks`), 'tasks');
  }

  async #read(path: string): Promise<unknown> {
    return this.#body(await this.#ask(path, {}));
  }

  async #ask(path: string, request: HttpRequest): Promise<HttpAnswer> {
    try {
      const answer = await this.#net.request(`${this.#base}/api/v3${path}`, { ...request, signal: this.#signal });
      this.#aheadMs = aheadOf(answer, this.#now());
      return answer;
    } catch (error) {
      throw new RestFailure(causeOf(error, this.#base));
    }
  }

  #body({ status, body }: HttpAnswer): unknown {
    if (status < 200 || status > 299) throw new RestFailure(statusCause(status, this.#base, body.slice(0, 200)));
    try {
      return walkable(JSON.parse(body));
    } catch {
      // A page of HTML, say: some other server, or a proxy, has answered.
      throw this.#unreadable('JSON was expected');
    }
  }

  /** An empty list of Go is null. */
  #list(answer: unknown, field: string): readonly unknown[] {
    const fields = fieldsOf(answer);
    if (!Object.hasOwn(fields, field)) throw this.#unreadable(`a list of ${field} was expected`);
    return listOf(fields[field]);
  }

  #unreadable(text: string): RestFailure {
    return new RestFailure({ code: 'unreadable', params: { host: hostOf(this.#base), text } });
  }
}
