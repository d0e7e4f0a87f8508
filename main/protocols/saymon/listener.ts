import type { Link, WireEvent } from '../protocol.ts';
import { fieldsOf, idOf } from '../readers.ts';
import type { Context } from './event.ts';
import type { Memory, Names } from './names.ts';
import type { SaymonSettings } from './schema.ts';
import { Standing } from './standing.ts';
import { translate } from './translate.ts';
import { entityTypeOf, readJob } from './wire.ts';

/** More than this waits in the socket while the session is not yet known to be valid. */
const mostEarly = 5_000;

/** Makes events of what the wire says, and holds them back until the line is up. */
export class Listener {
  readonly standing = new Standing();
  readonly #server: SaymonSettings;
  readonly #link: Link;
  readonly #memory: Memory;
  readonly #names: Names;
  readonly #custom: readonly string[];
  #early: (() => void)[] | null = [];

  /** `custom`: topics by names of the user's choice. */
  constructor(server: SaymonSettings, link: Link, memory: Memory, names: Names, custom: readonly string[]) {
    this.#server = server;
    this.#link = link;
    this.#memory = memory;
    this.#names = names;
    this.#custom = custom;
  }

  /** One live message. False: more waits than should. */
  hear(topic: string, message: unknown): boolean {
    if (topic === 'model-changed') {
      const { id, entityType } = fieldsOf(message) as { id?: unknown; entityType?: unknown };
      this.#names.forget(entityTypeOf(entityType), idOf(id) ?? '');
    }
    const read = translate(topic, message, this.context(), this.#custom);
    const event = this.standing.settle(read);
    if (this.#early === null) {
      this.#tell(event, message);
      return true;
    }
    this.#early.push(() => this.#tell(event, message));
    return this.#early.length < mostEarly;
  }

  /** Nothing that was heard on a socket that was given up counts. */
  forget(): void {
    this.#early = [];
  }

  /** The line is up: what waited goes on, and from now on all goes at once. */
  release(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const tell of early) tell();
  }

  /** What translation knows at this moment. */
  context(): Context {
    const { severities = {}, webUrl = null } = this.#server;
    const { levelNames, stateNames } = this.#memory;
    return { severities, webUrl, levelNames, stateNames, nameOf: (type, id) => this.#names.of(type, id) };
  }

  /** A name is asked for when its event goes on: it would be told before it otherwise, and to nobody. */
  #tell(event: WireEvent, message: unknown): void {
    this.#link.event(this.#naming(event, message));
  }

  #naming(event: WireEvent, message: unknown): WireEvent {
    const { subject } = event;
    if (subject === null || subject.name !== null || subject.id === null || event.stream) return event;
    const owner = subject.type === 'operation' ? readJob(message).owner : null;
    const naming = this.#names.ask({ type: subject.type, id: subject.id, owner });
    return naming === event.naming ? event : { ...event, naming };
  }
}
