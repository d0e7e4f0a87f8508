import type { Timers } from '../timers.ts';
import type { Asked, Step } from './admission.ts';

/** Asks for devices step by step; what one of them gives ends the waiting for it. */
export class Asker {
  readonly #timers: Timers;
  readonly #ask: (deviceId: string) => void;
  readonly #granted: (deviceId: string) => void;
  readonly #all = new Set<string>();
  readonly #open = new Set<string>();
  #go = () => {};

  /** `ask` sends the subscription of one device; `granted` is told when nothing was said against it in time. */
  constructor(timers: Timers, ask: (deviceId: string) => void, granted: (deviceId: string) => void) {
    this.#timers = timers;
    this.#ask = ask;
    this.#granted = granted;
  }

  /** Resolves when all is granted; never when the line ends first. `last` is told when nobody is left to ask for. */
  async run(steps: readonly Step[], last: () => void = () => {}): Promise<void> {
    for (const [index, { deviceIds, settleMs }] of steps.entries()) {
      for (const id of deviceIds) {
        this.#all.add(id);
        this.#open.add(id);
        this.#ask(id);
      }
      if (index === steps.length - 1) last();
      await this.#settled(settleMs);
      for (const id of deviceIds) this.#grant(id);
    }
  }

  /** A device gave a value. */
  heard(deviceId: string): void {
    this.#grant(deviceId);
    if (this.#open.size === 0) this.#go();
  }

  asked(): Asked {
    return { all: [...this.#all], open: [...this.#open] };
  }

  #grant(deviceId: string): void {
    if (this.#open.delete(deviceId)) this.#granted(deviceId);
  }

  #settled(settleMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#timers.after(settleMs, resolve);
      this.#go = () => {
        cancel();
        resolve();
      };
    });
  }
}
