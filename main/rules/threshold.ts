import type { RuleSettings, Subject } from '../../preload/contract/api.ts';
import { numberOf, opposite, readLimit, readPath } from '../../preload/contract/rule-syntax.ts';
import { condition } from './match.ts';
import { compared, valueAt } from './payload.ts';
import type { ThresholdRule } from './rule.ts';

/** What a reading does to the alert of a limit: between both limits nothing changes. */
export function crossing(threshold: ThresholdRule, isOpen: boolean, reading: number): 'opens' | 'closes' | null {
  if (isOpen) return threshold.closes(reading) ? 'closes' : null;
  return threshold.opens(reading) ? 'opens' : null;
}

const prefix = 'threshold:';

/** The alert of a rule's limit: one for each subject; the server stands beside it. */
export function alertOfRule(rule: string, subject: Subject | null): string {
  return subject === null ? `${prefix}${rule}` : `${prefix}${rule}:${subject.type}:${subject.id ?? subject.name ?? ''}`;
}

/** The rule whose limit opened an alert; null: it is one of a server. */
export function ruleOfAlert(key: string): string | null {
  return key.startsWith(prefix) ? (key.slice(prefix.length).split(':')[0] ?? null) : null;
}

/** Makes the limit of a rule ready; null where it has none. */
export function thresholdRule({ id, when, then }: RuleSettings): ThresholdRule | null {
  if (then.alert === undefined) return null;
  const { field, open, close } = then.alert;
  const opens = readLimit(open);
  const closes = close === undefined ? opens && opposite(opens) : readLimit(close);
  const steps = readPath(field);
  if (opens === null || closes === null || steps === null) return null;
  const last = steps.at(-1);
  return {
    rule: id,
    definition: JSON.stringify([when, then.alert]),
    matches: condition(when),
    severity: then.severity ?? 'warning',
    name: last === undefined || last.each ? field : last.name,
    limit: opens.value,
    reading: (payload) => numberOf(valueAt(payload, steps)),
    opens: compared(opens.test, opens.value),
    closes: compared(closes.test, closes.value),
  };
}
