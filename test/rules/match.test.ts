import { describe, expect, it } from 'vitest';
import { condition } from '../../main/rules/match.ts';
import type { Said } from '../../main/rules/rule.ts';
import type { RuleWhen } from '../../preload/contract/api.ts';
import { said } from './said.ts';

describe('a condition', () => {
  const cases: readonly [what: string, when: RuleWhen, holds: Partial<Said>, fails: Partial<Said>][] = [
    ['server', { server: ['iot', 'noc'] }, {}, { server: 'farm' }],
    ['protocol', { protocol: ['saymon'] }, {}, { protocol: 'tocsin' }],
    ['kind', { kind: ['trap', 'state'] }, { kind: 'state' }, { kind: 'incident' }],
    ['topic', { topic: ['snmp-trap'] }, {}, { topic: 'snmp' }],
    ['phase', { phase: ['opened', 'updated'] }, { phase: 'updated' }, { phase: 'closed' }],
    ['phase, of what has none', { phase: ['opened'] }, { phase: 'opened' }, { phase: null }],
    ['the least severity', { minSeverity: 'warning' }, { severity: 'warning' }, { severity: 'info' }],
    ['the most severity', { maxSeverity: 'warning' }, { severity: 'warning' }, { severity: 'error' }],
    ['a stream', { stream: true }, { stream: true }, { stream: false }],
    ['no stream', { stream: false }, { stream: false }, { stream: true }],
    [
      'subject by name, in any case',
      { subject: [{ contains: 'ups' }] },
      {},
      { subject: { type: 'object', id: '9', name: 'core-sw' } },
    ],
    [
      'subject by id',
      { subject: [{ is: '64BB02' }] },
      {},
      { subject: { type: 'object', id: '64bb021', name: 'UPS-1' } },
    ],
    ['subject, of what has none', { subject: [{ contains: 'ups' }] }, {}, { subject: null }],
    [
      'not a subject',
      { subject: [{ contains: 'ups', not: true }] },
      { subject: null },
      { subject: { type: 'object', id: 'ups', name: null } },
    ],
    [
      'subject by pattern',
      { subject: [{ pattern: '^UPS-[0-9]+$' }] },
      {},
      { subject: { type: 'object', id: '1', name: 'UPS-1a' } },
    ],
    ['text in the title', { text: [{ contains: 'BATTERY' }] }, {}, { title: 'On mains' }],
    ['text in the body', { text: [{ contains: '10.0.0.9' }] }, {}, { body: 'from 10.0.0.19' }],
    ['text is a literal', { text: [{ contains: 'a.b (c)' }] }, { body: 'A.B (C)' }, { body: 'axb (c)' }],
    ['text in other letters', { text: [{ contains: 'ÄGER' }] }, { title: 'Jäger' }, { title: 'Jager' }],
    ['text as a whole', { text: [{ is: 'on battery' }] }, {}, { title: 'On battery now' }],
    ['text by pattern', { text: [{ pattern: 'bat+ery$' }] }, {}, { title: 'battery low' }],
    ['a pattern minds the case', { text: [{ pattern: 'On' }] }, {}, { title: 'on battery' }],
    ['a pattern that does not', { text: [{ pattern: '(?i)ON BAT' }] }, {}, { title: 'off' }],
    ['not a text', { text: [{ contains: 'test', not: true }] }, {}, { body: 'a Test' }],
    ['not a pattern', { text: [{ pattern: '^link', not: true }] }, {}, { title: 'link down' }],
    [
      'each of several texts',
      { text: [{ pattern: 'battery' }, { contains: '10.0.0.9' }] },
      {},
      { body: 'from 10.0.0.8' },
    ],
    [
      'a field of the payload',
      { payload: [{ path: 'values.temperature', test: '>', value: 80 }] },
      {},
      { payload: { values: { temperature: 80 } } },
    ],
    [
      'each of several fields',
      {
        payload: [
          { path: 'a', test: 'exists' },
          { path: 'b', test: 'absent' },
        ],
      },
      { payload: { a: 1 } },
      { payload: { a: 1, b: 2 } },
    ],
    ['the example of a settings file', { kind: ['trap'], maxSeverity: 'warning' }, { severity: 'warning' }, {}],
  ];
  it.each(cases)('on %s holds, and fails', (_, when, holds, fails) => {
    expect(condition(when)(said(holds))).toBe(true);
    expect(condition(when)(said(fails))).toBe(false);
  });

  it('needs all that it names', () => {
    const when: RuleWhen = { server: ['noc'], kind: ['trap'], minSeverity: 'error', text: [{ contains: 'battery' }] };
    expect(condition(when)(said())).toBe(true);
    for (const other of [{ server: 'x' }, { kind: 'job' }, { severity: 'ok' }, { title: '' }] as const) {
      expect(condition(when)(said(other))).toBe(false);
    }
  });

  it('that names nothing holds always', () => {
    expect(condition({})(said())).toBe(true);
  });
});
