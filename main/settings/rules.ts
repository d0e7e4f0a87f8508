import {
  type DefaultRuleChange,
  defaultRuleIds,
  type FieldFault,
  type RuleSettings,
  type RuleView,
} from '../../preload/contract/api.ts';
import { defaultRuleChange, isDefaultRule, ownRule } from '../../preload/contract/rule-schemas.ts';
import { defaultRuleName } from '../../preload/contract/texts/index.ts';
import { type Document, isDocument } from './json.ts';
import { entryOf, idOf, listOf, type PolicyLayers, rawListOf } from './layers.ts';
import { faultsOf, ownWords } from './misfits.ts';

/** The rules of the settings that are in force or switched off, and all of them as the window lists them. */
export interface RulesRead {
  readonly rules: readonly RuleSettings[];
  readonly defaultRules: readonly DefaultRuleChange[];
  readonly views: readonly RuleView[];
}

/** One rule that was read: of the user's own or of the policy, a change of a default one, or what does not fit. */
type ParsedRule =
  | { readonly rule: RuleSettings }
  | { readonly change: DefaultRuleChange }
  | { readonly faults: readonly FieldFault[] };

/** Checks one rule, layers applied. The name is the id unless given. */
export function parseRule(document: Document): ParsedRule {
  const error = { error: ownWords };
  if (isDefaultRule(idOf(document))) {
    const parsed = defaultRuleChange.safeParse(document, error);
    return parsed.success ? { change: parsed.data } : { faults: faultsOf(parsed.error) };
  }
  const parsed = ownRule.safeParse({ ...document, name: document['name'] ?? document['id'] }, error);
  return parsed.success ? { rule: parsed.data } : { faults: faultsOf(parsed.error) };
}

/** Reads the rules of all layers; `user` is the layer of the user alone. One that does not fit is not in force, and says why; the others go on. */
export function readRules(policy: PolicyLayers, user: Document, rules: unknown): RulesRead {
  const mine = new Set(listOf(user['rules']).map(idOf));
  const own: RuleSettings[] = [];
  const changes: DefaultRuleChange[] = [];
  const views: RuleView[] = [];
  const faulty = new Map<string, readonly FieldFault[]>();
  const seen = new Set<string>();
  for (const document of listOf(rules)) {
    const id = idOf(document);
    const parsed = id !== '' && seen.has(id) ? twice : parseRule(document);
    seen.add(id);
    if ('rule' in parsed) own.push(parsed.rule);
    if ('change' in parsed) changes.push(parsed.change);
    if (!isDefaultRule(id)) views.push(viewOf(policy, mine, document, parsed));
    else if ('faults' in parsed) faulty.set(id, parsed.faults);
  }
  for (const id of defaultRuleIds) {
    const change = entryOf(rules, id);
    const [name, enabled] = [defaultRuleName(id), change['enabled'] !== false];
    const changed = mine.has(id);
    views.push({ id, name, enabled, origin: 'default', changed, rule: change, faults: faulty.get(id) ?? [] });
  }
  return { rules: own, defaultRules: changes, views };
}

const twice = { faults: [{ path: 'id', text: 'Another rule has this id' }] };

function viewOf(policy: PolicyLayers, mine: ReadonlySet<string>, rule: Document, parsed: ParsedRule): RuleView {
  const id = idOf(rule);
  const name = 'rule' in parsed ? parsed.rule.name : rule['name'];
  return {
    id,
    name: typeof name === 'string' ? name : id,
    enabled: rule['enabled'] !== false,
    origin: isOfPolicy(policy, id) ? 'policy' : 'user',
    changed: mine.has(id),
    rule,
    faults: 'faults' in parsed ? parsed.faults : [],
  };
}

/** Whether a rule is one of the policy. */
export function isOfPolicy({ defaults, enforced }: PolicyLayers, id: string): boolean {
  return [defaults, enforced].some((layer) => listOf(layer['rules']).some((rule) => idOf(rule) === id));
}

/** A list of rules with one in the place of its id, or before all others; a change that changes nothing leaves it. */
export function withRule(list: unknown, rule: Document): readonly unknown[] {
  const rules = rawListOf(list);
  const at = rules.findIndex((each) => isDocument(each) && idOf(each) === idOf(rule));
  if (changesNothing(rule)) return at < 0 ? rules : rules.toSpliced(at, 1);
  return at < 0 ? [rule, ...rules] : rules.with(at, rule);
}

/** Whether it is a default rule of which nothing is set otherwise. */
export function changesNothing(rule: Document): boolean {
  return isDefaultRule(idOf(rule)) && Object.keys(rule).length === 1;
}

/** A list of rules with one before another, or behind all (`before` null); null when one of both is not there. */
export function movedRule(list: unknown, id: string, before: string | null): readonly unknown[] | null {
  const rules = rawListOf(list);
  const moved = rules.find((each) => isDocument(each) && idOf(each) === id);
  const others = rules.filter((each) => each !== moved);
  const at = before === null ? others.length : others.findIndex((each) => isDocument(each) && idOf(each) === before);
  return moved === undefined || at < 0 ? null : others.toSpliced(at, 0, moved);
}

/** An id made of a rule's name, which no other one has. */
export function freshId(name: string, taken: ReadonlySet<string>): string {
  const words =
    name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? '';
  const base =
    words
      .replace(/^default-/, '')
      .slice(0, 40)
      .replace(/-$/, '') || 'rule';
  // The address of the window has `new` for one that is being made.
  if (!taken.has(base) && base !== 'new') return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}
