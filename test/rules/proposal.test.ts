import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../main/rules/defaults.ts';
import { evaluate, unhindered } from '../../main/rules/evaluate.ts';
import { condition, ownRule as ruleOf } from '../../main/rules/match.ts';
import { marksOf, showLike, silenceLike } from '../../main/rules/proposal.ts';
import type { Facts, Said } from '../../main/rules/rule.ts';
import type { EventRow } from '../../preload/contract/api.ts';
import { ownRule } from '../../preload/contract/rule-schemas.ts';
import { speak } from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { row } from './rows.ts';
import { facts, said } from './said.ts';

const trap = row({ kind: 'trap', topic: 'snmp-trap', phase: null, title: 'On battery' });

/** The result of the run of a job. */
function job(run: number, name: string | null): EventRow {
  return row({
    ...{ kind: 'job', topic: '/jobs', phase: 'closed', severity: 'ok', title: 'completed' },
    subject: { type: 'job', id: `j${run}`, name },
  });
}

/** Whether the rule made of one event silences another one. */
function silences(made: EventRow, other: Partial<EventRow>): boolean {
  const { server, protocol, kind, topic, phase, severity, subject, title, body } = { ...made, ...other };
  return condition(silenceLike(made).when)(
    said({ server, protocol, kind, topic, phase, severity, subject, title, body }),
  );
}

describe('a rule made of an event', () => {
  it('says what it is about, and that it does not toast', () => {
    expect(silenceLike(trap)).toEqual({
      name: 'Silence UPS-1',
      enabled: true,
      when: {
        server: ['noc'],
        maxSeverity: 'error',
        subject: [{ is: '64abcd' }],
        text: [{ is: 'On battery' }],
      },
      then: { toast: 'none' },
    });
  });

  it.each([
    ['turned and of no width', 'a\u202etxt.exe\u200b\n<b>', 'Silence a txt.exe <b>'],
    ['nothing but that', '\u202e\u200b', 'Silence Trap'],
    ['long, with what is no half', '👨‍👩‍👧'.repeat(40), `Silence ${'👨‍👩‍👧'.repeat(6)}…`],
  ])('is named in plain words where its subject is %s', (_, name, called) => {
    expect(silenceLike({ ...trap, subject: { type: 'object', id: '1', name } }).name).toBe(called);
  });

  it('is named in the language of its user', () => {
    speak(() => russian);
    expect(silenceLike(trap).name).toBe('Не показывать: UPS-1');
    expect(showLike(trap).name).toBe('Показывать: UPS-1');
    speak(() => null);
  });

  const cases: readonly [what: string, made: EventRow, other: Partial<EventRow>, silenced: boolean][] = [
    ['the same one', trap, {}, true],
    ['a milder one', trap, { severity: 'warning' }, true],
    ['a worse one', trap, { severity: 'critical' }, false],
    ['one of another server', trap, { server: 'iot' }, false],
    ['one of another kind in the same words', trap, { kind: 'incident' }, true],
    ['one of another subject', trap, { subject: { type: 'object', id: 'x', name: 'UPS-2' } }, false],
    ['one with other words', trap, { title: 'Fan failed' }, false],
    ['one with other numbers', row({ title: 'CPU over 95.5 % (core 2)' }), { title: 'CPU over 7 % (core 11)' }, true],
    ['one with more words', row({ title: 'CPU over 95 %' }), { title: 'CPU over 95 % for an hour' }, false],
    ['one with a title that was cut', row({ title: `${'x'.repeat(300)} 1…` }), { title: `${'x'.repeat(280)} y` }, true],
    [
      'a closing: what opens again as bad',
      row({ phase: 'closed', severity: 'ok' }),
      { phase: 'opened', severity: 'error' },
      true,
    ],
    ['one without a subject', row({ subject: null, title: 'a (b) [c] 5 + $' }), { title: 'a (b) [c] 6 + $' }, true],
    ['one without a title', row({ title: '' }), { title: 'anything' }, true],
    ['one of another kind where it has no title', row({ title: '' }), { kind: 'trap' }, false],
    ['one of another topic where it has no title', row({ title: '' }), { topic: 'other' }, false],
    ['one of another kind where it has no subject', row({ subject: null }), { kind: 'trap' }, false],
    ['the next run of a job', job(7, 'shot_010'), { subject: { type: 'job', id: 'j8', name: 'shot_011' } }, true],
    ['another job', job(7, 'shot_010'), { subject: { type: 'job', id: 'j8', name: 'tidy' } }, false],
    ['another job, where it has no name', job(7, null), { subject: { type: 'job', id: 'j8', name: null } }, false],
  ];
  it.each(cases)('silences %s?', (_, made, other, silenced) => {
    expect(silences(made, other)).toBe(silenced);
  });

  it.each<[what: string, made: EventRow, asked: readonly string[]]>([
    ['with subject and words', trap, ['server', 'subject', 'text', 'maxSeverity']],
    ['critical', { ...trap, severity: 'critical' }, ['server', 'subject', 'text']],
    ['that closes', row({ phase: 'closed', severity: 'ok' }), ['server', 'subject', 'text']],
    ['without words', row({ title: '' }), ['server', 'kind', 'topic', 'subject', 'maxSeverity']],
    ['without a subject', row({ subject: null }), ['server', 'kind', 'text', 'maxSeverity']],
  ])('of one %s asks no more than an operator would', (_, made, asked) => {
    expect(Object.keys(silenceLike(made).when).sort()).toEqual([...asked].sort());
  });

  it('can be given whatever the event fits', () => {
    expect(marksOf(trap)).toEqual({
      server: ['noc'],
      protocol: ['saymon'],
      kind: ['trap'],
      topic: ['snmp-trap'],
      subject: [{ is: '64abcd' }],
      text: [{ is: 'On battery' }],
    });
    for (const made of [trap, row({}), row({ title: '', subject: null, topic: '' }), job(1, 'shot_010')]) {
      const { server, protocol, kind, topic, phase, severity, subject, title, body } = made;
      const found = said({ server, protocol, kind, topic, phase, severity, subject, title, body });
      expect(condition(marksOf(made))(found)).toBe(true);
    }
  });

  it.each([
    trap,
    row({ title: '9'.repeat(500), subject: null }),
    row({ title: '', subject: null, topic: '' }),
    row({ title: '\\d.*'.repeat(100) }),
  ])('can be saved as it is', (each) => {
    expect(ownRule.safeParse({ id: 'x', ...silenceLike(each) }).error).toBeUndefined();
  });
});

