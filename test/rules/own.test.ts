import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionOf, evaluate, firstOwn, severityBy, unhindered } from '../../main/rules/evaluate.ts';
import { rulesInForce } from '../../main/rules/in-force.ts';
import type { Facts, Said } from '../../main/rules/rule.ts';
import {
  type DefaultRuleChange,
  defaultRuleIds,
  kinds,
  phases,
  type Reason,
  type RuleSettings,
  type RuleThen,
  type RuleWhen,
  severities,
  toastLevels,
} from '../../preload/contract/api.ts';
import { facts, rule, said } from './said.ts';

/** What the rules make of one event; its said and its judged part are made to agree. */
function judged(
  rules: readonly RuleSettings[],
  change: Partial<Facts> = {},
  changes: readonly DefaultRuleChange[] = [],
  saying: Partial<Said> = {},
) {
  const { own, defaults } = rulesInForce(rules, changes);
  const known = facts(change);
  const { kind, phase, severity, stream } = known;
  const event = said({ kind, phase, severity, stream, ...saying });
  const first = firstOwn(event, own);
  return evaluate({ ...known, severity: severityBy(first, event) }, defaults, unhindered, first);
}

describe('the rules of the user', () => {
  const silent = rule({ id: 'silent', when: { kind: ['trap'] } });
  const urgent = rule({ id: 'urgent', when: { minSeverity: 'error' }, then: { toast: 'urgent' } });

  it('stand before the default ones, and the first that matches wins', () => {
    expect(judged([silent, urgent])).toEqual({ toast: 'none', rule: 'silent', held: 'rule' });
    expect(judged([urgent, silent])).toEqual({ toast: 'urgent', rule: 'urgent', held: null });
    expect(judged([silent, urgent], { kind: 'state' })).toMatchObject({ rule: 'urgent' });
    expect(judged([silent, urgent], { kind: 'state', severity: 'warning' })).toMatchObject({ rule: 'default-fault' });
  });

  it('count only while they are switched on', () => {
    expect(judged([{ ...silent, enabled: false }, urgent])).toMatchObject({ rule: 'urgent' });
    expect(judged([{ ...silent, enabled: false }])).toMatchObject({ rule: 'default-fault', toast: 'show' });
  });

  it('keep their id in the decision', () => {
    expect(decisionOf(judged([silent]))).toEqual({ outcome: 'silenced', reason: 'rule', rule: 'silent', driver: null });
  });

  const all = (then: RuleThen, when: RuleWhen = {}) => [rule({ when, then })];
  const cases: readonly [
    what: string,
    rules: RuleSettings[],
    facts: Partial<Facts>,
    toast: string,
    by: string,
    held: Reason | null,
  ][] = [
    ['new', all({ toast: 'quiet' }), { phase: 'opened' }, 'quiet', 'r1', null],
    ['worse', all({ toast: 'quiet' }), { phase: 'updated' }, 'quiet', 'r1', null],
    ['without a phase', all({ toast: 'quiet' }), {}, 'quiet', 'r1', null],
    ['unchanged', all({ toast: 'urgent' }), { phase: 'updated', worse: false }, 'none', 'default-unchanged', 'rule'],
    [
      'unchanged, asked for by its phase',
      all({ toast: 'quiet' }, { phase: ['updated'] }),
      { phase: 'updated', worse: false },
      'quiet',
      'r1',
      null,
    ],
    [
      'a closing that had toasted',
      all({ toast: 'urgent' }),
      { phase: 'closed', severity: 'ok', worse: false, openingToasted: true },
      'quiet',
      'default-closed',
      null,
    ],
    [
      'a closing that had not',
      all({ toast: 'urgent' }),
      { phase: 'closed', severity: 'ok', worse: false },
      'none',
      'default-closed',
      'closes',
    ],
    [
      'a closing, asked for by its phase',
      all({ toast: 'show' }, { phase: ['closed'] }),
      { phase: 'closed', severity: 'ok', worse: false },
      'show',
      'r1',
      null,
    ],
    [
      'the result of a job',
      all({ toast: 'urgent' }),
      { kind: 'job', phase: 'closed', worse: false },
      'urgent',
      'r1',
      null,
    ],
    [
      'a stream, not meant',
      all({ toast: 'urgent' }),
      { kind: 'telemetry', stream: true },
      'none',
      'default-stream',
      'rule',
    ],
    [
      'a stream by its kind',
      all({ toast: 'show' }, { kind: ['telemetry'] }),
      { kind: 'telemetry', stream: true },
      'show',
      'r1',
      null,
    ],
    [
      'a stream, by a kind that others have too',
      all({ toast: 'show' }, { kind: ['message'] }),
      { kind: 'message', stream: true },
      'none',
      'default-stream',
      'rule',
    ],
    ['a stream by its topic', all({ toast: 'show' }, { topic: ['snmp-trap'] }), { stream: true }, 'show', 'r1', null],
    [
      'a stream by a field',
      all({ toast: 'show' }, { payload: [{ path: 'values.temperature', test: '>', value: 80 }] }),
      { stream: true },
      'show',
      'r1',
      null,
    ],
    ['a stream, as such', all({ toast: 'show' }, { stream: true }), { stream: true }, 'show', 'r1', null],
    ['a stream, silenced', all({ toast: 'none' }), { stream: true }, 'none', 'r1', 'rule'],
    [
      'acknowledged',
      all({ toast: 'urgent' }, { phase: ['updated'] }),
      { phase: 'updated', worse: false, settled: true },
      'none',
      'default-unchanged',
      'rule',
    ],
    [
      'silenced, a closing',
      all({ toast: 'none' }),
      { phase: 'closed', severity: 'ok', worse: false },
      'none',
      'r1',
      'rule',
    ],
    ['no toast named', all({ sound: 'alarm' }), {}, 'show', 'r1', null],
    [
      'no toast named, a closing',
      all({ sound: 'alarm' }),
      { phase: 'closed', severity: 'ok', worse: false },
      'none',
      'default-closed',
      'closes',
    ],
    ['a milder severity', all({ severity: 'info' }), {}, 'none', 'r1', 'rule'],
    ['a graver severity', all({ severity: 'critical' }), {}, 'urgent', 'r1', null],
  ];
  it.each(cases)('%s', (_, rules, change, toast, by, held) => {
    expect(judged(rules, change)).toMatchObject({ toast, rule: by, held });
  });

  it('set another severity, but none of a closing, which is as good as it says', () => {
    const { own } = rulesInForce(all({ severity: 'critical' }), []);
    const by = (change: Partial<Said>) => severityBy(firstOwn(said(change), own), said(change));
    expect(by({})).toBe('critical');
    expect(by({ phase: 'updated' })).toBe('critical');
    expect(by({ phase: 'closed', severity: 'ok' })).toBe('ok');
    expect(by({ phase: 'closed', severity: 'error', kind: 'job' })).toBe('critical');
    expect(severityBy(null, said())).toBe('error');
  });

  it('are asked with the severity that the server gave', () => {
    expect(judged(all({ severity: 'info', toast: 'show' }, { minSeverity: 'error' }))).toMatchObject({ toast: 'show' });
  });

  it('carry sound and repetition; what they leave out the default rule has', () => {
    const repeat = { everyMin: 5, atMost: 12 };
    expect(judged(all({ toast: 'show', sound: 'alarm', repeat }))).toMatchObject({ sound: 'alarm', repeat });
    const changes: DefaultRuleChange[] = [{ id: 'default-fault', enabled: true, then: { repeat, sound: 'none' } }];
    expect(judged([], {}, changes)).toEqual({
      toast: 'show',
      rule: 'default-fault',
      held: null,
      sound: 'none',
      repeat,
    });
    expect(judged(all({ sound: 'alarm' }), {}, changes)).toMatchObject({ toast: 'show', sound: 'alarm', repeat });
    expect(judged(all({ toast: 'quiet' }), {}, changes)).toEqual({ toast: 'quiet', rule: 'r1', held: null });
  });

  it('match an event that crosses their limit, and no other', () => {
    const limit = rule({ when: {}, then: { toast: 'urgent', alert: { field: 'x', open: '> 1' } } });
    const { own } = rulesInForce([limit], []);
    expect(firstOwn(said({ crossed: 'r1' }), own)?.id).toBe('r1');
    expect(firstOwn(said({ crossed: 'r2' }), own)).toBeNull();
    expect(firstOwn(said(), own)).toBeNull();
  });
});

