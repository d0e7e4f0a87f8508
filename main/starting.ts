import type { Autostart } from '../preload/contract/api.ts';
import type { Host } from './host.ts';

export interface StartingOptions {
  readonly autostart: NonNullable<Host['autostart']> | undefined;
  readonly wanted: () => boolean;
  readonly locked: () => boolean;
  readonly failed: (line: string) => void;
}

/** Keeps the system's list of what it starts true to the setting. */
export class Starting {
  readonly #options: StartingOptions;
  #wanted: boolean | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: StartingOptions) {
    this.#options = options;
  }

  /** At the start, for the program may have moved, and whenever the settings have changed. */
  check(): void {
    const { autostart, wanted, failed } = this.#options;
    const on = wanted();
    if (autostart === undefined || on === this.#wanted) return;
    this.#wanted = on;
    this.#turn = this.#turn
      .then(() => autostart.set(on))
      .catch((error) =>
        failed(`Starting with the system could not be switched ${on ? 'on' : 'off'}: ${String(error)}`),
      );
  }

  /** What the system says, once it has been told what is wanted; null: this host is not started by it. */
  async state(): Promise<Autostart | null> {
    const { autostart, locked } = this.#options;
    await this.#turn;
    const found = (await autostart?.state()) ?? null;
    return found === null || !locked() ? found : { ...found, by: 'policy' };
  }
}
