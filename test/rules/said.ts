import type { Facts, Said } from '../../main/rules/rule.ts';
import type { RuleSettings } from '../../preload/contract/api.ts';

/** A trap as a server said it; what is given stands in its place. */
export function said(change: Partial<Said> = {}): Said {
  return {
    server: 'noc',
    protocol: 'saymon',
    kind: 'trap',
    topic: 'snmp-trap',
    phase: null,
    severity: 'error',
    subject: { type: 'object', id: '64bb02', name: 'UPS-1' },
    title: 'On battery',
    body: 'from 10.0.0.9',
    payload: { values: { temperature: 84 } },
    stream: false,
    crossed: null,
    ...change,
  };
}

/** What the judge knows of a trap that is new. */
export function facts(change: Partial<Facts> = {}): Facts {
  return {
    kind: 'trap',
    phase: null,
    severity: 'error',
    stream: false,
    aim: null,
    automatic: false,
    worse: true,
    openingToasted: false,
    settled: false,
    ...change,
  };
}

/** A rule that silences everything; what is given stands in its place. */
export function rule(change: Partial<RuleSettings> = {}): RuleSettings {
  return { id: 'r1', name: 'A rule', enabled: true, when: {}, then: { toast: 'none' }, ...change };
}
