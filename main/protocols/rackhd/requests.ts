import type { Clock } from '../../clock.ts';
import { MonorailFault } from './fault.ts';
import type { Message } from './frames.ts';
import { fieldsOf, idOf } from './wire.ts';

/** Whether reading is held back now, and how often it was: a limit that ran meanwhile means nothing. */
export interface Hold {
  readonly held: boolean;
  readonly times: number;
}

/** What an answer looks like. */
type Want = 'session' | 'list' | 'record';

interface Request {
  readonly want: Want;
  readonly params: unknown;
  readonly send: () => void;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (fault: MonorailFault) => void;
}

/** The requests of one resource: the first is under way, the others wait. */
interface Queue {
  readonly requests: Request[];
  cancel: () => void;
}

/** `init` is asked of no resource. */
const session = '';

/**
 * Answers carry no id of their request, and bad requests get none (on-wss, lib/ws-service.js): so one request per
 * resource is under way at a time, with a time limit. A resource that did not answer is not asked again before it does,
 * for its late answer would be taken for the next one's.
 */
export class Requests {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #hold: Hold;
  readonly #queues = new Map<string, Queue>();
  /** What resources still owe, from which nobody waits for it any more. */
  readonly #mute = new Map<string, Want>();

  constructor(clock: Clock, limitMs: number, hold: Hold) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#hold = hold;
  }

  /** The session's id. */
  init(send: () => void): Promise<unknown> {
    return this.#ask(session, { want: 'session', params: null, send });
  }

  /** A list of records, or one: null where there is none. */
  ask(resource: string, want: 'list' | 'record', params: unknown, send: () => void): Promise<unknown> {
    return this.#ask(resource, { want, params, send });
  }

  /** Settles what a message answers. True: it was a request's answer. */
  take(message: Message): boolean {
    switch (message.handler) {
      case 'session':
        return this.#settle(session, 'session', ({ resolve }) => resolve(message.id ?? ''));
      case 'list':
        if (this.#settle(message.resource, 'list', ({ resolve }) => resolve(message.items))) return true;
        return this.#isLate(message.resource, 'list');
      case 'item': {
        const { id, data } = message;
        if (id.shape !== 'record' && id.shape !== 'none') return false;
        const record = (id.shape === 'record' ? id.record : data) ?? null;
        return this.#settle(message.resource, 'record', ({ resolve }) => resolve(record));
      }
      case 'remove': {
        // The design document answers so to a `get` of what is gone; a watch sends the same of any record.
        const fits = ({ params }: Request) => message.id === null || idOf(fieldsOf(params).id) === message.id;
        return this.#settle(message.resource, 'record', ({ resolve }) => resolve(null), fits);
      }
      default:
        return false;
    }
  }

  /** True: the refusal answered a request, which failed by it. */
  refuse(resource: string | null, fault: MonorailFault): boolean {
    return this.#settle(resource, null, ({ reject }) => reject(fault)) || this.#isLate(resource, null);
  }

  /** The line ended: nothing will be answered. */
  end(fault: MonorailFault): void {
    const queues = [...this.#queues.values()];
    this.#queues.clear();
    this.#mute.clear();
    for (const { requests, cancel } of queues) {
      cancel();
      for (const { reject } of requests) reject(fault);
    }
  }

  #ask(resource: string, asked: Pick<Request, 'want' | 'params' | 'send'>): Promise<unknown> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#mute.has(resource)) {
        reject(noAnswer(resource));
        return;
      }
      const queue = this.#queues.get(resource) ?? { requests: [], cancel: () => {} };
      this.#queues.set(resource, queue);
      queue.requests.push({ ...asked, resolve, reject });
      if (queue.requests.length === 1) this.#send(resource, queue);
    });
    // Who does not wait for the answer must not end the process by its absence.
    answer.catch(() => {});
    return answer;
  }

  /** Whether it is what a resource still owed; it can be asked again. */
  #isLate(resource: string | null, want: Want | null): boolean {
    const owed = resource === null ? undefined : this.#mute.get(resource);
    if (resource === null || owed === undefined || (want !== null && want !== owed)) return false;
    return this.#mute.delete(resource);
  }

  #settle(
    named: string | null,
    want: Want | null,
    settle: (request: Request) => void,
    fits: (request: Request) => boolean = () => true,
  ): boolean {
    const resource = named ?? this.#only();
    const queue = resource === null ? undefined : this.#queues.get(resource);
    const request = queue?.requests[0];
    if (resource === null || queue === undefined || request === undefined) return false;
    if ((want !== null && request.want !== want) || !fits(request)) return false;
    queue.cancel();
    queue.requests.shift();
    if (queue.requests.length === 0) this.#queues.delete(resource);
    else this.#send(resource, queue);
    settle(request);
    return true;
  }

  /** The resource under way, for an answer that names none; null when there are several. */
  #only(): string | null {
    const [first = null, ...others] = [...this.#queues.keys()].filter((resource) => resource !== session);
    return others.length === 0 ? first : null;
  }

  #send(resource: string, queue: Queue): void {
    this.#limit(resource, queue);
    try {
      queue.requests[0]?.send();
    } catch (error) {
      // The line is closing: `end` follows, and rejects.
      if (!(error instanceof MonorailFault)) throw error;
    }
  }

  #limit(resource: string, queue: Queue): void {
    const { times } = this.#hold;
    queue.cancel = this.#clock.after(this.#limitMs, () => {
      if (this.#hold.held || this.#hold.times !== times) {
        this.#limit(resource, queue);
        return;
      }
      this.#queues.delete(resource);
      // A session's id is the same each time it is asked for, so a late one does no harm.
      const [first] = queue.requests;
      if (resource !== session && first !== undefined) this.#mute.set(resource, first.want);
      for (const { reject } of queue.requests) reject(noAnswer(resource));
    });
  }
}

function noAnswer(resource: string): MonorailFault {
  return new MonorailFault('time', `no answer for ${resource === session ? 'init' : resource}`, { resource });
}
