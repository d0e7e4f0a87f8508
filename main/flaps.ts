import { keepNewest } from './keep-newest.ts';
import { lineOf } from './lines.ts';
import type { OpenSubjects } from './open-subjects.ts';
import type { WireEvent } from './protocols/protocol.ts';
import { type FlapStep, flap, isFlapping, type Openings } from './rules/flapping.ts';
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

/**
 * What opens and closes again and again: an alert, or a subject whose faults have a new alert each time. A subject counts
 * as opening when nothing was open there, so that five faults of one switch are no flapping.
 */
export class Flaps {
  readonly #subjects: OpenSubjects;
  readonly #counts = new Map<string, Counted>();

  constructor(subjects: OpenSubjects) {
    this.#subjects = subjects;
  }

  /** Counts an opening, a worsening or a closing; null: it is told as if nothing flapped. */
  count(server: string, wire: WireEvent, does: 'opens' | 'worsens' | 'closes', now: number): Flapped | null {
    const places = this.#places(server, wire);
    const flapping = places.find((place) => isFlapping(this.#counts.get(place)?.openings ?? null, now));
    if (flapping !== undefined) return this.#count(flapping, server, wire, does, now);
    if (does !== 'opens') return null;
    const others = this.#othersOpen(server, wire);
    for (const place of others ? places.slice(0, 1) : places) {
      const begins = this.#count(place, server, wire, does, now);
      // The alert flaps, which says enough of its subject.
      if (begins !== null) return { ...begins, keep: () => this.#begin(begins, places, place) };
    }
    return null;
  }

  /** Somebody takes care of an alert: the toast that says that it flaps, or its subject; null: neither does. */
  settle(server: string, wire: WireEvent, now: number): Told | null {
    const places = this.#places(server, wire);
    const place = places.find((each) => isFlapping(this.#counts.get(each)?.openings ?? null, now));
    const line = place === undefined ? undefined : this.#counts.get(place)?.line;
    if (line === undefined) return null;
    const stays = place !== places[0] && this.#subjects.isAnyWanting(server, wire.subject, wire.alert);
    return { line, change: {}, stays };
  }

  #begin(begins: Flapped, places: readonly string[], flapping: string): void {
    begins.keep();
    for (const place of places) if (place !== flapping) this.#counts.delete(place);
  }

  #count(
    place: string,
    server: string,
    wire: WireEvent,
    does: 'opens' | 'worsens' | 'closes',
    now: number,
  ): Flapped | null {
    const before = this.#counts.get(place);
    const { after, step } = flap(before?.openings ?? null, { does, severity: wire.severity }, now);
    const own = lineOf(server, wire.alert ?? '');
    const line = before === undefined || step === 'begins' || step === 'apart' ? own : before.line;
    const keep = () => keepNewest(this.#counts, place, { openings: after, line }, kept);
    if (step === 'apart' || step === 'within') keep();
    if (step === 'apart' || after.flapping === null) return null;
    const { times, since } = after.flapping;
    return { step, told: { line, change: { flapping: { times, since } }, stays: true }, keep };
  }

  #othersOpen(server: string, { subject, alert }: WireEvent): boolean {
    for (const key of this.#subjects.at(server, subject)) if (key !== alert) return true;
    return false;
  }

  /** The alert, and the subject. */
  #places(server: string, { alert, kind, subject }: WireEvent): readonly string[] {
    if (alert === null || kind === 'job') return [];
    const id = subject?.id ?? null;
    const own = `alert\0${server}\0${alert}`;
    return id === null ? [own] : [own, `subject\0${server}\0${kind}\0${subject?.type}\0${id}`];
  }
}
