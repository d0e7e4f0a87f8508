import {
  covers,
  type Grounds,
  type QuietHours,
  type Severity,
  type Silenced,
  type Snoozable,
  type SnoozeTarget,
  type Subject,
} from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { AlertStep } from '../rules/alert.ts';
import { anchored } from '../rules/pause.ts';
import { passesQuiet, type QuietStretch, quietAt } from '../rules/quiet-hours.ts';
import { isChange, type SnoozeStand, snoozeKey } from '../rules/snooze.ts';
import type { Kept, PastSilence, SilenceFile } from './silence-file.ts';

/** The summary of what a pause or quiet hours held back; those of snoozes have their keys. */
export const silenceSummary = '';

/** An event as far as it matters to what holds toasts back. */
export interface Heard {
  readonly server: string;
  readonly alert: string | null;
  readonly subject: Subject | null;
  readonly severity: Severity;
  readonly step: AlertStep;
  /** A connection is lost for long, or blocked. */
  readonly connectionLost: boolean;
  /** Known to be over by now: it changes nothing. */
  readonly stale: boolean;
}

/** What holds the toast of an event back, and in which summary it is told then. */
export interface Hush {
  readonly paused: boolean;
  readonly snoozed: boolean;
  readonly quiet: boolean;
  readonly summary: string;
}

/** A time in which toasts were held back. */
export interface SilentTime {
  readonly from: number;
  readonly to: number;
  readonly paused: boolean;
  readonly quiet: boolean;
}

export interface SilenceOptions {
  readonly clock: Clock;
  readonly file: SilenceFile;
  readonly quietHours: () => QuietHours;
  /** IANA name of the system's time zone. */
  readonly zone: () => string;
  readonly alerts: Pick<Alerts, 'get' | 'some' | 'worstOf'>;
  /** What is held back is not what it was. */
  readonly changed: () => void;
  /** Pause and quiet hours are over, or one of both: what they held back may be told. */
  readonly over: () => void;
  /** A snooze is over. */
  readonly woken: (snooze: SnoozeStand) => void;
  readonly failed: (line: string) => void;
}

/** How the quiet hours were found to stand, and from when to when that holds. */
interface KnownQuiet {
  readonly hours: QuietHours;
  readonly from: number;
  readonly to: number;
  readonly found: QuietStretch | null;
}

/** Timers do not run while the machine sleeps, and know nothing of a clock that is set: they look this often. */
const lookMs = 15_000;
/** How long the quiet hours are taken as they were found; the system's zone may change. */
const quietKnownMs = 3_600_000;
/** Further back than this nobody looks for when it became quiet. */
const longestMs = 7 * 86_400_000;
/** So many times in which toasts were held back are remembered after they are over. */
const pastKept = 200;

/** The pause, the quiet hours and what is snoozed: what holds toasts back for a time, and when that is over. */
export class Silence {
  readonly #options: SilenceOptions;
  #kept: Kept;
  #quiet: KnownQuiet;
  #told = '';
  /** The quiet hours at the last look. */
  #wasQuiet: QuietStretch | null = null;
  #held: { readonly paused: boolean; readonly quiet: boolean } = { paused: false, quiet: false };
  #cancel: () => void = () => undefined;
  #closed = false;

  constructor(options: SilenceOptions) {
    this.#options = options;
    this.#kept = options.file.read();
    this.#quiet = this.#look(options.clock.now());
  }

