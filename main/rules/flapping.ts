import { rankOf, type Severity, worseOf } from '../../preload/contract/api.ts';
import { isLately } from '../clock.ts';

/** So many openings within this time are flapping. */
const openings = 5;
const flappingMs = 600_000;
/** It is over when it neither opened nor closed for this long. */
export const flappingCalmMs = 600_000;

/** How often something opened lately, and whether that was told as flapping. A value: `flap` returns the next one. */
export interface Openings {
  /** Within the last 10 min, oldest first; at most so many as make it flapping. */
  readonly openedAt: readonly number[];
  readonly flapping: Flapping | null;
}

export interface Flapping {
  readonly since: number;
  readonly times: number;
  /** The worst that was told of it. */
  readonly worst: Severity;
  readonly lastAt: number;
}

/**
 * `apart`: it is told as if nothing flapped; `begins`: it is told that it flaps; `within`: that was told already;
 * `worse`: it flaps, and is worse than what was told.
 */
export type FlapStep = 'apart' | 'begins' | 'within' | 'worse';

/** What an opening, a worsening or a closing is to what has opened again and again. */
export function flap(
  before: Openings | null,
  event: { readonly does: 'opens' | 'worsens' | 'closes'; readonly severity: Severity },
  now: number,
): { readonly after: Openings; readonly step: FlapStep } {
  const { does, severity } = event;
  const flapping = isFlapping(before, now) ? before.flapping : null;
  if (flapping !== null) {
    const worse = does !== 'closes' && rankOf(severity) > rankOf(flapping.worst);
    const after: Flapping = {
      since: flapping.since,
      times: flapping.times + (does === 'opens' ? 1 : 0),
      worst: worse ? worseOf(severity, flapping.worst) : flapping.worst,
      lastAt: now,
    };
    return { step: worse ? 'worse' : 'within', after: { openedAt: [], flapping: after } };
  }
  const openedAt = (before?.openedAt ?? []).filter((at) => isLately(at, flappingMs, now));
  if (does !== 'opens') return { step: 'apart', after: { openedAt, flapping: null } };
  openedAt.push(now);
  const [since = now] = openedAt;
  if (openedAt.length < openings) return { step: 'apart', after: { openedAt, flapping: null } };
  const begun: Flapping = { since, times: openedAt.length, worst: severity, lastAt: now };
  return { step: 'begins', after: { openedAt: [], flapping: begun } };
}

/** Whether it was told as flapping, and has not been calm since. */
export function isFlapping(
  openings: Openings | null,
  now: number,
): openings is Openings & { readonly flapping: Flapping } {
  return openings !== null && openings.flapping !== null && isLately(openings.flapping.lastAt, flappingCalmMs, now);
}
