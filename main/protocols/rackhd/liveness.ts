import type { Clock } from '../../clock.ts';
import { Timers } from '../timers.ts';
import type { Item } from './frames.ts';
import type { Memory } from './memory.ts';
import { fieldsOf, timeOf } from './wire.ts';

/** How often the server is asked for its session's id, which it always gives: on-wss, lib/ws-service.js. */
const probeMs = 60_000;
/** Heartbeats come every 10 s unless the server is set otherwise (`heartbeatIntervalSec`); a few may be missed. */
const leastSilenceMs = 60_000;
const missedBeats = 3;
const longestBeatMs = 3_600_000;

/** Whether the server answered `init`; `ended`: the line did, and says so by itself. */
export type Answered = 'yes' | 'no' | 'ended';

interface LivenessOptions {
  readonly clock: Clock;
  /** Asks for the session's id. Does not reject. */
  readonly answered: () => Promise<Answered>;
  readonly memory: Memory;
  /** The line is silent although its socket stands. */
  readonly silent: () => void;
  /** Whether heartbeats that came on earlier lines do not come on this one. */
  readonly lacks: (lacking: boolean) => void;
}

/**
 * Whether a line that stands still tells anything: its server answers `init`, and where heartbeats were heard they go
 * on, for they come the way of all messages through the broker behind the server.
 */
export class Liveness {
  readonly #options: LivenessOptions;
  /** Those of now; null while nothing is expected. */
  #timers: Timers | null = null;
  #cancelSilence = () => {};
  #lacking = false;

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  /** Begins, or begins anew after reading was held back. */
  begin(): void {
    this.end();
    const timers = new Timers(this.#options.clock);
    this.#timers = timers;
    this.#probe(timers);
    this.#expect(timers);
  }

  /** One heartbeat came. */
  heard({ data }: Item): void {
    const { memory, lacks, silent } = this.#options;
    const { currentTime, nextUpdate } = fieldsOf(fieldsOf(data).data);
    const everyMs = (timeOf(nextUpdate) ?? 0) - (timeOf(currentTime) ?? 0);
    if (everyMs > 0 && everyMs <= longestBeatMs) memory.heartbeatMs = Math.max(everyMs, memory.heartbeatMs ?? 0);
    if (this.#lacking) lacks(false);
    this.#lacking = false;
    this.#cancelSilence();
    if (memory.heartbeatMs === null || this.#timers === null) return;
    this.#cancelSilence = this.#timers.after(silenceMs(memory.heartbeatMs), silent);
  }

  end(): void {
    this.#timers?.end();
    this.#timers = null;
  }

  #probe(timers: Timers): void {
    timers.after(probeMs, () => {
      void this.#options.answered().then((answer) => {
        if (this.#timers !== timers) return;
        if (answer === 'yes') this.#probe(timers);
        else if (answer === 'no') this.#options.silent();
      });
    });
  }

  /** Heartbeats may have been switched off meanwhile, so that none came yet ends nothing. */
  #expect(timers: Timers): void {
    const { memory, lacks } = this.#options;
    if (memory.heartbeatMs === null) return;
    this.#cancelSilence = timers.after(silenceMs(memory.heartbeatMs), () => {
      this.#lacking = true;
      lacks(true);
    });
  }
}

function silenceMs(everyMs: number): number {
  return Math.max(leastSilenceMs, missedBeats * everyMs);
}
