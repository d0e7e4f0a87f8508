import { describe, expect, it } from 'vitest';
import { condition } from '../../main/rules/match.ts';
import { silenceLike } from '../../main/rules/proposal.ts';
import type { EventRow } from '../../preload/contract/api.ts';
import { ownRule } from '../../preload/contract/rule-schemas.ts';
import { row } from './rows.ts';
import { said } from './said.ts';

const trap = row({ kind: 'trap', topic: 'snmp-trap', phase: null, title: 'On battery' });

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
        kind: ['trap'],
        topic: ['snmp-trap'],
        maxSeverity: 'error',
        subject: [{ is: '64abcd' }],
        text: [{ is: 'On battery' }],
      },
      then: { toast: 'none' },
    });
  });

  const cases: readonly [what: string, made: EventRow, other: Partial<EventRow>, silenced: boolean][] = [
    ['the same one', trap, {}, true],
    ['a milder one', trap, { severity: 'warning' }, true],
    ['a worse one', trap, { severity: 'critical' }, false],
    ['one of another server', trap, { server: 'iot' }, false],
    ['one of another kind', trap, { kind: 'incident' }, false],
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
  ];
  it.each(cases)('silences %s?', (_, made, other, silenced) => {
    expect(silences(made, other)).toBe(silenced);
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
