import type { Cause, ServerSettings } from '../../preload/contract/api.ts';
import { causeText, inEnglish, ownEvents } from '../../preload/contract/texts/index.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../host.ts';
import type { Unread, WireEvent } from '../protocols/protocol.ts';

/** The event of a message that could not be read: something may have been said that nobody was told. */
export function unreadableEvent({ bytes, begin }: Unread, why: Cause): WireEvent {
  return {
    key: null,
    kind: 'error',
    topic: 'unreadable',
    phase: null,
    severity: 'warning',
    level: null,
    subject: null,
    alert: null,
    title: inEnglish(() => ownEvents.unreadable),
    body: inEnglish(() => causeText(why).why),
    occurredAt: null,
    url: null,
    payload: { bytes, begin, why },
    stream: false,
    naming: false,
    aim: null,
    automatic: false,
    acknowledgedBy: null,
  };
}

const minuteMs = 60_000;
const linesAMinute = 20;

/** Writes each frame that could not be read into the log, of one server at most 20 a minute. */
export class UnreadLog {
  readonly #clock: Clock;
  readonly #log: Pick<Log, 'warn'>;
  readonly #minutes = new Map<string, { readonly from: number; count: number }>();

  constructor(clock: Clock, log: Pick<Log, 'warn'>) {
    this.#clock = clock;
    this.#log = log;
  }

  note(server: ServerSettings, { bytes, begin }: Unread, why: Cause): void {
    const now = this.#clock.now();
    const known = this.#minutes.get(server.id);
    const minute = known !== undefined && Math.abs(now - known.from) < minuteMs ? known : { from: now, count: 0 };
    this.#minutes.set(server.id, minute);
    minute.count++;
    if (minute.count > linesAMinute) return;
    const last = minute.count === linesAMinute ? ' More of this minute are counted only.' : '';
    this.#log.warn(
      `${server.name}: a message of ${bytes} bytes could not be read. ${inEnglish(() => causeText(why).why)}: ${begin}${last}`,
    );
  }
}