  /** Watches from now on when what holds toasts back begins and ends. */
  start(): void {
    this.#held = this.#holding(this.#options.clock.now());
    this.#told = JSON.stringify(this.view());
    this.check();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  /** What holds toasts back now. */
  view(): Silenced {
    const now = this.#options.clock.now();
    return {
      paused: this.#pausedAt(now) ? this.#kept.pause : null,
      quiet: this.#quietAt(now),
      snoozes: this.#kept.snoozes
        .filter(({ until }) => until === null || now < until)
        .map(({ worst: _, ...snooze }) => snooze),
    };
  }

  /** What holds the toast of an event back. A snooze until a change ends with the event that is the change. */
  hush(heard: Heard): Hush {
    const now = this.#options.clock.now();
    const snooze = this.#kept.snoozes.length === 0 ? undefined : this.#snoozeOf(heard, now);
    return {
      paused: this.#pausedAt(now),
      snoozed: snooze !== undefined,
      quiet: this.#quietAt(now) !== null && !passesQuiet(this.#options.quietHours(), heard),
      summary: snooze === undefined ? silenceSummary : snoozeKey(snooze.what),
    };
  }

  /** Whether the toast of what has been told already is held back now; it ends no snooze. */
  hushes(told: Pick<Heard, 'server' | 'alert' | 'subject' | 'severity'>): boolean {
    const now = this.#options.clock.now();
    const snoozed = this.#kept.snoozes.some((snooze) => covers(snooze.what, told) && !this.#isOver(snooze, now));
    return snoozed || this.holds({ severity: told.severity, connectionLost: false });
  }

  /** Whether a toast that is about no single event is held back now. */
  holds(worst: { readonly severity: Severity; readonly connectionLost: boolean }): boolean {
    const now = this.#options.clock.now();
    return this.#pausedAt(now) || (this.#quietAt(now) !== null && !passesQuiet(this.#options.quietHours(), worst));
  }

  /** The time of silence around a moment, up to now; the moment alone where there was none. */
  timeAround(at: number): SilentTime {
    const now = this.#options.clock.now();
    const found = { paused: false, quiet: false };
    const grown = ({ from, to }: { from: number; to: number }, edge: number) => {
      const { pause } = this.#kept;
      const paused = pause !== null && pause.since <= edge && edge < pause.until ? pause : null;
      const quiet = this.#quietStretch(edge, this.#look(edge).found);
      found.paused ||= paused !== null;
      found.quiet ||= quiet !== null;
      return {
        from: Math.min(from, paused?.since ?? from, quiet?.since ?? from),
        to: Math.max(to, paused?.until ?? to, quiet === null ? to : (quiet.until ?? now)),
      };
    };
    let time = grown({ from: at, to: at }, at);
    for (let next = grown(time, time.to); next.to > time.to && time.to < now; next = grown(time, time.to)) time = next;
    for (let next = grown(time, time.from - 1); next.from < time.from; next = grown(time, time.from - 1)) {
      time = next;
      if (at - time.from > longestMs) break;
    }
    return { from: time.from, to: Math.min(time.to, now), ...found };
  }

  /**
   * The time that held back an event of that moment, `until` null: without an end of its own; null: none is known any
   * more. Of quiet hours it is what was in force, also where the settings are others by now.
   */
  around(how: PastSilence['how'], heard: Snoozable & { readonly at: number }): Grounds['heldBack'] {
    const { at } = heard;
    const now = this.#options.clock.now();
    const { pause, snoozes, past } = this.#kept;
    const quiet = this.#quietAt(now);
    const running: readonly (Omit<PastSilence, 'until'> & { readonly until: number | null })[] = [
      ...(pause === null ? [] : [{ ...pause, how: 'paused', what: null, name: null } as const]),
      ...(quiet === null ? [] : [{ ...quiet, how: 'quiet-hours', what: null, name: null } as const]),
      ...snoozes.map((snooze) => ({ ...snooze, how: 'snoozed' }) as const),
    ];
    const found = [...running, ...past].find(
      (each) =>
        each.how === how &&
        each.since <= at &&
        at <= (each.until ?? at) &&
        (each.what === null || covers(each.what, heard)),
    );
    if (found === undefined) return null;
    const { since, until, name } = found;
    return { since, until, name, runs: until === null || now < until };
  }

  /** Holds everything back until a moment; a pause that runs is changed. */
  pause(until: number): void {
    const now = this.#options.clock.now();
    const { pause } = this.#kept;
    const runs = pause !== null && this.#pausedAt(now);
    const since = runs ? pause.since : now;
    const over = pause === null || runs ? [] : [{ ...pause, how: 'paused', what: null, name: null } as const];
    this.#keep({ ...this.#kept, pause: { since, until }, past: withPast(this.#kept.past, over) });
  }

  resume(): void {
    const now = this.#options.clock.now();
    const { pause } = this.#kept;
    if (pause !== null && this.#pausedAt(now)) this.#keep({ ...this.#kept, pause: { since: pause.since, until: now } });
  }

  /** Ends the quiet hours that are in force; false: none are, or they have no end that others could follow. */
  endQuiet(): boolean {
    const now = this.#options.clock.now();
    const until = this.#quietAt(now)?.until ?? null;
    if (until === null) return false;
    this.#keep({ ...this.#kept, lifted: { since: now, until } });
    return true;
  }

  /** Holds back what is about this until a moment, or until a change (null). */
  snooze(what: SnoozeTarget, name: string, until: number | null): void {
    const since = this.#options.clock.now();
    const worst = this.#options.alerts.worstOf((alert) => covers(what, alert));
    const others = this.#kept.snoozes.filter((each) => snoozeKey(each.what) !== snoozeKey(what));
    this.#keep({ ...this.#kept, snoozes: [...others, { what, name, since, until, worst }] });
  }

  /** False: there is no such snooze. */
  unsnooze(what: SnoozeTarget): boolean {
    const snooze = this.#kept.snoozes.find((each) => snoozeKey(each.what) === snoozeKey(what));
    if (snooze !== undefined) this.#wake([snooze]);
    return snooze !== undefined;
  }

  /** Looks at the clock, the settings and the alerts again: what is over by now ends. */
  check(): void {
    if (this.#closed) return;
    this.#cancel();
    const now = this.#options.clock.now();
    this.#anchor(now);
    this.#wake(this.#kept.snoozes.filter((snooze) => this.#isOver(snooze, now)));
    const before = this.#held;
    this.#held = this.#holding(now);
    this.#noteQuiet(now);
    if ((before.paused && !this.#held.paused) || (before.quiet && !this.#held.quiet)) this.#options.over();
    const told = JSON.stringify(this.view());
    if (told !== this.#told) {
      this.#told = told;
      this.#options.changed();
    }
    const next = this.#nextAt(now);
    if (next !== null) this.#cancel = this.#options.clock.after(Math.min(next - now, lookMs), () => this.check());
  }

  /** Quiet hours that are over are remembered as they were, for the settings may be others later. */
  #noteQuiet(now: number): void {
    const before = this.#wasQuiet;
    this.#wasQuiet = this.#quietAt(now);
    if (before === null || this.#wasQuiet !== null) return;
    const { since, until } = before;
    const over = { how: 'quiet-hours', what: null, name: null, since, until: Math.min(until ?? now, now) } as const;
    this.#keep({ ...this.#kept, past: withPast(this.#kept.past, [over]) });
  }

  #holding(now: number) {
    return { paused: this.#pausedAt(now), quiet: this.#quietAt(now) !== null };
  }

  #pausedAt(now: number): boolean {
    return this.#kept.pause !== null && now < this.#kept.pause.until;
  }

  #quietAt(now: number): QuietStretch | null {
    const { hours, from, to } = this.#quiet;
    if (hours !== this.#options.quietHours() || now < from || now >= to) this.#quiet = this.#look(now);
    return this.#quietStretch(now, this.#quiet.found);
  }

  /** A stretch without what was ended by hand. */
  #quietStretch(now: number, found: QuietStretch | null): QuietStretch | null {
    const { lifted } = this.#kept;
    if (found === null || lifted === null) return found;
    const { since, until } = found;
    if (now >= lifted.since && now < lifted.until) return null;
    if (now < lifted.since) return { since, until: Math.min(until ?? lifted.since, lifted.since) };
    return { since: Math.max(since, lifted.until), until };
  }

  #look(now: number): KnownQuiet {
    const hours = this.#options.quietHours();
    const { quiet, changesAt } = quietAt(hours, hours.timeZone ?? this.#options.zone(), now);
    return { hours, from: now, to: Math.min(changesAt ?? now + quietKnownMs, now + quietKnownMs), found: quiet };
  }

  #snoozeOf(heard: Heard, now: number): SnoozeStand | undefined {
    const covering = this.#kept.snoozes.filter((snooze) => covers(snooze.what, heard) && !this.#isOver(snooze, now));
    const othersOpen = (what: SnoozeTarget) => () =>
      this.#options.alerts.some((alert) => covers(what, alert) && alert.alert !== heard.alert);
    const ended = covering.filter(
      (snooze) => snooze.until === null && !heard.stale && isChange(snooze, heard, othersOpen(snooze.what)),
    );
    if (ended.length > 0) this.#wake(ended);
    return covering.find((snooze) => !ended.includes(snooze));
  }

  #isOver({ what, until }: SnoozeStand, now: number): boolean {
    if (until !== null) return now >= until;
    return what.type === 'alert' && this.#options.alerts.get(what.server, what.key) === null;
  }

  #wake(ended: readonly SnoozeStand[]): void {
    if (ended.length === 0) return;
    const now = this.#options.clock.now();
    const over = ended.map(({ what, name, since, until }) => {
      return { how: 'snoozed', what, name, since, until: Math.min(until ?? now, now) } as const;
    });
    const snoozes = this.#kept.snoozes.filter((each) => !ended.includes(each));
    this.#keep({ ...this.#kept, snoozes, past: withPast(this.#kept.past, over) });
    for (const snooze of ended) this.#options.woken(snooze);
  }

