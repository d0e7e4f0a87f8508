import type { Cause } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { CatchUp, WireEvent } from '../protocols/protocol.ts';
import { backEvents, blockedEvent, lostEvent, type OwnAlert, ownAlertOf, stillLostEvent } from './lifecycle.ts';
import type { Gap } from './sink.ts';

const lostMs = 120_000;
const stillLostMs = 900_000;

/** A time out of reach: nothing is told of it for 2 min, then a warning, and an error after 15 min. */
export class Outage {
  readonly #clock: Clock;
  readonly #tell: (event: WireEvent) => void;
  readonly #raised: Set<OwnAlert>;
  #since: number | null = null;
  /** A line is up, but has not been read: lost now, the outage goes on. */
  #up = false;
  /** Its time came while a line was up. */
  #due = false;
  #told: 'nothing' | 'lost' | 'still-lost' = 'nothing';
  #cancel: (() => void) | null = null;
  #why: Cause | null = null;

  /** `raised`: alerts that an earlier run left open. */
  constructor(clock: Clock, raised: readonly OwnAlert[], tell: (event: WireEvent) => void) {
    this.#clock = clock;
    this.#raised = new Set(raised);
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
    if (this.#due) this.#tellLost();
    else this.#wait();
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
  }

  /** The server has been read: what was told is taken back. */
  over(gap: Gap | null, catchUp: CatchUp): void {
    this.end();
    for (const event of backEvents(this.#raised, gap, catchUp)) this.#tell(event);
    this.#raised.clear();
  }

  #wait(): void {
    if (this.#cancel !== null || this.#told === 'still-lost') return;
    const delayMs = this.#told === 'nothing' ? lostMs : stillLostMs - lostMs;
    this.#cancel = this.#clock.after(delayMs, () => {
      this.#cancel = null;
      this.#tellLost();
    });
  }

  #tellLost(): void {
    this.#due = this.#up;
    if (this.#up) return;
    if (this.#why === null || this.#since === null) return;
    this.#raised.add('connection');
    this.#tell((this.#told === 'nothing' ? lostEvent : stillLostEvent)(this.#why, this.#since));
    this.#told = this.#told === 'nothing' ? 'lost' : 'still-lost';
    this.#wait();
  }

  #stopWaiting(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#due = false;
  }
}