describe('a default rule that is set otherwise', () => {
  const change = (id: DefaultRuleChange['id'], then: DefaultRuleChange['then'], enabled = true) => [
    { id, enabled, then },
  ];
  const job: Partial<Facts> = { kind: 'job', phase: 'closed', worse: false };
  const closed: Partial<Facts> = { phase: 'closed', severity: 'ok', worse: false };
  const cases: readonly [
    what: string,
    changes: readonly DefaultRuleChange[],
    facts: Partial<Facts>,
    toast: string,
    by: string,
  ][] = [
    ['is silent', change('default-fault', { toast: 'none' }), {}, 'none', 'default-fault'],
    ['is louder', change('default-rest', { toast: 'quiet' }), { severity: 'info' }, 'quiet', 'default-rest'],
    [
      'is switched off: the next one decides',
      change('default-critical', {}, false),
      { severity: 'critical' },
      'show',
      'default-fault',
    ],
    ['the last one is switched off', change('default-rest', {}, false), { severity: 'info' }, 'none', 'default-rest'],
    ['all of its lines go silent', change('default-job', { toast: 'none' }), job, 'none', 'default-job'],
    [
      'the loud lines of several change',
      change('default-job', { toast: 'urgent' }),
      { ...job, severity: 'ok' },
      'urgent',
      'default-job',
    ],
    [
      'the silent ones of several stay',
      change('default-job', { toast: 'urgent' }),
      { ...job, severity: 'ok', automatic: true },
      'none',
      'default-job',
    ],
    [
      'a closing that had toasted',
      change('default-closed', { toast: 'show' }),
      { ...closed, openingToasted: true },
      'show',
      'default-closed',
    ],
    ['a closing that had not', change('default-closed', { toast: 'show' }), closed, 'none', 'default-closed'],
    ['only of its id', change('default-job', { toast: 'none' }), {}, 'show', 'default-fault'],
  ];
  it.each(cases)('%s', (_, changes, given, toast, by) => {
    expect(judged([], given, changes)).toMatchObject({ toast, rule: by });
  });
});

