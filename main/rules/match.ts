import { rankOf } from '../../preload/contract/api.ts';
import type { Condition, Facts } from './rule.ts';

/** Whether everything that the condition names holds. */
export function matches(condition: Condition, facts: Facts): boolean {
  return (
    (condition.kinds?.includes(facts.kind) ?? true) &&
    !condition.notKinds?.includes(facts.kind) &&
    (condition.phases === undefined || (facts.phase !== null && condition.phases.includes(facts.phase))) &&
    (condition.minSeverity === undefined || rankOf(facts.severity) >= rankOf(condition.minSeverity)) &&
    same(condition.stream, facts.stream) &&
    same(condition.aim, facts.aim) &&
    same(condition.automatic, facts.automatic) &&
    same(condition.worse, facts.worse) &&
    same(condition.openingToasted, facts.openingToasted)
  );
}

function same<T>(wanted: T | undefined, found: T): boolean {
  return wanted === undefined || wanted === found;
}
