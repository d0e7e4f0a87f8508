import type { Alerts } from '../alerts/alerts.ts';
import { isLately } from '../clock.ts';
import { keepNewest } from '../keep-newest.ts';
import type { WireEvent } from '../protocols/protocol.ts';
import type { AlertStep } from '../rules/alert.ts';
import type { Verdict } from '../rules/evaluate.ts';
import { EqualToasts } from './equal-toasts.ts';
import { Flaps } from './flaps.ts';
import { Followers } from './followers.ts';
import { lineOf, lineOfEvent } from './lines.ts';
import type { Told } from './tally.ts';

/** An event that a rule has decided on. */
interface Decided {
  readonly server: string;
  /** Its key in the history. */
  readonly key: string;
  /** Where the toasts of its alert stand; null: it has none. */
  readonly line: string | null;
  readonly wire: WireEvent;
  readonly step: AlertStep;
  /** Somebody takes care of its alert from now on. */
  readonly acknowledged: boolean;
  readonly verdict: Verdict;
}

interface Merged {
  readonly verdict: Verdict;
  /** The toast that it is told with, or that its own one replaces; null: as its alert has it. */
  readonly told: Told | null;
}

/** A toast is shown within this. */
const onItsWayMs = 5_000;

/**
 * Whether an event is told with a toast that stands already: that of what flaps, of its cause, of those equal to it. What
 * is left asks `admit` whether there is room for a toast of its own.
 */
export class Merging {
  readonly #standing: (line: string) => boolean;
  /** When lines were given a toast last: it may be on its way. */
  readonly #given = new Map<string, number>();
  readonly #flaps: Flaps;
  readonly #followers: Followers;
  readonly #equal: EqualToasts;

  constructor(alerts: Alerts, stands: (line: string) => boolean) {
    this.#standing = stands;
    this.#flaps = new Flaps(alerts);
    this.#followers = new Followers(alerts);
    this.#equal = new EqualToasts(alerts, (line, now) => this.#stands(line, now));
  }

  /** Decides, in the order of arrival; once for each event. */
  decide(decided: Decided, admit: () => boolean, now: number): Merged {
    const merged = this.#merged(decided, admit, now);
    if (merged.verdict.held === null && merged.verdict.toast !== 'none' && decided.step !== 'closes') {
      keepNewest(this.#given, merged.told?.line ?? ownLine(decided), now, 1_000);
    }
    return merged;
  }

  #merged(decided: Decided, admit: () => boolean, now: number): Merged {
    if (decided.acknowledged) return { verdict: decided.verdict, told: this.#settled(decided, now) };
    if (decided.step === 'closes' && decided.wire.kind !== 'job') return this.#closing(decided, admit, now);
    return this.#news(decided, admit, now);
  }

  /** Whether the toast stands in whose place the closing of an alert would come. */
  closesStanding(line: string): boolean {
    return this.#standing(this.#equal.lineOf(line));
  }

  /** The toasts of these lines say nothing any more: they were seen, or could not be shown. */
  ended(lines: ReadonlySet<string>): void {
    this.#equal.ended(lines);
  }

  /** An alert was closed here, not by its server; the line whose toast says nothing any more, null: none. */
  closedHere(server: string, alert: string): string | null {
    const place = lineOf(server, alert);
    const left = this.#equal.leave(place);
    this.#followers.leave(place);
    if (left === null) return place;
    return left.told.stays ? null : left.told.line;
  }

  #stands(line: string, now: number): boolean {
    return this.#standing(line) || isLately(this.#given.get(line) ?? Number.NEGATIVE_INFINITY, onItsWayMs, now);
  }

  #news(decided: Decided, admit: () => boolean, now: number): Merged {
    const { server, wire, step, verdict } = decided;
    if (verdict.held !== null || verdict.toast === 'none') return { verdict, told: null };
    const line = ownLine(decided);
    // Of the result of a job nothing more comes.
    const place = step === 'closes' ? null : decided.line;
    const flapped = step === 'opens' || step === 'worsens' ? this.#flaps.count(server, wire, line, step, now) : null;
    if (flapped?.step === 'within') return { verdict: merged(verdict), told: flapped.told };
    const followed = flapped === null ? this.#followers.follow(server, wire) : null;
    if (followed !== null) {
      return { verdict: merged(verdict), told: { ...followed, line: this.#equal.lineOf(followed.line) } };
    }
    const equal = flapped === null && step !== 'worsens' ? this.#equal.join(server, wire, place, now) : null;
    if (equal !== null) return { verdict: merged(verdict), told: equal };
    // What takes the place of a toast that stands is no more noise than before.
    const replaces = step === 'closes' && this.#stands(line, now);
    if (!replaces && !admit()) return { verdict: merged(verdict), told: null };
    if (place !== null) this.#followers.leave(place);
    if (flapped !== null) {
      flapped.keep();
      return { verdict, told: flapped.told };
    }
    if (step === 'worsens' && place !== null) return { verdict, told: this.#worsening(place) };
    return { verdict, told: this.#equal.begin(server, wire, place, line, now) };
  }

  /** It is not equal to the others any more. */
  #worsening(place: string): Told | null {
    const left = this.#equal.leave(place);
    if (left?.told.line === place) this.#equal.replaced(place);
    return left?.last === true ? left.told : null;
  }

  /** The toast that told an acknowledged alert; it stays where it stands for others too. */
  #settled({ server, wire, line }: Decided, now: number): Told | null {
    const place = line ?? '';
    return this.#equal.settle(place) ?? this.#flaps.settle(server, wire, place, now);
  }

  #closing({ server, wire, line, verdict }: Decided, admit: () => boolean, now: number): Merged {
    const place = line ?? '';
    const flapped = this.#flaps.count(server, wire, place, 'closes', now);
    const left = this.#equal.leave(place);
    const less = this.#followers.leave(place);
    if (verdict.held !== null || verdict.toast === 'none')
      return { verdict, told: flapped?.told ?? left?.told ?? less };
    if (flapped !== null) return { verdict: merged(verdict), told: flapped.told };
    if (left?.last === false) return { verdict: merged(verdict), told: left.told };
    const passes = this.#stands(left?.told.line ?? place, now) || admit();
    return passes ? { verdict, told: left?.told ?? null } : { verdict: merged(verdict), told: null };
  }
}

/** Where the toast of an event stands that is told by itself. */
function ownLine({ server, key, line, wire: { alert } }: Decided): string {
  return line ?? lineOfEvent({ server, alert, key });
}

function merged(verdict: Verdict): Verdict {
  return { ...verdict, held: 'storm' };
}