describe('every event', () => {
  const words = fc.constantFrom('noc', 'iot');
  const when: fc.Arbitrary<RuleWhen> = fc.record(
    {
      server: fc.uniqueArray(words, { minLength: 1 }),
      kind: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }),
      phase: fc.uniqueArray(fc.constantFrom(...phases), { minLength: 1 }),
      minSeverity: fc.constantFrom(...severities),
      text: fc.array(fc.record({ contains: fc.constantFrom('a', 'b'), not: fc.boolean() }), {
        minLength: 1,
        maxLength: 2,
      }),
      payload: fc.constant([{ path: 'x', test: '>' as const, value: 1 }]),
      stream: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const then = fc.record(
    { toast: fc.constantFrom(...toastLevels), severity: fc.constantFrom(...severities) },
    { requiredKeys: [] },
  );
  const rules = fc
    .array(fc.record({ when, then, enabled: fc.boolean() }), { maxLength: 6 })
    .map((list) => list.map((each, index) => rule({ id: `r${index}`, ...each })));
  const changes = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...defaultRuleIds),
      enabled: fc.boolean(),
      then: fc.record({ toast: fc.constantFrom(...toastLevels) }),
    }),
    { selector: ({ id }) => id },
  );
  const event = fc.record({
    server: words,
    kind: fc.constantFrom(...kinds),
    phase: fc.constantFrom(...phases, null),
    severity: fc.constantFrom(...severities),
    title: fc.constantFrom('a', 'b', 'ab', ''),
    payload: fc.constantFrom(null, { x: 2 }, { x: '0' }),
    stream: fc.boolean(),
  });
  const stands = fc.record({
    aim: fc.constantFrom('user' as const, 'custom' as const, null),
    automatic: fc.boolean(),
    worse: fc.boolean(),
    openingToasted: fc.boolean(),
    settled: fc.boolean(),
  });

  it('gets exactly one rule, that is in force, and one reason where it is not shown', () => {
    fc.assert(
      fc.property(rules, changes, event, stands, (own, changed, saying, standing) => {
        const { kind, phase, severity, stream } = saying;
        const verdict = judged(own, { kind, phase, severity, stream, ...standing }, changed, saying);
        const inForce = [...own.filter(({ enabled }) => enabled).map(({ id }) => id), ...defaultRuleIds];
        expect(inForce.filter((id) => id === verdict.rule)).toHaveLength(1);
        expect(verdict.held === null).toBe(verdict.toast !== 'none');
        expect(['rule', 'closes', null]).toContain(verdict.held);
        if (standing.settled) expect(verdict.toast).toBe('none');
        const { outcome, reason, rule: decided } = decisionOf(verdict);
        expect([outcome, decided]).toEqual([verdict.toast === 'none' ? 'silenced' : 'pending', verdict.rule]);
        expect(reason === null).toBe(outcome === 'pending');
      }),
      { numRuns: 500 },
    );
  });

  it('of the user’s rules gets the first that matches, or none of them', () => {
    fc.assert(
      fc.property(rules, event, (own, saying) => {
        const inForce = rulesInForce(own, []).own;
        const matching = inForce.filter((each) => each.matches(said(saying)));
        expect(firstOwn(said(saying), inForce)).toBe(matching[0] ?? null);
      }),
    );
  });
});
