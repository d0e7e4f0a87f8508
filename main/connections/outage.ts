import type { Cause, Preferences } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { CatchUp, WireEvent } from '../protocols/protocol.ts';
import { backEvents, blockedEvent, lostEvent, type OwnAlert, ownAlertOf, stillLostEvent } from './lifecycle.ts';
import type { Gap } from './sink.ts';

const minuteMs = 60_000;

/** After how long out of reach a server is told. */
export interface NoticeTimes {
  /** As a warning. */
  readonly lostMs: number;
  /** As an error; where it is no more than `lostMs`, at once as that. */
  readonly stillLostMs: number;
}

/** The times as the settings say them, in ms. */
export function noticeTimes({ lostMinutes, stillLostMinutes }: Preferences['connections']): NoticeTimes {
  return { lostMs: lostMinutes * minuteMs, stillLostMs: stillLostMinutes * minuteMs };
}

/** A time out of reach: nothing is told of it at first, then a warning, and later an error. */
export class Outage {
  readonly #clock: Clock;
  readonly #times: () => NoticeTimes;
  readonly #tell: (event: WireEvent) => void;
  readonly #raised: Set<OwnAlert>;
  #since: number | null = null;
  /** A line is up, but has not been read: lost now, the outage goes on. */
  #up = false;
  #told: 'nothing' | 'lost' | 'still-lost';
  /** How much of the outage has been waited for already, by timers: the time that a machine slept is none of it. */
  #waitedMs = 0;
  #wait: { readonly from: number; readonly forMs: number; readonly cancel: () => void } | null = null;
  #why: Cause | null = null;

  /** `raised`: alerts that an earlier run left open; what it told is not told again. */
  constructor(clock: Clock, times: () => NoticeTimes, raised: readonly OwnAlert[], tell: (event: WireEvent) => void) {
    this.#clock = clock;
    this.#times = times;
    this.#raised = new Set(raised);
    this.#told = this.#raised.has('connection') ? 'lost' : 'nothing';
    this.#tell = tell;
  }

  /** Epoch ms; null: there is none. */
  get since(): number | null {
    return this.#up ? null : this.#since;
  }

  /** The line is gone. */
  begin(): void {
    this.#up = false;
    this.#since ??= this.#clock.now();
  }

  /** A line was lost, or could not be made; it is tried again. */
  failed(why: Cause): void {
    this.begin();
    this.#why = why;
    this.#await();
  }

  /** The times were set anew: they hold for this outage as well. */
  retime(): void {
    const wait = this.#wait;
    if (wait === null) return;
    this.#stopWaiting();
    this.#waitedMs += Math.max(0, Math.min(this.#clock.now() - wait.from, wait.forMs));
    this.#await();
  }

  /** Refused: told at once, for nothing will change by itself. */
  blocked(why: Cause): void {
    this.begin();
    this.#stopWaiting();
    const alert = ownAlertOf(why);
    if (alert === 'connection') this.#told = 'still-lost';
    this.#raised.add(alert);
    this.#tell(blockedEvent(why, this.#clock.now()));
  }

  /** Online again: over only when the server has been read, for one that takes and drops every line is out of reach. */
  up(): void {
    this.#up = true;
  }

  /** Nothing is missed any more, or nobody wants the server. */
  end(): void {
    this.#stopWaiting();
    this.#since = null;
    this.#told = 'nothing';
    this.#waitedMs = 0;
  }

  /** The server has been read: what was told is taken back. */
  over(gap: Gap | null, catchUp: CatchUp): void {
    this.end();
    for (const event of backEvents(this.#raised, gap, catchUp)) this.#tell(event);
    this.#raised.clear();
  }

  #await(): void {
    if (this.#wait !== null || this.#told === 'still-lost') return;
    const forMs = this.#dueMs() - this.#waitedMs;
    if (forMs <= 0) return this.#tellLost();
    const cancel = this.#clock.after(forMs, () => {
      this.#wait = null;
      this.#waitedMs += forMs;
      this.#await();
    });
    this.#wait = { from: this.#clock.now(), forMs, cancel };
  }

  #dueMs(): number {
    const { lostMs, stillLostMs } = this.#times();
    return this.#told === 'nothing' ? Math.min(lostMs, stillLostMs) : stillLostMs;
  }

  /** While a line is up that may yet be read nothing is told; lost unread, it is told then. */
  #tellLost(): void {
    if (this.#up || this.#why === null || this.#since === null) return;
    const still = this.#waitedMs >= this.#times().stillLostMs;
    this.#told = still ? 'still-lost' : 'lost';
    this.#raised.add('connection');
    this.#tell((still ? stillLostEvent : lostEvent)(this.#why, this.#since));
    this.#await();
  }

  #stopWaiting(): void {
    this.#wait?.cancel();
    this.#wait = null;
  }
}
