import type { Severity } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { keepNewest } from '../keep-newest.ts';
import type { WireEvent } from '../protocols/protocol.ts';
import { type FlapStep, flap, isFlapping, type Openings } from '../rules/flapping.ts';
import type { Told } from './tally.ts';

/** What opened lately, with the toast that says that it flaps. */
interface Counted {
  readonly openings: Openings;
  readonly line: string;
}

/** What an event is to something that flaps. */
export interface Flapped {
  readonly step: Exclude<FlapStep, 'apart'>;
  readonly told: Told;
  /** It was told: only then what begins to flap, or becomes worse, counts as that. */
  readonly keep: () => void;
}

const kept = 10_000;

type Does = 'opens' | 'worsens' | 'closes';
/** Most things open once: then only when. */
type Counts = Map<string, Counted | number>;

/**
 * What opens and closes again and again: an alert, or a subject whose faults have a new alert each time. A subject counts
 * as opening when nothing was open there, so that five faults of one switch are no flapping.
 */
export class Flaps {
  readonly #open: Pick<Alerts, 'atSubject'>;
  /** By the lines of alerts. */
  readonly #alerts: Counts = new Map();
  /** By kind and subject, apart from the alerts: of those a flood has more than are kept. */
  readonly #subjects: Counts = new Map();

  constructor(open: Pick<Alerts, 'atSubject'>) {
    this.#open = open;
  }

  /** Counts an opening, a worsening or a closing at the line of its alert; null: it is told as if nothing flapped. */
  count(server: string, wire: WireEvent, line: string, does: Does, now: number): Flapped | null {
    const { severity, subject, kind } = wire;
    if (wire.alert === null || kind === 'job') return null;
    const place = subjectPlace(server, wire);
    const event: Event = { line, does, severity, now };
    if (isKnown(this.#alerts.get(line), now)) return count(this.#alerts, line, event);
    if (place !== null && isKnown(this.#subjects.get(place), now)) return count(this.#subjects, place, event);
    if (does !== 'opens') return null;
    const begins = count(this.#alerts, line, event);
    if (begins !== null) return { ...begins, keep: () => this.#begin(begins, place) };
    // What opens is not among them yet.
    const isFirst = this.#open.atSubject(server, subject).size === 0;
    return place !== null && isFirst ? count(this.#subjects, place, event) : null;
  }

  /** Somebody takes care of an alert: the toast that says that it flaps, or its subject; null: neither does. */
  settle(server: string, wire: WireEvent, line: string, now: number): Told | null {
    const alert = this.#alerts.get(line);
    if (isKnown(alert, now)) return { line: alert.line, change: {}, stays: false };
    const place = subjectPlace(server, wire);
    const subject = place === null ? undefined : this.#subjects.get(place);
    if (!isKnown(subject, now)) return null;
    return { line: subject.line, change: {}, stays: this.#isAnyWanting(server, wire) };
  }

  /** Whether any other alert is open at the subject that nobody has acknowledged. */
  #isAnyWanting(server: string, { subject, alert }: WireEvent): boolean {
    for (const { record } of this.#open.atSubject(server, subject)) {
      if (record.key !== alert && record.acknowledgedBy === null) return true;
    }
    return false;
  }

  /** The alert flaps, which says enough of its subject. */
  #begin(begins: Flapped, place: string | null): void {
    begins.keep();
    if (place !== null) this.#subjects.delete(place);
  }
}

interface Event {
  readonly line: string;
  readonly does: Does;
  readonly severity: Severity;
  readonly now: number;
}

function isKnown(counted: Counted | number | undefined, now: number): counted is Counted {
  return typeof counted === 'object' && isFlapping(counted.openings, now);
}

/** Null: it names no subject. */
function subjectPlace(server: string, { kind, subject }: WireEvent): string | null {
  const id = subject?.id ?? null;
  return id === null ? null : `${server}\0${kind}\0${subject?.type}\0${id}`;
}

function count(counts: Counts, place: string, { line: own, does, severity, now }: Event): Flapped | null {
  const known = counts.get(place);
  if (known === undefined) {
    keepNewest(counts, place, now, kept);
    return null;
  }
  const before = typeof known === 'number' ? { openings: { openedAt: [known], flapping: null }, line: own } : known;
  const { after, step } = flap(before.openings, { does, severity }, now);
  const line = step === 'within' || step === 'worse' ? before.line : own;
  const counted = { openings: after, line };
  if (step === 'apart' || step === 'within') keepNewest(counts, place, counted, kept);
  if (step === 'apart' || after.flapping === null) return null;
  const { times, since } = after.flapping;
  const told = { line, change: { flapping: { times, since } }, stays: true };
  return { step, told, keep: () => keepNewest(counts, place, counted, kept) };
}
