import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../main/rules/defaults.ts';
import { type Tried, Tryout } from '../../main/rules/trial.ts';
import type { Decision, EventRow, RuleSettings } from '../../preload/contract/api.ts';
import { row } from './rows.ts';
import { rule } from './said.ts';

const silenced: Decision = { outcome: 'silenced', reason: 'rule', rule: 'default-unchanged', driver: null };

function tried(given: RuleSettings, events: readonly (Partial<EventRow> & { stream?: boolean; payload?: unknown })[]) {
  const tryout = new Tryout(given, defaultRules);
  const steps = events.map(
    ({ stream = false, payload = null, ...change }): Tried => ({ row: row(change), stream, payload }),
  );
  for (const step of steps.toReversed()) tryout.take(step);
  return { ...tryout.result(), asksPayload: tryout.asksPayload };
}

describe('a trial', () => {
  it('counts what matches, what would toast, and what did', () => {
    const given = rule({ when: { kind: ['incident'] }, then: { toast: 'show' } });
    const events = [
      {},
      { kind: 'trap' as const },
      { phase: 'updated' as const, decision: silenced },
      { phase: 'updated' as const },
      { phase: 'closed' as const, severity: 'ok' as const, decision: { ...silenced, reason: 'closes' as const } },
    ];
    expect(tried(given, events)).toMatchObject({
      looked: 5,
      matched: 4,
      toasted: 2,
      wouldToast: 2,
      cut: 0,
      asksPayload: false,
    });
    expect(tried({ ...given, then: { toast: 'none' } }, events)).toMatchObject({
      matched: 4,
      toasted: 2,
      wouldToast: 0,
    });
    expect(tried({ ...given, then: { severity: 'info' } }, events)).toMatchObject({ matched: 4, wouldToast: 0 });
  });

  it('shows the newest twenty that match, newest first', () => {
    const events = Array.from({ length: 30 }, (_, n) => ({
      title: `${n}`,
      severity: n % 3 === 0 ? ('ok' as const) : ('error' as const),
    }));
    const { examples } = tried(rule({ when: { minSeverity: 'error' } }), events);
    expect(examples.map(({ title }) => Number(title))).toEqual([
      29, 28, 26, 25, 23, 22, 20, 19, 17, 16, 14, 13, 11, 10, 8, 7, 5, 4, 2, 1,
    ]);
  });

  it('asks for payloads only where the rule does, and says how many were cut', () => {
    const given = rule({ when: { payload: [{ path: 'n', test: 'absent' }] } });
    const cut = { cut: true, bytes: 99_999, text: '{"n":1' };
    expect(tried(given, [{ payload: { n: 1 } }, { payload: {} }, { payload: cut }])).toMatchObject({
      asksPayload: true,
      looked: 3,
      matched: 1,
      cut: 1,
    });
  });

  it('of a limit counts what would have opened and closed, each subject by itself, in the order of time', () => {
    const given = rule({
      when: { kind: ['telemetry'] },
      then: { severity: 'critical', alert: { field: 'n', open: '> 80', close: '< 75' } },
    });
    const reading = (id: string, n: unknown, change: Partial<EventRow> = {}) => ({
      kind: 'telemetry' as const,
      phase: null,
      subject: { type: 'device', id, name: null },
      decision: silenced,
      title: `${id} ${n}`,
      stream: true,
      payload: { n },
      ...change,
    });
    const crossed = { alert: 'threshold:old:device:a', phase: 'opened' as const };
    const events = [
      reading('a', 81, crossed),
      reading('b', 79),
      reading('a', 82),
      reading('b', 90),
      reading('a', 76),
      reading('a', '74'),
      reading('a', 'x'),
      reading('a', 99, { alert: 'incident:1' }),
    ];
    const result = tried(given, events);
    expect(result).toMatchObject({ looked: 8, matched: 3, wouldToast: 2, toasted: 0 });
    expect(result.examples.map(({ title }) => title)).toEqual(['a 74', 'b 90', 'a 81']);
    expect(tried({ ...given, then: { ...given.then, toast: 'none' } }, events).wouldToast).toBe(0);
  });
});
