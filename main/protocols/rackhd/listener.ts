import type { Clock } from '../../clock.ts';
import type { Link, WireEvent } from '../protocol.ts';
import type { Timers } from '../timers.ts';
import { hasTwin } from './body.ts';
import type { Context } from './event.ts';
import type { Item, Removal } from './frames.ts';
import { keepName, type Memory } from './memory.ts';
import type { Names } from './names.ts';
import { translate } from './translate.ts';
import { Twins } from './twins.ts';
import { fieldsOf, textOf } from './wire.ts';

/** More than this before the line is up, and the socket waits. */
const mostEarly = 5_000;

interface ListenerOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly memory: Memory;
  readonly names: Names;
  readonly context: Context;
}

/** A message that came before the line was up. */
interface Early {
  readonly message: Item | Removal;
  /** Epoch ms. */
  readonly cameAt: number;
}

/**
 * Makes events of what watches bring. Until the line is up it waits unread: how the nodes stand is kept from line to
 * line, and what this one never tells must be news for the next.
 */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #twins: Twins;
  #early: Early[] | null = [];

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#twins = new Twins(options.timers, (event) => this.#tell(event));
  }

  /** One message of a watch. False: more waits than should. */
  hear(message: Item | Removal): boolean {
    const each = { message, cameAt: this.#options.clock.now() };
    if (this.#early === null) this.#read(each);
    else this.#early.push(each);
    return (this.#early?.length ?? 0) < mostEarly;
  }

  /** The line is up: what waited goes on, and from now on all goes at once. */
  release(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const each of early) this.#read(each);
  }

  /** The line is about to end: nothing waits any more. */
  flush(): void {
    this.#twins.flush();
  }

  #read({ message, cameAt }: Early): void {
    const { memory, context } = this.#options;
    this.#learn(message);
    const event = memory.standing.settle(translate(message, context), cameAt);
    this.#twins.take(event, isFirst(message));
  }

  #tell(event: WireEvent): void {
    this.#options.link.event(this.#naming(event));
  }

  #naming(event: WireEvent): WireEvent {
    const { subject, stream } = event;
    if (subject?.type !== 'node' || subject.id === null || subject.name !== null || stream) return event;
    return { ...event, naming: this.#options.names.ask(subject.id) };
  }

  /** A record of a node brings its name. */
  #learn(message: Item | Removal): void {
    if (message.resource !== 'nodes' || message.handler !== 'item' || message.id.shape !== 'change') return;
    const name = textOf(fieldsOf(message.data).name);
    if (name !== '') keepName(this.#options.memory, message.id.id, name);
  }
}

function isFirst(message: Item | Removal): boolean {
  if (message.handler !== 'item' || message.id.shape !== 'key') return false;
  return hasTwin(message.id.key, message.data);
}