  /** A clock that was set back makes nothing last longer than was chosen. */
  #anchor(now: number): void {
    const { pause, lifted, snoozes } = this.#kept;
    const set: Kept = {
      ...this.#kept,
      pause: pause === null ? null : anchored(pause, now),
      lifted: lifted === null ? null : anchored(lifted, now),
      snoozes: snoozes.map((each) => {
        const { since, until } = each;
        return until === null ? each : { ...each, ...anchored({ since, until }, now) };
      }),
    };
    if (JSON.stringify(set) !== JSON.stringify(this.#kept)) this.#keep(set);
  }

  #nextAt(now: number): number | null {
    const { pause, snoozes } = this.#kept;
    const moments = [
      ...(pause !== null && this.#pausedAt(now) ? [pause.until] : []),
      ...(this.#options.quietHours().enabled ? [this.#quiet.to] : []),
      ...snoozes.map(({ until }) => until ?? now + lookMs),
    ];
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** In force also where the disk refuses it. */
  #keep(kept: Kept): void {
    this.#kept = kept;
    try {
      this.#options.file.write(kept);
    } catch (error) {
      this.#options.failed(`What holds toasts back was not stored, it ends with Tocsin: ${String(error)}`);
    }
    queueMicrotask(() => this.check());
  }
}

function withPast(past: readonly PastSilence[], over: readonly PastSilence[]): readonly PastSilence[] {
  return over.length === 0 ? past : [...over, ...past].slice(0, pastKept);
}
