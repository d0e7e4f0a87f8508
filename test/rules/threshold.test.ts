import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ThresholdRule } from '../../main/rules/rule.ts';
import { alertOfRule, crossing, ruleOfAlert, thresholdRule } from '../../main/rules/threshold.ts';
import type { Threshold } from '../../preload/contract/api.ts';
import { hysteresisFault, type Limit, opposite, readLimit } from '../../preload/contract/rule-syntax.ts';
import { rule } from './said.ts';

function made(alert: Partial<Threshold> = {}): ThresholdRule {
  const threshold = thresholdRule(rule({ then: { alert: { field: 'values.temperature', open: '> 80', ...alert } } }));
  if (threshold === null) throw new Error('This rule has no limit');
  return threshold;
}

/** What each reading does, one after the other. */
function run(threshold: ThresholdRule, readings: readonly number[]): readonly (string | null)[] {
  let open = false;
  return readings.map((reading) => {
    const does = crossing(threshold, open, reading);
    if (does !== null) open = does === 'opens';
    return does;
  });
}

describe('a limit', () => {
  it('opens once above it, and closes once below the other one', () => {
    const threshold = made({ close: '< 75' });
    expect(run(threshold, [79, 80, 80.1, 90, 78, 75, 74.9, 74, 81])).toEqual([
      null,
      null,
      'opens',
      null,
      null,
      null,
      'closes',
      null,
      'opens',
    ]);
  });

  it('closes as soon as it holds no more, where no other one is given', () => {
    expect(run(made(), [81, 80, 81])).toEqual(['opens', 'closes', 'opens']);
  });

  it('looks downwards too', () => {
    expect(run(made({ open: '<= 5', close: '> 8' }), [6, 5, 8, 8.1])).toEqual([null, 'opens', null, 'closes']);
  });

  it('reads numbers, also as texts, and nothing else', () => {
    const { reading } = made();
    const values = [84, '84', ' 84.5 ', '', 'hot', null, true, Number.NaN, { a: 1 }, [84]];
    expect(values.map((temperature) => reading({ values: { temperature } }))).toEqual([
      84,
      84,
      84.5,
      ...Array(7).fill(null),
    ]);
    expect([reading(null), reading({}), reading({ values: 84 })]).toEqual([null, null, null]);
  });

  it('has alerts of its own, one a subject', () => {
    const alert = alertOfRule('hot', { type: 'device', id: 'd:1', name: 'Boiler 3' });
    expect(alert).toBe('threshold:hot:device:d:1');
    expect([alert, alertOfRule('hot', null), 'incident:1', 'threshold'].map(ruleOfAlert)).toEqual([
      'hot',
      'hot',
      null,
      null,
    ]);
  });

  it('is written as a comparison with a number', () => {
    expect(['> 80', '<=-5.5', '>= 1e3', '< .5'].map(readLimit)).toEqual([
      { test: '>', value: 80 },
      { test: '<=', value: -5.5 },
      { test: '>=', value: 1000 },
      { test: '<', value: 0.5 },
    ]);
    expect(['', '80', '= 80', '> x', '> 80 90', '>> 80', '> 1e999'].map(readLimit)).toEqual(Array(7).fill(null));
  });

  it('takes no other one that could hold at the same time', () => {
    const fault = (open: string, close: string) => hysteresisFault(readLimit(open) as Limit, readLimit(close) as Limit);
    const good = [
      ['> 80', '< 75'],
      ['> 80', '<= 80'],
      ['>= 80', '< 80'],
      ['< 5', '> 8'],
      ['< 5', '>= 5'],
    ] as const;
    expect(good.map(([open, close]) => fault(open, close))).toEqual(Array(5).fill(null));
    const bad = [
      ['> 80', '> 75'],
      ['> 80', '< 81'],
      ['>= 80', '<= 80'],
      ['< 5', '> 4'],
      ['< 5', '<= 5'],
    ] as const;
    expect(bad.map(([open, close]) => fault(open, close) === null)).toEqual(Array(5).fill(false));
  });
});

describe('readings without end', () => {
  it('open and close by turns, and a jitter between both limits does nothing', () => {
    const jitter = fc.array(fc.double({ min: 75, max: 80, noNaN: true }), { maxLength: 50 });
    const any = fc.array(fc.double({ min: 60, max: 95, noNaN: true }), { maxLength: 100 });
    fc.assert(
      fc.property(any, jitter, (before, between) => {
        const threshold = made({ close: '< 75' });
        const does = run(threshold, [...before, ...between]);
        const turns = does.filter((each) => each !== null);
        expect(turns).toEqual(turns.map((_, index) => (index % 2 === 0 ? 'opens' : 'closes')));
        expect(does.slice(before.length)).toEqual(between.map(() => null));
      }),
    );
  });

  it('never open and close at one reading, whatever closes it by itself', () => {
    const limit = fc.record({ test: fc.constantFrom('<', '>', '<=', '>='), value: fc.integer({ min: -5, max: 5 }) });
    fc.assert(
      fc.property(limit, fc.integer({ min: -6, max: 6 }), ({ test, value }, reading) => {
        const threshold = made({ open: `${test} ${value}` });
        expect(threshold.opens(reading)).toBe(!threshold.closes(reading));
        expect(hysteresisFault({ test, value } as Limit, opposite({ test, value } as Limit))).toBeNull();
      }),
    );
  });
});
