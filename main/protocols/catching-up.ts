import type { Cause } from '../../preload/contract/api.ts';
import { isFatal } from './causes.ts';
import type { CatchUp } from './protocol.ts';
import type { Timers } from './timers.ts';

/** What came of asking for what was missed; `why`: a part of it could not be asked. */
export interface Asked {
  readonly catchUp: CatchUp;
  readonly why: Cause | null;
}

interface CatchingUpOptions {
  readonly timers: Timers;
  /** 0 <= r < 1. */
  readonly random: () => number;
  /** Null: the line ended meanwhile. */
  readonly ask: () => Promise<Asked | null>;
  readonly tell: (catchUp: CatchUp) => void;
  /** Work that nobody waits for. */
  readonly run: (work: () => Promise<void>) => void;
}

const againMs = 15_000;
const longestMs = 300_000;

/**
 * Asks for what was missed, and where that fails tells so and asks again, ever slower: a server that begins anew often
 * takes its sockets before it can be asked anything, and what opened meanwhile would never be told.
 */
export class CatchingUp {
  readonly #options: CatchingUpOptions;
  #delayMs = againMs;
  #asking = false;
  #told = false;
  #owed = false;
  #cancel = () => {};

  constructor(options: CatchingUpOptions) {
    this.#options = options;
  }

  /** A part could not be asked yet. */
  get owed(): boolean {
    return this.#owed;
  }

  async ask(): Promise<void> {
    const { timers, random, ask, tell, run } = this.#options;
    if (this.#asking) return;
    this.#asking = true;
    this.#cancel();
    const asked = await ask();
    this.#asking = false;
    if (asked === null) return;
    const { catchUp, why } = asked;
    this.#owed = why !== null && !isFatal(why);
    if (!this.#told || why === null || catchUp.events.length > 0) tell(catchUp);
    this.#told = true;
    if (!this.#owed) return;
    this.#cancel = timers.after(this.#delayMs * (0.5 + random() / 2), () => run(() => this.ask()));
    this.#delayMs = Math.min(longestMs, this.#delayMs * 2);
  }
}