describe('a rule that shows events like one', () => {
  it('says what it is about, and that it is shown', () => {
    expect(showLike(trap)).toEqual({
      name: 'Show UPS-1',
      enabled: true,
      when: {
        server: ['noc'],
        topic: ['snmp-trap'],
        minSeverity: 'error',
        subject: [{ is: '64abcd' }],
        text: [{ is: 'On battery' }],
      },
      then: { toast: 'show' },
    });
  });

  // What closes, changes or streams is decided by a rule that shows only where it says that it means it.
  const cases: readonly [what: string, made: Partial<EventRow>, given: Partial<Facts>][] = [
    ['one that streams', { kind: 'telemetry', topic: 'stat', phase: null, severity: 'info' }, { stream: true }],
    ['one that changes and is no worse', { phase: 'updated' }, { worse: false }],
    ['one that closes', { phase: 'closed', severity: 'ok' }, {}],
    ['the result of a job', { kind: 'job', phase: 'closed', severity: 'ok' }, { automatic: true }],
    ['one that is less than a warning', { phase: null, severity: 'info' }, {}],
  ];
  it.each(cases)('shows %s, and worse ones, and nothing else', (_, made, given) => {
    const event = row(made);
    const { server, protocol, kind, topic, phase, severity, subject, title, body } = event;
    const own = ruleOf({ id: 'x', ...showLike(event) });
    const heard = said({ server, protocol, kind, topic, phase, severity, subject, title, body });
    const toastOf = (change: Partial<Said>) => {
      const found = { ...heard, ...change };
      const { kind, phase, severity } = found;
      return evaluate(
        facts({ kind, phase, severity, ...given }),
        defaultRules,
        unhindered,
        own.matches(found) ? own : null,
      );
    };
    expect(toastOf({})).toMatchObject({ toast: 'show', rule: 'x' });
    expect(toastOf({ severity: 'critical' })).toMatchObject({ toast: 'show', rule: 'x' });
    expect(toastOf({ title: 'Fan failed' })).not.toMatchObject({ rule: 'x' });
    expect(toastOf({ server: 'iot' })).not.toMatchObject({ rule: 'x' });
  });

  it.each([trap, row({ title: '', subject: null, topic: '' }), row({ phase: 'closed', title: '9'.repeat(500) })])(
    'can be saved as it is',
    (each) => {
      expect(ownRule.safeParse({ id: 'x', ...showLike(each) }).error).toBeUndefined();
    },
  );
});
