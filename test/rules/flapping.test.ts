import { describe, expect, it } from 'vitest';
import { flap, type Openings } from '../../main/rules/flapping.ts';
import type { Severity } from '../../preload/contract/api.ts';

const minute = 60_000;
type Step = readonly [at: number, does: 'opens' | 'worsens' | 'closes', severity: Severity];

/** An opening and a closing in each of these minutes. */
function upAndDown(...minutes: readonly number[]): readonly Step[] {
  return minutes.flatMap((at): Step[] => [
    [at, 'opens', 'error'],
    [at + 0.1, 'closes', 'ok'],
  ]);
}

function run(steps: readonly Step[]) {
  let openings: Openings | null = null;
  return steps.map(([at, does, severity]) => {
    const { after, step } = flap(openings, { does, severity }, at * minute);
    openings = after;
    return { step, times: after.flapping?.times ?? 0, kept: after.openedAt.length };
  });
}

const steps = (told: ReturnType<typeof run>) => told.map(({ step }) => step);

describe('flapping', () => {
  it('begins with the fifth opening in 10 min, and is told once', () => {
    const told = run(upAndDown(0, 1, 2, 3, 4, 5, 6));
    expect(steps(told)).toEqual([...Array(8).fill('apart'), 'begins', ...Array(5).fill('within')]);
    expect(told.at(-1)?.times).toBe(7);
  });

  it('does not begin with a fifth opening after 10 min', () => {
    expect(steps(run(upAndDown(0, 1, 2, 3, 10)))).toEqual(Array(10).fill('apart'));
    expect(steps(run(upAndDown(0, 1, 2, 3, 9.9))).slice(8)).toEqual(['begins', 'within']);
  });

  it.each<[string, Step, string]>([
    ['as bad as what was told is known', [5, 'opens', 'error'], 'within'],
    ['less bad is known', [5, 'opens', 'warning'], 'within'],
    ['worse gets through', [5, 'opens', 'critical'], 'worse'],
    ['worse gets through when it worsens', [5, 'worsens', 'critical'], 'worse'],
    ['a closing is known', [5, 'closes', 'ok'], 'within'],
    ['is over after 10 min of calm', [14.1, 'opens', 'error'], 'apart'],
    ['goes on before', [14, 'opens', 'error'], 'within'],
    ['a closing after the calm is told', [14.1, 'closes', 'ok'], 'apart'],
  ])('%s', (_, next, expected) => {
    expect(steps(run([...upAndDown(0, 1, 2, 3, 4), next])).at(-1)).toBe(expected);
  });

  it('lets what is worse through once', () => {
    const told = run([
      ...upAndDown(0, 1, 2, 3, 4),
      [5, 'opens', 'critical'],
      [6, 'closes', 'ok'],
      [7, 'opens', 'critical'],
    ]);
    expect(steps(told).slice(-3)).toEqual(['worse', 'within', 'within']);
  });

  it('can begin anew after the calm', () => {
    const told = run([...upAndDown(0, 1, 2, 3, 4), ...upAndDown(20, 21, 22, 23, 24)]);
    expect(steps(told).filter((step) => step === 'begins')).toHaveLength(2);
  });

  it('begins anew where the clock was set back', () => {
    const told = run([...upAndDown(60, 61, 62, 63, 64), ...upAndDown(5, 6, 7, 8, 9)]);
    expect(steps(told).filter((step) => step === 'begins')).toHaveLength(2);
    expect(steps(run([...upAndDown(60, 61, 62, 63), ...upAndDown(5)]))).toEqual(Array(10).fill('apart'));
  });

  it('remembers no more than it needs', () => {
    const told = run(Array.from({ length: 200 }, (_, n): Step => [n / 10, 'opens', 'error']));
    expect(Math.max(...told.map(({ kept }) => kept))).toBeLessThan(5);
  });
});
