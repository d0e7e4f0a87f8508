import type { Cause } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { keepNewest } from '../keep-newest.ts';
import type { Shown, Toast, ToastDriver, ToastRef } from '../toasts/driver.ts';
import { type Content, type Occupant, type Occupied, ToastRoom } from './toast-room.ts';

interface ScreenOptions {
  readonly driver: Pick<ToastDriver, 'show' | 'withdraw'>;
  readonly clock: Clock;
  /** A toast gave way to others: its words go on in a summary; null: nothing of it does. */
  readonly gaveWay: (ref: ToastRef, content: Content | null) => void;
  /** Toasts cannot be shown; null: they can again. */
  readonly failing: (why: Cause | null) => void;
}

export type Stay = Pick<Occupant, 'content' | 'lasting'>;

/** Nothing of these toasts goes on in a summary. */
export const passing: Stay = { content: () => null, lasting: () => false };

const kept = 1_000;

/** Our toasts as the driver has them: room for each is made first, and what a reply is about is known afterwards. */
export class Screen {
  readonly #options: ScreenOptions;
  readonly #room: ToastRoom;
  /** What a reply is about: an event, or null for a summary. */
  readonly #about = new Map<string, number | null>();
  #failing = false;
  #tried = false;

  constructor(options: ScreenOptions, earlier: readonly Occupied[]) {
    this.#options = options;
    const { clock, driver, gaveWay } = options;
    this.#room = new ToastRoom(
      {
        clock,
        withdraw: (ref) => driver.withdraw(ref),
        gaveWay: (ref, content) => {
          this.#about.delete(nameOf(ref));
          gaveWay(ref, content);
        },
      },
      earlier,
    );
  }

  /** Whether any toast was tried. */
  get tried(): boolean {
    return this.#tried;
  }

  /** What was found out about toasts without showing one; null: they can be shown. */
  probed(why: Cause | null): void {
    if ((why !== null) === this.#failing) return;
    this.#failing = why !== null;
    this.#options.failing(why);
  }

  async show(toast: Toast, about: number | null, stay: Stay): Promise<Shown> {
    const taken = await this.#room.reserve(toast.replaces, { ...stay, urgency: toast.urgency });
    const shown = await this.#options.driver.show({ ...toast, about });
    if (shown.shown && shown.ref !== null) keepNewest(this.#about, nameOf(shown.ref), about, kept);
    await taken(shown.shown ? shown.ref : null);
    this.#tried = true;
    this.probed(shown.shown ? null : shown.why);
    return shown;
  }

  async withdraw(ref: ToastRef): Promise<void> {
    this.#room.gone(ref);
    await this.#options.driver.withdraw(ref);
  }

  /** A toast is gone, as its daemon says. */
  gone(ref: ToastRef): void {
    this.#room.gone(ref);
    this.#about.delete(nameOf(ref));
  }

  /** What a toast of this run is about: an event, or null for a summary; undefined: it is none, or is gone. */
  aboutOf(ref: ToastRef): number | null | undefined {
    return this.#about.get(nameOf(ref));
  }
}

function nameOf({ driver, owner, id }: ToastRef): string {
  return `${driver}\0${owner}\0${id}`;
}
