import type { Link, WireEvent } from '../protocol.ts';
import type { Context } from './event.ts';
import type { Standing } from './standing.ts';
import type { Wanted } from './topics.ts';
import { translate } from './translate.ts';

/** No more than this waits for the Manager to answer the subscriptions. */
const mostEarly = 5_000;

/** A message that came before the line was up. */
interface Early {
  readonly topic: string;
  readonly message: unknown;
  /** Epoch ms. */
  readonly cameAt: number;
}

/**
 * Makes events of what the wire says. Until the line is up it waits unread: how the farm stands is kept from line to
 * line, and what this one never tells must be news for the next.
 */
export class Listener {
  readonly #link: Link;
  readonly #standing: Standing;
  readonly #wanted: Wanted;
  readonly #context: Context;
  #early: Early[] | null = [];

  constructor(link: Link, standing: Standing, wanted: Wanted, context: Context) {
    this.#link = link;
    this.#standing = standing;
    this.#wanted = wanted;
    this.#context = context;
  }

  /** One live message; `now` is epoch ms. False: as much waits as may. */
  hear(topic: string, message: unknown, now: number): boolean {
    if (this.#early === null) this.#read({ topic, message, cameAt: now });
    else this.#early.push({ topic, message, cameAt: now });
    return (this.#early?.length ?? 0) < mostEarly;
  }

  tell(event: WireEvent): void {
    this.#link.event(event);
  }

  /** The line is up: what waited goes on, and from now on all goes at once. */
  release(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const each of early) this.#read(each);
  }

  #read({ topic, message, cameAt }: Early): void {
    const event = translate(topic, message, this.#standing, cameAt, this.#context);
    this.#standing.learn(topic, message, cameAt);
    // Jobs are subscribed to also where only their tasks are wanted.
    if (topic !== '/jobs' || this.#wanted.jobs) this.tell(event);
  }
}
