import type { Clock } from '../clock.ts';

/** While reading pauses, no ping of the server is heard, so one is made up this often: both ends stay content. */
const keepAliveMs = 10_000;

/** What a living transport lends the valve. */
interface Reading {
  mute(): boolean;
  /** It has taken in what it has not read yet; absent: it never does. */
  behind?(): boolean;
  hold(): void;
  release(): void;
  ping(): void;
}

/** Lets through what a transport reads, or holds it back while the line is kept alive. */
export interface Valve {
  readonly held: boolean;
  readonly reading: Reading | null;
  set(held: boolean): void;
  attach(reading: Reading): void;
  detach(): void;
}

/** Open at first; it holds for each transport that is attached, one at a time. */
export function createValve(clock: Clock): Valve {
  let reading: Reading | null = null;
  let held = false;
  let cancel = () => {};
  const beat = () => {
    cancel = clock.after(keepAliveMs, () => {
      reading?.ping();
      beat();
    });
  };
  return {
    get held() {
      return held;
    },
    get reading() {
      return reading;
    },
    set(wanted) {
      if (wanted === held) return;
      held = wanted;
      cancel();
      if (held) {
        reading?.hold();
        beat();
      } else reading?.release();
    },
    attach(living) {
      reading = living;
    },
    detach() {
      reading = null;
      cancel();
    },
  };
}
