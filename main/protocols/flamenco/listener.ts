import type { Link, WireEvent } from '../protocol.ts';
import type { Context } from './event.ts';
import type { Standing } from './standing.ts';
import type { Wanted } from './topics.ts';
import { translate } from './translate.ts';

/** No more than this waits for the Manager to answer the subscriptions. */
const mostEarly = 5_000;

/** Makes events of what the wire says, and holds them back until the line is up. */
export class Listener {
  readonly #link: Link;
  readonly #standing: Standing;
  readonly #wanted: Wanted;
  readonly #context: Context;
  #early: WireEvent[] | null = [];

  constructor(link: Link, standing: Standing, wanted: Wanted, context: Context) {
    this.#link = link;
    this.#standing = standing;
    this.#wanted = wanted;
    this.#context = context;
  }

  /** One live message; `now` is epoch ms. False: as much waits as may. */
  hear(topic: string, message: unknown, now: number): boolean {
    const event = translate(topic, message, this.#standing, now, this.#context);
    this.#standing.learn(topic, message, now);
    // Jobs are subscribed to also where only their tasks are wanted.
    if (topic !== '/jobs' || this.#wanted.jobs) this.tell(event);
    return (this.#early?.length ?? 0) < mostEarly;
  }

  tell(event: WireEvent): void {
    if (this.#early === null) this.#link.event(event);
    else this.#early.push(event);
  }

  /** The line is up: what waited goes on, and from now on all goes at once. */
  release(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const event of early) this.#link.event(event);
  }
}
