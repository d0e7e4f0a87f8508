import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../main/rules/defaults.ts';
import { type Circumstances, decisionOf, evaluate, unhindered } from '../../main/rules/evaluate.ts';
import type { Facts } from '../../main/rules/rule.ts';
import { defaultRuleIds, defaultToasts, type Reason, type ToastLevel } from '../../preload/contract/api.ts';

const incident: Facts = {
  kind: 'incident',
  phase: 'opened',
  severity: 'critical',
  stream: false,
  aim: null,
  automatic: false,
  worse: true,
  openingToasted: false,
  settled: false,
};

describe('the default rules', () => {
  it('are as loud, line by line, as the window says', () => {
    const levels = defaultRuleIds.map((id) => [
      id,
      defaultRules.filter((rule) => rule.id === id).map(({ then }) => then.toast),
    ]);
    expect(Object.fromEntries(levels)).toEqual(defaultToasts);
  });

  const cases: readonly [what: string, facts: Partial<Facts>, toast: ToastLevel, rule: string, held: Reason | null][] =
    [
      ['a critical incident opens', {}, 'urgent', 'default-critical', null],
      ['an error opens', { severity: 'error' }, 'show', 'default-fault', null],
      ['a warning opens', { severity: 'warning' }, 'show', 'default-fault', null],
      ['an info opens', { severity: 'info' }, 'none', 'default-rest', 'rule'],
      ['a trap without phase', { kind: 'trap', phase: null, severity: 'error' }, 'show', 'default-fault', null],
      ['it worsens', { phase: 'updated' }, 'urgent', 'default-critical', null],
      ['it changes, no worse', { phase: 'updated', worse: false }, 'none', 'default-unchanged', 'rule'],
      [
        'it closes after a toast',
        { phase: 'closed', severity: 'ok', openingToasted: true },
        'quiet',
        'default-closed',
        null,
      ],
      ['it closes, never shown', { phase: 'closed', severity: 'ok' }, 'none', 'default-closed', 'closes'],
      ['a stream, even critical', { stream: true }, 'none', 'default-stream', 'rule'],
      [
        'a closing that must never toast',
        { stream: true, phase: 'closed', openingToasted: true },
        'none',
        'default-closed',
        'rule',
      ],
      [
        'a message to the user',
        { kind: 'message', phase: null, severity: 'ok', aim: 'user' },
        'show',
        'default-message',
        null,
      ],
      [
        'a custom event',
        { kind: 'other', phase: null, severity: 'info', aim: 'custom' },
        'quiet',
        'default-message',
        null,
      ],
      ['a job failed', { kind: 'job', phase: 'closed', severity: 'error' }, 'show', 'default-job', null],
      ['a job is done', { kind: 'job', phase: 'closed', severity: 'ok' }, 'quiet', 'default-job', null],
      [
        'a job that a state triggered went well',
        { kind: 'job', phase: 'closed', severity: 'ok', automatic: true },
        'none',
        'default-job',
        'closes',
      ],
      [
        'a job that a state triggered failed',
        { kind: 'job', phase: 'closed', severity: 'error', automatic: true },
        'show',
        'default-job',
        null,
      ],
      ['a job was added', { kind: 'job', severity: 'info' }, 'none', 'default-rest', 'rule'],
      ['lost for 2 min', { kind: 'connection', severity: 'warning' }, 'quiet', 'default-connection', null],
      [
        'lost for 15 min',
        { kind: 'connection', phase: 'updated', severity: 'error' },
        'show',
        'default-connection',
        null,
      ],
      ['blocked', { kind: 'connection', severity: 'error' }, 'show', 'default-connection', null],
      [
        'back, told before',
        { kind: 'connection', phase: 'closed', severity: 'ok', openingToasted: true },
        'quiet',
        'default-closed',
        null,
      ],
      [
        'back after a short gap',
        { kind: 'connection', phase: 'closed', severity: 'ok' },
        'none',
        'default-closed',
        'closes',
      ],
      ['a sign-in is refused', { kind: 'access-denied', severity: 'error' }, 'show', 'default-fault', null],
    ];
  it.each(cases)('%s', (_, facts, toast, rule, held) => {
    expect(evaluate({ ...incident, ...facts }, defaultRules, unhindered)).toEqual({ toast, rule, held });
  });
});

