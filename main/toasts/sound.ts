import type { Severity, Sound } from '../../preload/contract/api.ts';
import type { Toast } from './driver.ts';

/** No two sounds begin within this time: a storm is one sound, not many. */
export const gapMs = 2_000;

const ranks: Readonly<Record<Sound, number>> = { none: 0, desktop: 1, alarm: 2 };

/**
 * What is to be heard with a toast: new words for what stands make no sound; else what its rule says, and where that says
 * nothing a quiet one makes none and the others what is set for their severity. What a rule shows urgently sounds as
 * `critical` does, and a critical one that it shows as usual as `error` does.
 */
export function soundOf(
  { urgency, severity, silent, sound }: Pick<Toast, 'urgency' | 'severity' | 'silent' | 'sound'>,
  sounds: Readonly<Record<Severity, Sound>>,
): Sound {
  if (silent === true) return 'none';
  if (sound !== undefined) return sound;
  if (urgency === 'quiet') return 'none';
  if (urgency === 'urgent') return sounds.critical;
  return sounds[severity === 'critical' ? 'error' : severity];
}

/** What sounded last, and what waits until the time between two sounds has passed. Times are epoch ms. */
export interface Heard {
  readonly last: { readonly sound: Sound; readonly at: number } | null;
  readonly waiting: Sound | null;
}

export const silence: Heard = { last: null, waiting: null };

export type Turn =
  | { readonly when: 'now'; readonly sound: Sound }
  | { readonly when: 'later'; readonly afterMs: number }
  | { readonly when: 'never' };

/**
 * When a sound may be heard: at once, where the last one began long enough ago; else only what is worse than the last
 * one, and then when that time has passed. The rest is left out.
 */
export function turnOf(heard: Heard, sound: Sound, now: number): { readonly heard: Heard; readonly turn: Turn } {
  const { last, waiting } = heard;
  if (sound === 'none') return { heard, turn: { when: 'never' } };
  // A clock that was set back silences nothing.
  const sinceMs = last === null || now < last.at ? gapMs : now - last.at;
  if (last === null || sinceMs >= gapMs) {
    const worst = waiting !== null && ranks[waiting] > ranks[sound] ? waiting : sound;
    return { heard: { last: { sound: worst, at: now }, waiting: null }, turn: { when: 'now', sound: worst } };
  }
  if (ranks[sound] <= ranks[waiting ?? last.sound]) return { heard, turn: { when: 'never' } };
  return { heard: { last, waiting: sound }, turn: { when: 'later', afterMs: gapMs - sinceMs } };
}

/** What has waited is heard now; null: nothing waits any more. */
export function waited(heard: Heard, now: number): { readonly heard: Heard; readonly sound: Sound } | null {
  const { waiting } = heard;
  return waiting === null ? null : { heard: { last: { sound: waiting, at: now }, waiting: null }, sound: waiting };
}
