import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { AlertRecord } from '../history/history.ts';
import { givingWay, mayStand } from '../rules/standing.ts';
import type { ToastRef, Urgency } from '../toasts/driver.ts';
import { type Summary, summaryOfAlert } from './summary.ts';

/** What a toast said, for the summary that goes on in its place. */
export interface Content {
  /** Ids and names. */
  readonly servers: ReadonlyMap<string, string>;
  readonly summary: Summary;
  /** What is open of it, as far as it is followed. */
  readonly alerts: Iterable<{ readonly server: string; readonly key: string }>;
}

/** What room has to know of a toast. */
export interface Occupant {
  readonly urgency: Urgency;
  /** Null: nothing of it goes on. */
  readonly content: () => Content | null;
  /** It is renewed in its place, and gives way to nothing. */
  readonly lasting: () => boolean;
}

export interface Occupied extends Occupant {
  readonly ref: ToastRef;
  readonly shownAt: number;
}

interface RoomOptions {
  readonly clock: Clock;
  readonly withdraw: (ref: ToastRef) => Promise<void>;
  /** A toast gave way. */
  readonly gaveWay: (ref: ToastRef, content: Content | null) => void;
}

/** The room on the screen for our toasts. What cannot be taken away again takes none. */
export class ToastRoom {
  readonly #options: RoomOptions;
  readonly #occupied = new Map<string, Occupied>();
  /** Of the last run: whether its daemon still lives is known with the first toast. */
  #earlier: readonly Occupied[];
  #coming = 0;

  constructor(options: RoomOptions, earlier: readonly Occupied[]) {
    this.#options = options;
    this.#earlier = earlier;
  }

  /** Makes room for a toast. The answer is to be told where it came to stand; null: it was not shown, or nobody says. */
  async reserve(replaces: ToastRef | null, occupant: Occupant): Promise<(ref: ToastRef | null) => Promise<void>> {
    const place = replaces === null ? null : nameOf(replaces);
    const more = place !== null && this.#occupied.has(place) ? 0 : 1;
    this.#coming += more;
    await this.#giveWay();
    return async (ref) => {
      this.#coming -= more;
      if (ref === null) return;
      if (place !== null) this.#occupied.delete(place);
      this.#meet(ref);
      this.#occupied.set(nameOf(ref), { ...occupant, ref, shownAt: this.#options.clock.now() });
      await this.#giveWay();
    };
  }

  gone(ref: ToastRef): void {
    this.#occupied.delete(nameOf(ref));
    this.#earlier = this.#earlier.filter((each) => nameOf(each.ref) !== nameOf(ref));
  }

  /** A daemon takes its toasts along when it ends; what the last run left stands only in the same life of it. */
  #meet({ driver, owner, id }: ToastRef): void {
    for (const [name, { ref }] of this.#occupied) {
      if (ref.driver === driver && ref.owner !== owner) this.#occupied.delete(name);
    }
    for (const each of this.#earlier) {
      if (each.ref.driver === driver && each.ref.owner === owner && each.ref.id !== id) {
        this.#occupied.set(nameOf(each.ref), each);
      }
    }
    this.#earlier = [];
  }

  async #giveWay(): Promise<void> {
    const now = this.#options.clock.now();
    const toasts = [...this.#occupied.values()].map((each) => ({
      ...each,
      lasting: each.lasting(),
      goesOn: each.content() !== null,
    }));
    for (const each of toasts) if (!mayStand(each, now)) this.#occupied.delete(nameOf(each.ref));
    // A summary that takes them over needs a place of its own, where none goes on already.
    const summary = toasts.some(({ lasting }) => lasting) ? 0 : 1;
    const tooMany = givingWay(toasts, this.#coming, now);
    const going = tooMany.some(({ goesOn }) => goesOn) ? givingWay(toasts, this.#coming + summary, now) : tooMany;
    for (const { ref } of going) this.#occupied.delete(nameOf(ref));
    for (const { ref, content } of going) this.#options.gaveWay(ref, content());
    await Promise.all(going.map(({ ref }) => this.#options.withdraw(ref)));
  }
}

/** What the last run left on the screen. */
export function occupiedBy(
  remembered: readonly AlertRecord[],
  alerts: Pick<Alerts, 'serverName'>,
): readonly Occupied[] {
  return remembered.flatMap((record) => {
    const { server, key, toast: ref, severity, changedAt: shownAt } = record;
    if (ref === null) return [];
    const servers = new Map([[server, alerts.serverName(server)]]);
    const content = () => ({ servers, alerts: [{ server, key }], summary: summaryOfAlert(record) });
    const urgency = severity === 'critical' ? 'urgent' : 'show';
    return [{ ref, shownAt, urgency, content, lasting: () => false }] as const;
  });
}

function nameOf({ driver, owner, id }: ToastRef): string {
  return `${driver}\0${owner}\0${id}`;
}
