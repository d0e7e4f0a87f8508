import type { Clock } from '../clock.ts';

/** While reading pauses a ping of the server may not be heard, so one is made up this often: both ends stay content. */
const keepAliveMs = 10_000;

/** What a living transport lends the valve. */
interface Reading {
  mute(): boolean;
  /** When the oldest of what it took in and has not read came, epoch ms; absent: it takes in nothing. */
  behindSince?(): number | null;
  /** Absent: it asks whether it is held. */
  hold?(): void;
  release(): void;
  ping(): void;
}

/** Lets through what a transport reads, or holds it back while the line is kept alive. */
export interface Valve {
  readonly held: boolean;
  /** Epoch ms; null: it is not. */
  readonly heldSince: number | null;
  readonly reading: Reading | null;
  set(held: boolean): void;
  attach(reading: Reading): void;
  detach(): void;
}

/** Open at first; it holds for each transport that is attached, one at a time. */
export function createValve(clock: Clock): Valve {
  let reading: Reading | null = null;
  let heldSince: number | null = null;
  let cancel = () => {};
  const beat = () => {
    cancel = clock.after(keepAliveMs, () => {
      reading?.ping();
      beat();
    });
  };
  return {
    get held() {
      return heldSince !== null;
    },
    get heldSince() {
      return heldSince;
    },
    get reading() {
      return reading;
    },
    set(wanted) {
      if (wanted === (heldSince !== null)) return;
      heldSince = wanted ? clock.now() : null;
      cancel();
      if (wanted) {
        reading?.hold?.();
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
