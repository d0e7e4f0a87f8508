import type { FieldFault, RuleSettings } from '../../preload/contract/api.ts';
import { type Ground, layeredEntry } from './ground.ts';
import { type Document, isDocument } from './json.ts';
import { difference, entryOf, idOf, listOf, over } from './layers.ts';
import { changesNothing, freshId, parseRule } from './rules.ts';

/** A form's rule: what of it goes to the user's file, and with all layers applied where it fits. */
export interface RuleDraft {
  readonly faults: readonly FieldFault[];
  readonly entry: Document;
  /** Null for a default rule, and for one that does not fit. */
  readonly rule: RuleSettings | null;
}

/** Checks a rule that comes from a form; one without an id gets one. The faults' paths are those of its fields. */
export function ruleDraftOf(ground: Ground, form: Document): RuleDraft {
  const { policy, user } = ground;
  const taken = [policy.defaults, user, policy.enforced].flatMap((layer) => listOf(layer['rules']).map(idOf));
  const id = form['id'] ?? freshId(String(form['name'] ?? ''), new Set(taken));
  const entry = prunedRule(ground, { ...form, id });
  const { faults, whole } = layeredEntry(ground, 'rules', entry);
  const parsed = parseRule(whole);
  const found = 'faults' in parsed ? [...faults, ...parsed.faults] : faults;
  return { faults: found, entry, rule: 'rule' in parsed && found.length === 0 ? parsed.rule : null };
}

/** The changed ones of a list of rules pruned; a default rule that nothing is left of is as it was at first. */
export function prunedRules(
  ground: Ground,
  rules: readonly unknown[],
  changed: readonly Document[],
): readonly unknown[] {
  const ids = new Set(changed.map(idOf));
  return rules.flatMap((each) => {
    if (!isDocument(each) || !ids.has(idOf(each))) return [each];
    const rule = prunedRule(ground, each);
    return changesNothing(rule) ? [] : [rule];
  });
}

/** A rule without what the layers under it hold anyway; its id stays. */
function prunedRule({ policy }: Ground, rule: Document): Document {
  const id = idOf(rule);
  const under = over(entryOf(policy.defaults['rules'], id), entryOf(policy.enforced['rules'], id));
  return { id: rule['id'], ...difference(rule, { name: id, enabled: true, ...under }) };
}