describe('what holds a toast back', () => {
  const all: Circumstances = {
    ...unhindered,
    muted: true,
    paused: true,
    snoozed: true,
    quiet: true,
  };
  const order = [
    ['muted-server', 'muted', false],
    ['paused', 'paused', false],
    ['snoozed', 'snoozed', false],
  ] as const;
  it.each(order)('names the first reason: %s', (reason, name) => {
    const before = order.slice(
      0,
      order.findIndex(([, each]) => each === name),
    );
    const rest = Object.fromEntries(before.map(([, each, none]) => [each, none]));
    for (const facts of [incident, { ...incident, severity: 'info' } as const]) {
      expect(evaluate(facts, defaultRules, { ...all, ...rest }).held).toBe(reason);
    }
  });

  it.each(['catch-up', 'first-look'] as const)(
    'is, of what is read together (%s), what its summary leaves out',
    (caughtUp) => {
      const snoozed = caughtUp === 'catch-up' ? 'snoozed' : caughtUp;
      expect(evaluate(incident, defaultRules, { ...all, caughtUp }).held).toBe('muted-server');
      expect(evaluate(incident, defaultRules, { ...all, caughtUp, muted: false }).held).toBe(snoozed);
      expect(evaluate(incident, defaultRules, { ...all, caughtUp, muted: false, snoozed: false }).held).toBe(caughtUp);
    },
  );

  it('names the rule before the quiet hours', () => {
    const quiet = { ...unhindered, quiet: true };
    expect(evaluate({ ...incident, severity: 'info' }, defaultRules, quiet).held).toBe('rule');
    expect(evaluate(incident, defaultRules, quiet).held).toBe('quiet-hours');
    expect(evaluate({ ...incident, severity: 'info' }, defaultRules, unhindered).held).toBe('rule');
  });

  it('lets a quiet closing take the place of a toast that stands, in quiet hours only', () => {
    const closed = { ...incident, phase: 'closed', severity: 'ok', openingToasted: true } as const;
    const replaces = { ...unhindered, replaces: true };
    expect(evaluate(closed, defaultRules, { ...replaces, quiet: true }).held).toBeNull();
    expect(evaluate(closed, defaultRules, { ...unhindered, quiet: true }).held).toBe('quiet-hours');
    expect(evaluate(closed, defaultRules, { ...replaces, paused: true }).held).toBe('paused');
    expect(evaluate(incident, defaultRules, { ...replaces, quiet: true }).held).toBe('quiet-hours');
  });

  it('keeps what the rule gave, so that it counts as unseen', () => {
    for (const name of ['muted', 'paused', 'snoozed', 'quiet'] as const) {
      expect(evaluate(incident, defaultRules, { ...unhindered, [name]: true }).toast).toBe('urgent');
    }
  });
});

describe('the stored decision', () => {
  const rule = 'default-critical';
  it.each([
    ['to be shown', { toast: 'show', rule, held: null }, 'pending', null],
    ['caught up, told in the summary', { toast: 'show', rule, held: 'catch-up' }, 'merged', 'catch-up'],
    ['caught up, worth nothing', { toast: 'none', rule, held: 'catch-up' }, 'silenced', 'catch-up'],
    ['in a storm', { toast: 'urgent', rule, held: 'storm' }, 'merged', 'storm'],
    ['muted', { toast: 'urgent', rule, held: 'muted-server' }, 'silenced', 'muted-server'],
    ['paused', { toast: 'urgent', rule, held: 'paused' }, 'silenced', 'paused'],
    ['in quiet hours', { toast: 'show', rule, held: 'quiet-hours' }, 'silenced', 'quiet-hours'],
  ] as const)('%s', (_, verdict, outcome, reason) => {
    expect(decisionOf(verdict)).toEqual({ outcome, reason, rule, driver: null });
  });
});
