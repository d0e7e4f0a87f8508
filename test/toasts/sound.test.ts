import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preferences } from '../../main/settings/preferences.ts';
import { gapMs, type Heard, silence, soundOf, turnOf, waited } from '../../main/toasts/sound.ts';
import type { Severity, Sound } from '../../preload/contract/api.ts';

const usual = preferences.parse({}).toasts.sounds;

describe('the sound of a toast', () => {
  it.each([
    ['urgent', 'critical', {}, 'alarm'],
    ['urgent', 'warning', {}, 'alarm'],
    ['show', 'critical', {}, 'desktop'],
    ['show', 'error', {}, 'desktop'],
    ['show', 'warning', {}, 'desktop'],
    ['show', 'info', {}, 'desktop'],
    ['quiet', 'critical', {}, 'none'],
    ['quiet', 'ok', {}, 'none'],
    ['quiet', 'ok', { sound: 'alarm' }, 'alarm'],
    ['urgent', 'critical', { sound: 'none' }, 'none'],
    ['urgent', 'critical', { silent: true }, 'none'],
    ['urgent', 'critical', { silent: true, sound: 'alarm' }, 'none'],
  ] as const)('%s, %s, %o: %s', (urgency, severity, more, sound) => {
    expect(soundOf({ urgency, severity, ...more }, usual)).toBe(sound);
  });

  it.each([
    ['urgent', 'critical', { critical: 'none' }, 'none'],
    ['urgent', 'error', { critical: 'desktop', error: 'none' }, 'desktop'],
    ['show', 'critical', { critical: 'alarm', error: 'none' }, 'none'],
    ['show', 'warning', { warning: 'alarm' }, 'alarm'],
    ['quiet', 'warning', { warning: 'alarm' }, 'none'],
  ] as const)('%s, %s where it is set to %o: %s', (urgency, severity, set, sound) => {
    expect(soundOf({ urgency, severity }, { ...usual, ...set })).toBe(sound);
  });
});

/** Plays a row of sounds through the turns; what begins, and when. */
function played(asked: readonly { readonly at: number; readonly sound: Sound }[]) {
  let heard: Heard = silence;
  let due: number | null = null;
  const begun: { at: number; sound: Sound }[] = [];
  const late = (until: number) => {
    if (due === null || due > until) return;
    const ended = waited(heard, due);
    if (ended !== null) {
      heard = ended.heard;
      begun.push({ at: due, sound: ended.sound });
    }
    due = null;
  };
  for (const { at, sound } of asked) {
    late(at);
    const next = turnOf(heard, sound, at);
    heard = next.heard;
    if (next.turn.when === 'now') begun.push({ at, sound: next.turn.sound });
    if (next.turn.when === 'later') due = at + next.turn.afterMs;
  }
  late(Number.POSITIVE_INFINITY);
  return begun;
}

describe('many sounds', () => {
  it.each<[string, [number, Sound][], [number, Sound][]]>([
    ['a lone one is heard at once', [[0, 'alarm']], [[0, 'alarm']]],
    ['none is none', [[0, 'none']], []],
    [
      'a storm is one',
      [
        [0, 'alarm'],
        [10, 'alarm'],
        [1_999, 'alarm'],
      ],
      [[0, 'alarm']],
    ],
    [
      'the next one after 2 s',
      [
        [0, 'alarm'],
        [2_000, 'alarm'],
      ],
      [
        [0, 'alarm'],
        [2_000, 'alarm'],
      ],
    ],
    [
      'the worst wins',
      [
        [0, 'desktop'],
        [10, 'alarm'],
        [20, 'alarm'],
      ],
      [
        [0, 'desktop'],
        [2_000, 'alarm'],
      ],
    ],
    [
      'what is less bad is left out',
      [
        [0, 'alarm'],
        [10, 'desktop'],
      ],
      [[0, 'alarm']],
    ],
    [
      'what waited begins the time anew',
      [
        [0, 'desktop'],
        [10, 'alarm'],
        [3_000, 'alarm'],
      ],
      [
        [0, 'desktop'],
        [2_000, 'alarm'],
      ],
    ],
  ])('%s', (_, asked, begun) => {
    const pairs = (list: [number, Sound][]) => list.map(([at, sound]) => ({ at, sound }));
    expect(played(pairs(asked))).toEqual(pairs(begun));
  });

  it('a clock that is set back silences nothing', () => {
    const { heard } = turnOf(silence, 'alarm', 1_000_000);
    expect(turnOf(heard, 'alarm', 5_000).turn).toEqual({ when: 'now', sound: 'alarm' });
  });

  it('never begin within 2 s of each other, and each alarm is heard within 2 s', () => {
    const steps = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 3_000 }), sound: fc.constantFrom<Sound>('none', 'desktop', 'alarm') }),
    );
    fc.assert(
      fc.property(steps, (rows) => {
        let at = 0;
        const asked = rows.map(({ gap, sound }) => {
          at += gap;
          return { at, sound };
        });
        const begun = played(asked);
        for (const [index, { at: when }] of begun.entries()) {
          const before = begun[index - 1];
          if (before !== undefined) expect(when - before.at).toBeGreaterThanOrEqual(gapMs);
        }
        for (const alarm of asked.filter(({ sound }) => sound === 'alarm')) {
          const near = begun.filter(({ sound }) => sound === 'alarm');
          expect(near.some((each) => Math.abs(each.at - alarm.at) <= gapMs)).toBe(true);
        }
      }),
    );
  });
});

it('every severity has its sound', () => {
  const severities: readonly Severity[] = ['ok', 'info', 'warning', 'error', 'critical'];
  expect(Object.keys(usual).sort()).toEqual([...severities].sort());
});
